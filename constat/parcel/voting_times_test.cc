#include "constat/parcel/voting_times.h"

#include "constat/testing/matchers.h"
#include "constat/text/utc_time.h"

namespace constat::parcel {
namespace {

uint64_t At(std::string_view time) { return Value(text::ParseUtcTime(time)); }

TEST(ReadVotingTimes, ProposesAFullHourInTwoWeeksAndAWeekOfVoting) {
  const VotingTimes times = Value(ReadVotingTimes(At("2026-05-01T12:34:56Z"), "", ""));
  EXPECT_EQ(times.opening_ms, At("2026-05-15T13:00:00Z"));
  EXPECT_EQ(times.closing_ms, At("2026-05-22T13:00:00Z"));
}

TEST(ReadVotingTimes, TakesWhatIsTyped) {
  const VotingTimes times = Value(ReadVotingTimes(0, "2026-05-01T06:00:00Z", ""));
  EXPECT_EQ(times.opening_ms, At("2026-05-01T06:00:00Z"));
  EXPECT_EQ(times.closing_ms, At("2026-05-08T06:00:00Z"));
  EXPECT_EQ(Value(ReadVotingTimes(0, "2026-05-01T06:00:00Z", "2026-05-01T06:00:01Z")).closing_ms,
            times.opening_ms + 1000);
}

TEST(ReadVotingTimes, RefusesWhatIsNoTimeOrTheWrongWayRound) {
  EXPECT_THAT(ReadVotingTimes(0, "tomorrow", ""), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ReadVotingTimes(0, "", "tomorrow"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ReadVotingTimes(0, "2026-05-01T06:00:00Z", "2026-05-01T06:00:00Z"),
              FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(ReadVotingTimes(At("2026-05-01T06:00:00Z"), "2026-05-01T06:00:00Z", ""),
              FailsWith(ErrorCode::kUsage));
}

}  // namespace
}  // namespace constat::parcel
