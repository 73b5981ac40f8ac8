#include "constat/roles/receipt.h"

#include <fmt/format.h>

#include "constat/base/check.h"
#include "constat/tlog/record_reader.h"

namespace constat::roles {

tlog::Policy ReferendumPolicy(const referendum::Context& context) {
  Result<tlog::Policy> policy =
      tlog::Policy::MakeThreshold(context.BoardKey(), context.WitnessKeys(), context.manifest.quorum);
  CONSTAT_CHECK(policy.has_value());  // MAN-3 (3), (5)
  return *std::move(policy);
}

Result<tlog::InclusionReceipt> MakeReceipt(const tlog::RecordSource& record,
                                           const tlog::SignedCheckpoint& checkpoint, uint64_t index) {
  const uint64_t size = checkpoint.checkpoint.size;
  if (index >= size) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("entry {} is beyond the checkpoint's {} entries", index, size));
  }
  tlog::InclusionReceipt out{.extra = {}, .index = index, .proof = {}, .checkpoint = checkpoint};
  CONSTAT_TRY(tlog::ForEachEntry(record, size, {index, index + 1}, [&](uint64_t, ByteView entry) -> Status {
    out.extra.assign(entry.begin(), entry.end());
    return {};
  }));
  const tlog::TileHashSource hashes(record, size);
  CONSTAT_ASSIGN(out.proof, tlog::InclusionProof(hashes, index, size));
  return out;
}

Result<CheckedReceipt> CheckReceipt(const tlog::InclusionReceipt& receipt, const tlog::Policy& policy,
                                    const referendum::Context& context) {
  if (receipt.extra.empty()) return Fail(ErrorCode::kBadText, "the receipt holds no entry");
  if (receipt.checkpoint.checkpoint.origin != context.manifest.origin) {
    return Fail(ErrorCode::kWrongOrigin,
                fmt::format("the receipt is of the log {}, not of {}", receipt.checkpoint.checkpoint.origin,
                            context.manifest.origin));
  }
  CONSTAT_TRY(tlog::VerifyReceipt(receipt, receipt.extra, policy));
  CheckedReceipt out;
  CONSTAT_ASSIGN(out.cosignatures, policy.Check(receipt.checkpoint));
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(receipt.extra));
  out.index = receipt.index;
  out.type = entry.type;
  out.time_ms = entry.time_ms;
  if (entry.type != record::EntryType::kBallot) return out;
  CONSTAT_ASSIGN(const record::ParsedBallot parsed, record::ParseBallot(context.shape, entry.body));
  out.ballot = ReceiptBallot{parsed.ballot.Credential(), parsed.ballot.revision,
                             record::Tracker(context.shape, parsed.ballot, context.manifest_hash)};
  return out;
}

}  // namespace constat::roles
