// What a trustee does with secrets in the key ceremony: dealing shares and opening those dealt to it.
// Spec: CER-1, CER-4, CER-7, CER-8, CER-11.
#pragma once

#include <array>
#include <vector>

#include "constat/elgamal/ceremony.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/schnorr.h"

namespace constat::elgamal {

// DealSeed is what all secrets of one deal are derived from, itself derived from the dealer's key: the same
// key makes the same deal, byte for byte. Spec: CER-11.
class DealSeed {
 public:
  DealSeed(const group::SecretScalar& key, const Bytes32& manifest_hash, uint16_t dealer);

  // Coefficient is a_ik, EphemeralSecret e_ij for the receiver j.
  [[nodiscard]] group::SecretScalar Coefficient(uint16_t k) const;
  [[nodiscard]] group::SecretScalar EphemeralSecret(uint16_t receiver) const;
  // Nonce is that of a proof or signature of the deal.
  [[nodiscard]] group::SecretScalar Nonce(const zkp::Claim& claim) const;

  // Prove proves knowledge of a secret of the deal, or signs it.
  [[nodiscard]] zkp::SchnorrProof Prove(const group::SecretScalar& secret, const zkp::Claim& claim) const;

 private:
  [[nodiscard]] group::SecretScalar Derive(crypto::Label label, ByteView input) const;
  crypto::Secret<Bytes64> seed_;
};

// DealingPolynomial is f_i of degree threshold - 1.
class DealingPolynomial {
 public:
  DealingPolynomial(const DealSeed& seed, size_t threshold);

  // Commitments is C_i0 .. C_i,t-1.
  [[nodiscard]] std::vector<group::WirePoint> Commitments() const;
  // Share is f_i(receiver).
  [[nodiscard]] group::SecretScalar Share(uint16_t receiver) const;
  // ProvePossession proves knowledge of f_i(0). Spec: CER-3.
  [[nodiscard]] zkp::SchnorrProof ProvePossession(const Bytes32& manifest_hash, uint16_t dealer,
                                                  const DealSeed& seed) const;

 private:
  std::vector<group::SecretScalar> coefficients_;
};

// SealedDeal is one share for one receiver, sealed with the seed's key for that receiver. REQUIRES of
// SealShare: the share is the one of the seed's own polynomial, since that key is for one message only.
// Spec: CER-4, CER-11.
struct SealedDeal {
  group::WirePoint ephemeral;
  zkp::SchnorrProof possession;
  std::array<uint8_t, 48> sealed{};
};
[[nodiscard]] SealedDeal SealShare(const DealContext& context, const group::WirePoint& receiver_key,
                                   const group::SecretScalar& share, const DealSeed& seed);

// OpenShare opens a share dealt to the owner of key and checks it against the commitments. ERRORS: kBadShare.
[[nodiscard]] Result<group::SecretScalar> OpenShare(const SealedShare& share, const group::SecretScalar& key,
                                                    std::span<const group::WirePoint> commitments);

// RevealedShare is S of one share with its proof, as a complaint has it. Spec: CER-8.
struct RevealedShare {
  group::WirePoint shared;
  zkp::DleqProof proof;
};
// statement.shared is filled in by this function.
[[nodiscard]] RevealedShare RevealShare(ComplaintStatement statement, const group::SecretScalar& key,
                                        crypto::Rng& rng);

}  // namespace constat::elgamal
