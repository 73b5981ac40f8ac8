// Checking ballots apart from their order: encoding, roll, proofs, for whole blocks at once. Spec: BAL-8
// (3), (4), (6).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "constat/group/msm.h"
#include "constat/referendum/roll.h"
#include "constat/zkp/batch.h"

namespace constat::referendum {

// How proofs are checked. The answer is the same.
enum class ProofMethod {
  kBatch,     // one random linear combination a block, cut into parts on failure
  kOneByOne,  // every equation by itself
};

// CheckedBallot is a ballot with those checks done that do not depend on other entries of the voting.
struct CheckedBallot {
  Status encoding;                   // (3)
  group::EncodedPoint credential{};  // these two: zero unless encoding passed
  uint64_t revision = 0;
  std::optional<Slot> slot;  // (4), first part; empty if not on the roll
  bool proofs_hold = false;  // (6)
  // R, C alternating, by question and option; empty unless proofs_hold. The ballots of one call of Check
  // share their memory.
  std::span<const group::PreparedPoint> ciphertexts;
  std::shared_ptr<const group::PreparedPoint[]> memory;
};

// BallotChecker holds what all ballots are checked against. The roll is complete and
// outlives it. Thread-safe.
class BallotChecker {
 public:
  BallotChecker(ContextPtr context, const group::WirePoint& joint_key)
      : context_(std::move(context)), joint_key_(joint_key) {}

  // FindSlot finds the slot of a credential; none if no slot has or had it.
  using FindSlot = std::function<std::optional<Slot>(const group::EncodedPoint&)>;
  // Check judges bodies.size() ballots; the i-th answer is the i-th body's.
  [[nodiscard]] std::vector<CheckedBallot> Check(std::span<const ByteView> bodies, ProofMethod method,
                                                 const FindSlot& find) const;

 private:
  // Item is a ballot whose proofs are in a batch.
  struct Item {
    size_t ballot;       // index among the bodies
    zkp::PointId first;  // its credential
  };
  void RequireProofs(zkp::Batch& batch, zkp::PointId joint_key, const record::Ballot& ballot,
                     zkp::PointId first, uint16_t region) const;
  void TakeCiphertexts(const zkp::Batch& batch, std::span<const Item> items,
                       std::vector<CheckedBallot>& out) const;

  ContextPtr context_;
  group::WirePoint joint_key_;
};

// DecodeCiphertexts decodes the R and C of a ballot that has been accepted before.
[[nodiscard]] std::vector<group::Point> DecodeCiphertexts(const record::BallotShape& shape,
                                                          const record::Ballot& ballot);

}  // namespace constat::referendum
