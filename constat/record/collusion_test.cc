#include "constat/record/collusion.h"

#include <gmock/gmock.h>

#include "constat/record/manifest_defaults.h"

namespace constat::record {
namespace {

using ::testing::ElementsAre;

constexpr Keeper Reg(uint16_t i) { return {Role::kRegistrar, i}; }
constexpr Keeper Wit(uint16_t i) { return {Role::kWitness, i}; }
constexpr Keeper Tru(uint16_t i) { return {Role::kTrustee, i}; }
constexpr Keeper kTheOrganiser{Role::kOrganiser, 0};
constexpr Keeper kTheBoard{Role::kBoard, 0};

// Two registrars, three of five trustees, three of four witnesses.
Manifest Parties() {
  Manifest m;
  m.registrars.resize(2);
  m.trustees.resize(5);
  m.threshold = 3;
  m.witnesses.resize(4);
  m.quorum = 3;
  m.organiser.name = "Council";
  m.board.name = "Board";
  for (size_t i = 0; i < 2; ++i) m.registrars[i].name = "Registry " + std::to_string(i + 1);
  for (size_t i = 0; i < 5; ++i) m.trustees[i].name = "Trustee " + std::to_string(i + 1);
  for (size_t i = 0; i < 4; ++i) m.witnesses[i].name = "w" + std::to_string(i + 1) + ".example";
  KeepOwnKeys(m);
  return m;
}

// Spec: VER-13
TEST(Collusion, NeedsAsManyKeysAsTheNumbersSay) {
  const Manifest m = Parties();
  EXPECT_THAT(FewestKeepers(m, Plot::kVoteForOthers), ElementsAre(Reg(0), Reg(1)));
  EXPECT_THAT(FewestKeepers(m, Plot::kReadBallots), ElementsAre(Tru(1), Tru(2), Tru(3)));
  EXPECT_THAT(FewestKeepers(m, Plot::kTwoHistories), ElementsAre(kTheBoard, Wit(0), Wit(1)));
  EXPECT_THAT(FewestKeepers(m, Plot::kSingleBallots), ElementsAre(kTheBoard, Wit(0), Wit(1), Tru(1)));
  EXPECT_THAT(FewestKeepers(m, Plot::kNoClose), ElementsAre(Wit(0), Wit(1)));
  EXPECT_THAT(FewestKeepers(m, Plot::kNoCount), ElementsAre(Tru(1), Tru(2), Tru(3)));
}

// Spec: VER-13, MAN-5
TEST(Collusion, CountsKeepersAndNotParties) {
  Manifest m = Parties();
  m.registrars[0].keeper = m.registrars[1].keeper = kTheOrganiser;
  m.trustees[3].keeper = m.trustees[4].keeper = Reg(1);
  m.registrars[1].keeper = Reg(1);
  EXPECT_THAT(FewestKeepers(m, Plot::kVoteForOthers), ElementsAre(kTheOrganiser, Reg(1)));
  EXPECT_THAT(FewestKeepers(m, Plot::kReadBallots), ElementsAre(Reg(1), Tru(1)))
      << "a registrar with two trustees' keys, and one trustee";
  m.witnesses[3].keeper = kTheBoard;
  EXPECT_THAT(FewestKeepers(m, Plot::kTwoHistories), ElementsAre(kTheBoard, Wit(0)));
  EXPECT_THAT(FewestKeepers(m, Plot::kNoClose), ElementsAre(kTheBoard, Wit(0)));
}

// One keeper with a witness's and a trustee's key does what two others do, which a choice by the largest
// number of either key would miss.
TEST(Collusion, FindsTheFewestOfTwoKindsOfKeys) {
  Manifest m = Parties();
  m.witnesses[2].keeper = m.witnesses[3].keeper = Wit(2);  // two witnesses
  m.trustees[0].keeper = kTheOrganiser;
  m.witnesses[0].keeper = m.witnesses[1].keeper = kTheOrganiser;  // two witnesses and a trustee
  EXPECT_THAT(FewestKeepers(m, Plot::kSingleBallots), ElementsAre(kTheOrganiser, kTheBoard));
  m.board.keeper = kTheOrganiser;
  EXPECT_THAT(FewestKeepers(m, Plot::kSingleBallots), ElementsAre(kTheOrganiser));
}

TEST(Collusion, NamesKeepers) {
  Manifest m = Parties();
  m.observers.push_back({"Watch", {}, {Role::kObserver, 0}});
  EXPECT_EQ(KeeperName(m, kTheOrganiser), "Council");
  EXPECT_EQ(KeeperName(m, kTheBoard), "Board");
  EXPECT_EQ(KeeperName(m, Reg(1)), "Registry 2");
  EXPECT_EQ(KeeperName(m, Wit(3)), "w4.example");
  EXPECT_EQ(KeeperName(m, Tru(5)), "Trustee 5");
  EXPECT_EQ(KeeperName(m, {Role::kObserver, 0}), "Watch");
}

}  // namespace
}  // namespace constat::record
