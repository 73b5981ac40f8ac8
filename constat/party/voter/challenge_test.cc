#include "constat/party/voter/challenge.h"

#include "constat/testing/town.h"

namespace constat::party {
namespace {

using testing::Town;
using testing::UpToTwoOrBlank;
using testing::YesNoBlank;

// Spec: BAL-11
TEST(Challenge, ShowsWhatWasEncrypted) {
  Town town({.questions = {YesNoBlank(), UpToTwoOrBlank()}, .voters = {3, 1}});
  town.ToOpen();
  BallotDraft draft =
      Value(BallotDraft::Make(town.DraftOf(town.voters[0], {{0}, {0, 2}}), town.voters[0].secret, town.rng));
  const Bytes32 tracker = draft.tracker();
  const record::Challenge revealed = Value(std::move(draft).Challenge());
  const record::Challenge challenge =
      Value(record::DecodeChallenge(town.manifest, record::EncodeChallenge(revealed)));
  const group::WirePoint& key = town.board->state().ceremony().JointKey();
  EXPECT_EQ(Value(CheckChallenge(town.context(), key, challenge)).tracker, tracker);
  EXPECT_EQ(DescribeChoices(town.manifest, challenge.choices),
            (std::vector<std::string>{"Build the bridge?: Yes", "Which?: Stone, Wood"}));

  // A device that encrypted something else is found out, whatever it then says.
  record::Challenge lie = challenge;
  lie.choices[0] = {1};
  EXPECT_NE(Value(CheckChallenge(town.context(), key, lie)).tracker, tracker);
  lie = challenge;
  lie.seed[0] ^= 1;
  EXPECT_NE(Value(CheckChallenge(town.context(), key, lie)).tracker, tracker);
  lie = challenge;
  lie.revision += 1;
  EXPECT_NE(Value(CheckChallenge(town.context(), key, lie)).tracker, tracker);
  lie = challenge;
  lie.choices[0] = {0, 1};
  EXPECT_THAT(CheckChallenge(town.context(), key, lie), FailsWith(ErrorCode::kBadNumber));
  lie = challenge;
  lie.manifest_hash[0] ^= 1;
  EXPECT_THAT(CheckChallenge(town.context(), key, lie), FailsWith(ErrorCode::kWrongReferendum));
}

// Whatever a device encrypted for a code that nobody has, it was no vote.
TEST(Challenge, IsOfAVoterOfThisReferendum) {
  Town town({.voters = {2, 1}});
  town.ToOpen();
  BallotDraft draft =
      Value(BallotDraft::Make(town.DraftOf(town.voters[0], {{0}}), town.voters[0].secret, town.rng));
  record::Challenge challenge = Value(std::move(draft).Challenge());
  const referendum::Referendum& state = town.board->state();
  EXPECT_THAT(CheckOnRoll(state, challenge), Succeeds());
  EXPECT_THAT(verify::CheckWhose(PaperOf(challenge), town.voters[0].secret.credential()), Succeeds());
  EXPECT_THAT(verify::CheckWhose(PaperOf(challenge), town.voters[1].secret.credential()),
              FailsWith(ErrorCode::kAnotherVoter));
  challenge.credential = group::EncodedPoint{2};
  const Status stranger = CheckOnRoll(state, challenge);
  ASSERT_THAT(stranger, FailsWith(ErrorCode::kNotOnRoll));
  EXPECT_THAT(stranger.error().detail,
              ::testing::HasSubstr(record::FormatCredentialName(town.manifest_hash, challenge.credential)));
  EXPECT_THAT(CheckOnRoll(referendum::Referendum(), challenge), Succeeds()) << "the roll is not known yet";
}

}  // namespace
}  // namespace constat::party
