#include "constat/party/voter/voter.h"

#include <algorithm>
#include <set>

#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/testing/context.h"
#include "constat/testing/given_rng.h"
#include "constat/testing/town.h"
#include "constat/testing/vectors.h"

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
    return Value(BallotDraft::Make(town_.DraftOf(town_.voters[0], std::move(choices)), town_.voters[0].secret,
                                   town_.rng));
  }
  Town town_;
};

// CommitmentsOf are all commitments of a ballot's proofs and signature: each nonce shows as one of them.
std::vector<group::EncodedPoint> CommitmentsOf(const record::BallotShape& shape, const Bytes& body) {
  const record::Ballot ballot = Value(record::ParseBallot(shape, body)).ballot;
  const record::BallotFields fields(shape, ballot);
  std::vector<group::EncodedPoint> out;
  const auto add = [&](const auto& proof) {
    out.insert(out.end(), proof.commitments.begin(), proof.commitments.end());
  };
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    for (size_t o = 0; o < shape.questions[q].options; ++o) add(fields.OptionProof(q, o));
    add(fields.SumProof(q));
  }
  out.push_back(fields.SignatureA());
  return out;
}

// The whole device, from the codes to the bytes that are cast, on the vectors. Spec: BAL-3, BAL-6, LAB-6
TEST(Voter, MakesTheBallotsOfTheVectors) {
  ForEachVector("ballots", [](Vector& v) {
    const referendum::ContextPtr context = testing::ContextOf(v.Hex("manifest"));
    std::vector<parcel::VotingCode> codes;
    for (const auto& code : v.Get<std::vector<std::string>>("codes"))
      codes.push_back(Value(parcel::VotingCode::Parse(code)));
    const VoterSecret secret = Value(VoterSecret::FromCodes(*context, codes));
    EXPECT_EQ(secret.scalar().Copy().Declassify().Encode(), v.HexArray("credential_secret"));
    const DraftInput input{.context = context,
                           .joint_key = Value(group::WirePoint::Decode(v.HexArray("joint_key"))),
                           .region = v.Get<uint16_t>("region"),
                           .revision = v.Get<uint64_t>("revision"),
                           .choices = v.Get<record::Choices>("choices")};
    const Bytes32 seed_fresh = v.HexArray("seed_fresh");
    const Bytes32 fresh = v.HexArray("fresh");
    for (const char* rest : {"election_secret", "randomness", "ciphertexts", "challenge", "tracker_text"})
      (void)v.Json(rest);  // record/
    if (v.Code() != "ok") {
      crypto::SystemRng rng;
      EXPECT_THAT(BallotDraft::Make(input, secret, rng), FailsWith(ErrorCode::kBadNumber));
      for (const char* rest : {"body", "tracker", "seed", "revealed"}) (void)v.Text(rest);
      return;
    }
    GivenRng rng({seed_fresh, fresh});
    BallotDraft cast = Value(BallotDraft::Make(input, secret, rng));
    EXPECT_EQ(text::FormatHex(cast.tracker()), v.Text("tracker"));
    EXPECT_EQ(text::FormatHex(Value(std::move(cast).Cast(secret, rng))), v.Text("body"));
    GivenRng again({seed_fresh});
    const record::Challenge revealed = Value(Value(BallotDraft::Make(input, secret, again)).Challenge());
    EXPECT_EQ(text::FormatHex(revealed.seed), v.Text("seed"));
    EXPECT_EQ(text::FormatHex(record::EncodeChallenge(revealed)), v.Text("revealed"));
  });
}

// A phone restored from its backup, or a copied virtual machine, draws the same bytes again. Ballots that say
// different things, or of different voters, still have different seeds: with one seed the difference of two
// ciphertexts would show both votes. Spec: BAL-3
TEST_F(VoterTest, ACopiedGeneratorSharesNoSeed) {
  const DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  DraftInput other_choices = input;
  other_choices.choices = {{0}, {1}};
  DraftInput other_grouping = input;
  other_grouping.choices = {{1}, {}};
  DraftInput other_revision = input;
  ++other_revision.revision;
  std::set<Bytes32> seeds;
  const auto add = [&](const DraftInput& draft, size_t voter) {
    crypto::SeededRng copied("copied", "draft");
    seeds.insert(Value(Value(BallotDraft::Make(draft, town_.voters[voter].secret, copied)).Challenge()).seed);
  };
  for (const DraftInput& draft : {input, other_choices, other_grouping, other_revision}) add(draft, 0);
  add(input, 1);
  EXPECT_EQ(seeds.size(), 5u);
  add(input, 0);
  EXPECT_EQ(seeds.size(), 5u) << "the same draft with the same bytes is the same ballot";
}

// Nor do their proofs share a nonce: else two answers would give the credential's secret away. Spec: LAB-6
TEST_F(VoterTest, ACopiedGeneratorSharesNoNonce) {
  DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  std::set<group::EncodedPoint> all;
  size_t count = 0;
  for (const record::Choices& choices : {record::Choices{{0}, {}}, {{1}, {}}, {{0}, {0, 1}}}) {
    input.choices = choices;
    crypto::SeededRng copied("copied", "cast");
    const Bytes body = Value(
        Value(BallotDraft::Make(input, town_.voters[0].secret, copied)).Cast(town_.voters[0].secret, copied));
    const std::vector<group::EncodedPoint> commitments = CommitmentsOf(town_.context().shape, body);
    all.insert(commitments.begin(), commitments.end());
    count += commitments.size();
  }
  EXPECT_EQ(all.size(), count);
}

// Who knows the seed knows the vote: each draft has a new one, every byte of it random. Spec: BAL-3, BAL-11
TEST_F(VoterTest, EveryDraftHasASeedOfItsOwn) {
  crypto::SystemRng rng;
  std::set<Bytes32> seeds;
  Bytes32 set_bits{};
  for (int i = 0; i < 16; ++i) {
    BallotDraft draft =
        Value(BallotDraft::Make(town_.DraftOf(town_.voters[0], {{0}, {}}), town_.voters[0].secret, rng));
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
    EXPECT_THAT(BallotDraft::Make(town_.DraftOf(town_.voters[0], choices), town_.voters[0].secret, town_.rng),
                FailsWith(ErrorCode::kBadNumber));
  }
  DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  input.region = 2;
  EXPECT_THAT(BallotDraft::Make(input, town_.voters[0].secret, town_.rng), FailsWith(ErrorCode::kBadNumber));
}

// Spec: BAL-6
TEST_F(VoterTest, BallotForAnotherRegionOrRevisionIsRefused) {
  DraftInput input = town_.DraftOf(town_.voters[0], {{0}, {}});
  input.region = 1;
  BallotDraft draft = Value(BallotDraft::Make(input, town_.voters[0].secret, town_.rng));
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
  BallotDraft one = Value(BallotDraft::Make(input, town_.voters[0].secret, first));
  BallotDraft two = Value(BallotDraft::Make(input, town_.voters[0].secret, second));
  EXPECT_EQ(one.tracker(), two.tracker());
  crypto::SeededRng proofs_one("one", "proofs");
  crypto::SeededRng proofs_two("two", "proofs");
  const Bytes a = Value(std::move(one).Cast(town_.voters[0].secret, proofs_one));
  const Bytes b = Value(std::move(two).Cast(town_.voters[0].secret, proofs_two));
  const std::vector<group::EncodedPoint> of_a = CommitmentsOf(town_.context().shape, a);
  const std::vector<group::EncodedPoint> of_b = CommitmentsOf(town_.context().shape, b);
  for (size_t i = 0; i < of_a.size(); ++i) EXPECT_NE(of_a[i], of_b[i]);
}

}  // namespace
}  // namespace constat::party
