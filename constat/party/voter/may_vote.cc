#include "constat/party/voter/may_vote.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"

namespace constat::party {

using referendum::OwnVerdict;

Result<referendum::Slot> FindSlot(const referendum::Referendum& state, const referendum::OwnEntries& own) {
  if (state.phase() != referendum::Phase::kOpen)
    return Fail(ErrorCode::kWrongOrder,
                "the voting is not open yet; try again with the newest record when it has begun");
  if (own.close()) {
    const record::Manifest& manifest = state.context()->manifest;
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the voting is over since {}, and no ballot can be cast any more: entry {} of "
                            "the record closed it, signed by the board and the witnesses; constat "
                            "my-ballots shows which ballot of yours counts",
                            record::FormatLocalAndUtc(manifest, manifest.closing_ms), *own.close()));
  }
  const std::optional<referendum::Slot> slot = state.replacements().Find(own.credential());
  if (!slot) {
    return Fail(ErrorCode::kNotOnRoll,
                "no voter of this referendum has this code; compare the referendum's number with the one in "
                "your letter. If several offices sent you a code each, type the code of the first office "
                "first. If all that is right, ask whom the letter names");
  }
  if (!state.replacements().CheckCurrent(*slot, own.credential())) {
    return Fail(ErrorCode::kCredentialReplaced,
                fmt::format("this code is void: entry {} of the record put a new one in its place, on the "
                            "registrars' word that it was lost. Use the new code; if you asked for none, "
                            "tell the office that sent the code",
                            own.replaced_by() ? std::to_string(*own.replaced_by()) : "an earlier"));
  }
  return *slot;
}

Status CheckInTime(const record::Manifest& manifest, uint64_t now_ms) {
  if (now_ms < manifest.closing_ms) return {};
  return Fail(ErrorCode::kOutsideVotingTime,
              fmt::format("the voting ended on {}, and this machine's clock shows {}: a ballot that is made "
                          "now comes too late, and no file was written; if the clock is wrong, set it right "
                          "and vote again at once",
                          record::FormatLocalAndUtc(manifest, manifest.closing_ms),
                          record::FormatLocalAndUtc(manifest, now_ms)));
}

Status CheckMayVote(const record::Manifest& manifest, const referendum::OwnEntries& own,
                    std::span<const referendum::NumberedBallot> receipts) {
  const size_t known = own.entries().size() - own.CountOf(OwnVerdict::kRefused);
  if (!manifest.revoting && (known > 0 || !receipts.empty())) {
    const auto last = std::find_if(own.entries().rbegin(), own.entries().rend(),
                                   [](const auto& entry) { return entry.verdict != OwnVerdict::kRefused; });
    return Fail(
        ErrorCode::kAlreadyVoted,
        fmt::format("a ballot was cast with this code already ({}), and this referendum does not allow "
                    "voting again; if it was not you, tell the office that sent the code",
                    known > 0 ? fmt::format("entry {}", last->entry)
                              : record::FormatTracker(receipts.front().tracker)));
  }
  if (known < manifest.max_ballots) return {};
  return Fail(ErrorCode::kTooManyBallots,
              fmt::format("{} ballots were cast with this code, and no more are allowed; if some were not "
                          "yours, tell the office that sent the code",
                          known));
}

}  // namespace constat::party
