#include "constat/demo/ledger.h"

#include <algorithm>

#include "constat/party/board/replay.h"
#include "constat/record/roll.h"
#include "constat/record/secret/sign_body.h"
#include "constat/record/tally.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/sign.h"

namespace constat::demo {
namespace {

using record::EntryType;

// HonestLedger is party::Board.
class HonestLedger final : public Ledger {
 public:
  explicit HonestLedger(party::Board board) : board_(std::move(board)) {}
  Result<uint64_t> Append(EntryType type, const Bytes& body) override { return board_.Append(type, body); }
  std::vector<Result<uint64_t>> AppendBallots(std::span<const ByteView> bodies) override {
    return board_.AppendBallots(bodies);
  }
  Result<tlog::SignedCheckpoint> Commit() override { return board_.Commit(); }
  Status Publish(const tlog::SignedCheckpoint& cosigned) override { return board_.Publish(cosigned); }
  Status Close(const tlog::SignedCheckpoint& cosigned) override {
    CONSTAT_TRY(board_.Close(cosigned));
    return {};
  }
  Status AppendResult() override { return board_.AppendResult(); }
  Result<tlog::InclusionReceipt> Receipt(uint64_t index) const override { return board_.Receipt(index); }
  referendum::Referendum& state() override { return board_.MutableState(); }
  const tlog::LogSource& log() const override { return board_.log(); }

 private:
  party::Board board_;
};

Result<crypto::Ed25519Key> CopyKey(const crypto::Ed25519Key& key) {
  return crypto::Ed25519Key::FromSeed(key.seed());
}

}  // namespace

Result<std::unique_ptr<Ledger>> MakeHonestLedger(const LedgerOptions& options, const Bytes& manifest_body) {
  CONSTAT_ASSIGN(crypto::Ed25519Key key, CopyKey(*options.key));
  party::BoardOptions board_options{.files = options.files,
                                    .publish = options.publish,
                                    .key = std::move(key),
                                    .clock = options.clock,
                                    .threads = options.threads};
  CONSTAT_ASSIGN(party::Board board, party::Board::Create(std::move(board_options), manifest_body));
  return std::make_unique<HonestLedger>(std::move(board));
}

Result<std::unique_ptr<CheatingLedger>> CheatingLedger::Make(const LedgerOptions& options,
                                                             const Bytes& manifest_body) {
  CONSTAT_ASSIGN(std::unique_ptr<tlog::LogStore> store, tlog::OpenLogStore(options.files));
  CONSTAT_ASSIGN(const referendum::ContextPtr context, referendum::MakeContext(manifest_body));
  CONSTAT_ASSIGN(tlog::LogWriter log, tlog::LogWriter::Open(std::move(store), context->manifest.origin));
  CONSTAT_ASSIGN(tlog::PublicFolder folder, tlog::PublicFolder::Open(options.publish));
  std::unique_ptr<CheatingLedger> ledger(new CheatingLedger(options, std::move(log), std::move(folder)));
  CONSTAT_TRY(ledger->Append(EntryType::kManifest, manifest_body));
  return ledger;
}

Result<uint64_t> CheatingLedger::AppendAt(EntryType type, uint64_t time_ms, const Bytes& body) {
  const Bytes encoded = record::EncodeEntry(record::Entry{type, time_ms, body});
  const tlog::Hash leaf = tlog::LeafHash(encoded);
  if (!state_.Apply({{type, time_ms, body}, leaf})) state_.Skip(leaf);
  return log_.Append(encoded);
}

Result<uint64_t> CheatingLedger::Append(EntryType type, const Bytes& body) {
  uint64_t now = options_.clock->NowMs();
  now = state_.EntryTimeMs(now);
  return AppendAt(type, now, body);
}

std::vector<Result<uint64_t>> CheatingLedger::AppendBallots(std::span<const ByteView> bodies) {
  std::vector<Result<uint64_t>> out;
  for (const ByteView body : bodies)
    out.push_back(Append(EntryType::kBallot, Bytes(body.begin(), body.end())));
  return out;
}

Result<tlog::SignedCheckpoint> CheatingLedger::Commit() {
  return log_.Commit([this](const tlog::Checkpoint& checkpoint) -> Result<tlog::NoteSignature> {
    return tlog::SignCheckpoint(*options_.key, checkpoint);
  });
}

Status CheatingLedger::Publish(const tlog::SignedCheckpoint& cosigned) {
  CONSTAT_TRY(log_.Publish(cosigned));
  CONSTAT_TRY(folder_.Publish(cosigned, log_.store()));
  return folder_.RemoveOldTiles();
}

Status CheatingLedger::Close(const tlog::SignedCheckpoint& cosigned) {
  record::Close close{.ballots = state_.ballots().Ballots(),
                      .checkpoint = tlog::FormatSignedCheckpoint(cosigned)};
  Bytes body = record::EncodeClose(close);
  body.resize(body.size() - record::kSignatureSize);
  close.signature =
      record::SignBody({state_.context()->manifest_hash, EntryType::kClose, 0}, body, *options_.key);
  CONSTAT_TRY(Append(EntryType::kClose, record::EncodeClose(close)));
  if (state_.phase() != referendum::Phase::kTallying) return {};
  return referendum::ResolvePending(state_, log_.store(), cosigned.checkpoint.size);
}

Status CheatingLedger::AppendResult() {
  CONSTAT_ASSIGN(record::Outcome outcome, state_.tally().Decrypt());
  if (change_result) change_result(outcome);
  const Bytes encoded = record::EncodeOutcome(outcome);
  for (size_t first = 0, chunk = 0; first < encoded.size(); first += record::kResultPartSize, ++chunk) {
    const size_t size = std::min(record::kResultPartSize, encoded.size() - first);
    record::ResultPart part{.chunk = static_cast<uint16_t>(chunk),
                            .part = Bytes(encoded.begin() + static_cast<ptrdiff_t>(first),
                                          encoded.begin() + static_cast<ptrdiff_t>(first + size))};
    Bytes body = record::EncodeResultPart(part);
    body.resize(body.size() - record::kSignatureSize);
    part.signature =
        record::SignBody({state_.context()->manifest_hash, EntryType::kResult, 0}, body, *options_.key);
    CONSTAT_TRY(Append(EntryType::kResult, record::EncodeResultPart(part)));
  }
  return {};
}

Result<tlog::InclusionReceipt> CheatingLedger::Receipt(uint64_t index) const {
  return tlog::MakeReceipt(log_.store(), *log_.published(), index);
}

}  // namespace constat::demo
