#include "constat/verify/light/receipt.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/record/shown_hash.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/verify/answers.h"

namespace constat::verify {

Result<CheckedReceipt> CheckReceipt(const tlog::InclusionReceipt& receipt, const tlog::Policy& policy,
                                    const referendum::Context& context) {
  if (receipt.extra.empty())
    return Fail(ErrorCode::kBadText,
                "the receipt has no entry in it, so it says of no ballot that it is in the log");
  if (receipt.checkpoint.checkpoint.origin != context.manifest.origin) {
    return Fail(ErrorCode::kWrongOrigin,
                fmt::format("the receipt is of another log, {}, and not of {}",
                            receipt.checkpoint.checkpoint.origin, context.manifest.origin));
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

bool IsPromise(const tlog::InclusionReceipt& receipt, const tlog::Policy& policy, const Error& refused) {
  return refused.code == ErrorCode::kNoQuorum && policy.logs().size() == 1 &&
         CheckPromise(receipt, policy.logs().front().key).has_value();
}

std::string DescribeReceipt(const CheckedReceipt& checked, const record::Manifest& manifest) {
  std::string out =
      fmt::format("The receipt is valid: entry {} of the log, {}, {}.\n", checked.index,
                  record::EntryTypeWords(checked.type), record::FormatLocalTime(manifest, checked.time_ms));
  if (checked.ballot) {
    out += fmt::format("  tracker     {}\n", record::FormatTracker(checked.ballot->tracker));
    out += fmt::format("  credential  {}\n", text::FormatHex(checked.ballot->credential));
  }
  for (const tlog::Cosignature& seen : checked.cosignatures) {
    out += fmt::format("  witness     {}, {}\n", text::CleanLine(seen.witness.name),
                       record::FormatLocalTime(manifest, seen.time_s * 1000));
  }
  return out;
}

Result<const referendum::OwnEntry*> FindReceiptEntry(const tlog::InclusionReceipt& receipt,
                                                     const referendum::OwnEntries& entries,
                                                     uint64_t record_size) {
  if (receipt.index >= record_size) return nullptr;
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(receipt.extra));
  const Bytes32 body_hash = crypto::Sha256(entry.body);
  for (const referendum::OwnEntry& own : entries.entries()) {
    if (own.entry == receipt.index && own.body_hash == body_hash && own.time_ms == entry.time_ms) return &own;
  }
  return Fail(ErrorCode::kReceiptNotIncluded,
              fmt::format("the record has another entry at {}, so the board and its witnesses signed two "
                          "different logs: keep both, and show them to the organiser and to observers",
                          receipt.index));
}

const referendum::OwnEntry* ChooseReceiptEntry(const referendum::OwnEntries& entries, const Bytes32& tracker,
                                               const std::optional<Bytes32>& body_hash) {
  const referendum::OwnEntry* best = nullptr;
  const auto rank = [&](const referendum::OwnEntry& entry) {
    switch (entry.verdict) {
      case referendum::OwnVerdict::kAccepted:
        return 3;
      case referendum::OwnVerdict::kNotJudged:
        return 2;
      case referendum::OwnVerdict::kRefused:
        return body_hash == entry.body_hash ? 1 : 0;
    }
    CONSTAT_CHECK(false);
  };
  for (const referendum::OwnEntry& entry : entries.entries()) {
    if (!entry.ballot || entry.ballot->tracker != tracker) continue;
    if (best == nullptr || rank(entry) > rank(*best)) best = &entry;
  }
  return best;
}

}  // namespace constat::verify
