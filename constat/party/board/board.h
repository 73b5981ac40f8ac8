// The board: appends what the rules accept, and nothing else, to a log that cannot go back. Spec:
// LOG, BAL-8, TAL-1.
//
// The steps are those of tlog::LogWriter: Append, Commit (durable and signed), gather cosignatures, Publish.
// An entry may be acknowledged, and Receipt gives a receipt for it, when Publish has returned. Until then
// nothing of it is in the public folder. One thread at a time.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "constat/base/clock.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/referendum/state.h"
#include "constat/tlog/receipt.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/log_writer.h"
#include "constat/tlog/secret/public_folder.h"

namespace constat::party {

struct BoardOptions {
  tlog::LogFiles files;                   // the log: what witnesses need before it is published
  tlog::FolderPlace publish;              // what everybody gets: a record from the first Publish on
  std::optional<crypto::Ed25519Key> key;  // none: nothing can be appended
  const Clock* clock = nullptr;           // outlives the board
  unsigned threads = 0;                   // 0: as many as the machine has
};

class Board {
 public:
  // Create starts the log with its manifest entry and commits it.
  // ERRORS: kRefusesOverwrite if there is a log already; MakeContext's; kWrongKey; the store's.
  [[nodiscard]] static Result<Board> Create(BoardOptions options, ByteView manifest_body);

  // Open continues a log: every entry must still be valid. With the key it also finishes a Publish that was
  // interrupted. ERRORS: kMissingFile without a log; kWrongKey; kRecordNotVerified; kLogRewound if only the
  // public folder holds a published record; tlog::VerifyLogSignature's, LogWriter::Open's, PublicFolder's.
  [[nodiscard]] static Result<Board> Open(BoardOptions options);

  // Reopened opens a board anew: what was appended and not committed is gone. ERRORS: Open's.
  [[nodiscard]] static Result<Board> Reopened(Board board);

  Board(Board&&) = default;
  Board& operator=(Board&&) = default;

  // Append judges and appends one entry, and returns its index. Nothing is written if it is refused.
  // ERRORS: the rules'; kTooLarge for a body that no entry holds; kUsage without a key; kWrongOrder after an
  // error of the store (open the board anew).
  [[nodiscard]] Result<uint64_t> Append(record::EntryType type, ByteView body);

  // AppendBallots judges ballots together, on several threads; the i-th answer is the i-th body's, and the
  // same as Append's in this order.
  [[nodiscard]] std::vector<Result<uint64_t>> AppendBallots(std::span<const ByteView> bodies);

  // Commit makes all entries durable and signs them. ERRORS: kWrongRoot if the log's tree is not the rules';
  // LogWriter::Commit's; kUsage and kWrongOrder as Append.
  [[nodiscard]] Result<tlog::SignedCheckpoint> Commit();

  // AppendPages countersigns the organiser's list of pages and appends it. Whoever runs it has looked at the
  // pages: the board serves them. ERRORS: DecodeSoftwareChange's; the organiser's kBadSignature; Append's.
  [[nodiscard]] Result<uint64_t> AppendPages(ByteView organisers_body);

  // Publish brings the public folder to the committed checkpoint with its cosignatures. ERRORS: kNoQuorum,
  // kBadSignature; kBadConsistency if it is not the committed tree's; the store's, PublicFolder's.
  [[nodiscard]] Status Publish(const tlog::SignedCheckpoint& cosigned);

  // Receipt proves a published entry. ERRORS: kWrongOrder if it is not published yet.
  [[nodiscard]] Result<tlog::InclusionReceipt> Receipt(uint64_t index) const;

  // Promise proves a committed entry under the board's signature alone. ERRORS: kWrongOrder if it is not
  // committed yet. Spec: BAL-17.
  [[nodiscard]] Result<tlog::InclusionReceipt> Promise(uint64_t index) const;

  // PrepareClose commits; its checkpoint is the one to be cosigned for Close. ERRORS: kWrongPhase;
  // kWrongCloseTime before the closing.
  [[nodiscard]] Result<tlog::SignedCheckpoint> PrepareClose();
  // Close appends the close entry. ERRORS: kWrongPhase; kTooLarge for a checkpoint that no close entry
  // holds; Append's; TAL-1's.
  [[nodiscard]] Result<uint64_t> Close(const tlog::SignedCheckpoint& cosigned);

  // AppendResult decrypts and appends the result entries. ERRORS: kWrongPhase; kTooFewShares, kNoCount.
  [[nodiscard]] Status AppendResult();

  // ProveConsistency is for witnesses: that an older tree is a prefix of the committed one.
  [[nodiscard]] Result<tlog::Proof> ProveConsistency(uint64_t old_size) const {
    return log_.ProveConsistency(old_size);
  }

  // state is that of all entries, committed or not. MutableState is for Referendum::tally().
  [[nodiscard]] const referendum::Referendum& state() const { return state_; }
  [[nodiscard]] referendum::Referendum& MutableState() { return state_; }
  // NowMs is the board's clock.
  [[nodiscard]] uint64_t NowMs() const { return options_.clock->NowMs(); }
  // log reads the committed log, published or not.
  [[nodiscard]] const tlog::LogSource& log() const { return log_.store(); }
  [[nodiscard]] const std::optional<tlog::SignedCheckpoint>& head() const { return log_.head(); }
  [[nodiscard]] const std::optional<tlog::SignedCheckpoint>& published() const { return log_.published(); }
  // CommittedSize and PublishedSize are how many entries these have, 0 at first.
  [[nodiscard]] uint64_t CommittedSize() const { return head() ? head()->checkpoint.size : 0; }
  [[nodiscard]] uint64_t PublishedSize() const { return published() ? published()->checkpoint.size : 0; }

 private:
  Board(BoardOptions options, tlog::LogWriter log, tlog::PublicFolder folder, referendum::Referendum state)
      : options_(std::move(options)),
        log_(std::move(log)),
        folder_(std::move(folder)),
        state_(std::move(state)) {}
  [[nodiscard]] Status BringFolder();
  [[nodiscard]] Status CheckUsable() const;
  [[nodiscard]] Status CheckNotTooLate(uint64_t time_ms) const;
  [[nodiscard]] uint64_t NextTimeMs() const;
  [[nodiscard]] Result<uint64_t> AppendChecked(const record::EntryView& entry,
                                               referendum::Prechecked prechecked);
  [[nodiscard]] Status Resolve();

  BoardOptions options_;
  tlog::LogWriter log_;
  tlog::PublicFolder folder_;
  referendum::Referendum state_;
  bool failed_ = false;
};

}  // namespace constat::party
