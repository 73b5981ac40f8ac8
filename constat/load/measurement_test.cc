#include "constat/load/measurement.h"

#include <gtest/gtest.h>

#include <vector>

#include "constat/testing/matchers.h"
#include "constat/text/json.h"

namespace constat::load {
namespace {

Measurement Some() {
  return {.bench = "verify",
          .what = "ballots, \"1 %\" bad",
          .backend = "portable",
          .threads = 2,
          .unit = "ballots",
          .count = 1000,
          .seconds = 0.25,
          .cpu_seconds = 0.4};
}

TEST(FormatMeasurement, IsOneLineInColumns) {
  EXPECT_EQ(FormatMeasurement(Some()),
            "verify   ballots, \"1 %\" bad                 portable     2 threads         4000 ballots/s    "
            "400.0000 us of CPU each");
}

TEST(Measure, RunsTheWorkAndKeepsTheName) {
  unsigned runs = 0;
  const Measurement measured = Value(Measure(Some(), 3, [&]() -> Status {
    ++runs;
    return {};
  }));
  EXPECT_EQ(runs, 3u);
  EXPECT_EQ(measured.what, Some().what);
  EXPECT_EQ(measured.count, 1000);
  EXPECT_GE(measured.seconds, 0);
  EXPECT_LT(measured.seconds, 0.25);  // nothing was done
  EXPECT_GE(measured.cpu_seconds, 0);
}

TEST(Measure, EndsWithTheFirstRunThatFails) {
  unsigned runs = 0;
  const auto measured = Measure(Some(), 3, [&]() -> Status {
    if (++runs == 2) return Fail(ErrorCode::kBadProof, "wrong");
    return {};
  });
  EXPECT_THAT(measured, FailsWith(ErrorCode::kBadProof));
  EXPECT_EQ(runs, 2u);
}

TEST(Measurement, WorksOutRates) {
  EXPECT_DOUBLE_EQ(Some().PerSecond(), 4000);
  EXPECT_DOUBLE_EQ(Some().CpuMicrosecondsEach(), 400);
}

TEST(FormatMeasurementsJson, HasAnObjectALine) {
  EXPECT_TRUE(nlohmann::json::parse(FormatMeasurementsJson({})).empty());
  const std::vector<Measurement> two = {Some(), Some()};
  const std::string text = FormatMeasurementsJson(two);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  const nlohmann::json read = nlohmann::json::parse(text);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[1], nlohmann::json({{"bench", "verify"},
                                     {"what", "ballots, \"1 %\" bad"},
                                     {"backend", "portable"},
                                     {"threads", 2},
                                     {"ballots", 1000},
                                     {"seconds", 0.25},
                                     {"cpu_seconds", 0.4},
                                     {"ballots_per_second", 4000}}));
}

}  // namespace
}  // namespace constat::load
