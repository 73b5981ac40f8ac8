#include "constat/referendum/ballot_revision.h"

#include <fmt/core.h>

namespace constat::referendum {

Status CheckRevision(const record::Manifest& m, const AcceptedSoFar& last, uint64_t revision) {
  if (!m.revoting && last.ballots > 0) {
    return Fail(ErrorCode::kAlreadyVoted,
                "this credential has voted already, and voting again is not allowed");
  }
  if (last.ballots >= m.max_ballots) {
    return Fail(
        ErrorCode::kTooManyBallots,
        fmt::format("this credential has cast {} ballots already, and no more are allowed", m.max_ballots));
  }
  if (revision <= last.revision) {
    return Fail(ErrorCode::kStaleRevision,
                fmt::format("this ballot has the number {}, and the last one of this credential has {}: a "
                            "later ballot has a higher one",
                            revision, last.revision));
  }
  if (revision > last.revision + kMaxRevisionStep) {
    return Fail(ErrorCode::kRevisionJump, fmt::format("this ballot has the number {}, more than {} above "
                                                      "{}, that of the last one of this credential",
                                                      revision, kMaxRevisionStep, last.revision));
  }
  return {};
}

Status CheckRevisionAlone(const record::Manifest& manifest, uint64_t revision) {
  if (revision == 0)
    return Fail(ErrorCode::kStaleRevision,
                "this ballot has the number 0; the first one of a credential has 1");
  const uint64_t highest = manifest.max_ballots * kMaxRevisionStep;
  if (revision > highest) {
    return Fail(ErrorCode::kRevisionJump,
                fmt::format("no ballot of this referendum can have the number {}; the highest is {}",
                            revision, highest));
  }
  return {};
}

}  // namespace constat::referendum
