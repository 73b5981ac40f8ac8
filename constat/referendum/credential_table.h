// CredentialTable: the credentials on the roll by region and slot, and the way back from a credential
// to its slot.
//
// 32 bytes a credential, and 11 to 22 for the way back: 40 million credentials take 1.8 GB, which
// bench/roll_bench.cc measures. Const calls are thread-safe.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "constat/group/point.h"

namespace constat::referendum {

// Slot is a voter's place on the roll.
struct Slot {
  uint16_t region = 0;
  uint32_t number = 0;
};

// CredentialList is a growing list that moves its elements only while it is short: a list of one takes the
// memory of one, and a long one has no peak of twice its memory while it grows.
class CredentialList {
 public:
  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] const group::EncodedPoint& operator[](size_t i) const {
    return i < kBlock ? first_[i] : (*blocks_[i / kBlock - 1])[i % kBlock];
  }
  [[nodiscard]] group::EncodedPoint& operator[](size_t i) {
    return i < kBlock ? first_[i] : (*blocks_[i / kBlock - 1])[i % kBlock];
  }
  void Append(const group::EncodedPoint& credential);

 private:
  static constexpr size_t kBlock = 1024;
  using Block = std::array<group::EncodedPoint, kBlock>;
  std::vector<group::EncodedPoint> first_;      // at most kBlock of them
  std::vector<std::unique_ptr<Block>> blocks_;  // the others
  size_t size_ = 0;
};

class CredentialTable {
 public:
  explicit CredentialTable(size_t regions);

  [[nodiscard]] const CredentialList& operator[](uint16_t region) const { return lists_[region]; }
  // Put writes a slot: an existing one, or the region's next. REQUIRES: the slot is not entered yet.
  void Put(Slot slot, const group::EncodedPoint& credential);
  // Enter makes what a slot holds findable, for good. REQUIRES: no equal credential was entered.
  void Enter(Slot slot);
  // Find returns the slot that was entered with this credential, if any.
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential) const;

 private:
  [[nodiscard]] size_t Home(const group::EncodedPoint& credential) const;
  [[nodiscard]] const group::EncodedPoint& At(Slot slot) const { return lists_[slot.region][slot.number]; }
  void Place(Slot slot);
  void Grow();

  std::vector<CredentialList> lists_;  // by region
  // Open addressing; a cell is 0, or (region << 32 | number) + 1.
  std::vector<uint64_t> cells_;
  uint64_t multiplier_ = 0;  // random and odd: nobody can prepare credentials that collide
  size_t entered_ = 0;
};

}  // namespace constat::referendum
