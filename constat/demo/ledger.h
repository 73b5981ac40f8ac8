// Ledger: the board as the demo sees it: the honest one of party/board, or one that does what it wants.
#pragma once

#include <memory>

#include "constat/party/board/board.h"

namespace constat::demo {

class Ledger {
 public:
  virtual ~Ledger() = default;
  // Append returns the new entry's index. The honest ledger refuses what the rules refuse; the cheating
  // one appends it.
  [[nodiscard]] virtual Result<uint64_t> Append(record::EntryType type, const Bytes& body) = 0;
  [[nodiscard]] virtual std::vector<Result<uint64_t>> AppendBallots(std::span<const ByteView> bodies) = 0;
  // Commit signs all entries so far; Publish puts the cosigned checkpoint into the record.
  [[nodiscard]] virtual Result<tlog::SignedCheckpoint> Commit() = 0;
  [[nodiscard]] virtual Status Publish(const tlog::SignedCheckpoint& cosigned) = 0;
  [[nodiscard]] virtual Status Close(const tlog::SignedCheckpoint& cosigned) = 0;
  [[nodiscard]] virtual Status AppendResult() = 0;
  [[nodiscard]] virtual Result<tlog::InclusionReceipt> Receipt(uint64_t index) const = 0;
  [[nodiscard]] virtual referendum::Referendum& state() = 0;
  // log reads the committed log, published or not.
  [[nodiscard]] virtual const tlog::LogSource& log() const = 0;
};

struct LedgerOptions {
  tlog::LogFiles files;
  tlog::FolderPlace publish;
  const crypto::Ed25519Key* key = nullptr;
  const Clock* clock = nullptr;
  unsigned threads = 0;
};

[[nodiscard]] Result<std::unique_ptr<Ledger>> MakeHonestLedger(const LedgerOptions& options,
                                                               const Bytes& manifest_body);

// CheatingLedger keeps the rules' state, so that what follows a forbidden entry is done as well as it can be,
// and appends whatever it is given.
class CheatingLedger final : public Ledger {
 public:
  [[nodiscard]] static Result<std::unique_ptr<CheatingLedger>> Make(const LedgerOptions& options,
                                                                    const Bytes& manifest_body);
  [[nodiscard]] Result<uint64_t> Append(record::EntryType type, const Bytes& body) override;
  [[nodiscard]] std::vector<Result<uint64_t>> AppendBallots(std::span<const ByteView> bodies) override;
  [[nodiscard]] Result<tlog::SignedCheckpoint> Commit() override;
  [[nodiscard]] Status Publish(const tlog::SignedCheckpoint& cosigned) override;
  [[nodiscard]] Status Close(const tlog::SignedCheckpoint& cosigned) override;
  [[nodiscard]] Status AppendResult() override;
  [[nodiscard]] Result<tlog::InclusionReceipt> Receipt(uint64_t index) const override;
  [[nodiscard]] referendum::Referendum& state() override { return state_; }
  [[nodiscard]] const tlog::LogSource& log() const override { return log_.store(); }

  // AppendAt appends an entry with a time of the cheat's choosing.
  [[nodiscard]] Result<uint64_t> AppendAt(record::EntryType type, uint64_t time_ms, const Bytes& body);
  // change_result, if set, gets the honest outcome before it is signed.
  std::function<void(record::Outcome&)> change_result;

 private:
  CheatingLedger(const LedgerOptions& options, tlog::LogWriter log, tlog::PublicFolder folder)
      : options_(options), log_(std::move(log)), folder_(std::move(folder)) {}

  LedgerOptions options_;
  tlog::LogWriter log_;
  tlog::PublicFolder folder_;
  referendum::Referendum state_;
};

}  // namespace constat::demo
