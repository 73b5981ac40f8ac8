#include "constat/referendum/voting_time.h"

#include "constat/testing/matchers.h"

namespace constat::referendum {
namespace {

constexpr uint64_t kMinute = 1'000'000'020'000;  // a whole minute

record::Manifest ManifestFrom(uint64_t opening_ms, uint64_t closing_ms) {
  record::Manifest m;
  m.opening_ms = opening_ms;
  m.closing_ms = closing_ms;
  m.grace_ms = 600'000;
  return m;
}

// Spec: LOG-6
TEST(OpenUntil, IsTheSmallerOfGraceAndHalfOfTheVotingTime) {
  static_assert(kMinute % 60'000 == 0);
  EXPECT_EQ(OpenUntilMs(ManifestFrom(kMinute, kMinute + 3'600'000)), kMinute + 600'000);
  EXPECT_EQ(OpenUntilMs(ManifestFrom(kMinute, kMinute + 1'200'000)), kMinute + 600'000);
  EXPECT_EQ(OpenUntilMs(ManifestFrom(kMinute, kMinute + 1'199'000)), kMinute + 599'500);
  EXPECT_EQ(OpenUntilMs(ManifestFrom(kMinute, kMinute + 1)), kMinute) << "no fraction of a millisecond";
}

// Spec: LOG-7
TEST(VotingTimeTest, RoundsDownToTheLatestEdge) {
  const record::Manifest m = ManifestFrom(kMinute + 10'000, kMinute + 610'000);
  const VotingTime early(m, kMinute - 86'400'123);
  EXPECT_EQ(early.BeginMs(), m.opening_ms);
  EXPECT_EQ(early.RoundedMs(kMinute + 9'999), kMinute);
  EXPECT_EQ(early.RoundedMs(kMinute + 10'000), kMinute + 10'000);
  EXPECT_EQ(early.RoundedMs(kMinute + 59'999), kMinute + 10'000);
  EXPECT_EQ(early.RoundedMs(kMinute + 60'000), kMinute + 60'000);
  EXPECT_EQ(early.RoundedMs(m.closing_ms - 1), kMinute + 600'000);
  EXPECT_EQ(early.RoundedMs(m.closing_ms), m.closing_ms);
  EXPECT_EQ(early.RoundedMs(kMinute - 86'400'123), kMinute - 86'400'123) << "the time of `open` itself";
  const VotingTime late(m, kMinute + 95'500);
  EXPECT_EQ(late.BeginMs(), kMinute + 95'500);
  EXPECT_EQ(late.RoundedMs(kMinute + 95'500), kMinute + 95'500);
  EXPECT_EQ(late.RoundedMs(kMinute + 119'999), kMinute + 95'500);
  EXPECT_EQ(late.RoundedMs(kMinute + 120'000), kMinute + 120'000);
  uint64_t last = 0;
  for (uint64_t now = kMinute; now < m.closing_ms + 200'000; now += 250) {
    EXPECT_GE(late.RoundedMs(now), last);
    last = late.RoundedMs(now);
    EXPECT_EQ(late.RoundedMs(last), last);
    EXPECT_EQ(now < m.closing_ms, last < m.closing_ms) << "nothing is carried over the closing";
    EXPECT_EQ(now < late.BeginMs(), last < late.BeginMs()) << "nor to before the beginning";
  }
}

// Spec: BAL-8 (2)
TEST(VotingTimeTest, TheWindowComesBeforeTheRounding) {
  const record::Manifest m = ManifestFrom(kMinute, kMinute + 610'000);
  const VotingTime times(m, kMinute + 95'500);
  EXPECT_THAT(times.CheckBallot(kMinute + 60'000), FailsWith(ErrorCode::kOutsideVotingTime));
  EXPECT_THAT(times.CheckBallot(kMinute + 95'499), FailsWith(ErrorCode::kOutsideVotingTime));
  EXPECT_THAT(times.CheckBallot(kMinute + 95'500), Succeeds());
  EXPECT_THAT(times.CheckBallot(kMinute + 95'501), FailsWith(ErrorCode::kTimeNotRounded));
  EXPECT_THAT(times.CheckBallot(kMinute + 120'000), Succeeds());
  EXPECT_THAT(times.CheckBallot(kMinute + 600'000), Succeeds());
  EXPECT_THAT(times.CheckBallot(kMinute + 610'000), FailsWith(ErrorCode::kOutsideVotingTime));
  EXPECT_THAT(times.CheckBallot(kMinute + 610'001), FailsWith(ErrorCode::kOutsideVotingTime));
  EXPECT_THAT(times.CheckRounded(kMinute + 610'000), Succeeds()) << "what is no ballot may have it";
  EXPECT_THAT(times.CheckRounded(kMinute + 610'001), FailsWith(ErrorCode::kTimeNotRounded));
}

}  // namespace
}  // namespace constat::referendum
