// Every cell of the tables of regions and of groups, beside those of a record made by hand. Spec: TAL-2
// to TAL-4, TAL-9.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/record/sections.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"

namespace constat::report {
namespace {

using page::All;
using page::AllOfClass;
using page::AttributeKind;
using page::BodyRows;
using page::CountIn;
using page::Element;
using page::HeadRow;
using page::Node;
using page::NumbersOf;
using page::TableRow;
using page::TextOf;
using page::Texts;
using page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// RowsOf are the rows of the table of a question, which has so many options.
page::Rows RowsOf(const Node& section, size_t question, size_t options) {
  return BodyRows(*All(section, Element::kTable)[question], 4 + options);
}

TEST(RegionsSection, HasEveryCellOfEveryRegion) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = RegionsSection(view);
  ASSERT_THAT(All(section, Element::kTable), SizeIs(2));
  const std::string all = Say(view.t.all_regions);
  const std::string three = Say(view.t.regions_together({.count = 3}));
  const std::string in_group = Say(view.t.in_group);
  EXPECT_THAT(RowsOf(section, 0, 3),
              ElementsAre(TableRow{all, "3,800", "2,327", "61.2%", "1,219 55.3%", "122 5.2%", "986 44.7%"},
                          TableRow{"North", "2,000", "1,500", "75.0%", "900 64.3%", "100 6.7%", "500 35.7%"},
                          TableRow{"South", "1,200", "800", "66.7%", "300 38.5%", "20 2.5%", "480 61.5%"},
                          TableRow{three, "570", "17", "3.0%", "9 60.0%", "2 11.8%", "6 40.0%"},
                          TableRow{"East", "500", "10", "2.0%", in_group},
                          TableRow{"Isle", "40", "4", "10.0%", in_group},
                          TableRow{"Hill", "30", "3", "10.0%", in_group},
                          TableRow{"West", "10", "10", "100%", "10 100%", "0 0%", "0 0%"},
                          TableRow{"Cape", "20", "0", "0%", "0 \u2013", "0 \u2013", "0 \u2013"}));
  EXPECT_THAT(
      RowsOf(section, 1, 4),
      ElementsAre(
          TableRow{all, "3,800", "2,327", "61.2%", "910 39.1%", "1,112 47.8%", "506 21.7%", "54 2.3%"},
          TableRow{"North", "2,000", "1,500", "75.0%", "800 53.3%", "600 40.0%", "300 20.0%", "50 3.3%"},
          TableRow{"South", "1,200", "800", "66.7%", "100 12.5%", "500 62.5%", "200 25.0%", "0 0%"},
          TableRow{three, "570", "17", "3.0%", "6 35.3%", "9 52.9%", "4 23.5%", "3 17.6%"},
          TableRow{"East", "500", "10", "2.0%", in_group}, TableRow{"Isle", "40", "4", "10.0%", in_group},
          TableRow{"Hill", "30", "3", "10.0%", in_group},
          TableRow{"West", "10", "10", "100%", "4 40.0%", "3 30.0%", "2 20.0%", "1 10.0%"},
          TableRow{"Cape", "20", "0", "0%", "0 \u2013", "0 \u2013", "0 \u2013", "0 \u2013"}));
}

TEST(RegionsSection, AddsUpToItsFirstRow) {
  const verify::Verification v = CountyVerification();
  const Node section = RegionsSection(RecordPage(v, kPlainPage));
  for (size_t q = 0; q < 2; ++q) {
    const Node& table = *All(section, Element::kTable)[q];
    const std::vector<const Node*> rows = All(*All(table, Element::kTbody)[0], Element::kTr);
    const page::Rows cells = BodyRows(table, q == 0 ? 7 : 8);
    ASSERT_EQ(rows.size(), cells.size());
    EXPECT_EQ(ValueOf(*rows[0], AttributeKind::kClass), "all");
    std::vector<uint64_t> sums(cells[0].size());
    std::vector<uint64_t> inside(3);  // of the group's regions: registered and counted
    for (size_t r = 1; r < rows.size(); ++r) {
      const bool sub = ValueOf(*rows[r], AttributeKind::kClass) == "sub";
      EXPECT_EQ(sub, cells[r].size() == 5) << cells[r][0];
      for (size_t c = 1; c < (sub ? 3 : cells[r].size()); ++c) {
        if (c != 3) (sub ? inside : sums)[c] += CountIn(cells[r][c]);
      }
    }
    for (size_t c = 1; c < sums.size(); ++c) {
      if (c == 3) continue;  // turnout
      EXPECT_EQ(sums[c], CountIn(cells[0][c])) << "column " << c;
    }
    EXPECT_EQ(inside[1], CountIn(cells[3][1]));
    EXPECT_EQ(inside[2], CountIn(cells[3][2]));
  }
}

TEST(RegionsSection, NamesEveryColumnAndEveryTable) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = RegionsSection(view);
  const std::vector<const Node*> tables = All(section, Element::kTable);
  EXPECT_THAT(HeadRow(*tables[0]),
              ElementsAre(Say(view.t.region), Say(view.t.registered), Say(view.t.counted),
                          Say(view.t.turnout), "Yes", "Blank", "No"));
  EXPECT_THAT(HeadRow(*tables[1]), ElementsAre(Say(view.t.region), Say(view.t.registered),
                                               Say(view.t.counted), Say(view.t.turnout), "A", "B", "C", "D"));
  const std::vector<std::string> captions = Texts(All(section, Element::kCaption));
  EXPECT_THAT(captions, ElementsAre(Say(view.t.table_votes) + " " + Say(view.t.blank_of_counted),
                                    Say(view.t.table_ballots)));
  EXPECT_THAT(
      Values(AllOfClass(section, Element::kDiv, "scroll"), AttributeKind::kAriaLabel),
      ElementsAre(OfQuestion(view, 0, view.t.region_table), OfQuestion(view, 1, view.t.region_table)));
  const std::vector<std::string> titles = Texts(All(section, Element::kH3));
  EXPECT_THAT(titles, ElementsAre(HasSubstr("Build the bridge?"), HasSubstr("Which plans?")));
  EXPECT_THAT(NumbersOf(titles[0]), ElementsAre("1"));
  EXPECT_THAT(NumbersOf(titles[1]), ElementsAre("2"));
  const std::vector<std::string> pictures = Texts(All(section, Element::kFigcaption));
  EXPECT_THAT(pictures, ElementsAre(Say(view.t.chart_votes) + " " + Say(view.t.blank_in_table),
                                    Say(view.t.chart_ballots)));
}

// ChartRow is what a row of the chart says and draws.
struct ChartRow {
  std::string style;
  std::string place;
  std::string share;
  std::string turnout;
  std::vector<std::string> x;
  std::vector<std::string> y;
  std::vector<std::string> widths;
  std::vector<std::string> fills;
  std::string turnout_width;
  std::string label;
  std::string why;
};

std::vector<ChartRow> ChartOf(const Node& section, size_t question) {
  std::vector<ChartRow> out;
  for (const Node& row : All(section, Element::kFigure)[question]->children()) {
    const std::string style = ValueOf(row, AttributeKind::kClass);
    if (!style.starts_with("row") || style == "row head") continue;
    ChartRow& told = out.emplace_back();
    told.style = style;
    told.place = TextOf(*AllOfClass(row, Element::kSpan, "place")[0]);
    const std::vector<const Node*> values = AllOfClass(row, Element::kSpan, "value");
    EXPECT_THAT(values, SizeIs(2));
    told.share = TextOf(*values[0]);
    told.turnout = TextOf(*values[1]);
    const Node& bars = *AllOfClass(row, Element::kSpan, "bars")[0];
    told.x = Values(All(bars, Element::kRect), AttributeKind::kX);
    told.y = Values(All(bars, Element::kRect), AttributeKind::kY);
    told.widths = Values(All(bars, Element::kRect), AttributeKind::kWidth);
    told.fills = Values(All(bars, Element::kRect), AttributeKind::kFill);
    const std::vector<const Node*> pictures = All(bars, Element::kSvg);
    if (!pictures.empty()) told.label = ValueOf(*pictures[0], AttributeKind::kAriaLabel);
    const Node& thin = *AllOfClass(row, Element::kSvg, "bar thin")[0];
    told.turnout_width = ValueOf(*All(thin, Element::kRect)[0], AttributeKind::kWidth);
    const std::vector<const Node*> why = AllOfClass(row, Element::kSpan, "why");
    if (!why.empty()) told.why = TextOf(*why[0]);
  }
  return out;
}

TEST(RegionsSection, DrawsTheSharesOfWhatMayBeChosenOnceOneAfterAnother) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const std::vector<ChartRow> rows = ChartOf(RegionsSection(view), 0);
  ASSERT_THAT(rows, SizeIs(6));
  const std::vector<std::string> styles{"row all", "row", "row", "row open", "row", "row"};
  const std::vector<std::string> shares{"Yes 55.3%", "Yes 64.3%", "Yes 38.5%",
                                        "Yes 60.0%", "Yes 100%",  "Yes \u2013"};
  const std::vector<std::string> turnouts{"61.2%", "75.0%", "66.7%", "3.0%", "100%", "0%"};
  const std::vector<std::string> drawn{"61.236%", "75.000%", "66.666%", "2.982%", "100.000%", "0.000%"};
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].style, styles[i]);
    EXPECT_EQ(rows[i].share, shares[i]);
    EXPECT_EQ(rows[i].turnout, turnouts[i]);
    EXPECT_EQ(rows[i].turnout_width, drawn[i]);
    EXPECT_EQ(rows[i].why.empty(), i != 3);
  }
  EXPECT_EQ(rows[1].place, "North");
  EXPECT_THAT(rows[1].x, ElementsAre("0.000%", "64.285%"));
  EXPECT_THAT(rows[1].widths, ElementsAre("64.285%", "35.714%"));
  EXPECT_THAT(rows[1].fills, ElementsAre("url(#p0)", "url(#p1)"));
  EXPECT_THAT(rows[3].x, ElementsAre("0.000%", "60.000%"));
  EXPECT_THAT(rows[4].widths, ElementsAre("100.000%")) << "an option without votes is not drawn";
  EXPECT_THAT(rows[5].widths, IsEmpty());
  EXPECT_THAT(NumbersOf(rows[0].label), ElementsAre("55.3%", "44.7%", "61.2%"));
  EXPECT_THAT(NumbersOf(rows[2].label), ElementsAre("38.5%", "61.5%", "66.7%"));
  EXPECT_THAT(rows[2].label, HasSubstr("South"));
  EXPECT_THAT(rows[3].label, HasSubstr("East, Isle, Hill"));
  EXPECT_THAT(rows[3].place, HasSubstr("3"));
  EXPECT_THAT(rows[3].why, HasSubstr("East, Isle, Hill"));
  EXPECT_THAT(NumbersOf(rows[3].why), ElementsAre("10")) << "the floor";
}

TEST(RegionsSection, DrawsTheSharesOfWhatMayBeChosenTwiceOneBelowAnother) {
  const verify::Verification v = CountyVerification();
  const Node section = RegionsSection(RecordPage(v, kPlainPage));
  const std::vector<ChartRow> rows = ChartOf(section, 1);
  ASSERT_THAT(rows, SizeIs(6));
  EXPECT_EQ(rows[0].share, "B 47.8%") << "the option with the most votes";
  EXPECT_EQ(rows[1].share, "B 40.0%");
  EXPECT_EQ(rows[3].share, "B 52.9%");
  EXPECT_THAT(rows[1].x, ElementsAre("", "", "", ""));
  EXPECT_THAT(rows[1].y, ElementsAre("0", "11", "22", "33"));
  EXPECT_THAT(rows[1].widths, ElementsAre("53.333%", "40.000%", "20.000%", "3.333%"));
  EXPECT_THAT(rows[2].widths, ElementsAre("12.500%", "62.500%", "25.000%", "0.000%"));
  EXPECT_THAT(rows[1].fills, ElementsAre("url(#p0)", "url(#p1)", "url(#p2)", "url(#p3)"));
  EXPECT_THAT(NumbersOf(rows[1].label), ElementsAre("53.3%", "40.0%", "20.0%", "3.3%", "75.0%"));
  for (const Node* picture : AllOfClass(*All(section, Element::kFigure)[1], Element::kSvg, "bar")) {
    EXPECT_EQ(ValueOf(*picture, AttributeKind::kStyle), "height:44px");
    for (const Node* rect : All(*picture, Element::kRect))
      EXPECT_EQ(ValueOf(*rect, AttributeKind::kHeight), "10");
  }
  const std::vector<const Node*> legends = AllOfClass(section, Element::kUl, "legend");
  ASSERT_THAT(legends, SizeIs(2));
  EXPECT_THAT(Texts(All(*legends[0], Element::kLi)), ElementsAre("Yes", "No"));
  EXPECT_THAT(Texts(All(*legends[1], Element::kLi)), ElementsAre("A", "B", "C", "D"));
  EXPECT_THAT(Values(All(*legends[0], Element::kRect), AttributeKind::kFill),
              ElementsAre("url(#p0)", "url(#p1)"));
  for (const Node* picture : AllOfClass(*All(section, Element::kFigure)[0], Element::kSvg, "bar"))
    EXPECT_EQ(ValueOf(*picture, AttributeKind::kStyle), "");
}

// At a tie no option is ahead: the first that is not blank is shown.
TEST(RegionsSection, ShowsTheFirstOptionWhereNoneIsAhead) {
  verify::Verification v = CountyVerification();
  record::Manifest m = CountyManifest();
  m.questions[0].blank = 0;
  v.context = testing::ContextOf(m);
  v.result->units = {v.result->units[1]};
  v.result->units[0].votes = {{300, 250, 250}, {0, 0, 0, 0}};
  const Node section = RegionsSection(RecordPage(v, kPlainPage));
  EXPECT_EQ(ChartOf(section, 0)[0].share, "Blank 12.3%") << "the second option: 250 of 2,027";
  EXPECT_THAT(ChartOf(section, 0)[0].widths, SizeIs(2));
  EXPECT_EQ(ChartOf(section, 1)[0].share, "A 0%");
}

TEST(RegionsSection, SaysWhatIsNotShown) {
  verify::Verification v = CountyVerification();
  v.result->units[2].decrypted = false;
  v.result->units[2].votes.clear();
  const RecordPage view(v, kPlainPage);
  const Node section = RegionsSection(view);
  const std::string hidden = Say(view.t.not_decrypted);
  const page::Rows rows = RowsOf(section, 0, 3);
  EXPECT_THAT(rows[0], ElementsAre(Say(view.t.all_regions), "3,800", "2,327", "61.2%", hidden));
  EXPECT_THAT(rows[3], ElementsAre(Say(view.t.regions_together({.count = 3})), "570", "17", "3.0%", hidden));
  EXPECT_THAT(rows[4], ElementsAre("East", "500", "10", "2.0%", Say(view.t.in_group)));
  const std::vector<ChartRow> chart = ChartOf(section, 0);
  ASSERT_THAT(chart, SizeIs(5)) << "no row of all regions";
  EXPECT_EQ(chart[2].share, "\u2013");
  EXPECT_THAT(chart[2].widths, IsEmpty());
  EXPECT_FALSE(chart[2].why.empty());
  EXPECT_EQ(chart[4].style, "row") << "where nobody voted there is nothing to explain";

  verify::Verification alone = CountyVerification();
  alone.result->units[1].decrypted = false;
  alone.result->units[1].votes.clear();
  const std::vector<ChartRow> rows_alone = ChartOf(RegionsSection(RecordPage(alone, kPlainPage)), 0);
  EXPECT_EQ(rows_alone[1].style, "row open");
  EXPECT_EQ(rows_alone[1].place, "South");
  EXPECT_FALSE(rows_alone[1].why.empty());
}

TEST(RegionsSection, HasTheTurnoutWhereThereIsNoResult) {
  verify::Verification v = CountyVerification();
  v.result.reset();
  const RecordPage view(v, kPlainPage);
  const Node section = RegionsSection(view);
  const Node& table = *All(section, Element::kTable)[0];
  EXPECT_THAT(BodyRows(table, 4),
              ElementsAre(TableRow{Say(view.t.all_regions), "3,800", "2,327", "61.2%"},
                          TableRow{"North", "2,000", "1,500", "75.0%"},
                          TableRow{"South", "1,200", "800", "66.7%"}, TableRow{"East", "500", "10", "2.0%"},
                          TableRow{"West", "10", "10", "100%"}, TableRow{"Isle", "40", "4", "10.0%"},
                          TableRow{"Hill", "30", "3", "10.0%"}, TableRow{"Cape", "20", "0", "0%"}));
  EXPECT_THAT(HeadRow(table), SizeIs(4));
  EXPECT_THAT(All(section, Element::kTable), SizeIs(1));
  EXPECT_EQ(section.Id(), "regions");
  EXPECT_THAT(All(*All(section, Element::kH2)[0], Element::kSpan), IsEmpty());
  AddTestFinding(v, verify::CheckId::kBallots, {1, ErrorCode::kBadProof, "x"});
  EXPECT_THAT(AllOfClass(RegionsSection(RecordPage(v, kPlainPage)), Element::kSpan, "stamp is-wrong"),
              SizeIs(1));
  v.turnout.clear();
  EXPECT_TRUE(RegionsSection(RecordPage(v, kPlainPage)).IsNothing());
}

TEST(RegionsSection, IsNothingOfOneRegionOrWithoutAManifest) {
  verify::Verification v = CountyVerification();
  record::Manifest m = CountyManifest();
  m.regions.resize(1);
  v.context = testing::ContextOf(m);
  v.result->regions.resize(1);
  v.result->units.resize(1);
  EXPECT_TRUE(RegionsSection(RecordPage(v, kPlainPage)).IsNothing());
  v.context = nullptr;
  EXPECT_TRUE(RegionsSection(RecordPage(v, kPlainPage)).IsNothing());
}

TEST(UnitsSection, HasEveryGroup) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = UnitsSection(view);
  const Node& table = *All(section, Element::kTable)[0];
  const page::Rows rows = BodyRows(table, 3);
  EXPECT_THAT(rows, ElementsAre(TableRow{"North", "1,500", Say(view.t.unit_yes)},
                                TableRow{"South", "800", Say(view.t.unit_yes)},
                                TableRow{"East, Isle, Hill", "17", Say(view.t.unit_yes)},
                                TableRow{"West", "10", Say(view.t.unit_yes)},
                                TableRow{"Cape", "0", Say(view.t.unit_nobody)}));
  EXPECT_THAT(HeadRow(table), SizeIs(3));
  uint64_t sum = 0;
  for (const TableRow& row : rows) sum += CountIn(row[1]);
  EXPECT_EQ(sum, 2327u);
  EXPECT_THAT(NumbersOf(TextOf(*All(section, Element::kP)[0])), ::testing::UnorderedElementsAre("5", "10"));

  verify::Verification hidden = CountyVerification();
  hidden.result->units[2].decrypted = false;
  EXPECT_EQ(BodyRows(*All(UnitsSection(RecordPage(hidden, kPlainPage)), Element::kTable)[0], 3)[2][2],
            Say(view.t.unit_no));
  hidden.result.reset();
  EXPECT_TRUE(UnitsSection(RecordPage(hidden, kPlainPage)).IsNothing());
}

}  // namespace
}  // namespace constat::report
