#include "constat/examine/calibration.h"

#include <gmock/gmock.h>

#include "constat/base/check.h"
#include "constat/examine/examination.h"
#include "constat/forensics/planting.h"
#include "constat/stats/counter_random.h"

namespace constat::examine {
namespace {

using ::testing::HasSubstr;

// CleanTable has n stations of 3,000 to 4,999 persons, with turnout and share anywhere between 30 and 70 %.
table::StationTable CleanTable(size_t n) {
  const stats::CounterRandom random(5, 0);
  const auto part_of = [&](int64_t all, size_t i, uint64_t draw) {
    return all * 3 / 10 +
           static_cast<int64_t>(random.Draw(8 * i + draw) % static_cast<uint64_t>(all * 2 / 5));
  };
  table::StationTable out;
  forensics::Stations& s = out.stations;
  s.options = {{"Yes", {}}, {"No", {}}};
  for (size_t i = 0; i < n; ++i) {
    s.registered.push_back(3000 + static_cast<int64_t>(random.Draw(8 * i) % 2000));
    s.ballots.push_back(part_of(s.registered[i], i, 1));
    s.counted.push_back(s.ballots[i]);
    s.options[0].votes.push_back(part_of(s.counted[i], i, 2));
    s.options[1].votes.push_back(s.counted[i] - s.options[0].votes[i]);
    s.row.push_back(i + 2);
  }
  return out;
}

Subject YesSubject(const table::StationTable& table) {
  Result<Subject> subject = MakeSubject(table, {.option = "Yes", .against = {}, .settings = {}});
  CONSTAT_CHECK(subject.has_value());
  return *std::move(subject);
}

const PlantedKind& KindOf(const Calibration& calibration, const std::string& key) {
  for (const PlantedKind& kind : calibration.kinds) {
    if (kind.key == key) return kind;
  }
  CONSTAT_CHECK(false);
  return calibration.kinds.front();
}

int64_t Detected(const Calibration& calibration, const std::string& kind, const std::string& curve,
                 size_t k) {
  for (const Curve& of_kind : KindOf(calibration, kind).curves) {
    if (of_kind.key == curve) return of_kind.at[k].detected;
  }
  CONSTAT_CHECK(false);
  return -1;
}

constexpr size_t kLast = kPlantedShares.size() - 1;

class CalibrationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    table_ = new table::StationTable(CleanTable(1500));
    result_ = new Calibration(*Calibrate(YesSubject(*table_), {.seed = 1, .trials = 6, .threads = 2}));
  }
  static void TearDownTestSuite() {
    delete result_;
    delete table_;
  }
  static table::StationTable* table_;
  static Calibration* result_;
};

table::StationTable* CalibrationTest::table_ = nullptr;
Calibration* CalibrationTest::result_ = nullptr;

TEST_F(CalibrationTest, CleanHalvesRaiseNoAlarmAndAreTheSameForEveryKind) {
  ASSERT_EQ(result_->kinds.size(), 4U);
  for (const PlantedKind& kind : result_->kinds) {
    EXPECT_EQ(kind.changed[0], 0) << kind.key;
    for (size_t c = 0; c < kind.curves.size(); ++c) {
      const Alarms& none = kind.curves[c].at[0];
      EXPECT_EQ(none.detected, 0) << kind.key << ' ' << kind.curves[c].key;
      EXPECT_EQ(none.uncorrected, result_->kinds[0].curves[c].at[0].uncorrected);
    }
  }
}

TEST_F(CalibrationTest, SeesRoundedNumbersAtAFifthOfTheStationsInEveryTrial) {
  EXPECT_EQ(Detected(*result_, "shares_rounded", "integer_share", kLast), 6);
  EXPECT_EQ(Detected(*result_, "shares_rounded", "integer_turnout", kLast), 0);
  EXPECT_EQ(Detected(*result_, "turnout_rounded", "integer_turnout", kLast), 6);
  EXPECT_EQ(Detected(*result_, "turnout_rounded", "integer_either", kLast), 6);
  EXPECT_EQ(Detected(*result_, "turnout_rounded", "any_mark", kLast), 6);
}

TEST_F(CalibrationTest, DoesNotSeeWhatLeavesNoRoundNumbers) {
  for (size_t k = 0; k < kPlantedShares.size(); ++k) {
    EXPECT_EQ(Detected(*result_, "ballots_stuffed", "any_mark", k), 0) << kPlantedShares[k];
    EXPECT_EQ(Detected(*result_, "votes_swapped", "any_mark", k), 0) << kPlantedShares[k];
    // Registered persons are never touched.
    EXPECT_EQ(Detected(*result_, "turnout_rounded", "last_digit_registered", k),
              Detected(*result_, "turnout_rounded", "last_digit_registered", 0));
  }
}

TEST_F(CalibrationTest, PlantsAtAboutTheShareOfStationsAsked) {
  for (const PlantedKind& kind : result_->kinds) {
    for (size_t k = 1; k < kPlantedShares.size(); ++k) {
      EXPECT_GT(kind.changed[k], kind.changed[k - 1]) << kind.key;
      EXPECT_NEAR(kind.changed[k], kPlantedShares[k], 0.25 * kPlantedShares[k] + 0.004) << kind.key;
    }
  }
}

TEST_F(CalibrationTest, IsTheSameForAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 3U}) {
    const Result<Calibration> again =
        Calibrate(YesSubject(*table_), {.seed = 1, .trials = 6, .threads = threads});
    ASSERT_TRUE(again);
    for (size_t kind = 0; kind < result_->kinds.size(); ++kind) {
      EXPECT_EQ(again->kinds[kind].changed, result_->kinds[kind].changed);
      for (size_t c = 0; c < result_->kinds[kind].curves.size(); ++c) {
        for (size_t k = 0; k < kPlantedShares.size(); ++k) {
          const Alarms& a = again->kinds[kind].curves[c].at[k];
          const Alarms& b = result_->kinds[kind].curves[c].at[k];
          EXPECT_EQ(a.detected, b.detected);
          EXPECT_EQ(a.uncorrected, b.uncorrected);
        }
      }
    }
  }
}

TEST_F(CalibrationTest, CountsTrialsDoneOneByOne) {
  std::vector<size_t> seen;
  ASSERT_TRUE(Calibrate(YesSubject(*table_), {.seed = 1, .trials = 3, .threads = 3},
                        [&](size_t done, size_t total) { seen.push_back(10 * total + done); }));
  EXPECT_THAT(seen, ::testing::ElementsAre(31, 32, 33));
}

TEST_F(CalibrationTest, SaysWhatItSeesFromWhichShareOnAndWhatItDoesNot) {
  const TestFinding finding = CalibrationFinding(*result_);
  EXPECT_THAT(finding.shows, HasSubstr("Where nothing was planted, a mark stood out in none of 6 trials; "));
  ASSERT_EQ(finding.figures.size(), 4U);
  EXPECT_EQ(finding.figures[1].what, "Turnout rounded up to a multiple of 5 %");
  EXPECT_THAT(finding.figures[1].value, ::testing::StartsWith("seen nearly always"));
  for (const size_t unseen : {2, 3})
    EXPECT_THAT(finding.figures[unseen].value,
                ::testing::StartsWith("not seen; a mark in none of 6 trials even at 20 %"));
  ASSERT_EQ(finding.pictures.size(), 4U);
  const auto& lines = std::get<Lines>(finding.pictures[1].what);
  ASSERT_EQ(lines.lines.size(), 4U);
  EXPECT_EQ(lines.lines[1].x.back(), 20);
  EXPECT_EQ(lines.lines[1].y.back(), 100);
  const Tree* const kinds = finding.numbers.At("kinds");
  ASSERT_NE(kinds, nullptr);
  const Tree* const kind = kinds->At("turnout_rounded");
  ASSERT_NE(kind, nullptr);
  const Tree* const curve = kind->At("integer_turnout");
  ASSERT_NE(curve, nullptr);
  const auto& list = std::get<Tree::List>(curve->value());
  ASSERT_EQ(list.size(), kPlantedShares.size());
  EXPECT_EQ(std::get<double>(list.back().At("share")->value()), 0.2);
  EXPECT_EQ(std::get<int64_t>(list.back().At("trials")->value()), 6);
  EXPECT_EQ(std::get<int64_t>(list.back().At("detected")->value()), 6);
}

TEST(Calibration, RefusesATableThatIsNotClean) {
  table::StationTable table = CleanTable(1500);
  table.stations = forensics::Plant(table.stations,
                                    {.kind = forensics::PlantKind::kRoundTurnoutUp, .share_of_stations = 0.3})
                       ->stations;
  const Result<Calibration> result = Calibrate(YesSubject(table), {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  EXPECT_THAT(result.error().detail, HasSubstr("this table is not clean"));
}

TEST(Calibration, RefusesAreaTotalsAndFewStations) {
  const Result<Calibration> few = Calibrate(YesSubject(CleanTable(999)), {});
  ASSERT_FALSE(few);
  EXPECT_THAT(few.error().detail, HasSubstr("999 usable stations"));

  table::StationTable areas = CleanTable(1500);
  for (int64_t& registered : areas.stations.registered) registered += 20'000;
  const Result<Calibration> coarse = Calibrate(YesSubject(areas), {});
  ASSERT_FALSE(coarse);
  EXPECT_THAT(coarse.error().detail, HasSubstr("totals of areas"));

  table::StationTable small = CleanTable(1500);
  for (size_t i = 0; i < 1000; ++i) {
    small.stations.registered[i] = 99;
    small.stations.ballots[i] = small.stations.counted[i] = 50;
    small.stations.options[0].votes[i] = small.stations.options[1].votes[i] = 25;
  }
  const Result<Calibration> filtered = Calibrate(YesSubject(small), {});
  ASSERT_FALSE(filtered);
  EXPECT_THAT(filtered.error().detail, HasSubstr("only 500 stations pass the filter"));
}

TEST(Calibration, PlantsWhereOnlySomeOptionsAreCompared) {
  table::StationTable table = CleanTable(1500);
  table.stations.options.push_back({"Third", std::vector<int64_t>(1500, 10)});
  for (size_t i = 0; i < 1500; ++i) table.stations.options[1].votes[i] -= 10;
  Result<Subject> subject = MakeSubject(table, {.option = "Yes", .against = {"No"}, .settings = {}});
  ASSERT_TRUE(subject);
  const Result<Calibration> result = Calibrate(*subject, {.seed = 1, .trials = 2, .threads = 1});
  ASSERT_TRUE(result);
  EXPECT_EQ(Detected(*result, "shares_rounded", "integer_share", kLast), 2);
}

}  // namespace
}  // namespace constat::examine
