// A whole referendum through every role.
#include "constat/party/organiser/organiser.h"
#include "constat/testing/town.h"
#include "constat/tlog/secret/sign.h"
#include "constat/verify/light/receipt.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Phase;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::Majority;
using testing::Town;
using testing::TownVoter;
using testing::UpToTwoOrBlank;
using testing::WitnessName;
using testing::YesNoBlank;

// VoteAll lets the first yes voters of each region vote yes, and so on; returns when all have.
void VoteAll(Town& town) {
  // north: 0..3, south: 4..7
  for (const size_t v : {0, 1, 4, 5, 6}) town.Vote(v, {{0}});
  town.Vote(2, {{1}});
  town.Vote(3, {{1}});
  town.Vote(7, {{2}});
}

// A referendum with revotes ends with the right counts. Spec: LOG-6, BAL-9, TAL-9, RUL-5.
void RunWholeReferendum(size_t registrars) {
  Town town({.questions = {Majority()}, .voters = {4, 5}, .registrars = registrars});
  town.Start();
  town.HoldCeremony();
  EXPECT_EQ(town.board->state().phase(), Phase::kRoll);
  town.MakeRoll();
  town.OpenVoting();
  VoteAll(town);
  town.Vote(0, {{1}});  // changes its mind, and again
  town.Publish();
  town.Vote(0, {{0}});
  town.Vote(2, {{0}});
  EXPECT_EQ(town.board->state().PendingCount(), 3u);
  town.Close();
  EXPECT_EQ(town.board->state().PendingCount(), 0u);
  town.Decrypt(2);
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  town.Publish();

  ASSERT_EQ(town.board->state().phase(), Phase::kFinal);
  const record::Outcome& outcome = *town.board->state().result();
  EXPECT_EQ(outcome.regions, (std::vector<record::RegionTurnout>{{4, 4, 7}, {5, 4, 4}}));
  ASSERT_EQ(outcome.units.size(), 2u);
  EXPECT_EQ(outcome.units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 1, 0}}));
  EXPECT_EQ(outcome.units[1].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 1}}));
  EXPECT_EQ(outcome.questions[0].verdict, record::Verdict::kCarried);
}

TEST(Referendum, EndsWithTheRightCounts) { RunWholeReferendum(1); }

// Spec: ROL-2
TEST(Referendum, EndsWithTheRightCountsWithTwoRegistrars) { RunWholeReferendum(2); }

// Spec: BAL-2
TEST(Referendum, CountsSeveralChoicesAndBlankAlone) {
  Town town({.questions = {YesNoBlank(), UpToTwoOrBlank()}, .voters = {5, 0}});
  town.ToOpen();
  town.Vote(0, {{0}, {0, 1}});
  town.Vote(1, {{0}, {1}});
  town.Vote(2, {{1}, {}});
  town.Vote(3, {{2}, {3}});
  town.Close();
  town.Decrypt(3);
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  const record::Outcome& outcome = *town.board->state().result();
  EXPECT_EQ(outcome.units[0].votes, (std::vector<std::vector<uint32_t>>{{2, 1, 1}, {1, 2, 0, 1}}));
}

TEST(Referendum, IsReplayedFromItsRecordAtEveryStep) {
  Town town({.voters = {3, 3}});
  town.Start();
  const auto reopen = [&] {
    const uint64_t size = town.board->state().tree().size();
    const Phase phase = town.board->state().phase();
    town.Reopen();
    EXPECT_EQ(town.board->state().tree().size(), size);
    EXPECT_EQ(town.board->state().phase(), phase);
  };
  reopen();
  town.HoldCeremony();
  reopen();
  town.MakeRoll();
  reopen();
  town.OpenVoting();
  for (size_t v = 0; v < 6; ++v) town.Vote(v, {{0}});
  town.Vote(1, {{1}});
  town.Publish();
  reopen();
  town.Close();
  reopen();
  town.Decrypt(2);
  town.Publish();
  reopen();
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  town.Publish();
  reopen();
  EXPECT_EQ(town.board->state().result()->units[0].votes, (std::vector<std::vector<uint32_t>>{{2, 1, 0}}));
}

}  // namespace
}  // namespace constat::party
