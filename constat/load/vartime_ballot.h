// Ballots whose votes are public, made fast: for the demo's and the benchmarks' load, never for a voter.
//
// Everything here is vartime, on values whose timing tells the vote. Nor is it the prover of a party that
// LAB-6 and BAL-3 speak of: seed and nonces come from the given seed alone, which is fast, and safe as long
// as no seed is given twice. Only this layer and the demo may include it (tools/check_layers).
#pragma once

#include <span>
#include <vector>

#include "constat/group/fixed_base.h"
#include "constat/group/wire_point.h"
#include "constat/record/ballot.h"
#include "constat/referendum/context.h"

namespace constat::load {

// PublicVote is a vote that everybody may know, and the secret of its credential. REQUIRES: BAL-2
// allows the choices.
struct PublicVote {
  group::Scalar secret;
  uint16_t region = 0;
  uint64_t revision = 1;
  record::Choices choices;
  Bytes32 seed{};  // of the ballot's randomness (BAL-3) and of its nonces; another one for each vote
};

// VartimeBallots makes ballots of one referendum. Thread-safe.
class VartimeBallots {
 public:
  VartimeBallots(referendum::ContextPtr context, const group::WirePoint& joint_key);

  // Make returns the ballots' bodies, in order. COST: about 80 us each, if there are some dozens.
  [[nodiscard]] std::vector<Bytes> Make(std::span<const PublicVote> votes) const;

 private:
  struct Proof;
  struct Draft;
  using Membership = record::BallotFields<record::Ballot>::Membership;
  [[nodiscard]] group::Point Half(const group::Scalar& of_base, const group::Scalar& of_key) const;
  [[nodiscard]] Draft Commit(const PublicVote& vote, std::span<group::Point> halves) const;
  void CommitQuestion(size_t question, const PublicVote& vote, Draft& draft,
                      std::span<group::Point> halves) const;
  static void Answer(const Proof& proof, const group::Scalar& challenge, const Membership& out);
  [[nodiscard]] Bytes Respond(const PublicVote& vote, const Draft& draft,
                              std::span<const group::EncodedPoint> points) const;

  referendum::ContextPtr context_;
  group::WirePoint joint_key_;
  group::Scalar half_;
  group::Point half_base_;
  group::FixedBase base_;
  group::FixedBase key_;
};

}  // namespace constat::load
