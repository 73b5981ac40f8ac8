// VotingTime: when what comes in phase open may come. Spec: LOG-7, BAL-8.
#pragma once

#include <cstdint>

#include "constat/base/result.h"
#include "constat/record/manifest.h"

namespace constat::referendum {

inline constexpr uint64_t kMinuteMs = 60'000;

// OpenUntilMs is the last time that `open` may have. Spec: LOG-6.
[[nodiscard]] uint64_t OpenUntilMs(const record::Manifest& manifest);

class VotingTime {
 public:
  // open_ms is the time of `open`.
  VotingTime(const record::Manifest& manifest, uint64_t open_ms)
      : opening_ms_(manifest.opening_ms), closing_ms_(manifest.closing_ms), open_ms_(open_ms) {}

  // BeginMs is o: from then on ballots are accepted.
  [[nodiscard]] uint64_t BeginMs() const { return open_ms_ > opening_ms_ ? open_ms_ : opening_ms_; }

  // RoundedMs is a time rounded down, so that it tells little about who voted when. It grows with the time,
  // and never carries one over the closing, or to before the beginning.
  [[nodiscard]] uint64_t RoundedMs(uint64_t time_ms) const;

  // CheckRounded is LOG-7.3's last. ERRORS: kTimeNotRounded.
  [[nodiscard]] Status CheckRounded(uint64_t time_ms) const;

  // CheckBallot is BAL-8 (2). ERRORS: kOutsideVotingTime, kTimeNotRounded.
  [[nodiscard]] Status CheckBallot(uint64_t time_ms) const;

 private:
  uint64_t opening_ms_;
  uint64_t closing_ms_;
  uint64_t open_ms_;
};

}  // namespace constat::referendum
