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
namespace {

Result<ReceiptBallot> BallotIn(ByteView body, const referendum::Context& context) {
  CONSTAT_ASSIGN(const record::ParsedBallot parsed, record::ParseBallot(context.shape, body));
  return ReceiptBallot{parsed.ballot.Credential(), parsed.ballot.revision,
                       record::Tracker(context.shape, parsed.ballot, context.manifest_hash)};
}

std::string DescribeBallot(const CheckedReceipt& checked, const referendum::Context& context) {
  if (!checked.ballot && checked.type == record::EntryType::kBallot)
    return "  It is no whole ballot, so whose it is cannot be told.\n";
  if (!checked.ballot) return {};
  return fmt::format("  tracker     {}\n  of          {}\n  credential  {}\n",
                     record::FormatTracker(checked.ballot->tracker),
                     record::FormatCredentialName(context.manifest_hash, checked.ballot->credential),
                     text::FormatHex(checked.ballot->credential));
}

}  // namespace

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
  CONSTAT_ASSIGN(out.ballot, BallotIn(entry.body, context));
  return out;
}

Result<CheckedReceipt> ReadPromise(const tlog::InclusionReceipt& promise,
                                   const referendum::Context& context) {
  CheckedReceipt out;
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(promise.extra));
  out.index = promise.index;
  out.type = entry.type;
  out.time_ms = entry.time_ms;
  if (entry.type != record::EntryType::kBallot) return out;
  if (const Result<ReceiptBallot> ballot = BallotIn(entry.body, context)) out.ballot = *ballot;
  return out;
}

bool IsPromise(const tlog::InclusionReceipt& receipt, const tlog::Policy& policy, const Error& refused) {
  return refused.code == ErrorCode::kNoQuorum && policy.logs().size() == 1 &&
         CheckPromise(receipt, policy.logs().front().key).has_value();
}

std::string DescribeReceipt(const CheckedReceipt& checked, const referendum::Context& context) {
  const record::Manifest& manifest = context.manifest;
  std::string out =
      fmt::format("The receipt is valid: entry {} of the log, {}, {}.\n", checked.index,
                  record::EntryTypeWords(checked.type), record::FormatLocalTime(manifest, checked.time_ms));
  out += DescribeBallot(checked, context);
  for (const tlog::Cosignature& seen : checked.cosignatures) {
    out += fmt::format("  witness     {}, {}\n", text::CleanLine(seen.witness.name),
                       record::FormatLocalTime(manifest, seen.time_s * 1000));
  }
  return out;
}

std::string DescribePromise(const CheckedReceipt& promised, const referendum::Context& context) {
  return fmt::format(
      "PROMISED, NOT YET CONFIRMED: the board has signed that entry {} of the log is {}, {}, and too few "
      "witnesses have confirmed it.\n{}"
      "Keep the file. Next: ask the board again in a few minutes, which then gives a receipt. If it never "
      "does, name the file in a trust file, under promises, and run constat verify.\n",
      promised.index, record::EntryTypeWords(promised.type),
      record::FormatLocalTime(context.manifest, promised.time_ms), DescribeBallot(promised, context));
}

Paper PaperOf(PaperKind kind, const CheckedReceipt& checked, const referendum::Context& context) {
  Paper out{kind, context.manifest_hash, {}};
  if (checked.ballot) out.credential = checked.ballot->credential;
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
