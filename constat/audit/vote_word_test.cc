#include "constat/audit/vote_word.h"

#include <gtest/gtest.h>

namespace constat::audit {
namespace {

TEST(ParseVote, KnowsTheOptionsAndTwoWordsInEitherCase) {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "Нет";
  EXPECT_EQ(ParseVote(plan, "yES"), Vote::kWinner);
  EXPECT_EQ(ParseVote(plan, "Нет"), Vote::kLoser);
  EXPECT_EQ(ParseVote(plan, "Other"), Vote::kOther);
  EXPECT_EQ(ParseVote(plan, "MISSING"), Vote::kMissing);
  for (const char* word : {"", "y", "yes ", "нет", "others"})
    EXPECT_EQ(ParseVote(plan, word), std::nullopt) << word;
}

TEST(IsReservedWord, IsOneThatParseVoteWouldTakeForSomethingElse) {
  EXPECT_TRUE(IsReservedWord("other"));
  EXPECT_TRUE(IsReservedWord("Missing"));
  EXPECT_FALSE(IsReservedWord("others"));
}

}  // namespace
}  // namespace constat::audit
