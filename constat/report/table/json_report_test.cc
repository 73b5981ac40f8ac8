#include "constat/report/table/json_report.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "constat/testing/examination.h"
#include "constat/text/json.h"

namespace constat::report::examination {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using text::Json;

Json JsonOf(const Report& report) { return Json::parse(MakeJson(report)); }

// ExpectFinite looks at every number.
void ExpectFinite(const Json& json, const std::string& path) {
  if (json.is_number_float()) {
    EXPECT_TRUE(std::isfinite(json.get<double>())) << path;
  }
  for (const auto& [key, value] : json.items()) {
    if (json.is_structured()) ExpectFinite(value, path + "/" + key);
  }
}

TEST(ExaminationJson, HasEveryPartInTheOrderThatItSays) {
  WholeReport whole(examine::MakeTestTable({.planted = 20}));
  const Json json = JsonOf(whole.report());
  ExpectFinite(json, "");
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  EXPECT_THAT(keys,
              ElementsAre("constat", "kind", "lead", "settings", "read", "title", "file", "option", "against",
                          "scale", "totals", "identities", "tests", "marks", "stations", "control"));
  EXPECT_EQ(json["title"], "test.csv");
  EXPECT_EQ(json["option"], "Yes");
  EXPECT_EQ(json["against"], Json::array());
  EXPECT_THAT(json["marks"].dump(), HasSubstr("integer_either"));
  EXPECT_EQ(json["control"]["marks"], Json::array());
  EXPECT_FALSE(json["control"].contains("stations"));
}

TEST(ExaminationJson, HasACalibrationIfThereIsOne) {
  WholeReport whole(examine::MakeTestTable());
  whole.report().calibration = MakeTestCalibration();
  const Json calibration = JsonOf(whole.report())["calibration"];
  EXPECT_EQ(calibration["trials"], 10);
  EXPECT_EQ(calibration["stations"], 2000);
  const Json& curve = calibration["kinds"]["seen"]["integer_share"];
  ASSERT_EQ(curve.size(), 7U);
  EXPECT_EQ(curve[2], Json::parse(R"({"share":0.01,"trials":10,"detected":0,"uncorrected":0})"));
  EXPECT_EQ(curve[3], Json::parse(R"({"share":0.02,"trials":10,"detected":10,"uncorrected":10})"));
}

TEST(ExaminationJson, GivesObservedExpectedAndZOfWholePercentages) {
  for (const int64_t scale : {1, 100}) {
    WholeReport whole(examine::MakeTestTable({.n = 600, .scale = scale}));
    const Json test = JsonOf(whole.report())["tests"]["integer_percentages"];
    EXPECT_EQ(test["refused"].is_null(), scale == 1);
    for (const char* which : {"turnout", "share", "either"}) {
      ASSERT_TRUE(test.contains(which)) << which;
      EXPECT_TRUE(test[which]["observed"].is_number_integer());
      const double expected = test[which]["expected"].get<double>();
      EXPECT_GT(expected, 0);
      EXPECT_NEAR(test[which]["z"].get<double>(),
                  (test[which]["observed"].get<double>() - expected) / test[which]["sd"].get<double>(), 1e-9);
    }
  }
}

TEST(ExaminationJson, GivesEachHypothesisWithItsCorrection) {
  WholeReport whole(examine::MakeTestTable({.planted = 20}));
  const Json either = JsonOf(whole.report())["tests"]["integer_percentages"]["hypotheses"]["integer_either"];
  EXPECT_LT(either["p"].get<double>(), 1e-10);
  EXPECT_GE(either["p_corrected"].get<double>(), either["p"].get<double>());
  EXPECT_LT(either["p_corrected"].get<double>(), examine::kStandsOutBelow);
}

TEST(ExaminationJson, WritesNullForWhatIsNoNumber) {
  WholeReport whole(examine::MakeTestTable({.n = 60}));
  examine::Examination changed = whole.report().table.result;
  examine::Tree tree;
  tree.Put("a", std::numeric_limits<double>::quiet_NaN()).Put("b", std::numeric_limits<double>::infinity());
  changed.tests[0].numbers = tree.Put("c", 1.5);
  const Report report{.table = {"t", whole.report().table.subject, changed},
                      .control = std::nullopt,
                      .mapping = {},
                      .provenance = {},
                      .made = {}};
  const Json test = JsonOf(report)["tests"][changed.tests[0].key];
  EXPECT_TRUE(test["a"].is_null() && test["b"].is_null());
  EXPECT_EQ(test["c"], 1.5);
}

TEST(ExaminationJson, SaysInOneObjectByWhatItWasMade) {
  WholeReport whole(examine::MakeTestTable({.n = 60}));
  Json plain = JsonOf(whole.report());
  EXPECT_EQ(plain["constat"], "constat 0.0");
  EXPECT_FALSE(plain.contains("made"));
  whole.report().made.date = "2026-01-02T03:04:05Z";
  Json dated = JsonOf(whole.report());
  EXPECT_EQ(dated["made"]["program"], "constat 0.0");
  EXPECT_EQ(dated["made"]["date"], "2026-01-02T03:04:05Z");
  dated.erase("made");
  EXPECT_EQ(dated, plain);
}

TEST(ExaminationJson, NamesRowsThatDoNotAddUp) {
  table::StationTable table = examine::MakeTestTable({.n = 100});
  table.stations.ballots[10] = table.stations.registered[10] + 1;
  table.stations.options[1].votes[20] += 7;
  table.stations.options[1].votes[30] -= 7;
  table.stations.invalid[40] = -1;
  WholeReport whole(std::move(table));
  const Json identities = JsonOf(whole.report())["identities"];
  EXPECT_EQ(identities["ballots_above_registered"]["rows"], Json::array({12}));
  EXPECT_EQ(identities["votes_above_counted"]["rows"], Json::array({22}));
  EXPECT_EQ(identities["votes_below_counted"]["rows"], Json::array({32}));
  EXPECT_EQ(identities["negative"]["rows"], Json::array({42}));
  EXPECT_EQ(identities["negative"]["count"], 1);
  EXPECT_EQ(identities["zero_registered"]["count"], 0);
}

TEST(ExaminationJson, NamesTheStationsWithTheirReasons) {
  WholeReport whole(examine::MakeTestTable({.planted = 20}));
  const Json stations = JsonOf(whole.report())["stations"];
  ASSERT_FALSE(stations["listed"].empty());
  EXPECT_GE(stations["flagged"], stations["listed"].size());
  const Json first = stations["listed"][0];
  const size_t index = first["row"].get<size_t>() - 2;
  EXPECT_EQ(first["station"], fmt::format("Station {}", index));
  EXPECT_EQ(first["region"], fmt::format("Region {}", index % 8));
  EXPECT_FALSE(first["reasons"].empty());
}

TEST(ExaminationJson, SaysHowTheTableWasRead) {
  WholeReport whole(HostileTable({.n = 60}));
  const Json read = JsonOf(whole.report())["read"];
  EXPECT_EQ(read["rows_read"], 60);
  EXPECT_EQ(read["mapping"].size(), 2U);
  EXPECT_EQ(read["dropped"]["defect"]["rows"], 1);
  EXPECT_THAT(read["defects"]["first"][0].get<std::string>(), HasSubstr("row 3, column 2"));
}

TEST(ExaminationJson, NamesTheOptionsCompared) {
  WholeReport whole(examine::MakeTestTable({.n = 60}), "t", {.option = "No", .against = {"Yes"}});
  const Json json = JsonOf(whole.report());
  EXPECT_EQ(json["option"], "No");
  EXPECT_EQ(json["against"], Json::array({"Yes"}));
}

}  // namespace
}  // namespace constat::report::examination
