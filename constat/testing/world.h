// World: a small referendum with everybody's secrets, for tests of the rules.
//
// It makes the entries step by step, good ones and, by its parts, bad ones, and no files. Not for other code.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "constat/record/ceremony.h"
#include "constat/record/replacement.h"
#include "constat/record/roll.h"
#include "constat/record/tally.h"
#include "constat/referendum/state.h"
#include "constat/testing/cast.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/wire/writer.h"

namespace constat::testing {

// Voter is one credential with its secret; voters are numbered through all regions.
struct Voter {
  group::SecretScalar secret;
  group::WirePoint credential;
  referendum::Slot slot;
};

// BallotPlan is a ballot to make. The optional parts replace what the ballot is bound to.
struct BallotPlan {
  size_t voter = 0;
  uint64_t revision = 1;
  record::Choices choices{};
  std::optional<Bytes32> manifest_hash{};
  std::optional<group::WirePoint> joint_key{};
  std::optional<uint16_t> region{};
};

// ClosePlan is a close to make; unset parts are the right ones.
struct ClosePlan {
  std::optional<uint64_t> ballots{};
  std::optional<tlog::Checkpoint> checkpoint{};
  std::vector<std::pair<size_t, uint64_t>> cosigners = {{0, kClosingMs / 1000}, {1, kClosingMs / 1000 + 60}};
  bool board_signs_checkpoint = true;
};

class World : public Cast {
 public:
  explicit World(Plan the_plan = {});

  // Put judges an entry and keeps it if it is good: the error's name, or "ok". Checks that a
  // refusal changed nothing.
  std::string Put(record::EntryType type, ByteView body, std::optional<uint64_t> time_ms = std::nullopt);

  // Signed replaces the last 64 bytes of a body by the party's signature; TrusteeSigned by trustee j's.
  [[nodiscard]] Bytes Signed(const crypto::Ed25519Key& key, record::EntryType type, uint16_t author,
                             Bytes body) const;
  [[nodiscard]] Bytes TrusteeSigned(record::EntryType type, uint16_t j, Bytes body);

  [[nodiscard]] Bytes ManifestBody() const;

  // Commit is trustee i's commitment to the body of a deal.
  [[nodiscard]] Bytes Commit(uint16_t i, ByteView deal_body);
  // Deal is trustee i's deal, to be signed by SignDeal.
  [[nodiscard]] record::TrusteeDeal Deal(uint16_t i);
  [[nodiscard]] Bytes SignDeal(const record::TrusteeDeal& deal);
  [[nodiscard]] Bytes Accept(uint16_t j);
  // Complaint is j's true statement about dealer i's share.
  [[nodiscard]] record::TrusteeComplaint Complaint(uint16_t j, uint16_t i);
  [[nodiscard]] Bytes SignComplaint(const record::TrusteeComplaint& complaint);

  // Chunk is registrar m's shares for slots first .. first + count - 1 of a region.
  [[nodiscard]] record::RollChunk Chunk(uint16_t m, uint16_t region, uint32_t first, uint32_t count);
  // SlotOf is a share with its proof.
  [[nodiscard]] record::RollSlot SlotOf(uint16_t m, uint16_t region, uint32_t slot,
                                        const group::SecretScalar& secret);
  [[nodiscard]] Bytes SignChunk(const record::RollChunk& chunk) const;
  // OrderHash is what all registrars state: zero where there is one.
  [[nodiscard]] Bytes32 OrderHash() const;
  // RollEnd is registrar m's end, over the chunk bodies that were accepted.
  [[nodiscard]] record::RollEnd RollEnd(uint16_t m) const;
  [[nodiscard]] Bytes SignRollEnd(const record::RollEnd& end) const;

  // Drill is trustee j's, to be signed by SignDrill.
  [[nodiscard]] record::TrusteeDrill Drill(uint16_t j);
  [[nodiscard]] Bytes SignDrill(const record::TrusteeDrill& drill);
  // Replacement is registrar m's share, with this secret, of a new credential for a voter.
  [[nodiscard]] record::ReplacementShare Replacement(uint16_t m, size_t voter,
                                                     const group::SecretScalar& secret, uint64_t until_ms);
  [[nodiscard]] Bytes SignReplacement(const record::ReplacementShare& share) const;

  // SignStatement is the statement signed by the party it names, or as another type.
  [[nodiscard]] Bytes SignStatement(const record::Statement& statement,
                                    record::EntryType type = record::EntryType::kStatement);
  // SignSoftware is the change signed by organiser and board.
  [[nodiscard]] Bytes SignSoftware(const record::SoftwareChange& change) const;

  [[nodiscard]] record::Open Open() const;
  [[nodiscard]] Bytes SignOpen(const record::Open& open) const;

  [[nodiscard]] record::Ballot Ballot(const BallotPlan& ballot);
  // ForgedBallot encrypts any numbers, with the best proofs a cheat can make. [question][option]
  [[nodiscard]] record::Ballot ForgedBallot(size_t voter, const std::vector<std::vector<int64_t>>& messages);
  [[nodiscard]] Bytes Encoded(const record::Ballot& ballot) const {
    return record::EncodeBallot(context().shape, ballot);
  }
  // Resigned makes the challenge and signature of a changed ballot anew; its membership proofs stay
  // as they are.
  [[nodiscard]] record::Ballot Resigned(record::Ballot ballot, size_t voter);

  [[nodiscard]] Bytes Close(const ClosePlan& plan = {}) const;
  [[nodiscard]] record::DecryptionShare Share(uint16_t j, uint16_t chunk);
  [[nodiscard]] Bytes ResultPart(uint16_t chunk, ByteView part) const;

  // Each goes on from the step before it with good entries only.
  void Start();
  // CommitAll commits to deal_bodies, which it makes where they are not yet there.
  void CommitAll();
  void DealAll();
  void AcceptAll();
  void RollAll();
  // DrillAll has as many trustees drill as the manifest wants.
  void DrillAll();
  void OpenVote();
  void Vote(const BallotPlan& ballot, std::optional<uint64_t> time_ms = std::nullopt);
  // Replace puts every registrar's share of a new credential for a voter, who has it afterwards.
  void Replace(size_t voter);
  void CloseVote();
  void ShareAll(uint16_t first, uint16_t last);
  // PutResult puts all parts of the recomputed result.
  void PutResult();

  // Up to the named step.
  void ToDeals();
  void ToRoll();
  void ToDrills();
  void ToOpen();

  // RetractAll gives the superseded ballots' bytes again.
  void RetractAll();

  [[nodiscard]] const referendum::Context& context() const { return *referendum.context(); }
  [[nodiscard]] const group::WirePoint& JointKey() const { return referendum.ceremony().JointKey(); }

  uint64_t now_ms = kOpeningMs - 86'400'000;
  std::vector<Voter> voters;
  std::vector<std::vector<std::vector<group::SecretScalar>>> credential_shares;  // [registrar][region][slot]
  referendum::Referendum referendum;
  std::vector<Bytes> log;                        // accepted entries
  std::vector<Bytes> deal_bodies;                // [trustee - 1], once CommitAll made them
  std::vector<std::vector<Bytes>> chunk_bodies;  // [registrar]

 private:
  void MakeCredentials();
  [[nodiscard]] zkp::SchnorrProof SignBallot(const record::Ballot& ballot, const BallotPlan& plan_of_ballot,
                                             const group::SecretScalar& nonce) const;
};

}  // namespace constat::testing
