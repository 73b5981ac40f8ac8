#include "constat/load/vartime_ballot.h"

#include <gtest/gtest.h>

#include "constat/load/sodium_verifier.h"
#include "constat/load/synthetic_record.h"
#include "constat/testing/matchers.h"
#include "constat/testing/values.h"

namespace constat::load {
namespace {

std::vector<PublicVote> Votes() {
  std::vector<PublicVote> votes;
  for (uint16_t option = 0; option < 3; ++option) {
    PublicVote vote;
    vote.secret = TestScalar("voter " + std::to_string(option));
    vote.choices = {{option}};
    vote.seed = TestBytes("seed " + std::to_string(option));
    votes.push_back(vote);
  }
  return votes;
}

TEST(VartimeBallots, HoldForEveryOptionAndCarryTheCredential) {
  const std::unique_ptr<SyntheticRecord> record = Value(SyntheticRecord::Make(1, 1));
  const referendum::ContextPtr context = record->state().context();
  const group::WirePoint& key = record->state().ceremony().JointKey();
  const std::vector<PublicVote> votes = Votes();
  const std::vector<Bytes> ballots = VartimeBallots(context, key).Make(votes);
  ASSERT_EQ(ballots.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(ballots[i].size(), context->shape.size_bytes);
    EXPECT_TRUE(SodiumBallot(*context, key, 0, ballots[i])) << i;
    EXPECT_FALSE(SodiumBallot(*context, key, 1, ballots[i])) << "another region";
    const record::ParsedBallot parsed = Value(record::ParseBallot(context->shape, ballots[i]));
    EXPECT_EQ(parsed.ballot.Credential(), group::Point::MulBaseVartime(votes[i].secret).Encode());
  }
}

TEST(VartimeBallots, AreAFunctionOfTheVoteAndItsSeed) {
  const std::unique_ptr<SyntheticRecord> record = Value(SyntheticRecord::Make(1, 1));
  const VartimeBallots maker(record->state().context(), record->state().ceremony().JointKey());
  const std::vector<PublicVote> votes = Votes();
  EXPECT_EQ(maker.Make(votes)[1], maker.Make(std::span(votes).subspan(1, 1))[0]);
  std::vector<PublicVote> other = votes;
  other[0].seed = TestBytes("another seed");
  EXPECT_NE(maker.Make(other)[0], maker.Make(votes)[0]);
}

}  // namespace
}  // namespace constat::load
