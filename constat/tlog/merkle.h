// Merkle trees over SHA-256: leaf and node hashes, roots, inclusion and consistency proofs.
//
// Everything here is public and vartime. Nothing is kept but the argument; const calls are thread-safe.
// SOURCE: RFC 6962, section 2.1 (hashes and proofs); RFC 9162, sections 2.1.3.2 and 2.1.4.2 (verification).
#pragma once

#include <span>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::tlog {

using Hash = Bytes32;

// Proof is the list of hashes of an inclusion or consistency proof, from the leaves up.
using Proof = std::vector<Hash>;

// TreeHead names the tree of the first size entries of a log. root of size 0 is EmptyRoot().
struct TreeHead {
  uint64_t size = 0;
  Hash root{};
  bool operator==(const TreeHead&) const = default;
};

// kMaxTreeSize bounds tree sizes, so that no sum or shift of sizes overflows.
inline constexpr uint64_t kMaxTreeSize = uint64_t{1} << 62;

// EmptyRoot is SHA-256 of nothing.
[[nodiscard]] Hash EmptyRoot();

// LeafHash is SHA-256(0x00 || entry).
[[nodiscard]] Hash LeafHash(ByteView entry);

// NodeHash is SHA-256(0x01 || left || right).
[[nodiscard]] Hash NodeHash(const Hash& left, const Hash& right);

// MerkleFrontier is a growing tree of which only the roots of the complete subtrees are kept: at
// most 62 hashes.
class MerkleFrontier {
 public:
  MerkleFrontier() = default;

  // FromNodes continues a tree of size entries from the roots of its maximal complete subtrees, left to
  // right, one for each one bit of size. REQUIRES: as many nodes as size has one bits.
  [[nodiscard]] static MerkleFrontier FromNodes(uint64_t size, std::vector<Hash> nodes);

  // Append adds one leaf. COST: amortised one node hash.
  void Append(const Hash& leaf);

  [[nodiscard]] uint64_t size() const { return size_; }

  // Root is MTH of all leaves so far. COST: at most 62 node hashes.
  [[nodiscard]] Hash Root() const;

  [[nodiscard]] TreeHead Head() const { return {size_, Root()}; }

 private:
  uint64_t size_ = 0;
  std::vector<Hash> nodes_;  // roots of complete subtrees, largest first
};

// VerifyInclusion checks that leaf (a LeafHash) is at index in the tree. The proof has exactly the length
// that index and size demand. ERRORS: kBadInclusion (also for index >= size).
[[nodiscard]] Status VerifyInclusion(const Hash& leaf, uint64_t index, const TreeHead& tree,
                                     std::span<const Hash> proof);

// VerifyConsistency checks that older is a prefix of newer. The proof is empty if older.size is 0 or the
// sizes are equal; otherwise it has exactly the length the sizes demand. ERRORS: kBadConsistency (also for
// older.size > newer.size, and for a tree of size 0 whose root is not EmptyRoot()).
[[nodiscard]] Status VerifyConsistency(const TreeHead& older, const TreeHead& newer,
                                       std::span<const Hash> proof);

// HashSource gives the roots of complete subtrees of one log.
class HashSource {
 public:
  virtual ~HashSource() = default;

  // NodeAt is MTH(D[index * 2^level : (index + 1) * 2^level]). ERRORS: those of the store.
  [[nodiscard]] virtual Result<Hash> NodeAt(unsigned level, uint64_t index) const = 0;
};

// RootOf is the root of the tree of the first size entries.
[[nodiscard]] Result<Hash> RootOf(const HashSource& source, uint64_t size);

// InclusionProof proves the entry at index in the tree of size entries. ERRORS: kBadNumber if index >= size.
// SOURCE: RFC 6962, section 2.1.1.
[[nodiscard]] Result<Proof> InclusionProof(const HashSource& source, uint64_t index, uint64_t size);

// ConsistencyProof proves that the tree of old_size is a prefix of that of new_size. Empty for old_size 0 and
// for equal sizes. ERRORS: kBadNumber if old_size > new_size. SOURCE: RFC 6962, section 2.1.2.
[[nodiscard]] Result<Proof> ConsistencyProof(const HashSource& source, uint64_t old_size, uint64_t new_size);

}  // namespace constat::tlog
