// Attacks with ballots.
#include "constat/record/ballot.h"

#include <algorithm>

#include "constat/demo/attacks/attacks.h"
#include "constat/elgamal/secret/encrypt.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::demo {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;
using record::Ballot;
using record::EntryType;
using verify::CheckId;

// At makes a hook that acts once, after one stage.
std::function<Status(World&, Stage)> At(Stage when, const std::function<Status(World&)>& act) {
  return [when, act](World& world, Stage stage) { return stage == when ? act(world) : Status{}; };
}

Status Stuff(World& world, const Bytes& body) {
  CONSTAT_TRY(world.ledger().Append(EntryType::kBallot, body));
  return {};
}

Result<Bytes> LastBallot(World& world) {
  CONSTAT_ASSIGN(const std::vector<record::Entry> entries, world.Entries());
  for (size_t i = entries.size(); i-- > 0;) {
    if (entries[i].type == EntryType::kBallot) return entries[i].body;
  }
  return Fail(ErrorCode::kWrongOrder, "there is no ballot yet");
}

// SignAs puts a voter's credential and signature on a ballot whose other parts are somebody else's.
Result<Bytes> SignAs(World& world, Ballot ballot, Voter& voter) {
  const record::BallotShape& shape = world.context()->shape;
  CONSTAT_ASSIGN(const party::VoterSecret secret, world.SecretOf(voter));
  const record::BallotFields fields(shape, ballot);
  fields.Credential() = secret.credential();
  ballot.revision = ++voter.revision;
  // All that is hashed before the signature's commitment, the commitments of its proofs included.
  zkp::Claim claim{.label = crypto::Label::kBallot};
  claim.statement =
      record::BallotStatement(shape, ballot, world.context()->manifest_hash,
                              world.ledger().state().ceremony().JointKey().encoded, voter.region);
  claim.statement.resize(claim.statement.size() - sizeof(group::EncodedPoint));
  const zkp::SchnorrProof proof = zkp::ProveSchnorr(secret.scalar(), claim, world.rng());
  fields.SignatureA() = proof.commitment.encoded;
  fields.SignatureZ() = proof.response;
  return record::EncodeBallot(shape, ballot);
}

Status StuffUnknown(World& world) {
  const parcel::VotingCode code = parcel::VotingCode::Generate(world.rng());
  Voter nobody{.region = 0, .slot = 0, .choice = 0, .revision = 0, .codes = {}};
  nobody.codes.push_back(code.Copy());
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(nobody, kNo));
  return Stuff(world, body);
}

Status Copy(World& world) {
  CONSTAT_ASSIGN(const Bytes original, LastBallot(world));
  CONSTAT_ASSIGN(const record::ParsedBallot parsed, record::ParseBallot(world.context()->shape, original));
  CONSTAT_ASSIGN(const Bytes body, SignAs(world, parsed.ballot, world.voters()[world.AnyAtHome()]));
  return Stuff(world, body);
}

// Rerandomise adds an encryption of zero to every ciphertext, so that the copy looks new.
Status Rerandomise(World& world) {
  CONSTAT_ASSIGN(const Bytes original, LastBallot(world));
  const record::BallotShape& shape = world.context()->shape;
  CONSTAT_ASSIGN(record::ParsedBallot parsed, record::ParseBallot(shape, original));
  const Point& key = world.ledger().state().ceremony().JointKey().point;
  const record::BallotFields fields(shape, parsed.ballot);
  for (size_t q = 0; q < shape.questions.size(); ++q) {
    for (size_t o = 0; o < shape.questions[q].options; ++o) {
      const SecretScalar s = SecretScalar::Random(world.rng());
      group::EncodedPoint& R = fields.R(q, o);
      group::EncodedPoint& C = fields.C(q, o);
      CONSTAT_ASSIGN(const Point r, Point::Decode(R));
      CONSTAT_ASSIGN(const Point c, Point::Decode(C));
      R = (r + s.MulBase()).Encode();
      C = (c + s.Mul(key)).Encode();
    }
  }
  CONSTAT_ASSIGN(const Bytes body, SignAs(world, parsed.ballot, world.voters()[world.AnyAtHome()]));
  return Stuff(world, body);
}

Status Replay(World& world) {
  CONSTAT_ASSIGN(const Bytes original, LastBallot(world));
  return Stuff(world, original);
}

Status BringOldBallot(World& world) {
  Voter& voter = world.voters()[world.AnyAtHome()];
  CONSTAT_ASSIGN(const Bytes withheld, world.MakeBallot(voter, kNo));
  CONSTAT_ASSIGN(const Bytes newer, world.MakeBallot(voter, kYes));
  CONSTAT_TRY(Stuff(world, newer));
  return Stuff(world, withheld);
}

Status JumpRevision(World& world) {
  Voter& voter = world.voters()[world.AnyAtHome()];
  voter.revision = 1'000'000;
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(voter, kNo));
  return Stuff(world, body);
}

// Overvote encrypts `votes` for one option and proves as well as one can: the commitments of an honest 1, and
// a sum proof that says 1.
Status Overvote(World& world, uint64_t votes) {
  Voter& voter = world.voters()[world.AnyAtHome()];
  CONSTAT_ASSIGN(const Bytes honest, world.MakeBallot(voter, kYes));
  const record::BallotShape& shape = world.context()->shape;
  CONSTAT_ASSIGN(record::ParsedBallot parsed, record::ParseBallot(shape, honest));
  --voter.revision;
  const record::QuestionShape& q = shape.questions.front();
  const zkp::EncryptionKey key = zkp::EncryptionKey::Of(world.ledger().state().ceremony().JointKey());
  SecretScalar sum_randomness;
  zkp::Nonces nonces(SecretScalar::Random(world.rng()), {.label = crypto::Label::kBallot}, world.rng());
  std::vector<zkp::MembershipProver> provers;
  static constexpr std::array<uint64_t, 2> kBit = {0, 1};
  static constexpr std::array<uint64_t, 1> kOne = {1};
  const record::BallotFields fields(shape, parsed.ballot);
  for (size_t o = 0; o < q.options; ++o) {
    SecretScalar r = SecretScalar::Random(world.rng());
    const uint64_t message = o == kYes ? votes : 0;
    const elgamal::EncodedCiphertext ciphertext =
        elgamal::Encrypt(key, SecretScalar::FromPublic(Scalar::FromUint64(message)), r);
    fields.R(0, o) = ciphertext.R;
    fields.C(0, o) = ciphertext.C;
    sum_randomness = sum_randomness.Add(r);
    provers.emplace_back(key, kBit, zkp::MembershipWitness{std::move(r), o == kYes ? size_t{1} : size_t{0}},
                         nonces);
    std::ranges::copy(provers.back().Commitments(), fields.OptionProof(0, o).commitments.begin());
  }
  provers.emplace_back(key, kOne, zkp::MembershipWitness{std::move(sum_randomness), 0}, nonces);
  std::ranges::copy(provers.back().Commitments(), fields.SumProof(0).commitments.begin());
  // Signing fixes the challenge; the answers do not enter it.
  CONSTAT_ASSIGN(const Bytes with_signature, SignAs(world, parsed.ballot, voter));
  CONSTAT_ASSIGN(record::ParsedBallot out, record::ParseBallot(shape, with_signature));
  const Scalar challenge = group::ChallengeScalar(
      crypto::Label::kBallot, record::BallotStatement(shape, out.ballot, world.context()->manifest_hash,
                                                      key.joint_key, voter.region));
  const record::BallotFields signed_fields(shape, out.ballot);
  for (size_t p = 0; p < provers.size(); ++p) {
    const zkp::MembershipProver::Answer answer = std::move(provers[p]).Respond(challenge);
    const auto proof = p < q.options ? signed_fields.OptionProof(0, p) : signed_fields.SumProof(0);
    std::ranges::copy(answer.challenges, proof.challenges.begin());
    std::ranges::copy(answer.responses, proof.responses.begin());
  }
  return Stuff(world, record::EncodeBallot(shape, out.ballot));
}

Status VoteElsewhere(World& world) {
  Voter& voter = world.voters()[world.AnyAtHome()];
  const uint16_t home = voter.region;
  voter.region = static_cast<uint16_t>(home == 0 ? 1 : 0);
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(voter, kNo));
  voter.region = home;
  return Stuff(world, body);
}

Status VoteAfterHours(World& world) {
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(world.voters()[world.AnyAtHome()], kNo));
  CONSTAT_TRY(world.cheating_ledger().AppendAt(EntryType::kBallot, kClosingMs + kMinuteMs, body));
  return {};
}

Status VoteAfterClose(World& world) {
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(world.voters()[world.AnyAtHome()], kNo));
  return Stuff(world, body);
}

}  // namespace

std::vector<Cheat> BallotAttacks() {
  const auto bad_ballot = [](std::string name, std::string story, ErrorCode code, Stage stage,
                             const std::function<Status(World&)>& act) {
    return Cheat{.name = std::move(name),
                 .story = std::move(story),
                 .check = CheckId::kBallots,
                 .code = code,
                 .change_entry = {},
                 .after = At(stage, act)};
  };
  return {
      bad_ballot("stuffed-ballot", "The board adds a ballot of somebody who is not on the roll",
                 ErrorCode::kNotOnRoll, Stage::kHalfVoted, StuffUnknown),
      bad_ballot("copied-ballot", "A voter casts another voter's encrypted vote as its own",
                 ErrorCode::kBadProof, Stage::kHalfVoted, Copy),
      bad_ballot("rerandomised-ballot", "A voter copies a vote and disguises the copy", ErrorCode::kBadProof,
                 Stage::kHalfVoted, Rerandomise),
      bad_ballot("replayed-ballot", "The board puts one ballot into the log twice", ErrorCode::kStaleRevision,
                 Stage::kHalfVoted, Replay),
      bad_ballot("withheld-ballot",
                 "The board holds back a ballot and brings it in after the voter's newer one",
                 ErrorCode::kStaleRevision, Stage::kHalfVoted, BringOldBallot),
      bad_ballot("revision-jump", "Somebody who saw a code votes with a huge revision to lock the voter out",
                 ErrorCode::kRevisionJump, Stage::kHalfVoted, JumpRevision),
      bad_ballot("two-votes", "A voter encrypts two votes in one ballot", ErrorCode::kBadProof,
                 Stage::kHalfVoted, [](World& world) { return Overvote(world, 2); }),
      bad_ballot("thousand-votes", "A voter encrypts a thousand votes in one ballot", ErrorCode::kBadProof,
                 Stage::kHalfVoted, [](World& world) { return Overvote(world, 1000); }),
      bad_ballot("wrong-region", "A ballot is made to count in another region than its voter's",
                 ErrorCode::kBadProof, Stage::kHalfVoted, VoteElsewhere),
      bad_ballot("after-hours", "The board takes a ballot after the closing time",
                 ErrorCode::kOutsideVotingTime, Stage::kVoted, VoteAfterHours),
      bad_ballot("late-ballot", "The board adds a ballot after it closed the vote", ErrorCode::kWrongPhase,
                 Stage::kClosed, VoteAfterClose),
  };
}

}  // namespace constat::demo
