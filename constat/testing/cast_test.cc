#include "constat/testing/cast.h"

#include "constat/testing/town.h"
#include "constat/testing/world.h"

namespace constat::testing {
namespace {

const Plan kTwoQuestions{.questions = {Majority(), UpToTwoOrBlank()}, .voters = {2, 1}, .registrars = 2};

TEST(Cast, IsTheSameFromTheSameSeedAndAnotherFromAnother) {
  const Cast one(kTwoQuestions);
  EXPECT_EQ(Cast(kTwoQuestions).manifest_hash, one.manifest_hash);
  Plan other = kTwoQuestions;
  other.name = "another";
  EXPECT_NE(Cast(other).board_key.public_key(), one.board_key.public_key());
}

TEST(Cast, ActsInOneReferendumInMemoryAndInFolders) {
  World world(kTwoQuestions);
  Town town(kTwoQuestions);
  EXPECT_EQ(world.manifest_hash, town.manifest_hash);
  EXPECT_EQ(world.ManifestBody(), town.manifest_body);
  world.ToOpen();
  town.ToOpen();
  EXPECT_EQ(world.referendum.phase(), referendum::Phase::kOpen);
  EXPECT_EQ(town.board->state().phase(), referendum::Phase::kOpen);
  EXPECT_EQ(world.voters.size(), town.voters.size());
}

}  // namespace
}  // namespace constat::testing
