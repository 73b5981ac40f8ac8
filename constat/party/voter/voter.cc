#include "constat/party/voter/voter.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/constant_time.h"
#include "constat/crypto/hash.h"
#include "constat/elgamal/secret/encrypt.h"
#include "constat/party/voter/challenge.h"
#include "constat/zkp/secret/membership_prove.h"
#include "constat/zkp/secret/nonces.h"

namespace constat::party {

using group::EncodedPoint;
using group::Scalar;
using group::SecretScalar;
using record::QuestionShape;

namespace {

// Randomness is BAL-3's r of one ciphertext.
SecretScalar Randomness(const Bytes32& manifest_hash, const Bytes32& seed, size_t question, size_t option) {
  crypto::Wiped<std::array<uint8_t, 68>> input;
  input.value = RandomnessInput(manifest_hash, seed, question, option);
  crypto::Wiped<Bytes64> wide;
  wide.value = crypto::LabelledSha512(crypto::Label::kBallotRandomness, input.value);
  return SecretScalar::FromWideBytes(wide.value);
}

// Seed is BAL-3's. Copied machines draw the same bytes: what tells their ballots apart must go into it too.
crypto::Secret<Bytes32> Seed(const SecretScalar& secret, const DraftInput& input, crypto::Rng& rng) {
  constexpr size_t kHeadSize = 32 + 32 + 8;
  Bytes choices = record::EncodeChoices(input.choices);
  Bytes hashed(kHeadSize + choices.size());
  secret.CopyTo(std::span(hashed).first<32>());
  rng.Fill(std::span(hashed).subspan<32, 32>());
  for (size_t i = 0; i < 8; ++i) hashed[64 + i] = static_cast<uint8_t>(input.revision >> (8 * (7 - i)));
  std::copy(choices.begin(), choices.end(), hashed.begin() + kHeadSize);
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable() = crypto::LabelledSha256(crypto::Label::kSeed, hashed);
  crypto::WipeMemory(hashed.data(), hashed.size());
  crypto::WipeMemory(choices.data(), choices.size());
  return seed;
}

// Mark is 1 if option is among chosen, without a branch on which one.
uint8_t Mark(const std::vector<uint16_t>& chosen, size_t option) {
  uint8_t mark = 0;
  for (const uint16_t c : chosen) mark |= crypto::IsEqualConstantTime(c, option);
  return mark;
}

SecretScalar MessageOf(uint8_t mark) {
  return SecretScalar::Choose(mark, SecretScalar(), SecretScalar::FromPublic(Scalar::FromUint64(1)));
}

// QuestionProvers are the first moves of one question: its options in order, then the sum.
using QuestionProvers = std::vector<zkp::MembershipProver>;

using Fields = record::BallotFields<record::Ballot>;

void PutCommitments(const zkp::MembershipProver& prover, const Fields::Membership& out) {
  std::copy(prover.Commitments().begin(), prover.Commitments().end(), out.commitments.begin());
}

void PutAnswer(zkp::MembershipProver&& prover, const Scalar& challenge, const Fields::Membership& out) {
  const zkp::MembershipProver::Answer answer = std::move(prover).Respond(challenge);
  std::copy(answer.challenges.begin(), answer.challenges.end(), out.challenges.begin());
  std::copy(answer.responses.begin(), answer.responses.end(), out.responses.begin());
}

}  // namespace

Result<VoterSecret> VoterSecret::FromCodes(const referendum::Context& context,
                                           std::span<const parcel::VotingCode> codes) {
  const size_t registrars = context.manifest.registrars.size();
  if (codes.size() != registrars) {
    return Fail(ErrorCode::kBadCode,
                fmt::format("here are {} voting codes, and this referendum needs {}, one from each registrar",
                            codes.size(), registrars));
  }
  SecretScalar sum;
  for (size_t m = 0; m < registrars; ++m) {
    sum = sum.Add(codes[m].ShareSecret(context.manifest_hash, static_cast<uint16_t>(m)));
  }
  const EncodedPoint credential = sum.MulBaseEncoded();
  return VoterSecret(std::move(sum), credential);
}

struct BallotDraft::State {
  DraftInput input;
  EncodedPoint credential{};
  crypto::Secret<Bytes32> seed;
  std::vector<std::vector<uint8_t>> marks;  // [question][option], 0 or 1
  std::vector<EncodedPoint> ciphertexts;    // R, C alternating
  Bytes32 tracker{};
  zkp::EncryptionKey key;

  ~State() {
    for (std::vector<uint8_t>& question : marks) crypto::WipeMemory(question.data(), question.size());
    for (std::vector<uint16_t>& question : input.choices) {
      crypto::WipeMemory(question.data(), question.size() * sizeof(uint16_t));
    }
  }

  void Encrypt();
  [[nodiscard]] QuestionProvers Commit(size_t question, const Fields& fields, zkp::Nonces& nonces) const;
};

BallotDraft::BallotDraft(std::unique_ptr<State> state) : state_(std::move(state)) {}
BallotDraft::BallotDraft(BallotDraft&&) noexcept = default;
BallotDraft& BallotDraft::operator=(BallotDraft&&) noexcept = default;
BallotDraft::~BallotDraft() = default;

void BallotDraft::State::Encrypt() {
  const Bytes32& manifest_hash = input.context->manifest_hash;
  for (size_t q = 0; q < marks.size(); ++q) {
    for (size_t o = 0; o < marks[q].size(); ++o) {
      const elgamal::EncodedCiphertext ciphertext =
          elgamal::Encrypt(key, MessageOf(marks[q][o]), Randomness(manifest_hash, seed.Expose(), q, o));
      ciphertexts.push_back(ciphertext.R);
      ciphertexts.push_back(ciphertext.C);
    }
  }
  tracker = record::Tracker({.manifest_hash = manifest_hash,
                             .credential = credential,
                             .revision = input.revision,
                             .ciphertexts = ciphertexts});
}

Result<BallotDraft> BallotDraft::Make(const DraftInput& input, const VoterSecret& secret, crypto::Rng& rng) {
  const record::Manifest& manifest = input.context->manifest;
  CONSTAT_TRY(record::CheckChoices(manifest, input.choices));
  if (input.region >= manifest.regions.size()) {
    return Fail(ErrorCode::kBadNumber, fmt::format("there is no region {}; this referendum has {}",
                                                   input.region + 1, manifest.regions.size()));
  }
  auto state = std::make_unique<State>();
  state->input = input;
  state->credential = secret.credential();
  state->key = zkp::EncryptionKey::Of(input.joint_key);
  state->seed = Seed(secret.scalar(), input, rng);
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    std::vector<uint8_t>& marks = state->marks.emplace_back();
    for (size_t o = 0; o < manifest.questions[q].options.size(); ++o)
      marks.push_back(Mark(input.choices[q], o));
  }
  state->Encrypt();
  return BallotDraft(std::move(state));
}

const Bytes32& BallotDraft::tracker() const {
  CONSTAT_CHECK(state_ != nullptr);
  return state_->tracker;
}

// Commit puts one question's commitments where BAL-5 wants them.
QuestionProvers BallotDraft::State::Commit(size_t question, const Fields& fields, zkp::Nonces& nonces) const {
  static constexpr std::array<uint64_t, 2> kBit = {0, 1};
  const QuestionShape& shape = input.context->shape.questions[question];
  const std::vector<uint8_t>& question_marks = marks[question];
  QuestionProvers provers;
  SecretScalar sum_randomness;
  size_t sum = 0;  // secret
  for (size_t o = 0; o < shape.options; ++o) {
    SecretScalar r = Randomness(input.context->manifest_hash, seed.Expose(), question, o);
    sum_randomness = sum_randomness.Add(r.Mul(Scalar::FromUint64(shape.Weight(o))));
    sum += size_t{question_marks[o]} * shape.Weight(o);
    provers.emplace_back(key, kBit, zkp::MembershipWitness{std::move(r), question_marks[o]}, nonces);
    PutCommitments(provers.back(), fields.OptionProof(question, o));
  }
  std::vector<uint64_t> values;
  for (uint64_t v = shape.min; v <= shape.max; ++v) values.push_back(v);
  provers.emplace_back(key, values, zkp::MembershipWitness{std::move(sum_randomness), sum - shape.min},
                       nonces);
  PutCommitments(provers.back(), fields.SumProof(question));
  return provers;
}

Result<Bytes> BallotDraft::Cast(const VoterSecret& secret, crypto::Rng& rng) && {
  if (state_ == nullptr)
    return Fail(ErrorCode::kAlreadyUsed,
                "this ballot was challenged or cast before; make a new one with constat vote");
  if (secret.credential() != state_->credential) {
    return Fail(ErrorCode::kWrongKey,
                "the voting code is not that of the credential this ballot was made for");
  }
  const std::unique_ptr<State> state = std::move(state_);
  const referendum::Context& context = *state->input.context;
  record::Ballot ballot = record::Ballot::Of(context.shape, state->input.revision);
  const Fields fields(context.shape, ballot);
  fields.Credential() = state->credential;
  auto ciphertext = state->ciphertexts.begin();
  for (size_t q = 0; q < context.shape.questions.size(); ++q) {
    const std::span<EncodedPoint> to = fields.Ciphertexts(q);
    std::copy_n(ciphertext, to.size(), to.begin());
    ciphertext += static_cast<ptrdiff_t>(to.size());
  }
  zkp::Nonces nonces(secret.scalar(),
                     record::BallotClaim(context.shape, ballot, context.manifest_hash, state->key.joint_key,
                                         state->input.region),
                     rng);
  std::vector<QuestionProvers> provers;
  for (size_t q = 0; q < context.shape.questions.size(); ++q) {
    provers.push_back(state->Commit(q, fields, nonces));
  }
  const SecretScalar nonce = nonces.Next();
  fields.SignatureA() = nonce.MulBaseEncoded();
  const Scalar challenge = group::ChallengeScalar(
      crypto::Label::kBallot, record::BallotStatement(context.shape, ballot, context.manifest_hash,
                                                      state->key.joint_key, state->input.region));
  for (size_t q = 0; q < provers.size(); ++q) {
    const size_t options = provers[q].size() - 1;
    for (size_t o = 0; o < options; ++o)
      PutAnswer(std::move(provers[q][o]), challenge, fields.OptionProof(q, o));
    PutAnswer(std::move(provers[q].back()), challenge, fields.SumProof(q));
  }
  fields.SignatureZ() = secret.scalar().Mul(challenge).Add(nonce).Declassify();
  return record::EncodeBallot(context.shape, ballot);
}

Result<record::Challenge> BallotDraft::Challenge() && {
  if (state_ == nullptr)
    return Fail(ErrorCode::kAlreadyUsed,
                "this ballot was challenged or cast before; make a new one with constat vote");
  const std::unique_ptr<State> state = std::move(state_);
  return record::Challenge{state->input.context->manifest_hash, state->credential, state->input.revision,
                           state->seed.Expose(), state->input.choices};
}

}  // namespace constat::party
