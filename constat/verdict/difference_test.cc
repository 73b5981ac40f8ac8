// Spec: TAL-9, VER-14
#include "constat/verdict/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/testing/verification.h"

namespace constat::verdict {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Twice is a verification whose published result is the right one, to be changed by a test.
verify::Verification Twice() {
  verify::Verification v = report::DemoVerification();
  v.recomputed = v.result;
  v.published = verify::PublishedResult{77, *v.result};
  v.result.reset();
  return v;
}

TEST(CompareResults, NeedsBoth) {
  EXPECT_FALSE(CompareResults(report::DemoVerification()).has_value());
  verify::Verification v = Twice();
  v.recomputed.reset();
  EXPECT_FALSE(CompareResults(v).has_value());
  v = Twice();
  v.context = nullptr;
  EXPECT_FALSE(CompareResults(v).has_value());
}

TEST(CompareResults, FindsNothingInEqualOnes) {
  const Difference none = *CompareResults(Twice());
  EXPECT_EQ(none.entry, 77u);
  EXPECT_THAT(none.groups, IsEmpty());
  EXPECT_THAT(none.regions, IsEmpty());
  EXPECT_FALSE(none.other_groups);
  EXPECT_EQ(none.most_votes, 0u);
  EXPECT_FALSE(none.questions[0].VerdictDiffers());
  ASSERT_THAT(none.questions[0].votes, SizeIs(3));
  for (const Pair& pair : none.questions[0].votes) EXPECT_FALSE(pair.Differs());
  EXPECT_EQ(none.questions[0].votes[0].right, 28'803u);
}

TEST(CompareResults, CountsAVoteThatWasMovedOnce) {
  verify::Verification v = Twice();
  std::vector<uint32_t>& crimea = v.published->outcome.units[0].votes[0];
  crimea[0] -= 5;
  crimea[1] += 5;
  v.published->outcome.questions[0].verdict = record::Verdict::kNotCarried;
  const Difference moved = *CompareResults(v);
  ASSERT_THAT(moved.groups, SizeIs(1));
  EXPECT_EQ(moved.groups[0].votes[0][0].published, 556u);
  EXPECT_EQ(moved.groups[0].votes[0][0].right, 561u);
  EXPECT_EQ(moved.groups[0].votes[0][1].published, 443u);
  EXPECT_EQ(moved.questions[0].votes[0].published, 28'798u);
  EXPECT_EQ(moved.questions[0].votes[1].published - moved.questions[0].votes[1].right, 5u);
  EXPECT_EQ(moved.most_votes, 5u);
  EXPECT_TRUE(moved.questions[0].VerdictDiffers());
  EXPECT_EQ(moved.questions[0].published_verdict, record::Verdict::kNotCarried);
  EXPECT_EQ(moved.questions[0].right_verdict, record::Verdict::kCarried);
}

TEST(CompareResults, CountsVotesThatWereMovedBetweenRegions) {
  verify::Verification v = Twice();
  v.published->outcome.units[0].votes[0][0] -= 7;
  v.published->outcome.units[1].votes[0][0] += 7;
  const Difference moved = *CompareResults(v);
  EXPECT_THAT(moved.groups, SizeIs(2));
  EXPECT_EQ(moved.most_votes, 7u);
  EXPECT_FALSE(moved.questions[0].votes[0].Differs()) << "the total is right";
}

TEST(CompareResults, CountsInventedVotes) {
  verify::Verification v = Twice();
  v.published->outcome.units[0].votes[0][0] += 100;
  v.published->outcome.units[0].counted += 100;
  v.published->outcome.regions[0].counted += 100;
  v.published->outcome.regions[0].registered += 1;
  v.published->outcome.regions[0].ballots += 2;
  const Difference more = *CompareResults(v);
  EXPECT_EQ(more.most_votes, 100u);
  ASSERT_THAT(more.regions, SizeIs(1));
  EXPECT_EQ(more.regions[0].region, 0u);
  EXPECT_EQ(more.regions[0].counted.published, more.regions[0].counted.right + 100);
  EXPECT_EQ(more.regions[0].registered.published, more.regions[0].registered.right + 1);
  EXPECT_EQ(more.regions[0].ballots.published, more.regions[0].ballots.right + 2);
  EXPECT_EQ(more.groups[0].counted.published, more.groups[0].counted.right + 100);
}

TEST(CompareResults, ComparesTotalsAloneWhereOtherRegionsWereAddedTogether) {
  verify::Verification v = Twice();
  record::UnitResult& last = v.published->outcome.units.back();
  v.published->outcome.units[0].regions.push_back(last.regions[0]);
  for (size_t o = 0; o < 3; ++o) v.published->outcome.units[0].votes[0][o] += last.votes[0][o];
  v.published->outcome.units[0].votes[0][2] += 3;
  v.published->outcome.units.pop_back();
  const Difference other = *CompareResults(v);
  EXPECT_TRUE(other.other_groups);
  EXPECT_THAT(other.groups, IsEmpty());
  EXPECT_EQ(other.most_votes, 3u);
}

TEST(CompareResults, KnowsNoTotalWhereAGroupWasNotDecrypted) {
  verify::Verification v = Twice();
  v.published->outcome.units[0].decrypted = false;
  v.published->outcome.units[0].votes.clear();
  const Difference hidden = *CompareResults(v);
  EXPECT_THAT(hidden.questions[0].votes, IsEmpty());
  ASSERT_THAT(hidden.groups, SizeIs(1));
  EXPECT_THAT(hidden.groups[0].votes, IsEmpty());
  EXPECT_EQ(hidden.most_votes, v.recomputed->units[0].counted);
  verify::Verification empty = Twice();
  for (record::Outcome* outcome : {&empty.published->outcome, &*empty.recomputed}) {
    outcome->units[0].decrypted = false;
    outcome->units[0].counted = 0;
    outcome->units[0].votes.clear();
  }
  EXPECT_THAT(CompareResults(empty)->questions[0].votes, SizeIs(3)) << "where nobody voted there is "
                                                                       "nothing to know";
}

}  // namespace
}  // namespace constat::verdict
