// Replacements: the rules of lost codes, and who has which slot since. Spec: ROL-10.
//
// The roll stays as it was completed; here is only what changed since. So checking a ballot ahead, on another
// thread, reads nothing that an entry of the voting changes. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "constat/base/parallel.h"
#include "constat/record/replacement.h"
#include "constat/referendum/ballot_box.h"

namespace constat::referendum {

// ReplacementStatement is what the proof of a replacement's share is about.
struct ReplacementStatement {
  uint16_t registrar = 0;
  Slot slot;
  group::EncodedPoint old{};
  group::EncodedPoint share{};
};
// ReplacementClaim is what ROL-10's proof says.
[[nodiscard]] zkp::Claim ReplacementClaim(const Bytes32& manifest_hash,
                                          const ReplacementStatement& statement);

// ReplacementCap is how many replacements a region with so many voters may have: ROL-10's cap_r.
[[nodiscard]] uint32_t ReplacementCap(const record::Manifest& manifest, uint32_t registered);

inline constexpr uint64_t kLongestWaitMs = 72ull * 3'600'000;  // of a share, for the other registrars'
inline constexpr int kMostOfASlot = 2;

// ReplacedSlots is who has which slot since the roll was completed: about 100 bytes a replacement and 32 a
// share of it (bench/roll_bench.cc measures).
class ReplacedSlots {
 public:
  explicit ReplacedSlots(size_t registrars) : registrars_(registrars), made_(1) {}

  // Replace gives a slot another credential, the sum of the registrars' shares. REQUIRES: no slot has
  // or had it.
  void Replace(Slot slot, const group::EncodedPoint& credential, std::span<const group::EncodedPoint> shares);
  // Find returns the slot that a replacement gave this credential.
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential) const;
  // Current is the credential that the last replacement gave the slot; null if there was none.
  [[nodiscard]] const group::EncodedPoint* Current(Slot slot) const;
  // Holds says whether the slot's last replacement holds this share of the registrar.
  [[nodiscard]] bool Holds(Slot slot, uint16_t registrar, const group::EncodedPoint& share) const;
  // Times is how often the slot was replaced.
  [[nodiscard]] int Times(Slot slot) const;

 private:
  // Latest is the last replacement of a slot, and how many there were.
  struct Latest {
    uint32_t number = 0;
    int count = 0;
  };
  [[nodiscard]] const Latest* LatestOf(Slot slot) const;

  size_t registrars_;
  CredentialTable made_;                     // the credential of the k-th replacement, as slot k of region 0
  std::vector<Slot> slots_;                  // of the k-th replacement
  std::vector<group::EncodedPoint> shares_;  // that it holds, registrar by registrar
  std::map<uint64_t, Latest> latest_;        // by region << 32 | number
};

class Replacements {
 public:
  // The roll is complete and outlives this.
  Replacements(ContextPtr context, const Roll& roll);

  // CheckTime says whether codes may still be replaced. Spec: ROL-10. ERRORS: kOutsideVotingTime.
  [[nodiscard]] Status CheckTime(uint64_t time_ms) const;

  // Apply judges a share whose phase and time are right, and takes it in or refuses it and changes nothing.
  [[nodiscard]] Status Apply(ByteView body, uint64_t time_ms, const BallotBox& ballots);
  // Drop forgets the shares that wait for a slot, whose credential has voted.
  void Drop(Slot slot);

  // Find returns the slot that this credential has or had.
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential) const;
  // FindAhead is Find for another thread than the one that applies: it may not see what is being applied.
  [[nodiscard]] std::optional<Slot> FindAhead(const group::EncodedPoint& credential) const;
  // CheckCurrent says whether this credential still has the slot. REQUIRES: Find returned the slot.
  // ERRORS: kCredentialReplaced.
  [[nodiscard]] Status CheckCurrent(Slot slot, const group::EncodedPoint& credential) const;
  // Holds says whether the slot's last replacement holds this share of the registrar.
  [[nodiscard]] bool Holds(Slot slot, uint16_t registrar, const group::EncodedPoint& share) const {
    return replaced_.Holds(slot, registrar, share);
  }
  // Current is the credential that has the slot now.
  [[nodiscard]] const group::EncodedPoint& Current(Slot slot) const;
  // CompletedIn is how many replacements of the region are complete.
  [[nodiscard]] uint32_t CompletedIn(uint16_t region) const { return completed_[region]; }

 private:
  using SlotKey = uint64_t;
  // Waiting is a registrar's share that is pending until then; until_ms is 0 where there is none.
  struct Waiting {
    uint64_t until_ms = 0;
    group::EncodedPoint share{};
  };
  using Shares = std::vector<Waiting>;  // by registrar
  [[nodiscard]] Status CheckOld(const record::ReplacementShare& share, const BallotBox& ballots) const;
  [[nodiscard]] Status CheckCaps(const record::ReplacementShare& share, Slot slot, uint64_t time_ms) const;
  [[nodiscard]] Status CheckProof(const record::ReplacementShare& share, Slot slot, ByteView body) const;
  // Fresh is a new credential, and the shares it is the sum of.
  struct Fresh {
    group::EncodedPoint credential{};
    std::vector<group::EncodedPoint> shares;  // by registrar
  };
  [[nodiscard]] Result<std::optional<Fresh>> NewCredential(const record::ReplacementShare& share, Slot slot,
                                                           uint64_t time_ms) const;
  [[nodiscard]] const Waiting* Find(Slot slot, uint16_t registrar, uint64_t time_ms) const;
  void Keep(const record::ReplacementShare& share, Slot slot);
  void Complete(Slot slot, const Fresh& fresh);
  void DropShare(Slot slot, uint16_t registrar, Waiting& waiting);
  void ForgetExpired(uint64_t time_ms);

  ContextPtr context_;
  const Roll* roll_;
  mutable Mutex of_replaced_;  // held to write it, and by FindAhead to read it
  ReplacedSlots replaced_;
  std::vector<uint32_t> completed_;  // by region
  std::map<SlotKey, Shares> waiting_;
  // How many shares of a registrar wait in a region, by the time until which: whole minutes of 72 hours.
  std::map<std::pair<uint16_t, uint16_t>, std::map<uint64_t, uint32_t>> counts_;
  std::map<uint64_t, std::vector<SlotKey>> expiring_;  // by that time; a slot may be gone before
};

}  // namespace constat::referendum
