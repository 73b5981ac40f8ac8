#include "constat/referendum/voting_time.h"

#include <algorithm>

namespace constat::referendum {

uint64_t OpenUntilMs(const record::Manifest& manifest) {
  const uint64_t half = (manifest.closing_ms - manifest.opening_ms) / 2;
  return manifest.opening_ms + std::min<uint64_t>(manifest.grace_ms, half);
}

uint64_t VotingTime::RoundedMs(uint64_t time_ms) const {
  uint64_t rounded = time_ms - time_ms % kMinuteMs;
  for (const uint64_t edge : {open_ms_, opening_ms_, closing_ms_}) {
    if (edge <= time_ms) rounded = std::max(rounded, edge);
  }
  return rounded;
}

Status VotingTime::CheckRounded(uint64_t time_ms) const {
  if (RoundedMs(time_ms) == time_ms) return {};
  return Fail(ErrorCode::kTimeNotRounded, "the time of an entry of the voting is not rounded to the minute");
}

Status VotingTime::CheckBallot(uint64_t time_ms) const {
  if (time_ms < BeginMs()) {
    return Fail(ErrorCode::kOutsideVotingTime, "the ballot is from before the opening");
  }
  if (time_ms >= closing_ms_) {
    return Fail(ErrorCode::kOutsideVotingTime, "the ballot is from after the closing");
  }
  return CheckRounded(time_ms);
}

}  // namespace constat::referendum
