// The arithmetic of the key ceremony that everyone can do: challenges, keys from commitments,
// judging a share.
// Spec: CER-3 to CER-8.
//
// SOURCE: Feldman, FOCS 1987; Pedersen, EUROCRYPT 1991.
#pragma once

#include <span>
#include <vector>

#include "constat/group/wire_point.h"
#include "constat/zkp/claim.h"
#include "constat/zkp/dleq.h"

namespace constat::elgamal {

// DealContext names one dealt share: what binds it to one referendum, dealer and receiver. Trustees
// count from 1.
struct DealContext {
  Bytes32 manifest_hash{};
  uint16_t dealer = 0;
  uint16_t receiver = 0;
};

// EvaluateCommitments is sum_k x^k C_k: f(x) B for the polynomial committed to.
[[nodiscard]] group::Point EvaluateCommitments(std::span<const group::WirePoint> commitments, uint16_t x);

// DealPossessionClaim is what CER-3's proof says; DealEphemeralClaim is CER-4's.
[[nodiscard]] zkp::Claim DealPossessionClaim(const Bytes32& manifest_hash, uint16_t dealer,
                                             std::span<const group::WirePoint> commitments);
[[nodiscard]] zkp::Claim DealEphemeralClaim(const DealContext& context, const group::EncodedPoint& ephemeral);
// DealPossessionChallenge and DealEphemeralChallenge are their c.
[[nodiscard]] group::Scalar DealPossessionChallenge(const Bytes32& manifest_hash, uint16_t dealer,
                                                    std::span<const group::WirePoint> commitments,
                                                    const group::EncodedPoint& commitment);
[[nodiscard]] group::Scalar DealEphemeralChallenge(const DealContext& context,
                                                   const group::EncodedPoint& ephemeral,
                                                   const group::EncodedPoint& commitment);

// DealKey derives the AEAD key of a dealt share from S = e P_j = x_j E. Spec: CER-4. Constant time in shared.
[[nodiscard]] Bytes32 DealKey(const DealContext& context, const group::EncodedPoint& shared,
                              const group::EncodedPoint& ephemeral, const group::EncodedPoint& receiver_key);

// DealAssociatedData is what the AEAD authenticates beside the share.
[[nodiscard]] Bytes DealAssociatedData(const DealContext& context);

// SealedShare is a dealt share as everyone sees it.
struct SealedShare {
  DealContext context;
  group::EncodedPoint ephemeral;
  group::EncodedPoint receiver_key;
  ByteView sealed;
};

// CheckRevealedShare opens a share with its revealed S and checks it against the dealer's commitments: OK
// means the dealer dealt honestly. ERRORS: kBadShare, when it does not open, is no scalar, or does not
// match. Spec: CER-8.
[[nodiscard]] Status CheckRevealedShare(const SealedShare& share, const group::EncodedPoint& shared,
                                        std::span<const group::WirePoint> commitments);

// ComplaintStatement is what a complaint's proof is about. Spec: CER-8.
struct ComplaintStatement {
  DealContext context;
  Bytes32 deal_hash{};
  group::WirePoint receiver_key;  // P_j
  group::WirePoint ephemeral;     // E
  group::WirePoint shared;        // S
};
[[nodiscard]] zkp::Claim ComplaintClaim(const ComplaintStatement& statement);
[[nodiscard]] group::Scalar ComplaintChallenge(const ComplaintStatement& statement,
                                               const group::EncodedPoint& commitment_base,
                                               const group::EncodedPoint& commitment_other);
// VerifyComplaint checks that S = x_j E for the x_j of P_j. ERRORS: kBadProof.
[[nodiscard]] Status VerifyComplaint(const ComplaintStatement& statement, const zkp::DleqProof& proof);

}  // namespace constat::elgamal
