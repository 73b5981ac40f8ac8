#include "constat/party/registrar/own_shares.h"

#include "constat/testing/fold.h"

namespace constat::party {
namespace {

using testing::FoldOf;
using testing::Town;

// What became of replacements is in replace_files_test.cc.

// Spec: ROL-5
TEST(OwnShares, NeedTheEndOfTheRegistrarsRoll) {
  Town town({.registrars = 2});
  town.Start();
  town.HoldCeremony();
  const referendum::Referendum state = FoldOf(town);
  EXPECT_THAT(OwnShares::Read(town.board->log(), state, 0), FailsWith(ErrorCode::kWrongOrder));
}

// Spec: ROL-11
TEST(OwnShares, SayWhatARecordWithoutVotingHoldsOfACode) {
  Town town({.voters = {3, 2}, .registrars = 2});
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  const referendum::Referendum state = FoldOf(town);
  const OwnShares shares = Value(OwnShares::Read(town.board->log(), state, 1));
  const uint32_t first = town.order.slots[0][0];
  EXPECT_EQ(shares.StandingOf({0, 0}, town.codes[first][1]), ShareStanding::kHeld);
  EXPECT_EQ(shares.StandingOf({0, 0}, town.codes[first][0]), ShareStanding::kOther)
      << "the other registrar's";
  EXPECT_EQ(shares.StandingOf({0, 1}, town.codes[first][1]), ShareStanding::kOther);
  EXPECT_EQ(shares.StandingOf({0, 3}, town.codes[first][1]), ShareStanding::kNoSlot);
  EXPECT_EQ(shares.StandingOf({7, 0}, town.codes[first][1]), ShareStanding::kNoSlot);
}

}  // namespace
}  // namespace constat::party
