#include <algorithm>
#include <functional>

#include "constat/referendum/ballot_box.h"
#include "constat/testing/cheating_prover.h"
#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using record::Ballot;
using record::BallotFields;
using record::EntryType;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::UpToTwoOfThree;
using testing::World;
using testing::YesNoBlank;

std::string PutBallot(World& w, const Ballot& ballot) { return w.Put(EntryType::kBallot, w.Encoded(ballot)); }

// Spec: BAL-2, BAL-8
TEST(BallotTest, AcceptsEveryAllowedChoice) {
  World w({.questions = {YesNoBlank(), UpToTwoOfThree()}, .voters = {7}});
  w.ToOpen();
  size_t voter = 0;
  for (const record::Choices& choices : {record::Choices{{0}, {}},
                                         {{1}, {0}},
                                         {{2}, {1}},
                                         {{0}, {2}},
                                         {{0}, {0, 1}},
                                         {{1}, {0, 2}},
                                         {{2}, {1, 2}}}) {
    w.Vote({.voter = voter++, .choices = choices});
  }
  w.CloseVote();
  w.ShareAll(1, 2);
  w.PutResult();
  EXPECT_EQ(w.referendum.result()->units[0].votes,
            (std::vector<std::vector<uint32_t>>{{3, 2, 2}, {3, 3, 3}}));
}

// Every rule of BAL-8 in its order: each ballot here breaks its rule and some later one.
// Spec: BAL-8
TEST(BallotOrderTest, TheFirstBrokenRuleGivesTheCode) {
  World w({.max_ballots = 2});
  w.ToDrills();
  w.DrillAll();
  const Bytes junk(100, 0xff);
  EXPECT_EQ(w.Put(EntryType::kBallot, junk, kClosingMs + 7), "wrong-phase");  // 1 before 2
  w.OpenVote();
  EXPECT_EQ(w.Put(EntryType::kBallot, junk, kClosingMs + 7),
            "outside-voting-time");  // 2 before 3, not rounded either
  EXPECT_EQ(w.Put(EntryType::kBallot, junk, kFirstMinuteMs + 7), "time-not-rounded");  // 2 before 3

  const Bytes good = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  Bytes body = good;
  body[31] |= 0x80;  // the credential is no point
  body.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kBallot, body), "trailing-bytes");  // 3: the length before the points
  body.resize(body.size() - 2);
  EXPECT_EQ(w.Put(EntryType::kBallot, body), "truncated");

  Ballot ballot = w.Ballot({.voter = 0, .choices = {{0}}});
  BallotFields(w.context().shape, ballot).R(0, 0) = EncodedPoint{};  // the identity
  body = w.Encoded(ballot);
  EXPECT_EQ(w.Put(EntryType::kBallot, body), "identity-point");
  body.back() |= 0x80;                                       // and the last scalar is invalid
  EXPECT_EQ(w.Put(EntryType::kBallot, body), "bad-scalar");  // 3: encodings before the identity
  body[body.size() - 33] |= 0x80;                            // the A before it is no point
  EXPECT_EQ(w.Put(EntryType::kBallot, body), "bad-point") << "the first in wire order";

  const WirePoint stranger = WirePoint::From(SecretScalar::Random(w.rng).MulBase());
  ballot = w.Ballot({.voter = 0, .choices = {{0}}});
  BallotFields(w.context().shape, ballot).Credential() = stranger.encoded;
  BallotFields(w.context().shape, ballot).R(0, 0) = EncodedPoint{};
  EXPECT_EQ(PutBallot(w, ballot), "identity-point");  // 3 before 4
  ballot = w.Ballot({.voter = 0, .choices = {{0}}});
  BallotFields(w.context().shape, ballot).Credential() = stranger.encoded;
  ballot.revision = 0;
  EXPECT_EQ(PutBallot(w, ballot), "not-on-roll");  // 4 before 5
  ballot = w.Ballot({.voter = 0, .choices = {{0}}});
  ballot.revision = 0;
  EXPECT_EQ(PutBallot(w, ballot), "stale-revision");  // 5 before 6
  ballot.revision = 1025;
  EXPECT_EQ(PutBallot(w, ballot), "revision-jump");  // 5 before 6
  ballot.revision = 2;
  EXPECT_EQ(PutBallot(w, ballot), "bad-proof");
  w.Vote({.voter = 0, .revision = 1, .choices = {{0}}});
  w.Vote({.voter = 0, .revision = 2, .choices = {{1}}});
  EXPECT_EQ(w.Put(EntryType::kBallot, good), "too-many-ballots") << "before stale-revision";
  ballot.revision = 5000;
  EXPECT_EQ(PutBallot(w, ballot), "too-many-ballots") << "before revision-jump";
}

// Spec: BAL-8
TEST(BallotOrderTest, AlreadyVotedComesBeforeTooManyBallots) {
  World w({.revoting = false, .max_ballots = 1});
  w.ToOpen();
  w.Vote({.voter = 0, .revision = 3, .choices = {{0}}});
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .revision = 4, .choices = {{0}}})), "already-voted");
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .revision = 1, .choices = {{0}}})), "already-voted");
  w.Vote({.voter = 1, .choices = {{0}}});
}

// The order of encodings on the wire, through the whole ballot: of two bad fields the first gives the code.
// Spec: BAL-8, ENC-2, ENC-3
TEST(BallotOrderTest, TheFirstBadFieldOnTheWireGivesTheCode) {
  World w;
  w.ToOpen();
  const Bytes good = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  // Fields of 32 bytes after the credential and the revision; q = 3 options: 6 points, then 3 x (4 points, 3
  // scalars), then 2 points and 1 scalar for the sum, then a point and a scalar.
  std::vector<bool> is_point = {true};
  const auto add = [&](size_t points, size_t scalars) {
    is_point.insert(is_point.end(), points, true);
    is_point.insert(is_point.end(), scalars, false);
  };
  add(6, 0);
  for (int o = 0; o < 3; ++o) add(4, 3);
  add(2, 1);
  add(1, 1);
  ASSERT_EQ(good.size(), 32 * is_point.size() + 8);
  const auto last_byte = [&](size_t field) { return field == 0 ? 31 : 8 + 32 * field + 31; };
  for (size_t field = 0; field < is_point.size(); ++field) {
    Bytes bad = good;
    bad[last_byte(field)] |= 0x80;
    const std::string expected = is_point[field] ? "bad-point" : "bad-scalar";
    EXPECT_EQ(w.Put(EntryType::kBallot, bad), expected) << field;
    for (size_t later = field + 1; later < is_point.size(); ++later) {
      Bytes two = bad;
      two[last_byte(later)] |= 0x80;
      EXPECT_EQ(w.Put(EntryType::kBallot, two), expected) << field << " and " << later;
    }
  }
}

// Spec: BAL-8
TEST(BallotTest, RefusesTheIdentityAsCredentialAndAsAnyR) {
  World w({.questions = {YesNoBlank(), UpToTwoOfThree()}, .voters = {1}});
  w.ToOpen();
  const Ballot good = w.Ballot({.voter = 0, .choices = {{0}, {1}}});
  Ballot bad = good;
  const BallotFields fields(w.context().shape, bad);
  fields.Credential() = EncodedPoint{};
  EXPECT_EQ(PutBallot(w, bad), "identity-point");
  for (size_t q = 0; q < 2; ++q) {
    for (size_t o = 0; o < 3; ++o) {
      bad = good;
      fields.R(q, o) = EncodedPoint{};
      EXPECT_EQ(PutBallot(w, bad), "identity-point");
      bad = good;
      fields.C(q, o) = EncodedPoint{};  // C may be the identity; the proofs then fail
      EXPECT_EQ(PutBallot(w, bad), "bad-proof");
    }
  }
}

// Spec: BAL-8
TEST(BallotTimeTest, LiesBetweenOpeningAndClosingOnTheMinute) {
  World w({.voters = {8}});
  w.ToOpen();
  w.now_ms = kOpeningMs - 3'600'000;
  const auto code = [&](uint64_t time_ms) {
    static size_t voter = 0;
    std::string out =
        w.Put(EntryType::kBallot, w.Encoded(w.Ballot({.voter = voter, .choices = {{0}}})), time_ms);
    if (out == "ok") ++voter;
    return out;
  };
  ASSERT_NE(kOpeningMs % 60'000, 0u);
  EXPECT_EQ(code(kOpeningMs - 1), "outside-voting-time");
  EXPECT_EQ(code(kOpeningMs - 30'000), "outside-voting-time") << "the whole minute before the opening";
  EXPECT_EQ(code(kOpeningMs), "ok") << "the opening itself, on no minute";
  EXPECT_EQ(code(kOpeningMs + 1), "time-not-rounded");
  EXPECT_EQ(code(kFirstMinuteMs - 1000), "time-not-rounded");
  EXPECT_EQ(code(kFirstMinuteMs), "ok");
  EXPECT_EQ(code(kFirstMinuteMs + 30'000), "time-not-rounded");
  EXPECT_EQ(code(kClosingMs - 30'000), "ok") << "the last minute";
  EXPECT_EQ(code(kClosingMs), "outside-voting-time");
  EXPECT_EQ(code(kClosingMs + 30'000), "outside-voting-time");
}

// The attack on every election with homomorphic tallies: ballots that count 2, 1000, -1, or for two options.
// Each is signed by its credential and proven as well as a cheat can. Spec: BAL-2, BAL-4, BAL-8
TEST(BallotProofTest, RefusesEveryForbiddenVote) {
  World w;
  w.ToOpen();
  for (const std::vector<int64_t>& vote : {std::vector<int64_t>{2, 0, 0},
                                           {1000, 0, 0},
                                           {-1, 0, 0},
                                           {1, 1, -1},       // sums to 1
                                           {2, -1, 0},       // sums to 1
                                           {1000, -999, 0},  // sums to 1
                                           {1, 1, 0},        // options fine, the sum is 2
                                           {1, 0, 1},        // blank and a choice
                                           {1, 1, 1},
                                           {0, 0, 0},
                                           {0, 0, 2}}) {
    EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {vote})), "bad-proof")
        << vote[0] << " " << vote[1] << " " << vote[2];
  }
  for (const std::vector<int64_t>& vote : {std::vector<int64_t>{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
    const size_t voter = static_cast<size_t>(vote[1] + 2 * vote[2]);
    EXPECT_EQ(PutBallot(w, w.ForgedBallot(voter, {vote})), "ok") << "the forgery itself is at fault";
  }
}

// Spec: BAL-2, BAL-4
TEST(BallotProofTest, RefusesForbiddenVotesWithARangeOfSums) {
  World w({.questions = {UpToTwoOfThree()}});
  w.ToOpen();
  for (const std::vector<int64_t>& vote :
       {std::vector<int64_t>{1, 1, 1}, {3, 0, 0}, {-1, 0, 0}, {2, 0, 0}, {-1, 1, 1}, {0, -1, 0}}) {
    EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {vote})), "bad-proof")
        << vote[0] << " " << vote[1] << " " << vote[2];
  }
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {{1, 0, 1}})), "ok");
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(1, {{0, 0, 0}})), "ok");
}

// Where two may be chosen, the blank option weighs two. Spec: BAL-2
TEST(BallotProofTest, BlankExcludesEveryOtherChoice) {
  record::Question question = UpToTwoOfThree();
  question.options.push_back({{"Blank"}});
  question.blank = 3;
  World w({.questions = {question}});
  w.ToOpen();
  for (const std::vector<int64_t>& vote :
       {std::vector<int64_t>{1, 0, 0, 1}, {0, 1, 0, 1}, {1, 1, 0, 1}, {0, 0, 0, 2}, {-1, 0, 0, 1}}) {
    EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {vote})), "bad-proof")
        << vote[0] << " " << vote[1] << " " << vote[2] << " " << vote[3];
  }
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {{0, 0, 0, 1}})), "ok");
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(1, {{1, 0, 1, 0}})), "ok");
  w.Vote({.voter = 2, .choices = {{3}}});
}

// One question may be perfect, the other not.
// Spec: BAL-4
TEST(BallotProofTest, EveryQuestionIsProven) {
  World w({.questions = {YesNoBlank(), UpToTwoOfThree()}});
  w.ToOpen();
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {{1, 0, 0}, {2, 0, 0}})), "bad-proof");
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {{2, 0, 0}, {1, 0, 0}})), "bad-proof");
  EXPECT_EQ(PutBallot(w, w.ForgedBallot(0, {{1, 0, 0}, {1, 0, 0}})), "ok");
}

// A proof with a branch too few or too many, at the wire: the length says it all.
// Spec: ENC-7, BAL-5, BAL-8
TEST(BallotProofTest, RefusesProofsWithAnotherNumberOfBranches) {
  record::Question wide = YesNoBlank();
  wide.min = 0;
  World narrow({.name = "same"});
  World more({.name = "same", .questions = {wide}});
  narrow.ToOpen();
  more.ToOpen();
  const Bytes one_branch = narrow.Encoded(narrow.Ballot({.voter = 0, .choices = {{0}}}));
  const Bytes two_branches = more.Encoded(more.Ballot({.voter = 0, .choices = {{0}}}));
  EXPECT_EQ(two_branches.size(), one_branch.size() + 4 * 32);
  EXPECT_EQ(narrow.Put(EntryType::kBallot, two_branches), "trailing-bytes");
  EXPECT_EQ(more.Put(EntryType::kBallot, one_branch), "truncated");
  // Challenge for challenge: without its first challenge, with one more, and with one for the last branch.
  const size_t first_challenge = 32 + 8 + 32 * (6 + 4);
  Bytes missing = one_branch;
  missing.erase(missing.begin() + first_challenge, missing.begin() + first_challenge + 32);
  EXPECT_EQ(narrow.Put(EntryType::kBallot, missing), "truncated");
  Bytes extra = one_branch;
  extra.insert(extra.begin() + first_challenge, 32, uint8_t{0});
  EXPECT_EQ(narrow.Put(EntryType::kBallot, extra), "trailing-bytes");
}

// Another voter's ballot, as it is, under one's own credential, with one's own signature, and re-randomised.
// Spec: BAL-6, BAL-7
TEST(BallotCopyTest, RefusesCopiesOfAnothersBallot) {
  World w;
  w.ToOpen();
  const Ballot original = w.Ballot({.voter = 0, .choices = {{0}}});
  Ballot copy = original;
  const BallotFields fields(w.context().shape, copy);
  fields.Credential() = w.voters[1].credential.encoded;
  EXPECT_EQ(PutBallot(w, copy), "bad-proof") << "only the name changed";
  EXPECT_EQ(PutBallot(w, w.Resigned(original, 1)), "bad-proof") << "signed anew";
  EXPECT_EQ(PutBallot(w, w.Resigned(original, 0)), "bad-proof")
      << "even by its own voter: one challenge for all";
  copy = original;
  for (size_t o = 0; o < w.context().shape.questions[0].options; ++o) {
    const Scalar s = RandomScalar(w.rng);
    fields.R(0, o) = (*Point::Decode(fields.R(0, o)) + Point::MulBaseVartime(s)).Encode();
    fields.C(0, o) = (*Point::Decode(fields.C(0, o)) + w.JointKey().point.MulVartime(s)).Encode();
  }
  EXPECT_EQ(PutBallot(w, copy), "bad-proof") << "re-randomised";
  EXPECT_EQ(PutBallot(w, w.Resigned(copy, 1)), "bad-proof") << "re-randomised, under another name";
  EXPECT_EQ(PutBallot(w, original), "ok");
}

// Two options exchanged with all their proofs, a proof from another ballot of the same voter.
// Spec: BAL-6
TEST(BallotCopyTest, RefusesRearrangedBallots) {
  World w;
  w.ToOpen();
  const Ballot original = w.Ballot({.voter = 0, .choices = {{0}}});
  const record::BallotShape& shape = w.context().shape;
  Ballot swapped = original;
  const BallotFields fields(shape, swapped);
  std::swap(fields.R(0, 0), fields.R(0, 1));
  std::swap(fields.C(0, 0), fields.C(0, 1));
  const auto [commitments, challenges, responses] = fields.OptionProof(0, 0);
  std::ranges::swap_ranges(commitments, fields.OptionProof(0, 1).commitments);
  std::ranges::swap_ranges(challenges, fields.OptionProof(0, 1).challenges);
  std::ranges::swap_ranges(responses, fields.OptionProof(0, 1).responses);
  EXPECT_EQ(PutBallot(w, swapped), "bad-proof");
  EXPECT_EQ(PutBallot(w, w.Resigned(swapped, 0)), "bad-proof");
  const Ballot other = w.Ballot({.voter = 0, .choices = {{1}}});
  Ballot mixed = original;
  const BallotFields to(shape, mixed);
  const BallotFields from(shape, other);
  to.R(0, 0) = from.R(0, 0);
  to.C(0, 0) = from.C(0, 0);
  std::ranges::copy(from.OptionProof(0, 0).commitments, to.OptionProof(0, 0).commitments.begin());
  std::ranges::copy(from.OptionProof(0, 0).challenges, to.OptionProof(0, 0).challenges.begin());
  std::ranges::copy(from.OptionProof(0, 0).responses, to.OptionProof(0, 0).responses.begin());
  EXPECT_EQ(PutBallot(w, mixed), "bad-proof");
}

// A ballot is bound to its referendum, joint key, region and revision: one that is perfect for another is
// refused. Spec: BAL-6, LAB-5, MAN-2
TEST(BallotContextTest, RefusesBallotsOfAnotherContext) {
  World w;
  w.ToOpen();
  Bytes32 other_manifest = w.manifest_hash;
  other_manifest[0] ^= 1;
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .choices = {{0}}, .manifest_hash = other_manifest})),
            "bad-proof");
  const WirePoint other_key = WirePoint::From(SecretScalar::Random(w.rng).MulBase());
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .choices = {{0}}, .joint_key = other_key})), "bad-proof");
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .choices = {{0}}, .region = 1})), "bad-proof");
  Ballot later = w.Ballot({.voter = 0, .revision = 1, .choices = {{0}}});
  later.revision = 2;
  EXPECT_EQ(PutBallot(w, later), "bad-proof");
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .choices = {{0}}})), "ok");
}

// The same people, credentials and trustees, another nonce: a whole second referendum.
// Spec: BAL-6, MAN-2
TEST(BallotContextTest, RefusesAReplayFromAnotherReferendum) {
  World first({.name = "twins"});
  World second({.name = "twins", .max_ballots = 19});
  first.ToOpen();
  second.ToOpen();
  ASSERT_EQ(first.voters[0].credential, second.voters[0].credential);
  ASSERT_EQ(first.JointKey(), second.JointKey());
  ASSERT_NE(first.manifest_hash, second.manifest_hash);
  const Bytes ballot = first.Encoded(first.Ballot({.voter = 0, .choices = {{0}}}));
  EXPECT_EQ(second.Put(EntryType::kBallot, ballot), "bad-proof");
  EXPECT_EQ(first.Put(EntryType::kBallot, ballot), "ok");
}

// The challenge, as the clause writes it: each input in turn changes it.
// Spec: BAL-6, LAB-5
TEST(BallotContextTest, TheChallengeCoversTheWholeStatement) {
  World w({.questions = {YesNoBlank(), UpToTwoOfThree()}});
  w.ToOpen();
  const record::BallotShape& shape = w.context().shape;
  const Ballot ballot = w.Ballot({.voter = 0, .choices = {{0}, {1}}});
  const auto challenge = [&](const Ballot& b, const Bytes32& hash, const EncodedPoint& key, uint16_t region) {
    return group::ChallengeScalar(crypto::Label::kBallot,
                                  record::BallotStatement(shape, b, hash, key, region));
  };
  const Scalar honest = challenge(ballot, w.manifest_hash, w.JointKey().encoded, 0);
  wire::Writer preimage;
  preimage.Fixed(w.manifest_hash).Fixed(w.JointKey().encoded).Fixed(ballot.Credential()).U16(0).U64(1);
  const BallotFields fields(shape, ballot);
  for (size_t q = 0; q < 2; ++q) {
    for (const EncodedPoint& point : fields.Ciphertexts(q)) preimage.Fixed(point);
  }
  for (size_t q = 0; q < 2; ++q) {
    for (size_t o = 0; o < shape.questions[q].options; ++o) {
      for (const EncodedPoint& point : fields.OptionProof(q, o).commitments) preimage.Fixed(point);
    }
    for (const EncodedPoint& point : fields.SumProof(q).commitments) preimage.Fixed(point);
  }
  preimage.Fixed(fields.SignatureA());
  EXPECT_EQ(honest, group::ChallengeScalar(crypto::Label::kBallot, preimage.bytes()));
  Bytes32 hash = w.manifest_hash;
  hash[9] ^= 1;
  EXPECT_FALSE(challenge(ballot, hash, w.JointKey().encoded, 0) == honest);
  EXPECT_FALSE(challenge(ballot, w.manifest_hash, ballot.Credential(), 0) == honest);
  EXPECT_FALSE(challenge(ballot, w.manifest_hash, w.JointKey().encoded, 1) == honest);
  Ballot other = ballot;
  other.revision = 2;
  EXPECT_FALSE(challenge(other, w.manifest_hash, w.JointKey().encoded, 0) == honest);
  for (size_t i = 0; i < ballot.points.size(); ++i) {
    other = ballot;
    other.points[i][3] ^= 1;
    EXPECT_FALSE(challenge(other, w.manifest_hash, w.JointKey().encoded, 0) == honest) << i;
  }
}

// Spec: BAL-5, BAL-6
TEST(BallotTamperTest, RefusesEveryChangedByte) {
  World w;
  w.ToOpen();
  const Bytes good = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  std::map<std::string, size_t> codes;
  for (size_t i = 0; i < good.size(); ++i) {
    for (const uint8_t flip : {uint8_t{0x01}, uint8_t{0x80}, uint8_t{0xff}}) {
      Bytes bad = good;
      bad[i] ^= flip;
      const std::string code = w.Put(EntryType::kBallot, bad);
      EXPECT_NE(code, "ok") << "byte " << i;
      ++codes[code];
    }
  }
  for (const char* code :
       {"bad-point", "bad-scalar", "bad-proof", "not-on-roll", "revision-jump", "stale-revision"}) {
    EXPECT_GT(codes[code], 0u) << code << ": this kind of damage was not met";
  }
  EXPECT_EQ(w.Put(EntryType::kBallot, good), "ok");
}

// Adding l to a scalar, or choosing another representative of a point, gives the same values in other bytes:
// were it accepted, anyone could change a ballot on its way. Spec: ENC-2, ENC-3, BAL-8
TEST(BallotTamperTest, RefusesOtherEncodingsOfTheSameBallot) {
  World w;
  w.ToOpen();
  const Bytes good = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  const Bytes order =
      text::ParseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  Bytes malleated = good;
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += unsigned{malleated[malleated.size() - 32 + i]} + order[i];
    malleated[malleated.size() - 32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  EXPECT_EQ(w.Put(EntryType::kBallot, malleated), "bad-scalar");
  malleated = good;
  malleated[31] |= 0x80;  // libsodium 1.0.18 would accept it
  EXPECT_EQ(w.Put(EntryType::kBallot, malleated), "bad-point");
}

// Spec: BAL-8
TEST(RevisionTest, RisesByAtMost1024) {
  World w;
  w.ToOpen();
  const auto code = [&](uint64_t revision) {
    return PutBallot(w, w.Ballot({.voter = 0, .revision = revision, .choices = {{0}}}));
  };
  EXPECT_EQ(code(0), "stale-revision");
  EXPECT_EQ(code(1025), "revision-jump");
  EXPECT_EQ(code(UINT64_MAX), "revision-jump");
  EXPECT_EQ(code(1024), "ok");
  EXPECT_EQ(code(1024 + 1025), "revision-jump");
  EXPECT_EQ(code(1024 + 1024), "ok");
  EXPECT_EQ(code(2048), "stale-revision");
  EXPECT_EQ(code(uint64_t{1} << 32 | 2049), "revision-jump") << "all 64 bits count";
  EXPECT_EQ(code(2049), "ok");
}

// A board, or a coercer, keeps an older ballot back and brings it in after the voter voted again.
// Spec: BAL-8, BAL-9
TEST(RevisionTest, RefusesAWithheldOlderBallotAndAReplay) {
  World w;
  w.ToOpen();
  const Bytes first = w.Encoded(w.Ballot({.voter = 0, .revision = 1, .choices = {{0}}}));
  const Bytes second = w.Encoded(w.Ballot({.voter = 0, .revision = 2, .choices = {{1}}}));
  EXPECT_EQ(w.Put(EntryType::kBallot, second), "ok");
  EXPECT_EQ(w.Put(EntryType::kBallot, first), "stale-revision");
  EXPECT_EQ(w.Put(EntryType::kBallot, second), "stale-revision");
}

// Spec: BAL-8
TEST(RevisionTest, CountsBallotsPerCredential) {
  World w({.max_ballots = 3});
  w.ToOpen();
  for (uint64_t r = 1; r <= 3; ++r) w.Vote({.voter = 0, .revision = r, .choices = {{0}}});
  EXPECT_EQ(PutBallot(w, w.Ballot({.voter = 0, .revision = 4, .choices = {{0}}})), "too-many-ballots");
  w.Vote({.voter = 1, .revision = 1, .choices = {{0}}});
  const std::optional<LastVote> last = w.referendum.ballots().Last(w.voters[0].slot);
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->revision, 3u);
  EXPECT_EQ(last->ballots, 3u);
  EXPECT_EQ(last->entry, w.log.size() - 2);
  EXPECT_FALSE(w.referendum.ballots().Last(w.voters[2].slot).has_value());
}

// Refused ballots use nothing up: neither revision nor number.
// Spec: LOG-7, BAL-8
TEST(RevisionTest, RefusedBallotsChangeNothing) {
  World w({.max_ballots = 1});
  w.ToOpen();
  Ballot bad = w.Ballot({.voter = 0, .revision = 7, .choices = {{0}}});
  BallotFields(w.context().shape, bad).SignatureZ() += Scalar::FromUint64(1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(PutBallot(w, bad), "bad-proof");
  EXPECT_EQ(w.referendum.ballots().Ballots(), 0u);
  w.Vote({.voter = 0, .revision = 1, .choices = {{0}}});
}

// Voting again: only the last ballot of each credential is in the sums, whatever the order they came in.
// Spec: BAL-9, TAL-2, TAL-5
TEST(RevoteTest, OnlyTheLastBallotCounts) {
  World w({.voters = {4}});
  w.ToOpen();
  w.Vote({.voter = 0, .revision = 1, .choices = {{0}}});
  w.Vote({.voter = 1, .revision = 1, .choices = {{0}}});
  w.Vote({.voter = 0, .revision = 5, .choices = {{1}}});
  w.Vote({.voter = 2, .revision = 9, .choices = {{2}}});
  w.Vote({.voter = 1, .revision = 2, .choices = {{1}}});
  w.Vote({.voter = 0, .revision = 6, .choices = {{0}}});
  w.Vote({.voter = 1, .revision = 3, .choices = {{1}}});
  EXPECT_EQ(w.referendum.PendingCount(), 4u);
  EXPECT_EQ(w.referendum.ballots().Ballots(), 7u);
  EXPECT_EQ(w.referendum.ballots().CountedIn(0), 3u);
  EXPECT_EQ(w.referendum.ballots().BallotsIn(0), 7u);
  ASSERT_EQ(w.Put(EntryType::kClose, w.Close(), kClosingMs), "ok");
  // After the close the superseded ballots are in the order of the log.
  std::vector<uint64_t> order;
  while (const std::optional<uint64_t> entry = w.referendum.FirstPending()) {
    order.push_back(*entry);
    ASSERT_EQ(CodeOf(w.referendum.Retract(w.log[*entry])), "ok");
  }
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_EQ(order.size(), 4u);
  w.ShareAll(1, 2);
  w.PutResult();
  EXPECT_EQ(w.referendum.result()->units[0].votes, (std::vector<std::vector<uint32_t>>{{1, 1, 1}}));
  EXPECT_EQ(w.referendum.result()->regions[0], (record::RegionTurnout{4, 3, 7}));
}

// Spec: BAL-9
TEST(RevoteTest, RetractRefusesOtherBytes) {
  World w({.voters = {3}});
  w.ToOpen();
  w.Vote({.voter = 0, .revision = 1, .choices = {{0}}});
  w.Vote({.voter = 0, .revision = 2, .choices = {{0}}});
  const uint64_t entry = *w.referendum.FirstPending();
  EXPECT_EQ(entry + 2, w.log.size());
  EXPECT_EQ(CodeOf(w.referendum.Retract(w.log[entry + 1])), "wrong-hash") << "the ballot that counts";
  Bytes changed = w.log[entry];
  changed.back() ^= 1;
  EXPECT_EQ(CodeOf(w.referendum.Retract(changed)), "wrong-hash");
  EXPECT_EQ(CodeOf(w.referendum.Retract({})), "wrong-hash");
  EXPECT_EQ(w.referendum.PendingCount(), 1u);
  EXPECT_EQ(CodeOf(w.referendum.Retract(w.log[entry])), "ok");
  EXPECT_EQ(w.referendum.PendingCount(), 0u);
}

}  // namespace
}  // namespace constat::referendum
