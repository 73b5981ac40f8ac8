// Decryption shares that everyone can check and combine, and the count behind a decrypted point.
// Spec: TAL-7, TAL-8.
#pragma once

#include <span>
#include <vector>

#include "constat/group/wire_point.h"
#include "constat/zkp/claim.h"
#include "constat/zkp/dleq.h"

namespace constat::elgamal {

// Ciphertext is (rB, mB + rK). Spec: BAL-1.
struct Ciphertext {
  group::WirePoint R;
  group::WirePoint C;
};

// ShareStatement says D_k = s_j R_k for every k, with V_j = s_j B.
struct ShareStatement {
  Bytes32 manifest_hash{};
  uint16_t trustee = 0;  // 1..n
  group::WirePoint verification_key;
  uint16_t chunk = 0;
  ByteView units;  // TAL-7's encoding
  std::span<const Ciphertext> sums;
  std::span<const group::WirePoint> shares;  // as many as sums
};

// ShareBatch is TAL-7's h, R* and D*.
struct ShareBatch {
  Bytes32 statement_hash{};
  group::Point combined_sum;    // R*
  group::Point combined_share;  // D*
};
[[nodiscard]] ShareBatch CombineShareStatement(const ShareStatement& statement);

// ShareClaim is what the proof of a chunk's shares says, ShareChallenge its c.
[[nodiscard]] zkp::Claim ShareClaim(const Bytes32& statement_hash);
[[nodiscard]] group::Scalar ShareChallenge(const Bytes32& statement_hash,
                                           const group::EncodedPoint& commitment_base,
                                           const group::EncodedPoint& commitment_other);

// VerifyShare checks a trustee's shares of one chunk. ERRORS: kWrongShare.
[[nodiscard]] Status VerifyShare(const ShareStatement& statement, const zkp::DleqProof& proof);

// LagrangeAtZero returns L_j for each of the distinct indices (1..n).
[[nodiscard]] std::vector<group::Scalar> LagrangeAtZero(std::span<const uint16_t> indices);

// CountFinder finds m in [0, max] with mB = a given point, by baby steps and giant steps.
//
// COST: sqrt(max) steps to build, at most sqrt(max) a count; 40 bytes a step. SOURCE: Shanks 1971.
class CountFinder {
 public:
  explicit CountFinder(uint64_t max);

  // Find returns m. ERRORS: kNoCount.
  [[nodiscard]] Result<uint64_t> Find(const group::Point& point) const;

 private:
  struct Step {
    group::EncodedPoint point;
    uint64_t multiple;
  };
  uint64_t max_;
  uint64_t stride_;
  std::vector<Step> steps_;  // sorted by encoding
  group::Point giant_;       // stride * B
};

}  // namespace constat::elgamal
