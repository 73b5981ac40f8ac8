#include "constat/party/registrar/replace_files.h"

#include <fstream>
#include <set>

#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/party/registrar/own_shares.h"
#include "constat/record/replacement.h"
#include "constat/testing/fold.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;
using record::EntryType;
using testing::Town;

// ReplaceDay is a town with two registrars in the voting, and the file of slots of its roll.
class ReplaceDay : public ::testing::Test {
 protected:
  ReplaceDay() : town_({.voters = {12, 8}, .registrars = 2}) {
    town_.ToOpen();
    slots_ = town_.folder.path() / "slots.csv";
    const std::string text = parcel::FormatSlots(town_.manifest, town_.persons, town_.order);
    EXPECT_THAT(io::WriteNewFile(slots_, AsBytes(text), io::FileAccess::kSecret), Succeeds());
  }

  [[nodiscard]] Result<Replaced> Run(size_t registrar, const std::vector<parcel::Person>& persons,
                                     const std::string& folder) {
    referendum::Referendum state = testing::FoldOf(town_);
    return ReplaceFiles({state, town_.registrar_keys[registrar], persons, slots_, town_.clock.NowMs()},
                        Target(folder), town_.rng);
  }
  [[nodiscard]] ReplaceTarget Target(const std::string& folder) const {
    return {town_.folder.path() / folder};
  }
  void Hand(const std::string& folder) {
    for (const parcel::EntryBody& entry : Value(parcel::ReadEntryFile(Target(folder).entries())).entries) {
      town_.Append(entry.type, entry.body);
    }
    town_.Publish();
  }
  [[nodiscard]] Result<SheetStanding> Judge(size_t registrar, const fs::path& sheet) {
    state_ = testing::FoldOf(town_);
    CONSTAT_ASSIGN(const OwnShares shares,
                   OwnShares::Read(town_.board->log(), state_, static_cast<uint16_t>(registrar)));
    CONSTAT_ASSIGN(parcel::Sheet rows, parcel::ReadSheet(sheet, town_.manifest));
    return JudgeSheet(shares, std::move(rows), sheet.filename().string());
  }
  // RollSheet is the sheet of a registrar's roll, in the order of the persons.
  [[nodiscard]] fs::path RollSheet(size_t registrar, size_t swapped = 0) {
    const fs::path path =
        town_.folder.path() / ("sheet-" + std::to_string(registrar) + std::to_string(swapped));
    parcel::SheetWriter sheet = Value(parcel::SheetWriter::Open(path, {town_.manifest, town_.manifest_hash}));
    for (size_t i = 0; i < town_.persons.size(); ++i) {
      const size_t code = swapped != 0 && i <= 1 ? 1 - i : i;
      const std::vector<uint32_t>& slots = town_.order.slots[town_.persons[i].region];
      const auto slot = static_cast<uint32_t>(std::find(slots.begin(), slots.end(), i) - slots.begin());
      EXPECT_THAT(sheet.Write({town_.persons[i], slot, town_.codes[code][registrar]}), Succeeds());
    }
    EXPECT_THAT(sheet.Finish(), Succeeds());
    return path;
  }

  Town town_;
  fs::path slots_;
  referendum::Referendum state_;
};

// Both registrars replace two codes; each prints the letters once the other has. Spec: ROL-10, ROL-11
TEST_F(ReplaceDay, AReplacementIsWorthALetterOnceAllRegistrarsMadeIt) {
  const std::vector<parcel::Person> lost = {town_.persons[0], town_.persons[15]};
  const Replaced first = Value(Run(0, lost, "monday"));
  EXPECT_EQ(first.made, 2u);
  EXPECT_EQ(first.complete, 0u);
  EXPECT_TRUE(first.refused.empty());
  Hand("monday");
  const SheetStanding waiting = Value(Judge(0, Target("monday").sheet()));
  EXPECT_TRUE(waiting.held.empty());
  EXPECT_EQ(waiting.waiting, 2u);

  const Replaced second = Value(Run(1, lost, "theirs"));
  EXPECT_EQ(second.complete, 2u);
  Hand("theirs");
  for (const auto& [registrar, folder] : {std::pair(0, "monday"), std::pair(1, "theirs")}) {
    const SheetStanding held = Value(Judge(registrar, Target(folder).sheet()));
    ASSERT_EQ(held.held.size(), 2u);
    const std::set<std::string> ids = {held.held[0].person.id, held.held[1].person.id};
    EXPECT_EQ(ids, (std::set<std::string>{lost[0].id, lost[1].id}));
  }
  // The codes of the roll's own sheet: two are replaced, the others still hold.
  const SheetStanding roll = Value(Judge(1, RollSheet(1)));
  EXPECT_EQ(roll.held.size(), town_.persons.size() - 2);
  EXPECT_EQ(roll.replaced, 2u);
}

// Spec: ROL-11
TEST_F(ReplaceDay, TheSharesOfADayAreAlikeAndShuffled) {
  std::vector<parcel::Person> lost(town_.persons.begin(), town_.persons.begin() + 3);
  std::set<uint64_t> until;
  std::set<std::vector<std::string>> orders;
  for (int run = 0; run < 12; ++run) {
    const std::string folder = "run" + std::to_string(run);
    ASSERT_EQ(Value(Run(0, lost, folder)).made, 3u);
    for (const parcel::EntryBody& entry : Value(parcel::ReadEntryFile(Target(folder).entries())).entries) {
      until.insert(Value(record::DecodeReplacementShare(entry.body)).until_ms);
    }
    std::vector<std::string> order;
    for (const parcel::Issued& row : Value(parcel::ReadSheet(Target(folder).sheet(), town_.manifest)).rows)
      order.push_back(row.person.id);
    orders.insert(order);
  }
  EXPECT_EQ(until.size(), 1u);
  EXPECT_GT(orders.size(), 1u) << "twelve times the same of six orders: 1 in 6^11";
}

// Each person is judged by itself: what cannot be replaced is named, the others are. Spec: ROL-10
TEST_F(ReplaceDay, EachPersonIsJudgedByItself) {
  town_.Vote(2, {{0}});
  std::vector<parcel::Person> lost = {town_.persons[2],
                                      town_.persons[3],
                                      town_.persons[3],
                                      {"stranger", 0, ""},
                                      {town_.persons[4].id, 1, ""}};
  const Replaced done = Value(Run(0, lost, "day"));
  EXPECT_EQ(done.made, 1u);
  std::vector<ErrorCode> codes;
  for (const NotReplaced& refused : done.refused) codes.push_back(refused.error.code);
  EXPECT_EQ(codes, (std::vector<ErrorCode>{ErrorCode::kAlreadyVoted, ErrorCode::kDuplicate,
                                           ErrorCode::kNotOnRoll, ErrorCode::kBadNumber}));
  EXPECT_EQ(Value(Run(0, {{"stranger", 0, ""}}, "none")).made, 0u);
  EXPECT_FALSE(fs::exists(Target("none").folder)) << "nothing is written for nobody";
}

TEST_F(ReplaceDay, WritesNothingOverAndNothingAtTheWrongTime) {
  ASSERT_THAT(Run(0, {town_.persons[0]}, "day"), Succeeds());
  EXPECT_THAT(Run(0, {town_.persons[0]}, "day"), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_THAT(Run(0, {}, "x"), Succeeds());
  referendum::Referendum state = testing::FoldOf(town_);
  const std::vector<parcel::Person> lost = {town_.persons[0]};
  EXPECT_THAT(
      ReplaceFiles({state, town_.board_key, lost, slots_, town_.clock.NowMs()}, Target("x"), town_.rng),
      FailsWith(ErrorCode::kWrongKey));
  town_.Close();
  EXPECT_THAT(Run(0, lost, "late"), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_FALSE(fs::exists(Target("late").folder));
}

// Of another registrar, or with two codes exchanged. Spec: ROL-11
TEST_F(ReplaceDay, ASheetThatIsNotTheRollsIsRefused) {
  EXPECT_EQ(Value(Judge(0, RollSheet(0))).held.size(), town_.persons.size());
  EXPECT_THAT(Judge(1, RollSheet(0, 1)), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(Judge(0, RollSheet(0, 2)), FailsWith(ErrorCode::kUsage));
}

}  // namespace
}  // namespace constat::party
