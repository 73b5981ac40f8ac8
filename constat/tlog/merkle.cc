#include "constat/tlog/merkle.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"

namespace constat::tlog {
namespace {

constexpr uint8_t kLeafPrefix = 0x00;
constexpr uint8_t kNodePrefix = 0x01;

// LargestPowerBelow is the k of RFC 6962, section 2.1: k < n <= 2k. REQUIRES: n >= 2.
uint64_t LargestPowerBelow(uint64_t n) { return std::bit_floor(n - 1); }

// Span is the entries [from, to).
struct Span {
  uint64_t from;
  uint64_t to;
  [[nodiscard]] uint64_t size() const { return to - from; }
};

// RootOfSpan is MTH(D[from:to]). REQUIRES: span is a subtree that the recursion of RFC 6962 meets.
Result<Hash> RootOfSpan(const HashSource& source, Span span) {
  if (std::has_single_bit(span.size())) {
    const auto level = static_cast<unsigned>(std::countr_zero(span.size()));
    return source.NodeAt(level, span.from >> level);
  }
  const uint64_t middle = span.from + LargestPowerBelow(span.size());
  CONSTAT_ASSIGN(const Hash left, RootOfSpan(source, {span.from, middle}));
  CONSTAT_ASSIGN(const Hash right, RootOfSpan(source, {middle, span.to}));
  return NodeHash(left, right);
}

tl::unexpected<Error> BadInclusion(std::string detail) {
  return Fail(ErrorCode::kBadInclusion, std::move(detail));
}

tl::unexpected<Error> BadConsistency(std::string detail) {
  return Fail(ErrorCode::kBadConsistency, std::move(detail));
}

// Climb is a walk from the last leaf of an older tree (node) and of a newer tree (last) up to their roots.
struct Climb {
  uint64_t node;
  uint64_t last;

  void Up() {
    node >>= 1;
    last >>= 1;
  }
  // IsRightChild says whether the proof's next hash is to the left.
  [[nodiscard]] bool IsRightChild() const { return (node & 1) == 1 || node == last; }
  // SkipLoneParents goes up while node is a left child without a sibling.
  void SkipLoneParents() {
    while ((node & 1) == 0 && node != 0) Up();
  }
};

Status CheckEmptyRoot(const TreeHead& tree) {
  if (tree.size == 0 && tree.root != EmptyRoot()) {
    return BadConsistency("a log without entries has another hash than it can have");
  }
  return {};
}

}  // namespace

Hash EmptyRoot() { return crypto::Sha256({}); }

Hash LeafHash(ByteView entry) {
  Bytes message;
  message.reserve(1 + entry.size());
  message.push_back(kLeafPrefix);
  Append(message, entry);
  return crypto::Sha256(message);
}

Hash NodeHash(const Hash& left, const Hash& right) {
  std::array<uint8_t, 65> message;
  message[0] = kNodePrefix;
  std::copy(left.begin(), left.end(), message.begin() + 1);
  std::copy(right.begin(), right.end(), message.begin() + 33);
  return crypto::Sha256(message);
}

MerkleFrontier MerkleFrontier::FromNodes(uint64_t size, std::vector<Hash> nodes) {
  CONSTAT_CHECK(size <= kMaxTreeSize && nodes.size() == static_cast<size_t>(std::popcount(size)));
  MerkleFrontier out;
  out.size_ = size;
  out.nodes_ = std::move(nodes);
  return out;
}

void MerkleFrontier::Append(const Hash& leaf) {
  CONSTAT_CHECK(size_ < kMaxTreeSize);
  Hash node = leaf;
  for (uint64_t rest = size_; (rest & 1) == 1; rest >>= 1) {
    node = NodeHash(nodes_.back(), node);
    nodes_.pop_back();
  }
  nodes_.push_back(node);
  ++size_;
}

Hash MerkleFrontier::Root() const {
  if (nodes_.empty()) return EmptyRoot();
  Hash root = nodes_.back();
  for (size_t i = nodes_.size() - 1; i > 0; --i) root = NodeHash(nodes_[i - 1], root);
  return root;
}

Status VerifyInclusion(const Hash& leaf, uint64_t index, const TreeHead& tree, std::span<const Hash> proof) {
  if (index >= tree.size || tree.size > kMaxTreeSize) {
    return BadInclusion(fmt::format("there is no entry {} in a log of {} entries", index, tree.size));
  }
  Climb at{index, tree.size - 1};
  Hash root = leaf;
  for (const Hash& sibling : proof) {
    if (at.last == 0) return BadInclusion("the proof is too long");
    if (at.IsRightChild()) {
      root = NodeHash(sibling, root);
      at.SkipLoneParents();
    } else {
      root = NodeHash(root, sibling);
    }
    at.Up();
  }
  if (at.last != 0) return BadInclusion("the proof is too short");
  if (root != tree.root) return BadInclusion("the proof is for another entry or another log");
  return {};
}

Status VerifyConsistency(const TreeHead& older, const TreeHead& newer, std::span<const Hash> proof) {
  if (older.size > newer.size || newer.size > kMaxTreeSize) {
    return BadConsistency(
        fmt::format("a log of {} entries cannot grow into one of {}", older.size, newer.size));
  }
  CONSTAT_TRY(CheckEmptyRoot(older));
  CONSTAT_TRY(CheckEmptyRoot(newer));
  if (older.size == 0 || older.size == newer.size) {
    if (!proof.empty()) return BadConsistency("the proof is too long");
    if (older.size == newer.size && older.root != newer.root) {
      return BadConsistency(fmt::format("two different logs of {} entries each", older.size));
    }
    return {};
  }
  Climb at{older.size - 1, newer.size - 1};
  while ((at.node & 1) == 1) at.Up();
  // When the older tree is one complete subtree, its own root is where both climbs begin.
  Hash start = older.root;
  if (at.node != 0) {
    if (proof.empty()) return BadConsistency("the proof is too short");
    start = proof.front();
    proof = proof.subspan(1);
  }
  Hash old_root = start;
  Hash new_root = start;
  for (const Hash& sibling : proof) {
    if (at.last == 0) return BadConsistency("the proof is too long");
    if (at.IsRightChild()) {
      old_root = NodeHash(sibling, old_root);
      new_root = NodeHash(sibling, new_root);
      at.SkipLoneParents();
    } else {
      new_root = NodeHash(new_root, sibling);
    }
    at.Up();
  }
  if (at.last != 0) return BadConsistency("the proof is too short");
  if (old_root != older.root) return BadConsistency("the proof is for another log than the older one");
  if (new_root != newer.root) return BadConsistency("the proof is for another log than the newer one");
  return {};
}

Result<Hash> RootOf(const HashSource& source, uint64_t size) {
  if (size == 0) return EmptyRoot();
  return RootOfSpan(source, {0, size});
}

Result<Proof> InclusionProof(const HashSource& source, uint64_t index, uint64_t size) {
  if (index >= size || size > kMaxTreeSize) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("entry {} is not one of the first {} entries", index, size));
  }
  Proof proof;
  Span span{0, size};
  while (span.size() > 1) {
    const uint64_t middle = span.from + LargestPowerBelow(span.size());
    const bool left = index < middle;
    CONSTAT_ASSIGN(const Hash sibling,
                   RootOfSpan(source, left ? Span{middle, span.to} : Span{span.from, middle}));
    proof.push_back(sibling);
    (left ? span.to : span.from) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<Proof> ConsistencyProof(const HashSource& source, uint64_t old_size, uint64_t new_size) {
  if (old_size > new_size || new_size > kMaxTreeSize) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("{} entries are more than the log has ({})", old_size, new_size));
  }
  Proof proof;
  if (old_size == 0) return proof;
  Span span{0, new_size};
  bool verifier_knows_span = true;  // it has the older root, as long as the left edge was not left
  while (old_size != span.to) {
    const uint64_t middle = span.from + LargestPowerBelow(span.size());
    const bool left = old_size <= middle;
    CONSTAT_ASSIGN(const Hash sibling,
                   RootOfSpan(source, left ? Span{middle, span.to} : Span{span.from, middle}));
    proof.push_back(sibling);
    (left ? span.to : span.from) = middle;
    verifier_knows_span = verifier_knows_span && left;
  }
  if (!verifier_knows_span) {
    CONSTAT_ASSIGN(const Hash rest, RootOfSpan(source, span));
    proof.push_back(rest);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

}  // namespace constat::tlog
