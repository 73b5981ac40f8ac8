// Runs one operation on secrets, for valgrind to watch: constat_ct NAME. Without a name, lists them.
//
// Names that begin with "leak-" leak on purpose: valgrind must report them, or it would report nothing.
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/elgamal/secret/decrypt.h"
#include "constat/elgamal/secret/encrypt.h"
#include "constat/party/voter/voter.h"
#include "constat/zkp/membership.h"
#include "constat/zkp/secret/dleq_prove.h"
#include "constat/zkp/secret/membership_prove.h"
#include "constat/zkp/secret/nonces.h"
#include "constat/zkp/secret/schnorr_prove.h"
#include "tests/ct/publication.h"

namespace constat::ct {
namespace {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

void Require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "failed: %s\n", what);
  std::exit(2);
}

WirePoint PublicPoint(std::string_view name) {
  crypto::SeededRng rng("ct", name);
  Bytes64 wide;
  rng.Fill(wide);
  return WirePoint::From(Point::FromUniformBytes(wide));
}

void Scalars() {
  SecretRng rng;
  const SecretScalar a = SecretScalar::Random(rng);
  const SecretScalar b = SecretScalar::Random(rng);
  uint8_t bit = 1;
  Poison({&bit, 1});
  const SecretScalar c = SecretScalar::Choose(bit, a.Add(b), a.Mul(b).Sub(b).Negate().Copy());
  crypto::Secret<Bytes32> encoded = c.Encode();
  const Result<SecretScalar> decoded = SecretScalar::Decode(encoded.Expose());
  Require(decoded.has_value(), "decoding");
  EncodedPoint secret_point = decoded->MulEncoded(PublicPoint("p").encoded);
  Publish("a secret multiple", secret_point);
}

void Ed25519() {
  SecretRng rng;
  const crypto::Ed25519Key key = crypto::Ed25519Key::Generate(rng);
  Publish("the public key", key.public_key());
  const crypto::Ed25519Signature signature = key.Sign(AsBytes("message"));
  Publish("the signature", signature);
  Require(crypto::VerifyEd25519(key.public_key(), AsBytes("message"), signature).has_value(), "signing");
}

zkp::Claim NoClaim() { return {.label = crypto::Label::kBallot}; }

void Schnorr() {
  SecretRng rng;
  const SecretScalar secret = SecretScalar::Random(rng);
  const Point key = secret.MulBase();
  const zkp::SchnorrProof proof = zkp::ProveSchnorr(secret, NoClaim(), rng);
  const Scalar c = NoClaim().Challenge({proof.commitment.encoded});
  Require(zkp::VerifySchnorr(key, proof, c).has_value(), "proving");
}

void Dleq() {
  SecretRng rng;
  const SecretScalar secret = SecretScalar::Random(rng);
  const Point other = PublicPoint("other").point;
  const zkp::DleqProof proof = zkp::ProveDleq(secret, other, NoClaim(), rng);
  const Scalar c = NoClaim().Challenge({proof.commitment_base.encoded, proof.commitment_other.encoded});
  Require(zkp::VerifyDleq({secret.MulBase(), other, secret.Mul(other)}, proof, c).has_value(), "proving");
}

void Encrypt() {
  SecretRng rng;
  for (uint64_t m = 0; m < 2; ++m) {
    Bytes64 wide{};
    wide[0] = static_cast<uint8_t>(m);
    Poison(wide);
    const elgamal::EncodedCiphertext c =
        elgamal::Encrypt(zkp::EncryptionKey::Of(PublicPoint("key")), SecretScalar::FromWideBytes(wide),
                         SecretScalar::Random(rng));
    Publish("R", c.R);
    Publish("C", c.C);
  }
}

// Membership proves for every member of sets of one to four values, with a secret index.
void Membership() {
  SecretRng rng;
  const WirePoint key = PublicPoint("key");
  zkp::Nonces nonces(SecretScalar::Random(rng), NoClaim(), rng);
  for (size_t n = 1; n <= 4; ++n) {
    for (size_t true_index = 0; true_index < n; ++true_index) {
      std::vector<uint64_t> values;
      for (uint64_t v = 0; v < n; ++v) values.push_back(v);
      SecretScalar r = SecretScalar::Random(rng);
      Bytes64 wide{};
      wide[0] = static_cast<uint8_t>(true_index);
      Poison(wide);
      const elgamal::EncodedCiphertext encoded =
          elgamal::Encrypt(zkp::EncryptionKey::Of(key), SecretScalar::FromWideBytes(wide), r);
      Publish("R", encoded.R);
      Publish("C", encoded.C);
      size_t index = true_index;
      Poison({reinterpret_cast<uint8_t*>(&index), sizeof(index)});
      zkp::MembershipProver prover(zkp::EncryptionKey::Of(key), values, {std::move(r), index}, nonces);
      Bytes statement;
      for (const EncodedPoint& c : prover.Commitments()) {
        Publish("a commitment", c);
        Append(statement, c);
      }
      const std::vector<EncodedPoint> commitments = prover.Commitments();
      const Scalar challenge = group::ChallengeScalar(crypto::Label::kBallot, statement);
      const zkp::MembershipProver::Answer answer = std::move(prover).Respond(challenge);

      zkp::Batch batch;
      const zkp::PointId key_id = batch.Share(key.point);
      batch.BeginItem();
      const zkp::PointId R = batch.Add(Point::Decode(encoded.R).value());
      const zkp::PointId C = batch.Add(Point::Decode(encoded.C).value());
      std::vector<Point> points;
      for (const EncodedPoint& c : commitments) points.push_back(Point::Decode(c).value());
      const zkp::PointId first = batch.Add(points);
      const zkp::WeightedCiphertext ciphertext{R, C, 1};
      zkp::RequireMembership(batch, {key_id, std::span(&ciphertext, 1), values},
                             {first, answer.challenges, answer.responses}, challenge);
      Require(batch.FindFalse().empty(), "proving membership");
    }
  }
}

// Ceremony deals to one receiver, which opens its share and, for the exercise, reveals it.
void Ceremony() {
  SecretRng rng;
  const SecretScalar receiver = SecretScalar::Random(rng);
  const WirePoint receiver_key = WirePoint::From(receiver.MulBase());
  const elgamal::DealContext context{.manifest_hash = {}, .dealer = 1, .receiver = 2};
  const elgamal::DealSeed seed(SecretScalar::Random(rng), {}, 1);
  const elgamal::DealingPolynomial polynomial(seed, 3);
  const std::vector<WirePoint> commitments = polynomial.Commitments();
  const zkp::SchnorrProof possession = polynomial.ProvePossession({}, 1, seed);
  const elgamal::SealedDeal deal = elgamal::SealShare(context, receiver_key, polynomial.Share(2), seed);
  Publish("the sealed share", deal.sealed);
  const Scalar c = elgamal::DealPossessionChallenge({}, 1, commitments, possession.commitment.encoded);
  Require(zkp::VerifySchnorr(commitments.front().point, possession, c).has_value(), "possession");
  const elgamal::SealedShare sealed{context, deal.ephemeral.encoded, receiver_key.encoded, deal.sealed};
  const Result<SecretScalar> share = elgamal::OpenShare(sealed, receiver, commitments);
  Require(share.has_value(), "opening");
  const elgamal::ComplaintStatement statement{context, {}, receiver_key, deal.ephemeral, {}};
  const elgamal::RevealedShare revealed = elgamal::RevealShare(statement, receiver, rng);
  Require(elgamal::CheckRevealedShare(sealed, revealed.shared.encoded, commitments).has_value(), "revealing");
}

void Decrypt() {
  SecretRng rng;
  const SecretScalar key_share = SecretScalar::Random(rng);
  std::vector<elgamal::Ciphertext> sums;
  for (const char* name : {"one", "two", "three"}) sums.push_back({PublicPoint(name), PublicPoint(name)});
  elgamal::ShareStatement statement{.manifest_hash = {},
                                    .trustee = 1,
                                    .verification_key = WirePoint::From(key_share.MulBase()),
                                    .chunk = 0,
                                    .units = {},
                                    .sums = sums,
                                    .shares = {}};
  const elgamal::ProvenShares proven = elgamal::DecryptChunk(statement, key_share, rng);
  statement.shares = proven.shares;
  Require(elgamal::VerifyShare(statement, proven.proof).has_value(), "decrypting");
}

// WholeBallot goes from voting codes and choices to a cast ballot: all of them secret.
void WholeBallot() {
  SecretRng rng;
  auto context = std::make_shared<referendum::Context>();
  record::Manifest& m = context->manifest;
  m.questions = {{.text = {"?"}, .options = std::vector<record::Option>(3), .blank = 2},
                 {.text = {"?"}, .options = std::vector<record::Option>(4), .min = 0, .max = 2}};
  m.regions.resize(1);
  m.registrars.resize(2);
  context->shape = record::BallotShape::Of(m);
  std::vector<parcel::VotingCode> codes;
  for (size_t i = 0; i < 2; ++i) codes.push_back(parcel::VotingCode::Generate(rng));
  const party::VoterSecret secret = party::VoterSecret::FromCodes(*context, codes).value();
  Publish("the credential", secret.credential());
  party::DraftInput input{.context = context,
                          .joint_key = PublicPoint("key"),
                          .region = 0,
                          .revision = 1,
                          .choices = {{2}, {0, 3}}};
  for (std::vector<uint16_t>& choices : input.choices) {
    Poison({reinterpret_cast<uint8_t*>(choices.data()), choices.size() * sizeof(uint16_t)});
  }
  Result<party::BallotDraft> draft = party::BallotDraft::Make(input, secret, rng);
  Require(draft.has_value(), "drafting");
  Publish("the tracker", draft->tracker());
  const Result<Bytes> body = std::move(*draft).Cast(secret, rng);
  Require(body.has_value(), "casting");
  Publish("the ballot", *body);
}

// A branch on one secret bit.
void LeakBranch() {
  SecretRng rng;
  const crypto::Secret<Bytes32> secret = SecretScalar::Random(rng).Encode();
  const volatile uint8_t bit = secret.Expose()[0] & 1;
  if (bit != 0) std::fputs("odd\n", stderr);
}

// A table looked up at a secret index.
void LeakIndex() {
  static volatile uint8_t table[256];
  SecretRng rng;
  const crypto::Secret<Bytes32> secret = SecretScalar::Random(rng).Encode();
  (void)table[secret.Expose()[0]];
}

// A secret scalar in variable-time arithmetic, which the types forbid and only a cast makes possible.
void LeakVartime() {
  SecretRng rng;
  Bytes64 wide;
  rng.Fill(wide);
  (void)PublicPoint("p").point.MulVartime(Scalar::FromWideBytes(wide));
}

// A secret compared with memcmp's habit of stopping early.
void LeakCompare() {
  SecretRng rng;
  const crypto::Secret<Bytes32> secret = SecretScalar::Random(rng).Encode();
  if (Equal(secret.Expose(), Bytes32{})) std::fputs("zero\n", stderr);
}

struct Operation {
  const char* name;
  void (*run)();
};
constexpr Operation kOperations[] = {{"scalars", Scalars},          {"ed25519", Ed25519},
                                     {"schnorr", Schnorr},          {"dleq", Dleq},
                                     {"encrypt", Encrypt},          {"membership", Membership},
                                     {"ceremony", Ceremony},        {"decrypt", Decrypt},
                                     {"whole-ballot", WholeBallot}, {"leak-branch", LeakBranch},
                                     {"leak-index", LeakIndex},     {"leak-vartime", LeakVartime},
                                     {"leak-compare", LeakCompare}};

int Main(int argc, char** argv) {
  if (argc == 1) {
    for (const Operation& operation : kOperations) std::puts(operation.name);
    return 0;
  }
  for (const Operation& operation : kOperations) {
    if (std::strcmp(argv[1], operation.name) != 0) continue;
    operation.run();
    return 0;
  }
  std::fprintf(stderr, "there is no operation %s\n", argv[1]);
  return 1;
}

}  // namespace
}  // namespace constat::ct

int main(int argc, char** argv) { return constat::ct::Main(argc, argv); }
