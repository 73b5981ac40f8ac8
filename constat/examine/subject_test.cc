#include "constat/examine/subject.h"

#include <gmock/gmock.h>

#include "constat/examine/registry.h"
#include "constat/testing/subject.h"

namespace constat::examine {
namespace {

using ::testing::HasSubstr;

forensics::Stations Sizes(const std::vector<int64_t>& registered) {
  forensics::Stations s;
  s.options = {{"A", {}}};
  for (const int64_t n : registered) {
    s.registered.push_back(n);
    s.ballots.push_back(n / 2);
    s.options[0].votes.push_back(n / 4);
  }
  return s;
}

TEST(ScaleOf, TakesTheMiddleOfTheUsableRows) {
  const Scale scale = ScaleOf(Sizes({0, 300, 100, 200}), 0);
  EXPECT_EQ(scale.usable, 3);
  EXPECT_EQ(scale.median_size, 200);
  EXPECT_FALSE(scale.area_totals);
}

TEST(ScaleOf, LeavesOutRowsThatCannotBe) {
  forensics::Stations s = Sizes({100, 200, 300, 400});
  s.ballots[0] = 101;           // more than registered
  s.options[0].votes[1] = 150;  // more than ballots
  s.ballots[2] = -1;
  EXPECT_EQ(ScaleOf(s, 0).usable, 1);
  EXPECT_EQ(ScaleOf(s, 0).median_size, 400);
}

TEST(ScaleOf, KnowsAreasByTheirSize) {
  EXPECT_FALSE(ScaleOf(Sizes({kMaxStation, kMaxStation, 90'000}), 0).area_totals);
  EXPECT_TRUE(ScaleOf(Sizes({200, kMaxStation + 1, 90'000}), 0).area_totals);
  EXPECT_EQ(ScaleOf(Sizes({}), 0).usable, 0);
}

TEST(ScaleOf, MeasuresInBallotsWherePersonsAreNotKnown) {
  forensics::Stations s = Sizes({600, 200, 400, 0});
  s.registered.clear();
  s.counted = {150, 100, 190, 0};
  EXPECT_EQ(ScaleOf(s, 0).usable, 3);
  EXPECT_EQ(ScaleOf(s, 0).median_size, 200);
  forensics::Stations areas = Sizes({2 * kMaxStation + 2});
  areas.registered.clear();
  EXPECT_TRUE(ScaleOf(areas, 0).area_totals);
  areas.ballots[0] = kMaxStation;
  EXPECT_FALSE(ScaleOf(areas, 0).area_totals);
}

TEST(LeadingOption, IsTheFirstOfEquals) {
  forensics::Stations s;
  s.registered = {9, 9};
  s.options = {{"A", {1, 2}}, {"B", {4, 1}}, {"C", {1, 4}}};
  EXPECT_EQ(LeadingOption(s), 1U);
  s.options = {{"A", {0, 0}}};
  EXPECT_EQ(LeadingOption(s), 0U);
}

TEST(WhyTooCoarse, SaysWhich) {
  const table::StationTable few = MakeTestTable({.n = 49});
  EXPECT_THAT(WhyTooCoarse(SubjectOf(few), 50).value(), HasSubstr("49 usable stations; the test needs 50"));
  EXPECT_FALSE(WhyTooCoarse(SubjectOf(few), 49));
  const table::StationTable areas = MakeTestTable({.n = 60, .scale = 40});
  EXPECT_THAT(WhyTooCoarse(SubjectOf(areas), 50).value(), HasSubstr("totals of areas"));
}

TEST(WhyTooLong, RefusesWhatWouldTakeHours) {
  const auto table = [](size_t rows) {
    constexpr int64_t kGreatest = (int64_t{1} << 31) - 1;
    table::StationTable out;
    out.stations = Sizes(std::vector<int64_t>(rows, kGreatest));
    return out;
  };
  const table::StationTable some = table(1000);
  EXPECT_FALSE(WhyTooLong(SubjectOf(some)));
  const table::StationTable many = table(60'000);
  EXPECT_THAT(WhyTooLong(SubjectOf(many)).value(), HasSubstr("too long"));
  EXPECT_THAT(IntegerPercentages()(SubjectOf(many)).refused.value_or(""), HasSubstr("too long"));
  EXPECT_THAT(RoundEndings()(SubjectOf(many)).refused.value_or(""), HasSubstr("too long"));
}

}  // namespace
}  // namespace constat::examine
