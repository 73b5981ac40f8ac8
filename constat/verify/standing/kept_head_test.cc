#include "constat/verify/standing/kept_head.h"

#include "constat/io/file.h"
#include "constat/testing/town.h"

namespace constat::verify {
namespace {

using testing::Town;

class KeptHeadTest : public ::testing::Test {
 protected:
  KeptHeadTest() {
    town_.ToOpen();
    town_.Vote(0, {{0}});
    head_ = {town_.context().manifest_hash, 1'777'000'000'123, town_.Cosign(Value(town_.board->Commit())),
             referendum::MilestonesOf(town_.board->MutableState())};
  }
  [[nodiscard]] std::filesystem::path File() const { return heads_.FileOf(head_.manifest_hash); }

  Town town_;
  KeptHeads heads_{town_.folder.path() / "cache" / "constat", "aa11"};
  KeptHead head_;
};

TEST_F(KeptHeadTest, IsFoundAsItWasKept) {
  EXPECT_EQ(heads_.Find(town_.context()), std::nullopt);
  ASSERT_THAT(heads_.Keep(head_), Succeeds());
  EXPECT_EQ(heads_.Find(town_.context()), head_);
  EXPECT_THAT(io::CheckOwnerOnly(File()), Succeeds());
  EXPECT_EQ(KeptHeads().Find(town_.context()), std::nullopt) << "no folder, nothing kept";
  EXPECT_THAT(KeptHeads().Keep(head_), Succeeds());
}

// Whatever happened to the file, it is not used. Every byte is under the hash, so each is tried.
TEST_F(KeptHeadTest, IsNotUsedDamaged) {
  ASSERT_THAT(heads_.Keep(head_), Succeeds());
  const Bytes good = Value(io::ReadFile(File()));
  for (size_t at = 0; at < good.size(); ++at) {
    Bytes bad = good;
    bad[at] ^= 1;
    EXPECT_THAT(DecodeKeptHead(bad, "aa11"), FailsWith(ErrorCode::kBadText)) << at;
    const ByteView cut = ByteView(good).first(at);
    EXPECT_THAT(DecodeKeptHead(cut, "aa11"), FailsWith(ErrorCode::kBadText)) << at;
  }
  Bytes longer = good;
  longer.push_back(0);
  ASSERT_THAT(io::WriteFile(File(), longer), Succeeds());
  EXPECT_EQ(heads_.Find(town_.context()), std::nullopt);
}

// Another program may have judged by other rules.
TEST_F(KeptHeadTest, IsNotUsedOfAnotherProgram) {
  ASSERT_THAT(heads_.Keep(head_), Succeeds());
  EXPECT_EQ(KeptHeads(File().parent_path(), "aa12").Find(town_.context()), std::nullopt);
  EXPECT_EQ(KeptHeads(File().parent_path(), "").Find(town_.context()), std::nullopt);
}

// A head that cannot be of this referendum, though it is whole.
TEST_F(KeptHeadTest, IsNotUsedOfAnotherReferendum) {
  const auto kept = [&](auto change) {
    KeptHead head = head_;
    change(head);
    EXPECT_THAT(io::MakeDirectories(File().parent_path()), Succeeds());
    EXPECT_THAT(io::WriteFile(File(), EncodeKeptHead(head, "aa11")), Succeeds());
    return heads_.Find(town_.context()).has_value();
  };
  EXPECT_TRUE(kept([](KeptHead&) {}));
  EXPECT_FALSE(kept([](KeptHead& head) { head.manifest_hash[3] ^= 1; })) << "under this one's name";
  EXPECT_FALSE(kept([](KeptHead& head) { head.said.dealt.push_back(true); })) << "a trustee more";
  EXPECT_FALSE(kept([](KeptHead& head) { head.said.rolls.clear(); })) << "a registrar less";
  EXPECT_FALSE(kept([](KeptHead& head) { head.said.convicted = 9; })) << "a trustee that there is not";
  EXPECT_FALSE(kept([](KeptHead& head) { ++head.said.entries; })) << "another size than its checkpoint";
  EXPECT_FALSE(kept([](KeptHead& head) { head.checkpoint.checkpoint.root[0] ^= 1; }))
      << "the board did not sign it";
}

}  // namespace
}  // namespace constat::verify
