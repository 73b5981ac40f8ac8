#include "constat/elgamal/secret/dealing.h"

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/aead.h"
#include "constat/crypto/hash.h"
#include "constat/crypto/secret/aead_seal.h"
#include "constat/wire/writer.h"
#include "constat/zkp/secret/dleq_prove.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::elgamal {

using group::EncodedPoint;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;

namespace {

std::array<uint8_t, 2> BigEndian(uint16_t number) {
  return {static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number & 0xff)};
}

}  // namespace

DealSeed::DealSeed(const SecretScalar& key, const Bytes32& manifest_hash, uint16_t dealer) {
  crypto::Wiped<Bytes32> material;
  key.CopyTo(material.value);
  wire::Writer info;
  info.Fixed(manifest_hash).U16(dealer);
  seed_.ExposeMutable() = crypto::HkdfSha512Wide(material.value, crypto::Label::kDealSeed, info.bytes());
}

SecretScalar DealSeed::Derive(crypto::Label label, ByteView input) const {
  const Bytes64& seed = seed_.Expose();
  Bytes hashed(seed.size() + input.size());
  std::copy(seed.begin(), seed.end(), hashed.begin());
  std::copy(input.begin(), input.end(), hashed.begin() + static_cast<ptrdiff_t>(seed.size()));
  crypto::Wiped<Bytes64> wide;
  wide.value = crypto::LabelledSha512(label, hashed);
  crypto::WipeMemory(hashed.data(), hashed.size());
  return SecretScalar::FromWideBytes(wide.value);
}

SecretScalar DealSeed::Coefficient(uint16_t k) const {
  return Derive(crypto::Label::kDealCoefficient, BigEndian(k));
}

SecretScalar DealSeed::EphemeralSecret(uint16_t receiver) const {
  return Derive(crypto::Label::kDealSecret, BigEndian(receiver));
}

SecretScalar DealSeed::Nonce(const zkp::Claim& claim) const {
  return Derive(crypto::Label::kDealNonce, claim.Encode());
}

zkp::SchnorrProof DealSeed::Prove(const SecretScalar& secret, const zkp::Claim& claim) const {
  return zkp::ProveSchnorrWith(secret, claim, Nonce(claim));
}

DealingPolynomial::DealingPolynomial(const DealSeed& seed, size_t threshold) {
  for (size_t k = 0; k < threshold; ++k) {
    coefficients_.push_back(seed.Coefficient(static_cast<uint16_t>(k)));
  }
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
                                                     const DealSeed& seed) const {
  return seed.Prove(coefficients_.front(), DealPossessionClaim(manifest_hash, dealer, Commitments()));
}

SealedDeal SealShare(const DealContext& context, const WirePoint& receiver_key, const SecretScalar& share,
                     const DealSeed& seed) {
  const SecretScalar secret = seed.EphemeralSecret(context.receiver);
  SealedDeal out;
  out.ephemeral = WirePoint::From(secret.MulBase());
  out.possession = seed.Prove(secret, DealEphemeralClaim(context, out.ephemeral.encoded));
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
  if (!opened) return Fail(ErrorCode::kBadShare, "the dealt share cannot be opened with this key");
  Result<SecretScalar> value = SecretScalar::Decode(*opened);
  crypto::WipeMemory(opened->data(), opened->size());
  if (!value) return Fail(ErrorCode::kBadShare, "the dealt share is not a number below the group's order");
  if (!(value->MulBase() == EvaluateCommitments(commitments, share.context.receiver))) {
    return Fail(ErrorCode::kBadShare, "the dealt share is not the one that the dealer committed to");
  }
  return value;
}

RevealedShare RevealShare(ComplaintStatement statement, const SecretScalar& key, crypto::Rng& rng) {
  statement.shared = WirePoint::From(key.Mul(statement.ephemeral.point));
  RevealedShare out{.shared = statement.shared, .proof = {}};
  out.proof = zkp::ProveDleq(key, statement.ephemeral.point, ComplaintClaim(statement), rng);
  return out;
}

}  // namespace constat::elgamal
