// Every table of the page of an examination, cell by cell, beside findings that were written by hand.
#include "constat/testing/page_tables.h"

#include <gmock/gmock.h>

#include "constat/report/table/html_report.h"
#include "constat/report/table/json_report.h"
#include "constat/report/table/text_report.h"
#include "constat/testing/examination.h"
#include "constat/text/json.h"
#include "constat/text/measured.h"

namespace constat::report::examination {
namespace {

using examine::Section;
using examine::TestFinding;
using page::All;
using page::AllOfClass;
using page::AttributeKind;
using page::BodyRows;
using page::Element;
using page::FindId;
using page::Node;
using page::TableRow;
using page::Texts;
using page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// WrittenTests are one test of each kind: a mark; silent without one; refused; a model; a description.
std::vector<TestFinding> WrittenTests() {
  std::vector<TestFinding> out(5);
  const std::vector<Section> sections{Section::kSilent, Section::kSilent, Section::kSilent, Section::kModel,
                                      Section::kDescriptive};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i].key = fmt::format("t{}", i);
    out[i].title = fmt::format("Title {}", i);
    out[i].section = sections[i];
    out[i].looks_for = fmt::format("Looks {}.", i);
    out[i].shows = fmt::format("Shows {}.", i);
    out[i].limits = fmt::format("Limits {}.", i);
    out[i].figures = {{"how many", fmt::format("{}1", i)}, {"of", fmt::format("{}2", i)}};
    out[i].hypotheses = {{.key = fmt::format("h{}", i),
                          .what = fmt::format("Question {}", i),
                          .effect = fmt::format("effect {}", i),
                          .statistic = 2,
                          .p = 0.01,
                          .corrected = i == 0 ? 0.0002 : 0.04}};
  }
  out[0].record = examine::CleanRecord{.alarms = 0, .elections = 8};
  out[3].record = examine::CleanRecord{.alarms = 3, .elections = 9};
  out[2].refused = "too few";
  out[2].tables = {{"Hidden", {"a"}, {{"1"}}}};
  out[0].tables = {{"Places", {"where", "seen", "expected"}, {{"north", "5", "3.2"}, {"south", "0", "1.8"}}}};
  out[0].pictures = {{"p", "Picture", "To be seen.", examine::Bars{.x = {"x", 0, 2}, .heights = {1, 2}}}};
  return out;
}

// WrittenReport is a report of a table of twenty stations with these findings, beside another vote that has a
// test less and numbers of its own.
class WrittenReport {
 public:
  WrittenReport()
      : whole_(examine::MakeTestTable({.n = 20})),
        result_(whole_.report().table.result),
        control_(whole_.report().table.result) {
    result_.tests = WrittenTests();
    result_.identities = {};
    result_.identities.all_options = true;
    result_.identities.votes_above_counted = {3, 7, 11};
    result_.identities.full_turnout = {5};
    result_.stations = {{.station = 4, .score = 3.25, .reasons = {"both whole", "full"}},
                        {.station = 9, .score = 1, .reasons = {"whole"}}};
    result_.flagged = 12;
    control_.tests = WrittenTests();
    control_.tests.pop_back();
    control_.tests[0].figures = {{"how many", "77"}};
    control_.tests[0].hypotheses[0].corrected = 0.5;
    control_.tests[1].hypotheses[0].key = "another";
  }

  [[nodiscard]] Report Make() const {
    const Examined& table = whole_.report_of().table;
    return {.table = {"Votes", table.subject, result_},
            .control = Examined{"Calm", table.subject, control_},
            .mapping = {},
            .provenance = {},
            .made = {.program = "constat 0.0"}};
  }
  [[nodiscard]] const examine::Examination& result() const { return result_; }
  [[nodiscard]] const forensics::Stations& stations() const {
    return whole_.report_of().table.subject.stations;
  }

 private:
  WholeReport whole_;
  examine::Examination result_;
  examine::Examination control_;
};

// Written is made once: examining takes time.
const WrittenReport& Written() {
  static const WrittenReport written;
  return written;
}

Node BodyOf(const Report& report) { return MakeDocument(report).body; }

TEST(ExaminationPage, HasEveryTestUnderItsKind) {
  const WrittenReport& written = Written();
  const Report report = written.Make();
  const Node body = BodyOf(report);
  const auto titles = [&](std::string_view id) {
    std::vector<std::string> out;
    for (const Node* title : All(*FindId(body, id), Element::kH3)) out.push_back(TextOf(*title));
    return out;
  };
  EXPECT_THAT(titles("silent"),
              ElementsAre("Title 0stands out", "Title 1does not stand out", "Title 2not used"));
  EXPECT_THAT(titles("models"), ElementsAre("Title 3"));
  EXPECT_THAT(titles("described"), ElementsAre("Title 4"));
  EXPECT_THAT(AllOfClass(body, Element::kDiv, "test stands"), SizeIs(1));
  EXPECT_THAT(AllOfClass(body, Element::kDiv, "test refused"), SizeIs(1));
  EXPECT_THAT(AllOfClass(body, Element::kDiv, "test "), SizeIs(3));
  const std::vector<std::string> shows = Texts(AllOfClass(body, Element::kP, "shows"));
  EXPECT_THAT(shows, ElementsAre("Shows 0.", "Shows 1.", "Reason: too few.", "Shows 3.", "Shows 4."));
  const std::vector<std::string> fine = Texts(AllOfClass(*FindId(body, "silent"), Element::kP, "fine"));
  EXPECT_THAT(fine, ::testing::Contains("Limits 0. " + RecordText(WrittenTests()[0])));
  EXPECT_THAT(RecordText(WrittenTests()[0]), HasSubstr("8"));
  EXPECT_THAT(page::NumbersOf(RecordText(WrittenTests()[3])), ElementsAre("3", "9"));
}

TEST(ExaminationPage, LinksEveryPart) {
  const WrittenReport& written = Written();
  const auto links = [](const Report& report) {
    const Node body = BodyOf(report);
    std::vector<std::string> out;
    for (const Node* link : All(*All(body, Element::kNav)[0], Element::kA)) {
      out.push_back(ValueOf(*link, AttributeKind::kHref).substr(1));
      EXPECT_NE(FindId(body, out.back()), nullptr);
    }
    return out;
  };
  Report report = written.Make();
  EXPECT_THAT(links(report), ElementsAre("read", "identities", "silent", "models", "described", "control",
                                         "stations", "limits"));
  report.calibration = MakeTestCalibration();
  report.control.reset();
  EXPECT_THAT(links(report), ElementsAre("read", "identities", "silent", "models", "described", "calibration",
                                         "stations", "limits"));
}

TEST(ExaminationPage, HasEveryFigureBesideTheOtherVotes) {
  const WrittenReport& written = Written();
  const Node body = BodyOf(written.Make());
  std::vector<const Node*> tables = AllOfClass(body, Element::kTable, "numbers");
  std::erase_if(tables,
                [](const Node* table) { return TextOf(*All(*table, Element::kTh)[0]) == "Rows with"; });
  ASSERT_THAT(tables, SizeIs(4)) << "not of a test that was refused";
  EXPECT_THAT(BodyRows(*tables[0], 3),
              ElementsAre(TableRow{"how many", "01", "77"}, TableRow{"of", "02", ""}));
  EXPECT_THAT(BodyRows(*tables[1], 3),
              ElementsAre(TableRow{"how many", "11", "11"}, TableRow{"of", "12", "12"}));
  EXPECT_THAT(BodyRows(*tables[3], 2), ElementsAre(TableRow{"how many", "41"}, TableRow{"of", "42"}))
      << "the other vote has no such test";
  EXPECT_THAT(Texts(All(*All(*tables[0], Element::kThead)[0], Element::kTh)),
              ElementsAre("Measure", "This table", "Calm"));
  EXPECT_THAT(All(*All(*tables[3], Element::kThead)[0], Element::kTh), SizeIs(2));
}

TEST(ExaminationPage, HasEveryCellOfATestsTables) {
  const WrittenReport& written = Written();
  const Node body = BodyOf(written.Make());
  const Node& silent = *FindId(body, "silent");
  const std::vector<const Node*> tables = AllOfClass(silent, Element::kTable, "cells");
  ASSERT_THAT(tables, SizeIs(1)) << "a test that was refused shows none";
  EXPECT_THAT(BodyRows(*tables[0], 3),
              ElementsAre(TableRow{"north", "5", "3.2"}, TableRow{"south", "0", "1.8"}));
  EXPECT_THAT(Texts(All(*All(*tables[0], Element::kThead)[0], Element::kTh)),
              ElementsAre("where", "seen", "expected"));
  EXPECT_THAT(Texts(All(*All(*tables[0], Element::kTbody)[0], Element::kTh)), ElementsAre("north", "south"));
  EXPECT_THAT(Texts(All(silent, Element::kH4)), ElementsAre("Picture", "Places"));
  // The picture is beside the other vote's.
  EXPECT_THAT(Texts(All(silent, Element::kFigcaption)), ElementsAre("Votes", "Calm (undisputed)"));
  EXPECT_THAT(AllOfClass(silent, Element::kSvg, "chart"), SizeIs(2));
  EXPECT_THAT(Values(AllOfClass(silent, Element::kSvg, "chart"), AttributeKind::kAriaLabelledBy),
              ElementsAre("t0-p-t t0-p-d", "t0-p-clean-t t0-p-clean-d"));
}

TEST(ExaminationPage, HasEveryQuestionBesideTheOtherVote) {
  const WrittenReport& written = Written();
  const Node body = BodyOf(written.Make());
  const Node& control = *FindId(body, "control");
  EXPECT_THAT(
      BodyRows(*All(control, Element::kTable)[0], 3),
      ElementsAre(
          TableRow{"Question 0", "effect 0 p 0.0002, corrected: stands out", "effect 0 p 0.50, corrected"},
          TableRow{"Question 1", "effect 1 p 0.04, corrected", ""},
          TableRow{"Question 2", "effect 2 p 0.04, corrected", "effect 2 p 0.04, corrected"}));
  Report alone = written.Make();
  alone.control.reset();
  EXPECT_EQ(FindId(BodyOf(alone), "control"), nullptr);
  EXPECT_THAT(Texts(All(BodyOf(alone), Element::kFigcaption)), ElementsAre("Votes"));
}

TEST(ExaminationPage, CountsTheRowsThatBreakAnIdentity) {
  const WrittenReport& written = Written();
  const Report report = written.Make();
  const Node body = BodyOf(report);
  const Node& part = *FindId(body, "identities");
  const page::Rows rows = BodyRows(*All(part, Element::kTable)[0], 2);
  const std::vector<IdentityLine> lines = IdentityLines(report.table);
  ASSERT_EQ(rows.size(), lines.size());
  size_t broken = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_THAT(rows[i][0], ::testing::StartsWith(lines[i].what));
    EXPECT_EQ(rows[i][1], std::to_string(lines[i].rows()));
    EXPECT_EQ(rows[i][0].find("(unusual, but possible)") == std::string::npos, lines[i].is_error);
    broken += lines[i].rows();
  }
  EXPECT_EQ(broken, 4u);
  // Stations are rows of the table from 2 on. What is unusual is not named.
  ASSERT_THAT(All(part, Element::kDetails), SizeIs(1));
  EXPECT_EQ(TextOf(*AllOfClass(part, Element::kP, "fine")[0]), "5, 9, 13");
  EXPECT_EQ(All(part, Element::kDetails)[0]->children()[0].element(), Element::kSummary);
}

TEST(ExaminationPage, NamesAHundredRowsAndCountsTheOthers) {
  table::StationTable table = examine::MakeTestTable({.n = 120});
  WholeReport whole(std::move(table));
  examine::Examination result = whole.report().table.result;
  result.identities.votes_above_counted.clear();
  for (uint32_t i = 0; i < 102; ++i) result.identities.votes_above_counted.push_back(i);
  const auto rows = [&] {
    const Report report{.table = {"t", whole.report().table.subject, result},
                        .control = {},
                        .mapping = {},
                        .provenance = {},
                        .made = {}};
    const Node body = BodyOf(report);
    return TextOf(*AllOfClass(*FindId(body, "identities"), Element::kP, "fine")[0]);
  };
  EXPECT_THAT(page::NumbersOf(rows()), SizeIs(101));
  EXPECT_THAT(rows(), ::testing::EndsWith("100, 101 and 2 more"));
  result.identities.votes_above_counted.resize(100);
  EXPECT_THAT(rows(), ::testing::EndsWith("100, 101"));
}

TEST(ExaminationPage, HasARowForEachStationToLookAt) {
  const WrittenReport& written = Written();
  const Report report = written.Make();
  const Node body = BodyOf(report);
  const Node& table = *FindId(body, "stations-table");
  const forensics::Stations& s = written.stations();
  EXPECT_THAT(
      BodyRows(table, 8),
      ElementsAre(
          TableRow{"6", "Region 4", "Station 4", text::Count(s.registered[4]), text::Count(s.ballots[4]),
                   text::Count(s.options[0].votes[4]), "both whole; full", "3.2"},
          TableRow{"11", "Region 1", "Station 9", text::Count(s.registered[9]), text::Count(s.ballots[9]),
                   text::Count(s.options[0].votes[9]), "whole", "1.0"}));
  EXPECT_THAT(All(table, Element::kTh), SizeIs(8));
  EXPECT_THAT(page::NumbersOf(TextOf(*All(*FindId(body, "stations"), Element::kP)[0])),
              ElementsAre("12", "2"));
  EXPECT_THAT(TextOf(*All(body, Element::kFooter)[0]), HasSubstr("seed"));
}

TEST(ExaminationPage, SaysWhatWasRead) {
  table::StationTable table = examine::MakeTestTable({.n = 60});
  table.report.rows_read = 1234;
  table.report.rows_kept = 60;
  table.report.empty_lines = 3;
  table.report.mapping = {{"registered", {"N1", "N2"}}, {"option Yes", {"Y"}}};
  const table::Defect defect{.row = 3, .column = 2, .header = "Y", .what = "no number"};
  table.report.dropped = {{.reason = table::DropReason::kBlank, .count = 1000, .examples = {defect}},
                          {.reason = table::DropReason::kExcluded, .count = 1, .examples = {}},
                          {.reason = table::DropReason::kDefect, .count = 173, .examples = {defect, defect}}};
  WholeReport read(std::move(table));
  const Node body = BodyOf(read.report());
  const Node& part = *FindId(body, "read");
  const std::vector<std::string> paragraphs = Texts(All(part, Element::kP));
  EXPECT_EQ(paragraphs[0], "test.csv: 1,234 rows read, 60 kept, empty lines: 3.");
  EXPECT_THAT(paragraphs[1], HasSubstr("1,000 rows left out: a count that is needed is blank"));
  EXPECT_THAT(paragraphs[2], HasSubstr("1 row left out: the mapping leaves them out"));
  EXPECT_THAT(paragraphs[3], HasSubstr("173 rows left out: a cell cannot be read"));
  EXPECT_THAT(All(part, Element::kLi), SizeIs(3));
  EXPECT_THAT(BodyRows(*All(part, Element::kTable)[0], 2),
              ElementsAre(TableRow{"registered", "N1 + N2"}, TableRow{"option Yes", "Y"}));
}

TEST(ExaminationPage, SaysWhereNoStationHasAReason) {
  examine::Examination result = Written().result();
  result.stations.clear();
  Report report = Written().Make();
  const Report none{.table = {"t", report.table.subject, result},
                    .control = {},
                    .mapping = {},
                    .provenance = {},
                    .made = {}};
  const Node body = BodyOf(none);
  EXPECT_EQ(FindId(body, "stations-table"), nullptr);
  EXPECT_THAT(Texts(All(*FindId(body, "stations"), Element::kP)), SizeIs(1));
}

// The same in the terminal's report.
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

}  // namespace
}  // namespace constat::report::examination
