#include "constat/elgamal/secret/dealing.h"

#include "constat/base/check.h"
#include "constat/crypto/secret/aead_seal.h"
#include "constat/zkp/secret/dleq_prove.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::elgamal {

using group::EncodedPoint;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

DealingPolynomial DealingPolynomial::Random(size_t threshold, crypto::Rng& rng) {
  DealingPolynomial out;
  for (size_t k = 0; k < threshold; ++k) out.coefficients_.push_back(SecretScalar::Random(rng));
  return out;
}

std::vector<WirePoint> DealingPolynomial::Commitments() const {
  std::vector<WirePoint> out;
  for (const SecretScalar& a : coefficients_) out.push_back(WirePoint::From(a.MulBase()));
  return out;
}

SecretScalar DealingPolynomial::Share(uint16_t receiver) const {
  SecretScalar sum;
  for (size_t k = coefficients_.size(); k-- > 0;) {
    sum = sum.Mul(Scalar::FromUint64(receiver)).Add(coefficients_[k]);
  }
  return sum;
}

zkp::SchnorrProof DealingPolynomial::ProvePossession(const Bytes32& manifest_hash, uint16_t dealer,
                                                     crypto::Rng& rng) const {
  const std::vector<WirePoint> commitments = Commitments();
  return zkp::ProveSchnorr(
      coefficients_.front(),
      [&](const EncodedPoint& a) { return DealPossessionChallenge(manifest_hash, dealer, commitments, a); },
      rng);
}

SealedDeal SealShare(const DealContext& context, const WirePoint& receiver_key, const SecretScalar& share,
                     crypto::Rng& rng) {
  const SecretScalar secret = SecretScalar::Random(rng);
  SealedDeal out;
  out.ephemeral = WirePoint::From(secret.MulBase());
  out.possession = zkp::ProveSchnorr(
      secret,
      [&](const EncodedPoint& a) { return DealEphemeralChallenge(context, out.ephemeral.encoded, a); }, rng);
  crypto::Wiped<EncodedPoint> shared;
  shared.value = secret.MulEncoded(receiver_key.encoded);
  crypto::Wiped<Bytes32> key;
  key.value = DealKey(context, shared.value, out.ephemeral.encoded, receiver_key.encoded);
  const Bytes sealed = crypto::SealAead(key.value, share.Encode().Expose(), DealAssociatedData(context));
  CONSTAT_CHECK(sealed.size() == out.sealed.size());
  std::copy(sealed.begin(), sealed.end(), out.sealed.begin());
  return out;
}

Result<SecretScalar> OpenShare(const SealedShare& share, const SecretScalar& key,
                               std::span<const WirePoint> commitments) {
  crypto::Wiped<EncodedPoint> shared;
  shared.value = key.MulEncoded(share.ephemeral);
  crypto::Wiped<Bytes32> aead_key;
  aead_key.value = DealKey(share.context, shared.value, share.ephemeral, share.receiver_key);
  Result<Bytes> opened = crypto::OpenAead(aead_key.value, share.sealed, DealAssociatedData(share.context));
  if (!opened) return Fail(ErrorCode::kBadShare, "the dealt share does not open");
  Result<SecretScalar> value = SecretScalar::Decode(*opened);
  crypto::WipeMemory(opened->data(), opened->size());
  if (!value) return Fail(ErrorCode::kBadShare, "the dealt share is not a scalar");
  if (!(value->MulBase() == EvaluateCommitments(commitments, share.context.receiver))) {
    return Fail(ErrorCode::kBadShare, "the dealt share does not match the dealer's commitments");
  }
  return value;
}

RevealedShare RevealShare(ComplaintStatement statement, const SecretScalar& key, crypto::Rng& rng) {
  statement.shared = WirePoint::From(key.Mul(statement.ephemeral.point));
  RevealedShare out{.shared = statement.shared, .proof = {}};
  out.proof = zkp::ProveDleq(
      key, statement.ephemeral.point,
      [&](const EncodedPoint& a1, const EncodedPoint& a2) { return ComplaintChallenge(statement, a1, a2); },
      rng);
  return out;
}

}  // namespace constat::elgamal
