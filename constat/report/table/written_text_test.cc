// An examination's report in text and in JSON, line by line and field by field, beside findings that were
// written by hand.
#include <gmock/gmock.h>

#include "constat/report/table/json_report.h"
#include "constat/report/table/text_report.h"
#include "constat/testing/page_tables.h"
#include "constat/testing/written_report.h"
#include "constat/text/json.h"
#include "constat/text/wrap.h"

namespace constat::report::examination {
namespace {

using examine::Section;
using examine::TestFinding;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ExaminationText, HasEveryNumberThatIsWritten) {
  const WrittenReport& written = Written();
  const Report report = written.Make();
  const std::string text = MakeText(report, false);
  for (const char* line :
       {"\n  Title 0: STANDS OUT\n    Shows 0.\n", "\n  Title 1: does not stand out\n    Shows 1.\n",
        "\n  Title 2: not used\n    Reason: too few.\n", "\n  Title 3\n    Shows 3.\n", "\n  Title 4\n",
        "\n  row 6, Region 4, Station 4: both whole; full\n  row 11, Region 1, Station 9: whole\n"
        "  and 2 more; --report and --json list the first 500.\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  for (const IdentityLine& line : IdentityLines(report.table)) {
    const std::string rows = line.rows() == 0 ? "no row" : line.rows() == 1 ? "1 row" : "3 rows";
    EXPECT_THAT(text, HasSubstr(fmt::format("\n  {:<60} {}\n", line.what, rows)));
  }
  EXPECT_THAT(text, HasSubstr("\n    " + RecordText(WrittenTests()[0]) + "\n"));
  const auto place = [&](std::string_view words) { return text.find(words); };
  EXPECT_LT(place(SectionTitle(Section::kSilent)), place("Title 0"));
  EXPECT_LT(place("Title 2"), place(SectionTitle(Section::kModel)));
  EXPECT_LT(place(SectionTitle(Section::kModel)), place("Title 3"));
  EXPECT_LT(place("Title 3"), place(SectionTitle(Section::kDescriptive)));
  EXPECT_LT(place(SectionTitle(Section::kDescriptive)), place("Title 4"));
  EXPECT_THAT(text, Not(HasSubstr("For comparison"))) << "what the other vote shows is the same";
  const std::string painted = MakeText(report, true);
  EXPECT_THAT(painted, HasSubstr("\x1b[31m3 rows\x1b[0m"));
  EXPECT_THAT(painted, HasSubstr("\x1b[31mSTANDS OUT\x1b[0m"));
  EXPECT_THAT(painted, HasSubstr("\x1b[1mTitle 1\x1b[0m: does not"));
  EXPECT_THAT(painted, HasSubstr(" 1 row\n")) << "what is unusual, but possible, is not red";
}

// PartOf is a part of a report in text, from its heading to the next one.
std::string PartOf(const std::string& text, std::string_view heading, std::string_view next) {
  const size_t begin = text.find(fmt::format("\n{}\n", heading));
  const size_t end = text.find(fmt::format("\n{}\n", next), begin);
  return begin == std::string::npos || end == std::string::npos ? "" : text.substr(begin, end - begin);
}

TEST(ExaminationText, HasEachLineOfACalibration) {
  Report report = Written().Make();
  TestFinding& calibration = report.calibration.emplace();
  calibration.looks_for = "Looks.";
  calibration.shows = "Shows.";
  calibration.limits = "Limits.";
  calibration.figures = {{"A", "seen"}, {"B", "not seen"}};
  calibration.tables = {{"How often",
                         {"Asked", "1 %", "half a percent"},
                         {{"any", "7", "12"}, {"all", "", ""}, {"none", "3"}}}};
  EXPECT_EQ(PartOf(MakeText(report, false), kCalibrationTitle, "Stations to look at first"),
            fmt::format("\n{}\n  Looks.\n  Shows.\n  - A: seen.\n  - B: not seen.\n\n  How often\n"
                        "    {:<46}    1 %  half a percent\n    {:<46}      7              12\n    all\n"
                        "    {:<46}      3\n\n  Limits.\n",
                        kCalibrationTitle, "Asked", "any", "none"));
}

TEST(ExaminationText, HasEachLineOfWhatWasRead) {
  table::StationTable table = examine::MakeTestTable({.n = 60});
  table.report.rows_read = 1234;
  table.report.rows_kept = 60;
  table.report.mapping = {
      {"registered", {"N1", "N2"}}, {"option Yes", {"Y"}}, {"option No", {"N"}}, {"region", {"R"}}};
  const table::Defect defect{.row = 3, .column = 2, .header = "Y", .what = "no number"};
  table.report.dropped = {{.reason = table::DropReason::kBlank, .count = 1000, .examples = {defect}},
                          {.reason = table::DropReason::kDefect, .count = 1, .examples = {defect}}};
  WholeReport whole(std::move(table));
  whole.report().provenance = "From the commission.";
  const auto dropped = [&](const char* rows, table::DropReason reason) {
    return fmt::format("  {} left out ({}); the first: {}\n", rows, DropReasonName(reason),
                       table::FormatDefect(defect));
  };
  EXPECT_EQ(PartOf(MakeText(whole.report(), false), "What was read", "What must add up"),
            fmt::format("\nWhat was read\n  From the commission.\n  {:<60} 1,234 rows read, 60 kept\n"
                        "  registered  N1 + N2\n  region      R\n  options     Yes; No\n",
                        "test.csv") +
                dropped("1,000 rows", table::DropReason::kBlank) +
                dropped("1 row", table::DropReason::kDefect));
}

TEST(ExaminationText, HasEachLineOfTheStationsAndTests) {
  const WrittenReport& written = Written();
  examine::Examination result = written.result();
  result.stations.assign(12, {.station = 4, .score = 1, .reasons = {"a", "b"}});
  result.flagged = 10;
  examine::Examination control = result;
  for (TestFinding& test : control.tests) test.shows = "Other.";
  control.tests[1].refused = "too few";
  const Report base = written.Make();
  Report report{.table = {"Votes", base.table.subject, result},
                .control = Examined{"Calm", base.table.subject, control},
                .mapping = {},
                .provenance = {},
                .made = {}};
  std::string listed;
  for (size_t i = 0; i < 10; ++i) listed += "  row 6, Region 4, Station 4: a; b\n";
  const std::string stations = "\nStations to look at first\n" + listed;
  std::string text = MakeText(report, false);
  EXPECT_EQ(PartOf(text, "Stations to look at first", "What this cannot show"), stations);
  result.flagged = 1234;
  EXPECT_EQ(PartOf(MakeText(report, false), "Stations to look at first", "What this cannot show"),
            stations + fmt::format("  and 1,224 more; --report and --json list the first {}.\n",
                                   examine::kMaxListed));
  EXPECT_EQ(PartOf(text, SectionTitle(Section::kSilent), SectionTitle(Section::kModel)),
            fmt::format("\n"
                        "{}\n"
                        "  Title 0: STANDS OUT\n"
                        "    Shows 0.\n"
                        "    For comparison, Calm: Other.\n"
                        "    {}\n"
                        "  Title 1: does not stand out\n"
                        "    Shows 1.\n"
                        "  Title 2: not used\n"
                        "    Reason: too few.\n",
                        SectionTitle(Section::kSilent), RecordText(result.tests[0])));
  std::string limits = "\nWhat this cannot show\n";
  for (const std::string& sentence : NeverShown()) limits += text::Wrap(sentence, "  - ");
  EXPECT_TRUE(text.ends_with(limits));
  EXPECT_TRUE(text.starts_with(text::Wrap(Lead(report.table), "")));
  result.stations.clear();
  EXPECT_EQ(MakeText(report, false).find("Stations to look at first"), std::string::npos);
}

TEST(ExaminationJson, HasEveryNumberThatIsWritten) {
  const WrittenReport& written = Written();
  const text::Json json = text::Json::parse(MakeJson(written.Make()));
  const text::Json& test = json["tests"]["t0"];
  EXPECT_EQ(test["title"], "Title 0");
  EXPECT_EQ(test["section"], "silent");
  EXPECT_TRUE(test["refused"].is_null());
  EXPECT_EQ(test["shows"], "Shows 0.");
  EXPECT_EQ(test["record"].dump(), R"({"alarms":0,"elections":8})");
  EXPECT_EQ(test["hypotheses"]["h0"].dump(),
            R"({"statistic":2.0,"p":0.01,"p_corrected":0.0002,"effect":"effect 0"})");
  EXPECT_EQ(json["tests"]["t2"]["refused"], "too few");
  EXPECT_EQ(json["tests"]["t2"]["shows"], "");
  EXPECT_FALSE(json["tests"]["t1"].contains("record"));
  EXPECT_EQ(json["marks"].dump(), R"(["h0"])");
  EXPECT_EQ(json["stations"]["flagged"], 12);
  ASSERT_EQ(json["stations"]["listed"].size(), 2u);
  EXPECT_EQ(
      json["stations"]["listed"][0].dump(),
      R"({"row":6,"station":"Station 4","region":"Region 4","score":3.25,"reasons":["both whole","full"]})");
  const examine::Totals& totals = written.result().totals;
  EXPECT_EQ(json["totals"]["registered"], *totals.registered);
  EXPECT_EQ(json["totals"]["ballots"], totals.ballots);
  EXPECT_EQ(json["totals"]["counted"], totals.counted);
  EXPECT_EQ(json["totals"]["votes"], totals.votes);
  EXPECT_EQ(json["identities"]["votes_above_counted"]["rows"].dump(), "[5,9,13]");
  EXPECT_EQ(json["identities"]["votes_above_counted"]["count"], 3);
}

// Every field of every part, but for what the table itself decides.
TEST(ExaminationJson, HasEveryFieldOfEachPart) {
  const Report report = Written().Make();
  const text::Json json = text::Json::parse(MakeJson(report));
  EXPECT_EQ(json["tests"]["t0"].dump(),
            R"({"title":"Title 0","section":"silent","refused":null,"shows":"Shows 0.","limits":"Limits 0.",)"
            R"("record":{"alarms":0,"elections":8},)"
            R"("hypotheses":{"h0":{"statistic":2.0,"p":0.01,"p_corrected":0.0002,"effect":"effect 0"}}})");
  EXPECT_EQ(json["tests"]["t3"]["section"], "model");
  EXPECT_EQ(json["tests"]["t4"]["section"], "descriptive");
  EXPECT_EQ(json["control"]["title"], "Calm");
  EXPECT_EQ(json["control"]["tests"].size(), 4u);
  const examine::Settings& settings = report.table.subject.settings;
  EXPECT_EQ(json["settings"].dump(), fmt::format(R"({{"seed":{},"replicates":{},"resamples":{}}})",
                                                 settings.seed, settings.replicates, settings.resamples));
  const examine::Scale& scale = report.table.result.scale;
  EXPECT_EQ(json["scale"]["usable_stations"], scale.usable);
  EXPECT_EQ(json["scale"]["median_registered"], scale.median_size);
  EXPECT_EQ(json["scale"]["area_totals"], scale.area_totals);
  EXPECT_EQ(json["lead"], Lead(report.table));
  EXPECT_EQ(json["kind"], "examination");
  EXPECT_EQ(json["file"], "test.csv");
  // What is unusual, but possible, is counted after what is an error, and not named.
  const text::Json& identities = json["identities"];
  EXPECT_EQ(identities["full_turnout"].dump(), R"({"count":1})");
  EXPECT_EQ(identities["negative"].dump(), R"({"count":0,"rows":[]})");
  EXPECT_TRUE(identities.contains("votes_below_counted"));
  examine::Examination partial = Written().result();
  partial.identities.all_options = false;
  const Report some{.table = {"t", report.table.subject, partial},
                    .control = {},
                    .mapping = {},
                    .provenance = {},
                    .made = {.program = "p", .sha256 = "00", .date = {}, .machine = "m"}};
  const text::Json other = text::Json::parse(MakeJson(some));
  EXPECT_FALSE(other["identities"].contains("votes_below_counted")) << "not all options are in the table";
  EXPECT_EQ(other["made"].dump(), R"({"program":"p","sha256":"00","date":"","machine":"m"})");
  EXPECT_FALSE(other.contains("control"));
}

TEST(ExaminationJson, SaysEverythingThatWasRead) {
  table::StationTable table = examine::MakeTestTable({.n = 60});
  table.report.rows_read = 1234;
  table.report.rows_kept = 60;
  table.report.empty_lines = 3;
  table.report.separator = ';';
  table.report.mapping = {{"registered", {"N1", "N2"}}};
  const table::Defect defect{.row = 3, .column = 2, .header = "Y", .what = "no number"};
  table.report.dropped = {{.reason = table::DropReason::kBlank, .count = 1000, .examples = {defect}}};
  table.report.defects = {defect};
  table.report.defect_count = 7;
  table.stations.registered.clear();
  table.stations.region.clear();
  WholeReport whole(std::move(table));
  const text::Json json = text::Json::parse(MakeJson(whole.report()));
  const std::string shown = text::Json(table::FormatDefect(defect)).dump();
  EXPECT_EQ(json["read"].dump(),
            R"({"rows_read":1234,"rows_kept":60,"empty_lines":3,"separator":";","mapping":[{"purpose":)"
            R"("registered","headers":["N1","N2"]}],"dropped":{")" +
                std::string(DropReasonName(table::DropReason::kBlank)) + R"(":{"rows":1000,"examples":[)" +
                shown + R"(]}},"defects":{"count":7,"first":[)" + shown + "]}}");
  EXPECT_TRUE(json["totals"]["registered"].is_null());
  EXPECT_TRUE(json["scale"]["median_registered"].is_null());
  for (const text::Json& station : json["stations"]["listed"]) EXPECT_FALSE(station.contains("region"));
}

}  // namespace
}  // namespace constat::report::examination
