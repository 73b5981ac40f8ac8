#include "constat/party/voter/voter.h"

#include <algorithm>
#include <set>

#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;
using testing::TownVoter;
using testing::UpToTwoOrBlank;
using testing::YesNoBlank;

class VoterTest : public ::testing::Test {
 protected:
  VoterTest() : town_({.questions = {YesNoBlank(), UpToTwoOrBlank()}, .voters = {3, 1}, .registrars = 2}) {
    town_.ToOpen();
  }
  [[nodiscard]] BallotDraft Draft(record::Choices choices) {
    return Value(BallotDraft::Make(town_.DraftOf(town_.voters[0], std::move(choices)), town_.rng));
  }
  Town town_;
};

// Who knows the seed knows the vote: each draft has a new one, every byte of it random. Spec: BAL-3, BAL-11
TEST_F(VoterTest, EveryDraftHasASeedOfItsOwn) {
  crypto::SystemRng rng;
  std::set<Bytes32> seeds;
  Bytes32 set_bits{};
  for (int i = 0; i < 16; ++i) {
    BallotDraft draft = Value(BallotDraft::Make(town_.DraftOf(town_.voters[0], {{0}, {}}), rng));
    const Bytes32 seed = Value(std::move(draft).Challenge()).seed;
    EXPECT_TRUE(seeds.insert(seed).second);
    for (size_t k = 0; k < seed.size(); ++k) set_bits[k] |= seed[k];
  }
  for (const uint8_t byte : set_bits) EXPECT_NE(byte, 0);
}

// What is moved from is used all the same: that is what a draft refuses. NOLINTBEGIN(bugprone-use-after-move)
// Spec: BAL-11
TEST_F(VoterTest, DraftServesOnce) {
  BallotDraft challenged = Draft({{0}, {}});
  EXPECT_THAT(std::move(challenged).Challenge(), Succeeds());
  EXPECT_THAT(std::move(challenged).Cast(town_.voters[0].secret, town_.rng),
              FailsWith(ErrorCode::kAlreadyUsed));
  EXPECT_THAT(std::move(challenged).Challenge(), FailsWith(ErrorCode::kAlreadyUsed));
  BallotDraft cast = Draft({{0}, {}});
  EXPECT_THAT(std::move(cast).Cast(town_.voters[0].secret, town_.rng), Succeeds());
  EXPECT_THAT(std::move(cast).Challenge(), FailsWith(ErrorCode::kAlreadyUsed));
  EXPECT_THAT(std::move(cast).Cast(town_.voters[0].secret, town_.rng), FailsWith(ErrorCode::kAlreadyUsed));
}

TEST_F(VoterTest, DraftIsCastByItsOwnVoterOnly) {
  BallotDraft draft = Draft({{0}, {}});
  EXPECT_THAT(std::move(draft).Cast(town_.voters[1].secret, town_.rng), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(std::move(draft).Cast(town_.voters[0].secret, town_.rng), Succeeds()) << "the draft stayed";
}
// NOLINTEND(bugprone-use-after-move)

// Every allowed answer makes a ballot that the rules accept. Spec: BAL-2, BAL-5
TEST_F(VoterTest, EveryAllowedChoiceMakesAValidBallot) {
  const std::vector<std::vector<uint16_t>> first = {{0}, {1}, {2}};
  const std::vector<std::vector<uint16_t>> second = {{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {3}};
  for (size_t i = 0; i < second.size(); ++i) {
    const Bytes body = town_.MakeBallot(town_.voters[0], {first[i % 3], second[i]});
    EXPECT_EQ(body.size(), town_.context().shape.size_bytes);
    EXPECT_THAT(town_.board->Append(EntryType::kBallot, body), Succeeds()) << i;
  }
}

// Spec: BAL-2
TEST_F(VoterTest, RefusesChoicesThatAreNotAllowed) {
  for (const record::Choices& choices :
       {record::Choices{{0}}, record::Choices{{}, {}}, record::Choices{{0, 1}, {}}, record::Choices{{3}, {}},
        record::Choices{{0}, {0, 1, 2}}, record::Choices{{0}, {0, 3}}, record::Choices{{0}, {1, 0}},
        record::Choices{{0}, {1, 1}}}) {
    EXPECT_THAT(BallotDraft::Make(town_.DraftOf(town_.voters[0], choices), town_.rng),
                FailsWith(ErrorCode::kBadNumber));
  }
  DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  input.region = 2;
  EXPECT_THAT(BallotDraft::Make(input, town_.rng), FailsWith(ErrorCode::kBadNumber));
}

// Spec: BAL-6
TEST_F(VoterTest, BallotForAnotherRegionOrRevisionIsRefused) {
  DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  input.region = 1;
  BallotDraft draft = Value(BallotDraft::Make(input, town_.rng));
  EXPECT_THAT(town_.board->Append(EntryType::kBallot,
                                  Value(std::move(draft).Cast(town_.voters[0].secret, town_.rng))),
              FailsWith(ErrorCode::kBadProof));
  Bytes body = town_.MakeBallot(town_.voters[0], {{0}, {}});
  body[39] += 1;  // the revision
  EXPECT_THAT(town_.board->Append(EntryType::kBallot, body), FailsWith(ErrorCode::kBadProof));
}

// Spec: ROL-2
TEST_F(VoterTest, NeedsTheCodesOfAllRegistrars) {
  const std::vector<parcel::VotingCode>& codes = town_.codes[0];
  EXPECT_THAT(VoterSecret::FromCodes(town_.context(), std::span(codes).first(1)),
              FailsWith(ErrorCode::kBadCode));
  std::vector<parcel::VotingCode> exchanged;
  exchanged.push_back(codes[1].Copy());
  exchanged.push_back(codes[0].Copy());
  const VoterSecret wrong = Value(VoterSecret::FromCodes(town_.context(), exchanged));
  EXPECT_FALSE(town_.board->state().roll().Find(wrong.credential()).has_value());
  const VoterSecret right = Value(VoterSecret::FromCodes(town_.context(), codes));
  EXPECT_TRUE(town_.board->state().roll().Find(right.credential()).has_value());
}

// A vote by somebody who is not on the roll, and the seed's independence of the proofs. Spec:
// BAL-3, BAL-8 (4)
TEST_F(VoterTest, UnknownCredentialIsRefused) {
  std::vector<parcel::VotingCode> codes;
  codes.push_back(parcel::VotingCode::Generate(town_.rng));
  codes.push_back(parcel::VotingCode::Generate(town_.rng));
  TownVoter stranger{"stranger", 0, Value(VoterSecret::FromCodes(town_.context(), codes)), 0};
  EXPECT_THAT(town_.board->Append(EntryType::kBallot, town_.MakeBallot(stranger, {{0}, {}})),
              FailsWith(ErrorCode::kNotOnRoll));
}

// Two casts of one seed would share R; their proofs must not share nonces. Spec: BAL-3
TEST_F(VoterTest, ProofsComeFromOtherRandomnessThanTheSeed) {
  const DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  crypto::SeededRng first("same", "draft");
  crypto::SeededRng second("same", "draft");
  BallotDraft one = Value(BallotDraft::Make(input, first));
  BallotDraft two = Value(BallotDraft::Make(input, second));
  EXPECT_EQ(one.tracker(), two.tracker());
  crypto::SeededRng proofs_one("one", "proofs");
  crypto::SeededRng proofs_two("two", "proofs");
  const Bytes a = Value(std::move(one).Cast(town_.voters[0].secret, proofs_one));
  const Bytes b = Value(std::move(two).Cast(town_.voters[0].secret, proofs_two));
  const record::BallotShape& shape = town_.context().shape;
  const record::Ballot ballot_a = Value(record::ParseBallot(shape, a)).ballot;
  const record::Ballot ballot_b = Value(record::ParseBallot(shape, b)).ballot;
  const record::BallotFields fields_a(shape, ballot_a);
  const record::BallotFields fields_b(shape, ballot_b);
  using Proof = record::BallotFields<const record::Ballot>::Membership;
  const auto expect_others = [](const Proof& of_a, const Proof& of_b) {
    for (size_t i = 0; i < of_a.commitments.size(); ++i) EXPECT_NE(of_a.commitments[i], of_b.commitments[i]);
  };
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    EXPECT_TRUE(std::ranges::equal(fields_a.Ciphertexts(q), fields_b.Ciphertexts(q)));
    for (size_t o = 0; o < shape.questions[q].options; ++o) {
      expect_others(fields_a.OptionProof(q, o), fields_b.OptionProof(q, o));
    }
    expect_others(fields_a.SumProof(q), fields_b.SumProof(q));
  }
  EXPECT_NE(fields_a.SignatureA(), fields_b.SignatureA());
}

}  // namespace
}  // namespace constat::party
