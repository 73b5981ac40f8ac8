#include "constat/party/registrar/issue_files.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;
using testing::Town;

class IssueFilesTest : public ::testing::Test {
 protected:
  IssueFilesTest() : town_({.registrars = 2}) {
    town_.Start();
    for (size_t i = 0; i < 50; ++i)
      persons_.push_back({"p" + std::to_string(i), static_cast<uint16_t>(i % 2), ""});
    order_ = Value(FindOrder("", Input(0), town_.rng));
  }
  [[nodiscard]] IssueInput Input(size_t registrar) {
    return {town_.context_ptr(), &town_.registrar_keys[registrar], &persons_, &order_, 2};
  }
  Status Run(bool share_order) { return IssueFiles(Input(0), Target(share_order), {}, town_.rng); }
  [[nodiscard]] IssueTarget Target(bool share_order) const {
    return {town_.folder.path() / "roll", share_order};
  }
  [[nodiscard]] static unsigned Mode(const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777;
  }
  Town town_;
  std::vector<parcel::Person> persons_;
  parcel::PersonOrder order_;
};

// Spec: ROL-3
TEST_F(IssueFilesTest, WritesTheSheetTheRollAndTheOrderForOthers) {
  ASSERT_THAT(Run(true), Succeeds());
  const IssueTarget target = Target(true);
  EXPECT_EQ(Mode(target.sheet()), 0600u);
  EXPECT_EQ(Mode(target.order()), 0600u);
  EXPECT_EQ(Mode(target.slots()), 0600u);
  const std::string slots(AsText(Value(io::ReadFile(target.slots()))));
  EXPECT_EQ(slots, parcel::FormatSlots(town_.manifest, persons_, order_));
  EXPECT_EQ(Value(parcel::ReadSheet(target.sheet(), town_.manifest)).rows.size(), persons_.size());
  const parcel::EntryFile roll = Value(parcel::ReadEntryFile(target.roll()));
  EXPECT_EQ(roll.manifest_hash, town_.context().manifest_hash);
  EXPECT_EQ(roll.entries.back().type, record::EntryType::kRollEnd);
  EXPECT_EQ(Value(FindOrder(target.order(), Input(1), town_.rng)), order_);
  ASSERT_EQ(::chmod(target.order().c_str(), 0644), 0);
  EXPECT_THAT(FindOrder(target.order(), Input(1), town_.rng), FailsWith(ErrorCode::kUnsafeFile));
}

// Spec: ROL-9
TEST_F(IssueFilesTest, OnlyTheFirstRegistrarDrawsAnOrder) {
  EXPECT_NE(Value(FindOrder("", Input(0), town_.rng)), order_);
  const Result<parcel::PersonOrder> refused = FindOrder("", Input(1), town_.rng);
  ASSERT_THAT(refused, FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("you are registrar 2"));
  EXPECT_THAT(FindOrder("", {town_.context_ptr(), &town_.board_key, &persons_, nullptr, 1}, town_.rng),
              FailsWith(ErrorCode::kWrongKey));
}

TEST_F(IssueFilesTest, DoesNotTouchAFileThatIsThere) {
  const IssueTarget target = Target(true);
  fs::create_directories(target.folder);
  for (const fs::path& path : {target.sheet(), target.roll(), target.order()}) {
    std::ofstream(path) << "mine";
    const Status refused = Run(true);
    ASSERT_THAT(refused, FailsWith(ErrorCode::kRefusesOverwrite));
    EXPECT_THAT(refused.error().detail, ::testing::StartsWith(path.string()));
    EXPECT_EQ(AsText(Value(io::ReadFile(path))), "mine");
    fs::remove(path);
    EXPECT_TRUE(fs::is_empty(target.folder));
  }
  std::ofstream(target.order()) << "mine";
  ASSERT_THAT(Run(false), Succeeds()) << "the order is not of this run";
  EXPECT_EQ(AsText(Value(io::ReadFile(target.order()))), "mine");
}

// The sheet fits into what may be written, the roll does not: what was written before it goes away again.
TEST_F(IssueFilesTest, AFailedRunTakesAwayWhatItWroteAndNothingElse) {
  ASSERT_THAT(Run(true), Succeeds());
  const IssueTarget target = Target(true);
  const size_t sheet = fs::file_size(target.sheet());
  const size_t roll = fs::file_size(target.roll());
  ASSERT_LT(sheet + 100, roll);
  fs::remove_all(target.folder);
  fs::create_directories(target.folder);
  std::ofstream(target.folder / "other") << "mine";

  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = sheet + 50;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status failed = Run(true);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);

  EXPECT_THAT(failed, FailsWith(ErrorCode::kCannotWrite));
  EXPECT_FALSE(fs::exists(target.sheet()));
  EXPECT_FALSE(fs::exists(target.roll()));
  EXPECT_FALSE(fs::exists(target.order()));
  EXPECT_TRUE(fs::exists(target.folder / "other"));
}

// A file that came in between is somebody else's, as the others may be then.
TEST_F(IssueFilesTest, LeavesEverythingWhereSomebodyElseWritesAtTheSameTime) {
  const IssueTarget target = Target(false);
  fs::create_directories(target.folder);
  fs::create_symlink("nowhere", target.roll());  // not there for whoever asks, in the way of whoever writes
  EXPECT_THAT(Run(false), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_TRUE(fs::exists(target.sheet()));
  EXPECT_TRUE(fs::is_symlink(target.roll()));
}

// Spec: ROL-6
TEST_F(IssueFilesTest, NothingIsWrittenForNobody) {
  persons_.clear();
  order_ = Value(FindOrder("", Input(0), town_.rng));
  EXPECT_THAT(Run(true), FailsWith(ErrorCode::kWrongCount));
  EXPECT_FALSE(fs::exists(Target(true).folder));
}

TEST_F(IssueFilesTest, NoSheetIsLeftWhereTheRollCannotBeMade) {
  EXPECT_THAT(IssueFiles({town_.context_ptr(), &town_.board_key, &persons_, &order_, 1}, Target(false), {},
                         town_.rng),
              FailsWith(ErrorCode::kWrongKey));
  EXPECT_TRUE(fs::is_empty(Target(false).folder));
}

// What lies there from before is sent only if it is this registrar's roll of this referendum. Spec: ROL-9
TEST_F(IssueFilesTest, LooksAtTheRollThatLiesThere) {
  ASSERT_THAT(Run(true), Succeeds());
  const IssueTarget target = Target(true);
  EXPECT_THAT(CheckIssued(target, town_.context(), {record::Role::kRegistrar, 0}), Succeeds());
  EXPECT_THAT(CheckIssued(target, town_.context(), {record::Role::kRegistrar, 1}),
              FailsWith(ErrorCode::kWrongKey));
  referendum::Context other = town_.context();
  other.manifest_hash[0] ^= 1;
  EXPECT_THAT(CheckIssued(target, other, {record::Role::kRegistrar, 0}),
              FailsWith(ErrorCode::kWrongReferendum));
  std::ofstream(target.roll()) << "mine";
  EXPECT_THAT(CheckIssued(target, town_.context(), {record::Role::kRegistrar, 0}),
              FailsWith(ErrorCode::kBadText));
}

TEST_F(IssueFilesTest, LeadsFromTheCodesToTheLetters) {
  const record::Keeper me{record::Role::kRegistrar, 0};
  const auto next = [&] {
    const referendum::Milestones said = referendum::MilestonesOf(town_.board->MutableState());
    const uint64_t now_ms = town_.clock.NowMs();
    return NextOf(referendum::MakeAgenda(town_.manifest, said, now_ms), said, me, now_ms, Target(true));
  };
  EXPECT_EQ(next(), RegistrarNext::kWaits) << "for the trustees";
  town_.HoldCeremony();
  EXPECT_EQ(next(), RegistrarNext::kIssue);
  ASSERT_THAT(Run(true), Succeeds());
  EXPECT_EQ(next(), RegistrarNext::kSend);
  town_.MakeRoll();
  EXPECT_EQ(next(), RegistrarNext::kLetters);
  fs::remove(Target(true).sheet());
  EXPECT_EQ(next(), RegistrarNext::kWaits) << "without codes there are no letters";
}

}  // namespace
}  // namespace constat::party
