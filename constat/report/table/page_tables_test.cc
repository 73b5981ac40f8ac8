// Every table of the page of an examination, cell by cell, beside findings that were written by hand.
#include "constat/testing/page_tables.h"

#include <gmock/gmock.h>

#include "constat/report/table/html_report.h"
#include "constat/testing/written_report.h"
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

TEST(ExaminationPage, HasItsPartsInTheirOrder) {
  Report report = Written().Make();
  report.calibration = MakeTestCalibration();
  const Node body = BodyOf(report);
  const auto parts = [](const Node& node) {
    std::vector<std::string> out;
    for (const Node& child : node.children()) out.push_back(page::OutlineOf(child)[0]);
    return out;
  };
  EXPECT_THAT(parts(body), ElementsAre("<header", "<main", "<footer"));
  EXPECT_THAT(parts(*All(body, Element::kMain)[0]),
              ElementsAre("<div.verdict is-wrong", "<nav", "<section.part#read", "<section.part#identities",
                          "<section.part#silent", "<section.part#models", "<section.part#described",
                          "<section.part#control", "<section.part#calibration", "<section.part#stations",
                          "<section.part#limits"));
  EXPECT_THAT(parts(*All(body, Element::kHeader)[0]), ElementsAre("<p.kicker", "<h1"));
  EXPECT_EQ(TextOf(*All(body, Element::kH1)[0]), "Votes");
  const std::vector<std::string> verdict =
      page::OutlineOf(*AllOfClass(body, Element::kDiv, "verdict is-wrong")[0]);
  EXPECT_EQ(std::vector<std::string>(verdict.begin() + 1, verdict.begin() + 5),
            (std::vector<std::string>{"<div", "<svg", "<div", "<h2"}));
  EXPECT_EQ(page::NumbersOf(verdict.back()).size(), page::NumbersOf(Lead(report.table)).size());
  EXPECT_THAT(Lead(report.table), ::testing::EndsWith(verdict.back().substr(verdict.back().rfind(':'))));
  for (const Section section : {Section::kSilent, Section::kModel, Section::kDescriptive}) {
    const char* const id = section == Section::kSilent  ? "silent"
                           : section == Section::kModel ? "models"
                                                        : "described";
    const std::vector<std::string> part = page::OutlineOf(*FindId(body, id));
    EXPECT_EQ(part[2], SectionTitle(section));
    EXPECT_EQ(part[4], SectionText(section));
  }
  EXPECT_EQ(Texts(All(*FindId(body, "limits"), Element::kLi)), NeverShown());
  EXPECT_EQ(MakeDocument(report).title.substr(0, 5), "Votes");
}

TEST(ExaminationPage, HasEachPartOfATestInItsPlace) {
  const Node body = BodyOf(Written().Make());
  EXPECT_THAT(
      page::OutlineOf(*AllOfClass(body, Element::kDiv, "test stands")[0]),
      ElementsAre("<div.test stands", "<h3", "Title 0", "<span.stamp", "stands out", "<p", "Looks 0.",
                  "<p.shows", "Shows 0.",
                  // What was measured, here and in the other vote.
                  "<div.scroll", "<table.numbers", "<thead", "<tr", "<th", "Measure", "<th", "This table",
                  "<th", "Calm", "<tbody", "<tr", "<th", "how many", "<td", "01", "<td", "77", "<tr", "<th",
                  "of", "<td", "02", "<td",
                  // The pictures of both.
                  "<div.picture", "<h4", "Picture", "<p.fine", "To be seen.", "<div.pair", "<figure",
                  "<figcaption", "<bdi", "Votes", "<p.axis-up", "<svg.chart", "<p.axis-across", "x",
                  "<figure", "<figcaption", "<bdi", "Calm", " (undisputed)", "<p.axis-up", "<svg.chart",
                  "<p.axis-across", "x",
                  // Its tables.
                  "<h4", "Places", "<div.scroll", "<table.cells", "<thead", "<tr", "<th", "where", "<th",
                  "seen", "<th", "expected", "<tbody", "<tr", "<th", "<bdi", "north", "<td", "<bdi", "5",
                  "<td", "<bdi", "3.2", "<tr", "<th", "<bdi", "south", "<td", "<bdi", "0", "<td", "<bdi",
                  "1.8", "<p.fine", "Limits 0. " + RecordText(WrittenTests()[0])));
  EXPECT_THAT(page::OutlineOf(*AllOfClass(body, Element::kDiv, "test refused")[0]),
              ElementsAre("<div.test refused", "<h3", "Title 2", "<span.stamp", "not used", "<p", "Looks 2.",
                          "<p.shows", "Reason: too few.", "<p.fine", "Limits 2."));
  const Node& control = *FindId(body, "control");
  EXPECT_THAT(page::HeadRow(*All(control, Element::kTable)[0]), ElementsAre("Question", "Votes", "Calm"));
  EXPECT_EQ(page::OutlineOf(control)[5], "<bdi");
  EXPECT_EQ(page::OutlineOf(control)[6], "Calm");
}

// A test's pictures are put beside the other vote's of the same key, whatever their order; headings of more
// than twenty characters are set in columns of words.
TEST(ExaminationPage, FindsThePictureOfTheSameKey) {
  const WrittenReport& written = Written();
  examine::Examination result = written.result();
  examine::Examination control = result;
  const auto picture = [](const char* key, const char* title) {
    return examine::Picture{key, title, "To be seen.", examine::Bars{.heights = {1}}};
  };
  result.tests[0].pictures = {picture("a", "A"), picture("b", "B"), picture("c", "C")};
  control.tests[0].pictures = {picture("c", "other C"), picture("a", "other A")};
  result.tests[0].tables[0].header = {"where", std::string(20, 'x'), std::string(21, 'y')};
  const Report base = written.Make();
  const Report report{.table = {"Votes", base.table.subject, result},
                      .control = Examined{"Calm", base.table.subject, control},
                      .mapping = {},
                      .provenance = {},
                      .made = {}};
  const Node body = BodyOf(report);
  EXPECT_THAT(Texts(All(*FindId(body, "silent"), Element::kSvgTitle)),
              ElementsAre("A", "other A", "B", "C", "other C"));
  const std::vector<const Node*> tables = AllOfClass(*FindId(body, "silent"), Element::kTable, "cells");
  EXPECT_THAT(Texts(AllOfClass(*tables[0], Element::kTh, "lengthy")), ElementsAre(std::string(21, 'y')));
}

TEST(ExaminationPage, KeepsNumbersAndPercentSignsTogether) {
  const WrittenReport& written = Written();
  examine::Examination result = written.result();
  result.tests[0].looks_for = " % 0 % to 9 % or 10 % of x %, : % / % 8 %";
  const Report base = written.Make();
  const Report report{.table = {"Votes", base.table.subject, result},
                      .control = {},
                      .mapping = {},
                      .provenance = {},
                      .made = {}};
  const Node body = BodyOf(report);
  const Node& test = *AllOfClass(body, Element::kDiv, "test stands")[0];
  EXPECT_THAT(TextOf(*All(test, Element::kP)[0]),
              ::testing::EndsWith("% 0\u00a0% to 9\u00a0% or 10\u00a0% of x %, : % / % 8\u00a0%"));
}

TEST(ExaminationPage, HasEachPartOfACalibrationInItsPlace) {
  Report report = Written().Make();
  TestFinding& calibration = report.calibration.emplace();
  calibration.key = "c";
  calibration.looks_for = "Looks.";
  calibration.shows = "Shows.";
  calibration.limits = "Limits.";
  calibration.figures = {{"A", "seen"}, {"B", "not seen"}};
  calibration.tables = {{"How often", {"Asked", "1"}, {{"any", "7"}}}};
  const examine::Lines lines{
      .x = {"planted", 0, 1}, .y = {"seen", 0, 1}, .lines = {{"any", {}, {}}, {"all", {}, {}}}};
  calibration.pictures = {{"p", "First", "text", lines}, {"q", "Second", "text", lines}};
  EXPECT_THAT(
      page::OutlineOf(*FindId(BodyOf(report), "calibration")),
      ElementsAre("<section.part#calibration", "<h2", kCalibrationTitle, "<div.test", "<p", "Looks.",
                  "<p.shows", "Shows.", "<ul", "<li", "A: seen.", "<li", "B: not seen.", "<ul.legend", "<li",
                  "<svg.swatch", "any", "<li", "<svg.swatch", "all", "<div.pair", "<figure", "<figcaption",
                  "First", "<p.axis-up", "seen", "<svg.chart", "<p.axis-across", "planted", "<figure",
                  "<figcaption", "Second", "<p.axis-up", "seen", "<svg.chart", "<p.axis-across", "planted",
                  "<h3", "How often", "<div.scroll", "<table.cells", "<thead", "<tr", "<th", "Asked", "<th",
                  "1", "<tbody", "<tr", "<th", "<bdi", "any", "<td", "<bdi", "7", "<p.fine", "Limits."));
  calibration.pictures.clear();
  EXPECT_THAT(AllOfClass(*FindId(BodyOf(report), "calibration"), Element::kUl, "legend"), IsEmpty());
}

// What is used in place of ballots is said behind the columns, and before the rows that were left out.
TEST(ExaminationPage, SaysWhatStandsInForBallots) {
  table::StationTable table = examine::MakeTestTable({.n = 60});
  table.report.dropped = {{.reason = table::DropReason::kExcluded, .count = 1, .examples = {}}};
  const auto paragraphs = [&](WholeReport& whole) {
    whole.report().provenance = "From the commission.";
    whole.report().mapping = "guessed";
    std::vector<std::string> out;
    for (const std::string& part : page::OutlineOf(*FindId(BodyOf(whole.report()), "read"))) {
      if (part.starts_with("<p") || part == "<table.cells" || part.starts_with("<ul")) out.push_back(part);
    }
    return out;
  };
  WholeReport with(table);
  EXPECT_EQ(StandInText(with.report().table), "");
  EXPECT_THAT(paragraphs(with), ElementsAre("<p", "<p", "<p.warn", "<table.cells", "<p", "<ul"));
  table.stations.ballots.clear();
  table.stations.counted.clear();
  WholeReport without(std::move(table));
  EXPECT_THAT(paragraphs(without), ElementsAre("<p", "<p", "<p.warn", "<table.cells", "<p", "<p", "<ul"));
  const std::vector<std::string> said = Texts(All(*FindId(BodyOf(without.report()), "read"), Element::kP));
  EXPECT_EQ(said[0], "From the commission.");
  EXPECT_NE(StandInText(without.report().table), "");
  EXPECT_EQ(said[3], StandInText(without.report().table));
}

}  // namespace
}  // namespace constat::report::examination
