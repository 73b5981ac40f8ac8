#include "constat/record/rehearsal.h"

#include "constat/testing/matchers.h"

namespace constat::record {
namespace {

// Spec: MAN-7
TEST(Rehearsal, AloneMayHaveAClockThatWasSet) {
  EXPECT_THAT(CheckClock(true, false), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(CheckClock(true, true), Succeeds());
  EXPECT_THAT(CheckClock(false, false), Succeeds());
  EXPECT_THAT(CheckClock(false, true), Succeeds());
}

// Spec: MAN-7
TEST(Rehearsal, SaysSoFirst) {
  EXPECT_EQ(WithRehearsal(true, "Verified"), "REHEARSAL: Verified");
  EXPECT_EQ(WithRehearsal(false, "Verified"), "Verified");
}

}  // namespace
}  // namespace constat::record
