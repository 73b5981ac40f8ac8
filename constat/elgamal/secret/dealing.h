// What a trustee does with secrets in the key ceremony: dealing shares and opening those dealt to it.
// Spec: CER-1, CER-4, CER-7, CER-8.
#pragma once

#include <array>
#include <vector>

#include "constat/elgamal/ceremony.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/zkp/schnorr.h"

namespace constat::elgamal {

// DealingPolynomial is f_i of degree threshold - 1.
class DealingPolynomial {
 public:
  [[nodiscard]] static DealingPolynomial Random(size_t threshold, crypto::Rng& rng);

  // Commitments is C_i0 .. C_i,t-1.
  [[nodiscard]] std::vector<group::WirePoint> Commitments() const;
  // Share is f_i(receiver).
  [[nodiscard]] group::SecretScalar Share(uint16_t receiver) const;
  // ProvePossession proves knowledge of f_i(0). Spec: CER-3.
  [[nodiscard]] zkp::SchnorrProof ProvePossession(const Bytes32& manifest_hash, uint16_t dealer,
                                                  crypto::Rng& rng) const;

 private:
  std::vector<group::SecretScalar> coefficients_;
};

// SealedDeal is one share for one receiver. Spec: CER-4.
struct SealedDeal {
  group::WirePoint ephemeral;
  zkp::SchnorrProof possession;
  std::array<uint8_t, 48> sealed{};
};
[[nodiscard]] SealedDeal SealShare(const DealContext& context, const group::WirePoint& receiver_key,
                                   const group::SecretScalar& share, crypto::Rng& rng);

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
