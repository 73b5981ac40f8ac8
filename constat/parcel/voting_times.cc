#include "constat/parcel/voting_times.h"

#include <fmt/core.h>

#include "constat/text/number.h"
#include "constat/text/utc_time.h"

namespace constat::parcel {
namespace {

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kDefaultLead = 14 * 24;   // hours from now to the opening
constexpr uint64_t kDefaultLength = 7 * 24;  // hours from the opening to the closing

}  // namespace

Result<VotingTimes> ReadVotingTimes(uint64_t now_ms, std::string_view opening, std::string_view closing) {
  VotingTimes out;
  out.opening_ms = (now_ms / kHourMs + 1 + kDefaultLead) * kHourMs;
  if (!opening.empty()) {
    CONSTAT_ASSIGN(out.opening_ms, text::ParseUtcTime(opening));
    if (out.opening_ms <= now_ms) {
      return Fail(ErrorCode::kUsage, fmt::format("--opening {} is in the past by this machine's clock, "
                                                 "which shows {}",
                                                 opening, text::FormatIsoTime(now_ms / 1000 * 1000)));
    }
  }
  out.closing_ms = out.opening_ms + kDefaultLength * kHourMs;
  if (!closing.empty()) {
    CONSTAT_ASSIGN(out.closing_ms, text::ParseUtcTime(closing));
  }
  if (out.opening_ms < out.closing_ms) return out;
  return Fail(ErrorCode::kUsage, "voting would close before it opens; exchange --opening and --closing");
}

}  // namespace constat::parcel
