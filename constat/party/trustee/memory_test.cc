#include "constat/party/trustee/memory.h"

#include <fstream>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/log.h"
#include "constat/text/hex.h"

namespace constat::party {
namespace {

using testing::kEmptyTree;

const group::EncodedPoint kOwner{7};  // any trustee

// A mistyped folder lends a trustee the memory of another, which has released nothing. Spec: TAL-10
TEST(TrusteeMemoryFolder, IsOfOneTrusteeAlone) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "memory";
  const Bytes32 manifest{1};
  {
    ASSERT_THAT(Value(OpenTrusteeMemory(path, kOwner, MemoryFolder::kMake))->Begin(manifest, kEmptyTree),
                Succeeds());
  }
  EXPECT_THAT(OpenTrusteeMemory(path, group::EncodedPoint{8}, MemoryFolder::kMustExist),
              FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(OpenTrusteeMemory(path, group::EncodedPoint{8}, MemoryFolder::kMake),
              FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(Value(OpenTrusteeMemory(path, kOwner, MemoryFolder::kMustExist))->Release(manifest, Bytes32{2}),
              Succeeds());
}

class TrusteeMemoryTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<TrusteeMemory> Open() {
    return Value(OpenTrusteeMemory(folder_.path() / "memory", kOwner, MemoryFolder::kMake));
  }
  [[nodiscard]] std::unique_ptr<TrusteeMemory> OpenBegun() {
    auto memory = Open();
    EXPECT_THAT(memory->Begin(manifest_, kEmptyTree), Succeeds());
    return memory;
  }
  [[nodiscard]] std::filesystem::path File(const Bytes32& manifest) {
    return folder_.path() / "memory" / text::FormatHex(manifest);
  }
  static RootAt RootIs(uint64_t size, Bytes32 root) {
    return [=](uint64_t asked) -> Result<tlog::Hash> {
      if (asked == 0) return tlog::EmptyRoot();
      EXPECT_EQ(asked, size);
      return root;
    };
  }

  TemporaryFolder folder_;
  Bytes32 manifest_{1};
  Bytes32 other_manifest_{2};
  Bytes32 sums_{3};
  Bytes32 other_sums_{4};
};

// Spec: TAL-10
TEST_F(TrusteeMemoryTest, RemembersTheSumsAcrossRestarts) {
  EXPECT_THAT(OpenBegun()->Release(manifest_, sums_), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, sums_), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, other_sums_), FailsWith(ErrorCode::kRefusesDecryption));
  EXPECT_THAT(Open()->Release(other_manifest_, other_sums_), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_THAT(Open()->Begin(other_manifest_, kEmptyTree), Succeeds());
  EXPECT_THAT(Open()->Release(other_manifest_, other_sums_), Succeeds()) << "another referendum";
}

// Spec: TAL-10
TEST_F(TrusteeMemoryTest, NoMemoryIsAnErrorAndOneThatIsThereStays) {
  EXPECT_THAT(Open()->SeeCheckpoint(manifest_, {5, {5}}, RootIs(0, {})),
              FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_THAT(Open()->Release(manifest_, sums_), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_FALSE(std::filesystem::exists(File(manifest_))) << "asking makes none";
  EXPECT_THAT(OpenBegun()->Release(manifest_, sums_), Succeeds());
  const Bytes before = Value(io::ReadFile(File(manifest_)));
  EXPECT_THAT(Open()->Begin(manifest_, kEmptyTree), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_EQ(Value(io::ReadFile(File(manifest_))), before);
  ASSERT_THAT(io::WriteFile(File(manifest_), AsBytes("x")), Succeeds());
  EXPECT_THAT(Open()->Begin(manifest_, kEmptyTree), FailsWith(ErrorCode::kBadText)) << "damage is no absence";
  EXPECT_EQ(Value(io::ReadFile(File(manifest_))), Bytes{'x'});
}

// A memory that cannot be read stops a trustee for ever. Spec: TAL-10
TEST_F(TrusteeMemoryTest, NoMemoryIsWrittenThatCouldNotBeRead) {
  EXPECT_THAT(Open()->Begin(manifest_, {UINT64_MAX, {}}), FailsWith(ErrorCode::kBadText));
  EXPECT_FALSE(std::filesystem::exists(File(manifest_)));
  EXPECT_THAT(OpenBegun()->SeeCheckpoint(manifest_, {UINT64_MAX, {}}, RootIs(0, {})),
              FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(Open()->Release(manifest_, sums_), Succeeds()) << "what was there can still be read";
}

// Spec: TAL-10
TEST_F(TrusteeMemoryTest, AMistypedFolderIsNotMade) {
  EXPECT_THAT(OpenTrusteeMemory(folder_.path() / "memroy", kOwner, MemoryFolder::kMustExist),
              FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "memroy"));
}

// Spec: TAL-10
TEST_F(TrusteeMemoryTest, RemembersTheLastCheckpointSeen) {
  const Bytes32 root5{5};
  const Bytes32 root9{9};
  EXPECT_THAT(OpenBegun()->SeeCheckpoint(manifest_, {5, root5}, RootIs(0, {})), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, sums_), Succeeds());
  EXPECT_THAT(Open()->SeeCheckpoint(manifest_, {4, {}}, RootIs(4, {})), FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(Open()->SeeCheckpoint(manifest_, {9, root9}, RootIs(5, {6})),
              FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(Open()->SeeCheckpoint(manifest_, {9, root9}, RootIs(5, root5)), Succeeds());
  EXPECT_THAT(Open()->SeeCheckpoint(manifest_, {9, root9}, RootIs(9, root9)), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, other_sums_), FailsWith(ErrorCode::kRefusesDecryption));
}

// A crash leaves the old file or the new one (io/file.h); anything else is damage, and never "nothing".
TEST_F(TrusteeMemoryTest, RefusesToForget) {
  EXPECT_THAT(OpenBegun()->SeeCheckpoint(manifest_, {5, {5}}, RootIs(0, {})), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, sums_), Succeeds());
  const Bytes whole = Value(io::ReadFile(File(manifest_)));
  const size_t without_release = std::string(AsText(whole)).find("released");
  for (size_t size = 0; size < whole.size(); ++size) {
    if (size == without_release) continue;  // what a file says before anything is released
    std::ofstream(File(manifest_), std::ios::binary) << AsText(ByteView(whole).first(size));
    EXPECT_THAT(Open()->Release(manifest_, other_sums_), FailsWith(ErrorCode::kBadText)) << size;
  }
  Bytes longer = whole;
  longer.push_back('x');
  ASSERT_THAT(io::WriteFile(File(manifest_), longer), Succeeds());
  EXPECT_THAT(Open()->Release(manifest_, sums_), FailsWith(ErrorCode::kBadText));
  ASSERT_THAT(io::WriteFile(File(other_manifest_), whole), Succeeds());
  EXPECT_THAT(Open()->Release(other_manifest_, sums_), FailsWith(ErrorCode::kBadText));
}

TEST_F(TrusteeMemoryTest, ReleasesNothingWhenItsFolderIsGone) {
  const auto memory = OpenBegun();
  std::filesystem::remove_all(folder_.path() / "memory");
  EXPECT_THAT(memory->Release(manifest_, sums_), FailsWith(ErrorCode::kMemoryMissing));
}

TEST_F(TrusteeMemoryTest, ServesOneProcessAtATime) {
  const auto memory = Open();
  EXPECT_THAT(OpenTrusteeMemory(folder_.path() / "memory", kOwner, MemoryFolder::kMake),
              FailsWith(ErrorCode::kCannotWrite));
  EXPECT_THAT(OpenTrusteeMemory(folder_.path() / "memory", kOwner, MemoryFolder::kMustExist),
              FailsWith(ErrorCode::kCannotWrite));
}

}  // namespace
}  // namespace constat::party
