#include "constat/table/example.h"

#include <gmock/gmock.h>

#include <map>
#include <numeric>

#include "constat/base/check.h"

namespace constat::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

StationTable Read(std::string_view name) {
  const Result<const Example*> example = FindExample(name);
  CONSTAT_CHECK(example.has_value());
  Result<StationTable> table = ReadExample(**example);
  if (!table) ADD_FAILURE() << table.error().detail;
  CONSTAT_CHECK(table.has_value());
  return *std::move(table);
}

int64_t Sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

std::map<std::string, int64_t> Votes(const StationTable& table) {
  std::map<std::string, int64_t> out;
  for (const forensics::Option& option : table.stations.options) out[option.name] = Sum(option.votes);
  return out;
}

void ExpectWhole(const StationTable& table, size_t rows) {
  EXPECT_EQ(table.report.rows_read, rows);
  EXPECT_EQ(table.report.rows_kept, rows);
  EXPECT_EQ(table.stations.size(), rows);
  EXPECT_EQ(table.names.size(), rows);
  EXPECT_EQ(table.report.defect_count, 0U);
  EXPECT_THAT(table.report.dropped, IsEmpty());
  EXPECT_GT(table.report.size_bytes, 0U);
}

TEST(Example, HoldsTheBritishCountAsPublished) {
  const StationTable table = Read("gb2016");
  ExpectWhole(table, 382);
  EXPECT_EQ(Sum(table.stations.registered), 46'500'001);
  EXPECT_EQ(Sum(table.stations.ballots), 33'577'342);
  EXPECT_EQ(Sum(table.stations.counted), 17'410'742 + 16'141'241);
  EXPECT_THAT(Votes(table),
              ElementsAre(::testing::Pair("Leave", 17'410'742), ::testing::Pair("Remain", 16'141'241)));
  EXPECT_EQ(table.stations.region_names.size(), 12U);
}

TEST(Example, HoldsTheSpanishCount) {
  const StationTable table = Read("es2019nov");
  ExpectWhole(table, 59'607);
  const std::map<std::string, int64_t> votes = Votes(table);
  EXPECT_EQ(Sum(table.stations.registered), 37'002'468);
  EXPECT_EQ(Sum(table.stations.ballots), 24'507'715);
  EXPECT_EQ(votes.at("PSOE"), 6'792'199);
  EXPECT_EQ(votes.at("PP"), 5'047'040);
  EXPECT_EQ(votes.at("VOX"), 3'656'979);
  EXPECT_EQ(table.stations.region_names.size(), 52U);
}

TEST(Example, HoldsTheRussianCountOfPaperBallots) {
  const StationTable table = Read("ru2020");
  ExpectWhole(table, 96'765);
  EXPECT_EQ(Sum(table.stations.registered), 107'999'611);
  EXPECT_EQ(Sum(table.stations.ballots), 73'024'006);
  const std::map<std::string, int64_t> votes = Votes(table);
  EXPECT_EQ(votes.at("ДА"), 57'071'119);
  for (size_t i = 0; i < table.stations.size(); ++i) {
    ASSERT_EQ(
        table.stations.options[0].votes[i] + table.stations.options[1].votes[i] + table.stations.invalid[i],
        table.stations.counted[i])
        << table.stations.row[i];
  }
  EXPECT_EQ(votes.at("ДА") + votes.at("НЕТ") + Sum(table.stations.invalid), Sum(table.stations.counted));
}

TEST(Example, ComesWithAMappingThatCanBeGivenBack) {
  for (const Example& example : Examples()) {
    EXPECT_TRUE(ParseMapping(example.mapping, "map")) << example.name;
    EXPECT_FALSE(example.title.empty() || example.provenance.empty());
    EXPECT_EQ(std::string(example.name) + ".csv.zst", example.file);
  }
  EXPECT_TRUE(FindExample(kCleanControl));
}

TEST(Example, NamesTheOthersWhereThereIsNone) {
  const Result<const Example*> none = FindExample("es2019");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kUsage);
  EXPECT_THAT(none.error().detail, HasSubstr("es2019nov, gb2016, ru2020"));
}

}  // namespace
}  // namespace constat::table
