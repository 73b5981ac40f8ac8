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

// TwoQuestions is Twice with a second question of four options, of which each region gave so many votes.
verify::Verification TwoQuestions() {
  record::Manifest m = report::DemoManifest();
  m.questions.push_back({.text = {"Which?", "Який?"}, .options = {}, .max = 2});
  for (const std::string name : {"a", "b", "c", "d"}) m.questions[1].options.push_back({{name, name}});
  std::vector<report::RegionVotes> votes = report::RealVotes(1000);
  for (size_t r = 0; r < votes.size(); ++r) votes[r].votes.push_back({40, 30, 20, static_cast<uint32_t>(r)});
  verify::Verification v = report::FinishedVerification(m, votes);
  v.recomputed = v.result;
  v.published = verify::PublishedResult{77, *v.result};
  v.result.reset();
  return v;
}

TEST(CompareResults, TakesTheQuestionWhereMostVotesDiffer) {
  verify::Verification v = TwoQuestions();
  record::UnitResult& third = v.published->outcome.units[2];
  third.votes[0][0] -= 2;
  third.votes[1][1] += 9;
  third.votes[1][3] -= 1;
  v.published->outcome.units[5].votes[1][0] -= 6;
  const Difference difference = *CompareResults(v);
  EXPECT_EQ(difference.most_votes, 9u) << "nine too many and seven too few";
  ASSERT_THAT(difference.groups, SizeIs(2));
  ASSERT_THAT(difference.groups[0].votes, SizeIs(2));
  ASSERT_THAT(difference.groups[0].votes[1], SizeIs(4));
  EXPECT_THAT(difference.groups[0].regions, ::testing::ElementsAre(2));
  EXPECT_THAT(difference.groups[1].regions, ::testing::ElementsAre(5));
  EXPECT_EQ(difference.groups[0].votes[1][1].published, 39u);
  EXPECT_EQ(difference.groups[0].votes[1][1].right, 30u);
  EXPECT_EQ(difference.groups[0].votes[1][3].published, 1u);
  EXPECT_EQ(difference.groups[0].votes[1][3].right, 2u);
  ASSERT_THAT(difference.questions, SizeIs(2));
  ASSERT_THAT(difference.questions[1].votes, SizeIs(4));
  EXPECT_EQ(difference.questions[1].votes[0].published, 13 * 40u - 6);
  EXPECT_EQ(difference.questions[1].votes[0].right, 13 * 40u);
  EXPECT_EQ(difference.questions[1].votes[2].right, 13 * 20u);
  EXPECT_EQ(difference.questions[0].votes[0].published + 2, difference.questions[0].votes[0].right);

  verify::Verification first = TwoQuestions();
  first.published->outcome.units[0].votes[0][0] -= 40;
  first.published->outcome.units[0].votes[1][0] += 3;
  EXPECT_EQ(CompareResults(first)->most_votes, 40u) << "votes that were taken away";
}

TEST(CompareResults, KnowsNoTotalWhereTheRightOneWasNotToBeDecrypted) {
  verify::Verification v = Twice();
  v.recomputed->units[3].decrypted = false;
  v.recomputed->units[3].votes.clear();
  v.published->outcome.units[3].counted += 4;
  const Difference hidden = *CompareResults(v);
  EXPECT_THAT(hidden.questions[0].votes, IsEmpty());
  ASSERT_THAT(hidden.groups, SizeIs(1));
  EXPECT_THAT(hidden.groups[0].votes, IsEmpty());
  EXPECT_TRUE(hidden.groups[0].counted.Differs());
  EXPECT_EQ(hidden.most_votes, v.published->outcome.units[3].counted) << "the greater number of ballots";
  v.published.reset();
  EXPECT_FALSE(CompareResults(v).has_value());
}

}  // namespace
}  // namespace constat::verdict
