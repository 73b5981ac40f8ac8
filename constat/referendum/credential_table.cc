#include "constat/referendum/credential_table.h"

#include <cstring>

#include "constat/base/check.h"
#include "constat/crypto/public_randomness.h"

namespace constat::referendum {
namespace {

constexpr size_t kFirstCells = 1024;  // a power of two, as are all sizes

Slot SlotIn(uint64_t cell) {
  return {static_cast<uint16_t>((cell - 1) >> 32), static_cast<uint32_t>(cell - 1)};
}

}  // namespace

void CredentialList::Append(const group::EncodedPoint& credential) {
  if (size_ < kBlock) {
    first_.push_back(credential);
  } else {
    if (size_ == (blocks_.size() + 1) * kBlock) blocks_.push_back(std::make_unique_for_overwrite<Block>());
    (*this)[size_] = credential;
  }
  ++size_;
}

CredentialTable::CredentialTable(size_t regions) : lists_(regions), cells_(kFirstCells) {
  std::array<uint8_t, sizeof(multiplier_)> random;
  crypto::FillPublicRandom(random);
  std::memcpy(&multiplier_, random.data(), random.size());
  multiplier_ |= 1;
}

void CredentialTable::Put(Slot slot, const group::EncodedPoint& credential) {
  CredentialList& region = lists_[slot.region];
  CONSTAT_CHECK(slot.number <= region.size());
  if (slot.number == region.size()) {
    region.Append(credential);
  } else {
    region[slot.number] = credential;
  }
}

void CredentialTable::Enter(Slot slot) {
  if (4 * (entered_ + 1) > 3 * cells_.size()) Grow();
  Place(slot);
  ++entered_;
}

std::optional<Slot> CredentialTable::Find(const group::EncodedPoint& credential) const {
  for (size_t at = Home(credential); cells_[at] != 0; at = (at + 1) & (cells_.size() - 1)) {
    if (At(SlotIn(cells_[at])) == credential) return SlotIn(cells_[at]);
  }
  return std::nullopt;
}

// Home is where the search for a credential begins. The first half of an encoding is as good as random: its
// owner can choose among what can be computed, but not without the multiplier.
size_t CredentialTable::Home(const group::EncodedPoint& credential) const {
  std::array<uint64_t, 2> words;
  std::memcpy(words.data(), credential.data(), sizeof(words));
  const uint64_t mixed = (words[0] ^ (words[1] * multiplier_)) * multiplier_;
  return static_cast<size_t>((mixed ^ (mixed >> 32)) & (cells_.size() - 1));
}

void CredentialTable::Place(Slot slot) {
  size_t at = Home(At(slot));
  while (cells_[at] != 0) at = (at + 1) & (cells_.size() - 1);
  cells_[at] = (static_cast<uint64_t>(slot.region) << 32 | slot.number) + 1;
}

void CredentialTable::Grow() {
  std::vector<uint64_t> old(2 * cells_.size());
  old.swap(cells_);
  for (const uint64_t cell : old) {
    if (cell != 0) Place(SlotIn(cell));
  }
}

}  // namespace constat::referendum
