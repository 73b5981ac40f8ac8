#include "constat/referendum/agenda.h"

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using record::Keeper;
using record::Role;
using testing::kClosingMs;
using testing::kGraceMs;
using testing::kOpeningMs;
using testing::World;

// Due is the first thing that is waited for, in short: "commit 1 3 (2) begin-anew", with how many are needed.
std::string Due(World& world, std::optional<uint64_t> now_ms = std::nullopt) {
  const Agenda agenda =
      MakeAgenda(world.manifest, MilestonesOf(world.referendum), now_ms.value_or(world.now_ms));
  if (agenda.waiting.empty()) return "nothing";
  const Waiting& waiting = agenda.waiting.front();
  std::string out = agenda.failure == Failure::kNone ? "" : std::string(FailureName(agenda.failure)) + ": ";
  out += DutyName(waiting.duty);
  for (const Keeper& party : waiting.parties) out += " " + std::to_string(party.index);
  return out + " (" + std::to_string(waiting.needed) + ") " + std::string(OtherwiseName(waiting.otherwise));
}

// Each party is waited for until it has done its part, and the last step waits for nobody. Spec: LOG-6
TEST(Agenda, NamesWhoIsWaitedForFromTheFirstToTheLast) {
  World world({.voters = {3, 3}, .registrars = 2});
  world.Start();
  EXPECT_EQ(Due(world), "commit 1 2 3 (3) begin-anew");
  const Bytes deal = world.SignDeal(world.Deal(2));
  ASSERT_EQ(world.Put(EntryType::kTrusteeCommit, world.Commit(2, deal)), "ok");
  EXPECT_EQ(Due(world), "commit 1 3 (2) begin-anew");

  World whole({.voters = {3, 3}, .registrars = 2});
  whole.Start();
  whole.CommitAll();
  EXPECT_EQ(Due(whole), "deal 1 2 3 (3) begin-anew");
  whole.DealAll();
  EXPECT_EQ(Due(whole), "accept 1 2 3 (3) begin-anew");
  ASSERT_EQ(whole.Put(EntryType::kTrusteeAccept, whole.Accept(1)), "ok");
  EXPECT_EQ(Due(whole), "accept 2 3 (2) begin-anew");
  for (uint16_t j = 2; j <= 3; ++j) ASSERT_EQ(whole.Put(EntryType::kTrusteeAccept, whole.Accept(j)), "ok");
  EXPECT_EQ(Due(whole), "roll 0 1 (2) begin-anew");
  whole.RollAll();
  EXPECT_EQ(MilestonesOf(whole.referendum).registered, 6u);
  EXPECT_EQ(Due(whole), "drill 1 2 3 (2) begin-anew");
  ASSERT_EQ(whole.Put(EntryType::kTrusteeDrill, whole.SignDrill(whole.Drill(3))), "ok");
  EXPECT_EQ(Due(whole), "drill 1 2 (1) begin-anew");
  ASSERT_EQ(whole.Put(EntryType::kTrusteeDrill, whole.SignDrill(whole.Drill(1))), "ok");
  EXPECT_EQ(Due(whole), "open 0 (1) begin-anew");
  whole.OpenVote();
  EXPECT_EQ(Due(whole), "vote (0) nothing");
  for (size_t v = 0; v < 6; ++v) whole.Vote({.voter = v, .choices = {{0}}});
  EXPECT_EQ(Due(whole, kClosingMs), "cosign-close 0 1 2 (2) no-close");
  whole.CloseVote();
  EXPECT_EQ(Due(whole), "share 1 2 3 (2) no-result");
  whole.ShareAll(2, 2);
  EXPECT_EQ(Due(whole), "share 1 3 (1) no-result");
  whole.ShareAll(3, 3);
  EXPECT_EQ(Due(whole), "result 0 (1) no-result");
  whole.PutResult();
  EXPECT_EQ(Due(whole), "nothing");
}

// Up to the last millisecond somebody is waited for; after it the referendum has failed, and who was missing
// stays known. Spec: CER-10, LOG-6
TEST(Agenda, KnowsWhenItIsTooLate) {
  World world;
  world.Start();
  const uint64_t end_ms = world.manifest.ceremony_end_ms;
  EXPECT_EQ(Due(world, end_ms), "commit 1 2 3 (3) begin-anew");
  EXPECT_EQ(Due(world, end_ms + 1), "ceremony-late: begin-anew 0 (1) nothing");
  const Agenda late = MakeAgenda(world.manifest, MilestonesOf(world.referendum), end_ms + 1);
  ASSERT_TRUE(late.missed.has_value());
  EXPECT_EQ(late.missed->duty, Duty::kCommit);
  EXPECT_EQ(late.missed->parties.size(), 3u);

  World rolled;
  rolled.ToDrills();
  EXPECT_EQ(Due(rolled, OpenUntilMs(rolled.manifest)), "drill 1 2 3 (2) begin-anew");
  EXPECT_EQ(Due(rolled, OpenUntilMs(rolled.manifest) + 1), "open-late: begin-anew 0 (1) nothing");
}

// What does not move the agenda changes nothing but counts and the last time, wherever it may come.
TEST(Agenda, IsNotMovedByBallotsReplacementsStatementsAndPages) {
  World w;
  w.ToOpen();
  const Milestones before = MilestonesOf(w.referendum);
  w.Vote({.voter = 0, .choices = {{0}}});
  w.Replace(1);
  ASSERT_EQ(w.Put(EntryType::kStatement, w.SignStatement({.party = {Role::kObserver, 0}, .text = "Seen."})),
            "ok");
  Milestones after = MilestonesOf(w.referendum);
  EXPECT_GT(after.entries, before.entries + 2);
  EXPECT_EQ(after.ballots, 1u);
  after.entries = before.entries;
  after.last_time_ms = before.last_time_ms;
  after.ballots = before.ballots;
  EXPECT_EQ(after, before);

  World early;
  early.Start();
  const Milestones listed = MilestonesOf(early.referendum);
  const record::SoftwareChange change{.number = 1, .software = {"Pages", "1", {{"a.js", Bytes32{}}}}};
  ASSERT_EQ(early.Put(EntryType::kSoftware, early.SignSoftware(change)), "ok");
  Milestones then = MilestonesOf(early.referendum);
  then.entries = listed.entries;
  then.last_time_ms = listed.last_time_ms;
  EXPECT_EQ(then, listed);
  for (const EntryType type : record::kEntryTypes) {
    const bool counts = type == EntryType::kBallot || type == EntryType::kReplacementShare ||
                        type == EntryType::kStatement || type == EntryType::kSoftware;
    EXPECT_EQ(MovesAgenda(type), !counts) << record::EntryTypeName(type);
  }
}

TEST(Agenda, ABadShareEndsTheReferendum) {
  World world;
  world.Start();
  record::TrusteeDeal bad = world.Deal(2);
  bad.shares[0].sealed.fill(7);
  for (uint16_t i = 1; i <= 3; ++i)
    world.deal_bodies.push_back(i == 2 ? world.SignDeal(bad) : world.SignDeal(world.Deal(i)));
  world.CommitAll();
  world.DealAll();
  ASSERT_EQ(world.Put(EntryType::kTrusteeComplaint, world.SignComplaint(world.Complaint(1, 2))), "ok");
  EXPECT_EQ(Due(world), "bad-share: begin-anew 0 (1) nothing");
  EXPECT_EQ(MilestonesOf(world.referendum).convicted, 2);
}

// A duty of later is none yet. Spec: TAL-1
TEST(Agenda, FindsWhatAPartyHasToDoNow) {
  World world;
  world.ToOpen();
  const Milestones said = MilestonesOf(world.referendum);
  const auto duty = [&](Keeper party, uint64_t now_ms) -> std::string {
    const Agenda agenda = MakeAgenda(world.manifest, said, now_ms);
    const Waiting* found = FindDuty(agenda, party, now_ms);
    return found == nullptr ? "none" : std::string(DutyName(found->duty));
  };
  EXPECT_EQ(duty({Role::kWitness, 1}, kClosingMs - 1), "none");
  EXPECT_EQ(duty({Role::kWitness, 1}, kClosingMs), "cosign-close");
  EXPECT_EQ(duty({Role::kBoard, 0}, kClosingMs - 1), "none");
  EXPECT_EQ(duty({Role::kBoard, 0}, kClosingMs + kGraceMs + 1), "close");
  EXPECT_EQ(duty({Role::kTrustee, 1}, kClosingMs), "none");
  const Agenda agenda = MakeAgenda(world.manifest, said, kOpeningMs);
  ASSERT_EQ(agenda.waiting.size(), 3u);
  EXPECT_EQ(agenda.waiting[0].until_ms, kClosingMs);
  EXPECT_EQ(agenda.waiting[1].from_ms, kClosingMs);
  EXPECT_EQ(agenda.waiting[1].until_ms, kClosingMs + kGraceMs);
}

}  // namespace
}  // namespace constat::referendum
