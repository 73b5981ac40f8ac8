#include "constat/table/station_table.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include <cmath>

#include "constat/testing/table.h"

namespace constat::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kMapping = R"(
registered = "N"
ballots = ["early", "on the day"]
counted = ["valid", "invalid"]
region = "region"
station = ["town", "no"]
latitude = "lat"
longitude = "lng"
missing = ["NA"]
[options]
Yes = "YES"
No = ["NO", "NO by post"]
[drop]
kind = ["electronic", "abroad"]
)";

constexpr const char* kHeader =
    "region,town,no,kind,N,early,on the day,valid,invalid,YES,NO,NO by post,lat,lng,other\n";

TEST(Stations, AreTheSumsThatTheMappingNames) {
  const auto table = ReadText(std::string(kHeader) +
                                  "North,Ay,1,,100,10,50,58,2,30,20,8,1.5, -2.5,x\n"
                                  "South,Bee,2,,0200,0,80, 80 ,0,40,40,0,,,\n"
                                  "North,\"Cee, lower\",3,,300,1,2,3,0,1,1,1,-1,180,x\n",
                              kMapping);
  ASSERT_TRUE(table) << table.error().detail;
  const forensics::Stations& stations = table->stations;
  EXPECT_EQ(stations.size(), 3u);
  EXPECT_THAT(stations.registered, ElementsAre(100, 200, 300));
  EXPECT_THAT(stations.ballots, ElementsAre(60, 80, 3));
  EXPECT_THAT(stations.counted, ElementsAre(60, 80, 3));
  ASSERT_EQ(stations.options.size(), 2u);
  EXPECT_EQ(stations.options[0].name, "Yes");
  EXPECT_THAT(stations.options[0].votes, ElementsAre(30, 40, 1));
  EXPECT_EQ(stations.options[1].name, "No");
  EXPECT_THAT(stations.options[1].votes, ElementsAre(28, 40, 2));
  EXPECT_THAT(stations.region_names, ElementsAre("North", "South"));
  EXPECT_THAT(stations.region, ElementsAre(0, 1, 0));
  EXPECT_EQ(stations.latitude[0], 1.5);
  EXPECT_EQ(stations.longitude[0], -2.5);
  EXPECT_TRUE(std::isnan(stations.latitude[1]) && std::isnan(stations.longitude[1]));
  EXPECT_EQ(stations.longitude[2], 180);
  EXPECT_THAT(stations.row, ElementsAre(2, 3, 4));
  ASSERT_EQ(table->names.size(), 3u);
  EXPECT_EQ(table->names[0], "Ay / 1");
  EXPECT_EQ(table->names[2], "Cee, lower / 3");
}

TEST(Stations, HaveEmptyColumnsForWhatIsNotMapped) {
  const auto table = ReadText("N,x\n5,a\n", "registered = \"N\"");
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_THAT(table->stations.registered, ElementsAre(5));
  EXPECT_THAT(table->stations.ballots, IsEmpty());
  EXPECT_THAT(table->stations.counted, IsEmpty());
  EXPECT_THAT(table->stations.options, IsEmpty());
  EXPECT_THAT(table->stations.region, IsEmpty());
  EXPECT_THAT(table->stations.latitude, IsEmpty());
  EXPECT_EQ(table->names.size(), 0u);
}

TEST(Report, SaysHowTheTableWasRead) {
  const auto table = ReadText(std::string(kHeader) +
                                  "North,Ay,1,,100,10,50,58,2,30,20,8,,,x\n"
                                  "\n"
                                  "North,Ay,2,,100,10,,58,2,30,20,8,,,x\n"
                                  "North,Ay,3,,100,10,50,58,2,30,20, NA,,,x\n"
                                  "North,Ay,4,electronic,oops,,,,,,,,,,x\n",
                              kMapping);
  ASSERT_TRUE(table) << table.error().detail;
  const ReadReport& report = table->report;
  EXPECT_EQ(report.file, "table.csv");
  EXPECT_EQ(report.separator, ',');
  EXPECT_EQ(report.rows_read, 4u);
  EXPECT_EQ(report.rows_kept, 1u);
  EXPECT_EQ(report.empty_lines, 1u);
  EXPECT_EQ(report.defect_count, 0u);
  ASSERT_EQ(report.dropped.size(), 2u);
  EXPECT_EQ(report.dropped[0].reason, DropReason::kBlank);
  EXPECT_EQ(report.dropped[0].count, 2u);
  ASSERT_EQ(report.dropped[0].examples.size(), 2u);
  EXPECT_EQ(FormatDefect(report.dropped[0].examples[0]),
            "row 4, column 7 (header \"on the day\"): \"\" is blank");
  EXPECT_EQ(report.dropped[0].examples[1].row, 5u);
  EXPECT_EQ(report.dropped[0].examples[1].column, 12u);
  EXPECT_EQ(report.dropped[1].reason, DropReason::kExcluded);
  EXPECT_EQ(report.dropped[1].count, 1u);
  EXPECT_EQ(DropReasonName(report.dropped[1].reason), "excluded");
  ASSERT_EQ(report.mapping.size(), 10u);
  EXPECT_EQ(report.mapping[1].purpose, "ballots");
  EXPECT_THAT(report.mapping[1].headers, ElementsAre("early", "on the day"));
  EXPECT_EQ(report.mapping[4].purpose, "option No");
  EXPECT_EQ(report.mapping[9].purpose, "drop");
}

TEST(Report, KeepsTheFirstExamplesOnly) {
  std::string text = "N\n";
  for (int i = 0; i < 20; ++i) text += "\"\"\n";
  const auto table = ReadText(text, "registered = \"N\"");
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->report.dropped.at(0).count, 20u);
  EXPECT_EQ(table->report.dropped.at(0).examples.size(), kMaxExamples);
  EXPECT_EQ(table->stations.size(), 0u);
}

constexpr const char* kDefective =
    "N,B\n"
    "1,2\n"
    "1 234,-5\n"
    "3\n"
    "4,\n"
    "5,6\n"
    "x,7.5\n";

TEST(Defects, AreAllNamedByRowAndColumn) {
  const auto table = ReadText(kDefective, "registered = \"N\"\nballots = \"B\"");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kBadNumber);
  for (const char* place :
       {"table.csv: row 3, column 1 (header \"N\"): \"1 234\"",
        "row 3, column 2 (header \"B\"): \"-5\" is negative", "row 4 has 1 cells; the header has 2",
        "row 7, column 1 (header \"N\"): \"x\"", "row 7, column 2 (header \"B\"): \"7.5\""}) {
    EXPECT_THAT(table.error().detail, HasSubstr(place));
  }
}

TEST(Defects, HaveTheCodeOfTheFirst) {
  const auto table = ReadText("N,B\n3\nx,1\n", "registered = \"N\"");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kBadText);
}

TEST(Defects, CanBeLeftOutAndAreNeverZeros) {
  const auto table = ReadText(kDefective, "registered = \"N\"\nballots = \"B\"", {.drop_defective = true});
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_THAT(table->stations.registered, ElementsAre(1, 5));
  EXPECT_THAT(table->stations.ballots, ElementsAre(2, 6));
  EXPECT_THAT(table->stations.row, ElementsAre(2, 6));
  EXPECT_EQ(table->report.defect_count, 5u);
  EXPECT_EQ(table->report.defects.size(), 5u);
  ASSERT_EQ(table->report.dropped.size(), 2u);
  EXPECT_EQ(table->report.dropped[0].reason, DropReason::kDefect);
  EXPECT_EQ(table->report.dropped[0].count, 3u);  // rows, not cells
}

TEST(Defects, AreCountedBeyondThoseNamed) {
  std::string text = "N\n";
  for (int i = 0; i < 12000; ++i) text += "x\n";
  const auto refused = ReadText(text, "registered = \"N\"");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, HasSubstr("row 21, column 1"));
  EXPECT_THAT(refused.error().detail, HasSubstr("; and 11980 more"));
  const auto table = ReadText(text, "registered = \"N\"", {.drop_defective = true});
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->report.defect_count, 12000u);
  EXPECT_EQ(table->report.defects.size(), kMaxDefects);
}

TEST(Tables, WithoutRegisteredVotersHaveNone) {
  const auto table =
      ReadText("b,c,y\n10,9,5\n20,22,3\n", "ballots = \"b\"\ncounted = \"c\"\n[options]\nYes = \"y\"\n");
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_FALSE(table->stations.has_registered());
  EXPECT_TRUE(table->stations.registered.empty());
  EXPECT_EQ(table->stations.size(), 2U);
  EXPECT_TRUE(ReadText("r,b\n10,9\n", "registered = \"r\"\nballots = \"b\"\n")->stations.has_registered());
}

TEST(Defects, IncludeCoordinatesAndSums) {
  const char* const mapping = "registered = [\"a\", \"b\"]\nlatitude = \"la\"\nlongitude = \"lo\"\n";
  EXPECT_THAT(ReadText("a,b,la,lo\n1,2,91,5\n", mapping).error().detail,
              HasSubstr("row 2, column 3 (header \"la\"): \"91\" is not within 90"));
  EXPECT_THAT(ReadText("a,b,la,lo\n1,2,9,east\n", mapping).error().detail, HasSubstr("row 2, column 4"));
  EXPECT_THAT(ReadText("a,b,la,lo\n10000000000,1,,\n", mapping).error().detail,
              HasSubstr("the sum of its columns"));
}

TEST(Tables, OfOtherShapesAreRead) {
  const auto tab = ReadText("\xef\xbb\xbfN\tB\r1\t2\r", "registered = \"N\"\nballots = \"B\"");
  ASSERT_TRUE(tab) << tab.error().detail;
  EXPECT_THAT(tab->stations.ballots, ElementsAre(2));
  const auto header_only = ReadText("N,B\n", "registered = \"N\"");
  ASSERT_TRUE(header_only) << header_only.error().detail;
  EXPECT_EQ(header_only->stations.size(), 0u);
  EXPECT_EQ(ReadText("", "registered = \"N\"").error().code, ErrorCode::kBadText);
}

TEST(Regions, MayBeBlankAndReturn) {
  const auto table = ReadText("N,r\n1,a\n1,\n1, a \n1,b\n1,\n", "registered = \"N\"\nregion = \"r\"");
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_THAT(table->stations.region_names, ElementsAre("a", "", "b"));
  EXPECT_THAT(table->stations.region, ElementsAre(0, 1, 0, 2, 1));
}

TEST(TableLimits, BoundWhatIsKept) {
  const std::string text = "N,r\n1,north\n2,south\n3,east\n";
  const char* const mapping = "registered = \"N\"\nregion = \"r\"";
  EXPECT_TRUE(ReadText(text, mapping, {.max_counts = 9}));  // rows x (counts + region + row)
  const auto counts = ReadText(text, mapping, {.max_counts = 8});
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(counts.error().detail, HasSubstr("row 4"));
  EXPECT_TRUE(ReadText(text, mapping, {.max_text_bytes = 14}));
  EXPECT_EQ(ReadText(text, mapping, {.max_text_bytes = 13}).error().code, ErrorCode::kTooLarge);
  const char* const named = "registered = \"N\"\nstation = \"r\"";
  EXPECT_TRUE(ReadText(text, named, {.max_text_bytes = 14}));
  EXPECT_EQ(ReadText(text, named, {.max_text_bytes = 13}).error().code, ErrorCode::kTooLarge);
}

TEST(TableLimits, ReachTheReader) {
  EXPECT_EQ(ReadText("N\n1\n2\n", "registered = \"N\"", {.limits = {.rows = 2}}).error().code,
            ErrorCode::kTooLarge);
}

TEST(ReadStations, NamesACellOnceThatServesTwoPurposes) {
  const auto table =
      ReadText("N,B,A\n9,x,4\n9,5,y\n",
               "registered = [\"N\"]\nballots = [\"B\"]\ncounted = [\"B\"]\n[options]\nA = [\"A\"]\n",
               {.drop_defective = true});
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->report.defect_count, 2U);
  ASSERT_EQ(table->report.defects.size(), 2U);
  EXPECT_EQ(table->report.defects[0].column, 2U);
  EXPECT_EQ(table->report.defects[1].row, 3U);
}

}  // namespace
}  // namespace constat::table
