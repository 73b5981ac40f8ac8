#include "constat/party/exchange/next.h"

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/world_record.h"

namespace constat::party {
namespace {

using record::EntryType;
using record::Keeper;
using record::Role;
using referendum::Duty;
using ::testing::HasSubstr;
using testing::World;

// Trustee 2 of a world that has begun, its outbox, and the record as it is in memory.
class NextTest : public ::testing::Test {
 protected:
  NextTest() : exchange_(FolderExchange::ToFolder("nowhere", folder_.path() / "outbox")) {
    world_.Start();
    now_ms_ = world_.now_ms;
    body_ = world_.Commit(2, AsBytes("a deal"));
  }

  Result<Next> Take(std::optional<Duty> only = {}, bool dry_run = false) {
    return TakeAs({Role::kTrustee, 2}, only, dry_run);
  }
  Result<Next> TakeAs(Keeper me, std::optional<Duty> only = {}, bool dry_run = false) {
    const testing::MemoryRecord record = testing::RecordOf(world_, world_.log);
    referendum::Referendum state;
    for (const Bytes& bytes : world_.log) {
      const record::EntryView entry = Value(record::DecodeEntry(bytes));
      EXPECT_THAT(state.Apply({entry, tlog::LeafHash(bytes)}), Succeeds());
    }
    const NextInput input{state, record, me, now_ms_, only, dry_run};
    return TakeNext(input, exchange_, [this](Duty duty) -> Result<Made> {
      ++made_;
      EXPECT_EQ(duty, Duty::kCommit);
      return Made{.entries = {{EntryType::kTrusteeCommit, body_}}, .what = "it"};
    });
  }
  [[nodiscard]] std::filesystem::path Outbox(const char* name) const {
    return folder_.path() / "outbox" / name;
  }

  TemporaryFolder folder_;
  World world_;
  FolderExchange exchange_;
  uint64_t now_ms_ = 0;
  Bytes body_;
  int made_ = 0;
};

TEST_F(NextTest, MakesWhatIsDueOnceAndKnowsItAgain) {
  const Next first = Value(Take());
  EXPECT_EQ(first.outcome, NextOutcome::kMade);
  EXPECT_EQ(first.where, Outbox("commit-2.entry").string());
  EXPECT_EQ(Value(parcel::ReadEntryFile(first.where)).entries.front().body, body_);
  const Next second = Value(Take());
  EXPECT_EQ(second.outcome, NextOutcome::kMadeBefore) << "it is not in the record yet";
  EXPECT_EQ(made_, 1);
  ASSERT_EQ(world_.Put(EntryType::kTrusteeCommit, body_), "ok");
  EXPECT_EQ(Value(Take()).outcome, NextOutcome::kWaits) << "for the other trustees";
  const Next again = Value(Take(Duty::kCommit));
  EXPECT_EQ(again.outcome, NextOutcome::kSaidAlready);
  EXPECT_EQ(again.entry, 1u);
  EXPECT_EQ(made_, 1);
}

TEST_F(NextTest, ADryRunWritesNothing) {
  EXPECT_EQ(Value(Take({}, true)).outcome, NextOutcome::kWouldMake);
  EXPECT_EQ(made_, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "outbox"));
}

// What the rules refuse is not written, let alone sent.
TEST_F(NextTest, WritesNothingThatTheRulesRefuse) {
  body_.back() ^= 1;
  EXPECT_THAT(Take(), FailsWith(ErrorCode::kBadSignature));
  EXPECT_FALSE(std::filesystem::exists(Outbox("commit-2.entry")));
}

TEST_F(NextTest, OverwritesNothingAndBelievesNoFileThatLiesThere) {
  std::filesystem::create_directory(folder_.path() / "outbox");
  ASSERT_THAT(
      parcel::WriteEntryFile(Outbox("commit-2.entry"), {world_.manifest_hash, {{EntryType::kOpen, body_}}}),
      Succeeds());
  EXPECT_THAT(Take(), FailsWith(ErrorCode::kRefusesOverwrite));
  std::filesystem::remove(Outbox("commit-2.entry"));
  Bytes spoilt = body_;
  spoilt.back() ^= 1;
  ASSERT_THAT(parcel::WriteEntryFile(Outbox("commit-2.entry"),
                                     {world_.manifest_hash, {{EntryType::kTrusteeCommit, spoilt}}}),
              Succeeds());
  EXPECT_THAT(Take(), FailsWith(ErrorCode::kWrongHash));
  std::filesystem::remove(Outbox("commit-2.entry"));
  ASSERT_THAT(
      parcel::WriteEntryFile(Outbox("commit-2.entry"), {Bytes32{1}, {{EntryType::kTrusteeCommit, body_}}}),
      Succeeds());
  EXPECT_THAT(Take(), FailsWith(ErrorCode::kWrongReferendum));
  EXPECT_EQ(made_, 0);
}

TEST_F(NextTest, AClockFarBehindTheRecordIsNoted) {
  now_ms_ = world_.referendum.LastTimeMs() - 599'999;
  EXPECT_THAT(Take({}, true), Succeeds());
  now_ms_ -= 1;
  const Result<Next> behind = Take();
  ASSERT_THAT(behind, FailsWith(ErrorCode::kTimeWentBack));
  EXPECT_THAT(behind.error().detail, HasSubstr("this machine's clock shows "));
}

// After the last time nobody makes anything any more. Spec: CER-10
TEST_F(NextTest, NothingIsDueOfATrusteeOnceTheCeremonyIsLate) {
  now_ms_ = world_.manifest.ceremony_end_ms + 1;
  const Next next = Value(Take());
  EXPECT_EQ(next.outcome, NextOutcome::kNothingLeft);
  EXPECT_EQ(next.agenda.failure, referendum::Failure::kCeremonyLate);
  const Result<Next> commit = Take(Duty::kCommit);
  ASSERT_THAT(commit, FailsWith(ErrorCode::kWrongPhase));
  EXPECT_THAT(commit.error().detail, HasSubstr("old or false record"));
  EXPECT_EQ(made_, 0);
}

// The organiser of a referendum that has failed is told so; there is nothing to open.
TEST_F(NextTest, OfAFailedReferendumNothingIsMade) {
  now_ms_ = world_.manifest.ceremony_end_ms + 1;
  const Next next = Value(TakeAs({Role::kOrganiser, 0}));
  EXPECT_EQ(next.outcome, NextOutcome::kNothingLeft);
  EXPECT_EQ(next.agenda.waiting.front().duty, Duty::kBeginAnew);
  EXPECT_EQ(made_, 0);
}

// Each type of entry fulfils one duty of its author, and a complaint stands for an acceptance.
TEST(FindSaid, FindsEachPartysEntries) {
  World world({.registrars = 2});
  world.ToOpen();
  world.CloseVote();
  const testing::MemoryRecord record = testing::RecordOf(world, world.log);
  const auto find = [&](Duty duty, Keeper party) -> int64_t {
    const std::optional<uint64_t> at = Value(FindSaid(record, world.log.size(), duty, party));
    if (!at) return -1;
    return static_cast<int64_t>(*at);
  };
  EXPECT_EQ(find(Duty::kCommit, {Role::kTrustee, 1}), 1);
  EXPECT_EQ(find(Duty::kCommit, {Role::kTrustee, 3}), 3);
  EXPECT_EQ(find(Duty::kDeal, {Role::kTrustee, 1}), 4);
  EXPECT_EQ(find(Duty::kAccept, {Role::kTrustee, 2}), 8);
  EXPECT_GT(find(Duty::kRoll, {Role::kRegistrar, 1}), find(Duty::kRoll, {Role::kRegistrar, 0}));
  EXPECT_GT(find(Duty::kOpen, {Role::kOrganiser, 0}), find(Duty::kDrill, {Role::kTrustee, 1}));
  EXPECT_EQ(find(Duty::kClose, {Role::kBoard, 0}), static_cast<int64_t>(world.log.size()) - 1);
  EXPECT_EQ(find(Duty::kShare, {Role::kTrustee, 1}), -1);
  EXPECT_EQ(find(Duty::kVote, {Role::kBoard, 0}), -1);
}

}  // namespace
}  // namespace constat::party
