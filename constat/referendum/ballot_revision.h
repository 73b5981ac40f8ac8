// The rule of a ballot's revision: among one credential's ballots it only rises, by at most kMaxRevisionStep
// each time. So a ballot that was held back never replaces a newer one, and who once held a code cannot use
// up all numbers.
// Spec: BAL-8.
#pragma once

#include <cstdint>

#include "constat/base/result.h"
#include "constat/record/manifest.h"

namespace constat::referendum {

inline constexpr uint64_t kMaxRevisionStep = 1024;

// AcceptedSoFar is what is known of a credential's accepted ballots: the last one's revision (0: none)
// and how many.
struct AcceptedSoFar {
  uint64_t revision = 0;
  uint64_t ballots = 0;
};

// CheckRevision says whether the next ballot may have this revision. ERRORS: kAlreadyVoted, kTooManyBallots,
// kStaleRevision, kRevisionJump.
[[nodiscard]] Status CheckRevision(const record::Manifest& manifest, const AcceptedSoFar& last,
                                   uint64_t revision);

// CheckRevisionAlone refuses a revision that is out of reach however many ballots came before. ERRORS:
// kStaleRevision for 0, kRevisionJump.
[[nodiscard]] Status CheckRevisionAlone(const record::Manifest& manifest, uint64_t revision);

}  // namespace constat::referendum
