#include "constat/party/registrar/own_shares.h"

#include "constat/record/shown_hash.h"
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

// The attack: letters that are worthless are printed from a sheet of another registrar or referendum, before
// there is a record to compare with. A sheet says whose it is, and nobody has to.
TEST(RegistrarOf, TheSheetSaysWhoseItIs) {
  Town town({.registrars = 2});
  town.Start();
  const std::string number = record::FormatReferendumNumber(town.manifest_hash);
  parcel::Sheet sheet;
  sheet.referendum = number;
  sheet.registrar = 1;
  const auto of = [&](std::optional<size_t> said) {
    return RegistrarOf(sheet, "s.csv", town.context(), said);
  };
  EXPECT_EQ(Value(of(std::nullopt)), 1);
  EXPECT_EQ(Value(of(1)), 1);
  EXPECT_THAT(of(0), FailsWith(ErrorCode::kUsage)) << "the sheet is of the other one";
  EXPECT_THAT(of(2), FailsWith(ErrorCode::kUsage)) << "there is none";
  sheet.referendum = record::FormatReferendumNumber(Bytes32{1});
  EXPECT_THAT(of(1), FailsWith(ErrorCode::kWrongReferendum));
  // A sheet of before says nothing; what is left out means nothing where there are two.
  sheet = {};
  EXPECT_THAT(of(std::nullopt), FailsWith(ErrorCode::kUsage));
  EXPECT_EQ(Value(of(1)), 1);
  Town alone;
  alone.Start();
  EXPECT_EQ(Value(RegistrarOf(sheet, "s.csv", alone.context(), std::nullopt)), 0);
}

}  // namespace
}  // namespace constat::party
