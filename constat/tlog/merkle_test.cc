#include "constat/tlog/merkle.h"

#include <random>

#include "constat/testing/log.h"

namespace constat::tlog {
namespace {

using testing::EntryAt;

Hash FromHex(std::string_view hex) { return *text::ParseHex32(hex); }

// MemoryTree is RFC 6962's recursive definition of MTH, word for word, over leaves in memory.
class MemoryTree final : public HashSource {
 public:
  explicit MemoryTree(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}

  [[nodiscard]] Hash Mth(uint64_t from, uint64_t to) const {
    if (to == from) return EmptyRoot();
    if (to - from == 1) return leaves_[from];
    uint64_t k = 1;
    while (2 * k < to - from) k *= 2;
    return NodeHash(Mth(from, from + k), Mth(from + k, to));
  }
  [[nodiscard]] TreeHead Head(uint64_t size) const { return {size, Mth(0, size)}; }
  [[nodiscard]] const Hash& leaf(uint64_t i) const { return leaves_[i]; }

  [[nodiscard]] Result<Hash> NodeAt(unsigned level, uint64_t index) const override {
    return Mth(index << level, (index + 1) << level);
  }

 private:
  std::vector<Hash> leaves_;
};

MemoryTree MakeTree(uint64_t size) {
  std::vector<Hash> leaves;
  for (uint64_t i = 0; i < size; ++i) leaves.push_back(LeafHash(EntryAt(i)));
  return MemoryTree(std::move(leaves));
}

// SOURCE: the leaves and roots of Certificate Transparency's reference tests
// (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
const std::vector<std::string> kReferenceLeaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kReferenceRoots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

MemoryTree ReferenceTree() {
  std::vector<Hash> leaves;
  for (const std::string& leaf : kReferenceLeaves) leaves.push_back(LeafHash(*text::ParseHex(leaf)));
  return MemoryTree(std::move(leaves));
}

TEST(Merkle, MatchesReferenceRoots) {
  EXPECT_EQ(text::FormatHex(EmptyRoot()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  MerkleFrontier frontier;
  EXPECT_EQ(frontier.Root(), EmptyRoot());
  for (size_t i = 0; i < kReferenceLeaves.size(); ++i) {
    frontier.Append(LeafHash(*text::ParseHex(kReferenceLeaves[i])));
    EXPECT_EQ(text::FormatHex(frontier.Root()), kReferenceRoots[i]) << "size " << i + 1;
    EXPECT_EQ(frontier.size(), i + 1);
  }
}

struct ReferenceProof {
  uint64_t first;  // entry index, or older size
  uint64_t size;
  std::vector<std::string> hashes;
};

TEST(Merkle, MatchesReferenceInclusionProofs) {
  const std::vector<ReferenceProof> proofs = {
      {0, 1, {}},
      {0,
       8,
       {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
      {5,
       8,
       {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
      {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
      {1,
       5,
       {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  const MemoryTree tree = ReferenceTree();
  for (const ReferenceProof& want : proofs) {
    Proof proof;
    for (const std::string& hash : want.hashes) proof.push_back(FromHex(hash));
    EXPECT_EQ(InclusionProof(tree, want.first, want.size).value(), proof);
    const TreeHead head{want.size, FromHex(kReferenceRoots[want.size - 1])};
    EXPECT_THAT(VerifyInclusion(tree.leaf(want.first), want.first, head, proof), Succeeds());
  }
}

TEST(Merkle, MatchesReferenceConsistencyProofs) {
  const std::vector<ReferenceProof> proofs = {
      {1, 1, {}},
      {1,
       8,
       {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
      {6,
       8,
       {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
      {2,
       5,
       {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  const MemoryTree tree = ReferenceTree();
  for (const ReferenceProof& want : proofs) {
    Proof proof;
    for (const std::string& hash : want.hashes) proof.push_back(FromHex(hash));
    EXPECT_EQ(ConsistencyProof(tree, want.first, want.size).value(), proof);
    EXPECT_THAT(VerifyConsistency({want.first, FromHex(kReferenceRoots[want.first - 1])},
                                  {want.size, FromHex(kReferenceRoots[want.size - 1])}, proof),
                Succeeds());
  }
}

TEST(Merkle, FrontierAgreesWithTheDefinition) {
  const MemoryTree tree = MakeTree(300);
  MerkleFrontier frontier;
  for (uint64_t size = 0; size <= 300; ++size) {
    ASSERT_EQ(frontier.Head(), tree.Head(size));
    ASSERT_EQ(RootOf(tree, size).value(), tree.Head(size).root);
    if (size < 300) frontier.Append(tree.leaf(size));
  }
}

// Mutations are all proofs one edit away: a bit flipped in, a hash left out, doubled, put in;
// two hashes swapped.
std::vector<Proof> Mutations(const Proof& proof, const Hash& foreign) {
  std::vector<Proof> out;
  for (size_t i = 0; i < proof.size(); ++i) {
    Proof flipped = proof;
    flipped[i][i % 32] ^= 0x40;
    out.push_back(flipped);
    Proof dropped = proof;
    dropped.erase(dropped.begin() + static_cast<ptrdiff_t>(i));
    out.push_back(dropped);
    Proof doubled = proof;
    doubled.insert(doubled.begin() + static_cast<ptrdiff_t>(i), proof[i]);
    out.push_back(doubled);
    if (i > 0) {
      Proof swapped = proof;
      std::swap(swapped[i - 1], swapped[i]);
      out.push_back(swapped);
    }
  }
  for (size_t i = 0; i <= proof.size(); ++i) {
    Proof longer = proof;
    longer.insert(longer.begin() + static_cast<ptrdiff_t>(i), foreign);
    out.push_back(longer);
  }
  return out;
}

constexpr uint64_t kExhaustive = 40;

TEST(Merkle, EveryInclusionProofVerifiesAndNoMutationDoes) {
  const MemoryTree tree = MakeTree(kExhaustive);
  for (uint64_t size = 1; size <= kExhaustive; ++size) {
    const TreeHead head = tree.Head(size);
    for (uint64_t index = 0; index < size; ++index) {
      const Proof proof = InclusionProof(tree, index, size).value();
      const Hash& leaf = tree.leaf(index);
      ASSERT_THAT(VerifyInclusion(leaf, index, head, proof), Succeeds()) << index << " of " << size;
      for (const Proof& bad : Mutations(proof, head.root)) {
        ASSERT_THAT(VerifyInclusion(leaf, index, head, bad), FailsWith(ErrorCode::kBadInclusion));
      }
      for (uint64_t other = 0; other < size + 2; ++other) {
        if (other == index) continue;
        ASSERT_THAT(VerifyInclusion(leaf, other, head, proof), FailsWith(ErrorCode::kBadInclusion));
      }
      Hash wrong_leaf = leaf;
      wrong_leaf[31] ^= 1;
      ASSERT_THAT(VerifyInclusion(wrong_leaf, index, head, proof), FailsWith(ErrorCode::kBadInclusion));
      TreeHead wrong_root = head;
      wrong_root.root[0] ^= 1;
      ASSERT_THAT(VerifyInclusion(leaf, index, wrong_root, proof), FailsWith(ErrorCode::kBadInclusion));
    }
  }
}

TEST(Merkle, EveryConsistencyProofVerifiesAndNoMutationDoes) {
  const MemoryTree tree = MakeTree(kExhaustive);
  for (uint64_t size = 0; size <= kExhaustive; ++size) {
    const TreeHead newer = tree.Head(size);
    for (uint64_t old_size = 0; old_size <= size; ++old_size) {
      const TreeHead older = tree.Head(old_size);
      const Proof proof = ConsistencyProof(tree, old_size, size).value();
      ASSERT_THAT(VerifyConsistency(older, newer, proof), Succeeds()) << old_size << " of " << size;
      for (const Proof& bad : Mutations(proof, newer.root)) {
        ASSERT_THAT(VerifyConsistency(older, newer, bad), FailsWith(ErrorCode::kBadConsistency));
      }
      TreeHead wrong_old = older;
      wrong_old.root[5] ^= 1;
      ASSERT_THAT(VerifyConsistency(wrong_old, newer, proof), FailsWith(ErrorCode::kBadConsistency));
      TreeHead wrong_new = newer;
      wrong_new.root[5] ^= 1;
      if (old_size > 0 || size == 0) {
        ASSERT_THAT(VerifyConsistency(older, wrong_new, proof), FailsWith(ErrorCode::kBadConsistency));
      }
    }
  }
}

TEST(Merkle, RefusesShrinkingTreesAndBadIndexes) {
  const MemoryTree tree = MakeTree(10);
  EXPECT_THAT(VerifyConsistency(tree.Head(10), tree.Head(9), {}), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(VerifyInclusion(tree.leaf(0), 0, {0, EmptyRoot()}, {}), FailsWith(ErrorCode::kBadInclusion));
  EXPECT_THAT(InclusionProof(tree, 10, 10), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(ConsistencyProof(tree, 11, 10), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(VerifyInclusion(tree.leaf(0), 0, {UINT64_MAX, {}}, Proof(64)),
              FailsWith(ErrorCode::kBadInclusion));
  EXPECT_THAT(VerifyConsistency({1, {}}, {UINT64_MAX, {}}, Proof(64)), FailsWith(ErrorCode::kBadConsistency));
}

TEST(Merkle, LeafAndNodeHashesAreSeparated) {
  // RFC 6962, section 2.1: otherwise an entry of 64 bytes could pass for an inner node.
  const Hash left = LeafHash(EntryAt(0));
  const Hash right = LeafHash(EntryAt(1));
  Bytes entry(left.begin(), left.end());
  Append(entry, right);
  EXPECT_NE(LeafHash(entry), NodeHash(left, right));
}

}  // namespace
}  // namespace constat::tlog
