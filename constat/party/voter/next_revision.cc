#include "constat/party/voter/next_revision.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/named.h"
#include "constat/record/shown_hash.h"
#include "constat/text/number.h"

namespace constat::party {

using referendum::NumberedBallot;
using referendum::OwnEntry;
using referendum::OwnVerdict;

namespace {

constexpr const char* kRefused = "the rules refuse the ballot of this receipt";

bool Contains(std::span<const NumberedBallot> ballots, const Bytes32& tracker) {
  return std::any_of(ballots.begin(), ballots.end(),
                     [&](const NumberedBallot& b) { return b.tracker == tracker; });
}

}  // namespace

Result<NumberedBallot> CheckOwnReceipt(const tlog::InclusionReceipt& receipt, const OwnReceiptInput& input) {
  const referendum::Referendum& state = *input.state;
  CONSTAT_ASSIGN(const verify::CheckedReceipt checked,
                 verify::CheckReceipt(receipt, *input.policy, *state.context()));
  if (!checked.ballot) {
    return Fail(ErrorCode::kUsage, fmt::format("this is the receipt of {}, not of a ballot",
                                               record::EntryTypeWords(checked.type)));
  }
  CONSTAT_TRY(verify::CheckWhose(PaperOf(verify::PaperKind::kReceipt, checked, *state.context()),
                                 input.own->credential()));
  CONSTAT_ASSIGN(const OwnEntry* const known,
                 verify::FindReceiptEntry(receipt, *input.own, state.tree().size()));
  if (known != nullptr && known->verdict == OwnVerdict::kRefused) {
    return tl::unexpected(Prefix(kRefused, *known->refusal));
  }
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(receipt.extra));
  // Otherwise a board could name any number, in an entry that the rules refuse.
  const Status alone = referendum::CheckBallotAlone(state, entry);
  if (!alone) return tl::unexpected(Prefix(kRefused, alone.error()));
  return NumberedBallot{checked.ballot->revision, checked.ballot->tracker};
}

NextBallot PlanNextBallot(const referendum::OwnEntries& own, std::span<const NumberedBallot> receipts,
                          std::span<const NumberedBallot> notes) {
  std::vector<NumberedBallot> known(receipts.begin(), receipts.end());
  for (const OwnEntry& entry : own.entries()) {
    if (entry.verdict != OwnVerdict::kRefused) known.push_back(*entry.ballot);
  }
  NextBallot out;
  for (const NumberedBallot& ballot : known) out.revision = std::max(out.revision, ballot.revision + 1);
  for (const NumberedBallot& note : notes) {
    if (note.revision < out.revision || Contains(known, note.tracker)) continue;
    (note.revision == out.revision ? out.rivals : out.above).push_back(note);
  }
  return out;
}

std::vector<std::string> DescribeEarlier(const referendum::OwnEntries& own,
                                         std::span<const NumberedBallot> receipts) {
  const size_t count = own.CountOf(referendum::OwnVerdict::kAccepted);
  if (count > 0) {
    return {fmt::format("With this code {} {} cast before; the one you cast now will count instead.",
                        text::Plural(count, "ballot"), count == 1 ? "was" : "were")};
  }
  if (receipts.empty()) return {};
  return {"By your receipt you cast a ballot before; the one you cast now will count instead."};
}

std::vector<std::string> DescribeUnanswered(const NextBallot& next) {
  std::vector<std::string> out;
  for (const NumberedBallot& ballot : next.rivals) {
    out.push_back(fmt::format("A ballot you cast earlier is not in this record: its tracker is {}.",
                              record::FormatTracker(ballot.tracker)));
  }
  if (!next.rivals.empty()) {
    out.push_back(
        fmt::format("If its file is still there, send that again. The ballot you make now has the same "
                    "number, {}, so only one of them is ever accepted: whichever the board takes first. "
                    "Wait for the receipt and see which one it is for. A vote without a receipt is changed "
                    "only when it has one.",
                    next.revision));
  }
  for (const NumberedBallot& ballot : next.above) {
    out.push_back(
        fmt::format("A ballot you cast earlier, with the tracker {}, has the number {}; the one you make "
                    "now has only {}, because this record is older. If the board brings in the earlier one, "
                    "it counts and not this one. Better stop here, get the newest record, or give the "
                    "receipt of your last ballot with --receipt.",
                    record::FormatTracker(ballot.tracker), ballot.revision, next.revision));
  }
  return out;
}

}  // namespace constat::party
