// Published numbers beside counted ones, cell by cell, beside a record made by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/record/sections.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"

namespace constat::report {
namespace {

using page::All;
using page::AttributeKind;
using page::BodyRows;
using page::Element;
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

// ElsewhereCounty is what a newspaper printed, in units of two voters: as counted in South, other in North,
// without votes of East's group, nothing of Cape but its voters, and a region that there is not.
HtmlReportOptions ElsewhereCounty() {
  HtmlReportOptions out;
  out.published = Published{.regions = {{"north", "The north", 4000, 2900, {1700, 200, 1000}},
                                        {"south", "The south", 2400, 1600, {600, 40, 960}},
                                        {"east", "The east", std::nullopt, 20, {}},
                                        {"nowhere", "Nowhere", 100, 51, {25, 1, 25}}},
                            .question = 0,
                            .scale = 2,
                            .note = "The newspaper."};
  return out;
}

TEST(ComparedSection, HasEveryCell) {
  const verify::Verification v = CountyVerification();
  const HtmlReportOptions options = ElsewhereCounty();
  const RecordPage view(v, options);
  const Node section = ComparedSection(view);
  const Node& table = *All(section, Element::kTable)[0];
  const std::string none = "\u2013";
  const std::string minus = "\u2212";
  // North: 2,900 of 4,000 beside 1,500 of 2,000; 1,700 of 2,700 valid beside 900 of 1,400; 200 of
  // 2,900 beside 100 of 1,500; 1,000 of 2,700 beside 500 of 1,400. Half of each number is what one
  // voter stands for.
  EXPECT_THAT(
      BodyRows(table, 13),
      ElementsAre(
          TableRow{"The north", "72.5% 1,450", "75.0% 1,500", "+2.5", "63.0% 850", "64.3% 900", "+1.3",
                   "6.9% 100", "6.7% 100", minus + "0.2", "37.0% 500", "35.7% 500", minus + "1.3"},
          TableRow{"The south", "66.7% 800", "66.7% 800", "0.0", "38.5% 300", "38.5% 300", "0.0", "2.5% 20",
                   "2.5% 20", "0.0", "61.5% 480", "61.5% 480", "0.0"},
          TableRow{"The east", none, "2.0% 10", none, none, none, none, none, none, none, none, none, none},
          TableRow{"Nowhere", "51.0% 26", none, none, "50.0% 13", none, none, "2.0% 1", none, none,
                   "50.0% 13", none, none}));
  const std::vector<const Node*> rows = All(*All(table, Element::kTbody)[0], Element::kTr);
  const auto styles = [](const Node& row) { return Values(All(row, Element::kTd), AttributeKind::kClass); };
  EXPECT_THAT(styles(*rows[0]), ElementsAre("num first", "num", "num off", "num first", "num", "num off",
                                            "num first", "num", "num off", "num first", "num", "num off"));
  EXPECT_THAT(styles(*rows[1]), ElementsAre("num first", "num", "num", "num first", "num", "num", "num first",
                                            "num", "num", "num first", "num", "num"));
  EXPECT_EQ(styles(*rows[2]), styles(*rows[1]));
}

TEST(ComparedSection, HasAHeadingOverEveryThreeColumns) {
  const verify::Verification v = CountyVerification();
  const HtmlReportOptions options = ElsewhereCounty();
  const RecordPage view(v, options);
  const Node section = ComparedSection(view);
  const std::vector<const Node*> heads = All(*All(section, Element::kThead)[0], Element::kTr);
  ASSERT_THAT(heads, SizeIs(2));
  const std::vector<const Node*> groups = All(*heads[0], Element::kTh);
  EXPECT_THAT(Texts(groups), ElementsAre(Say(view.t.region), Say(view.t.turnout), "Yes", "Blank", "No"));
  EXPECT_THAT(Values(groups, AttributeKind::kColspan), ElementsAre("", "3", "3", "3", "3"));
  EXPECT_THAT(Values(groups, AttributeKind::kRowspan), ElementsAre("2", "", "", "", ""));
  EXPECT_THAT(Values(groups, AttributeKind::kScope),
              ElementsAre("col", "colgroup", "colgroup", "colgroup", "colgroup"));
  EXPECT_THAT(All(*heads[1], Element::kTh), SizeIs(12));
  const std::vector<const Node*> paragraphs = All(section, Element::kP);
  ASSERT_THAT(paragraphs, SizeIs(3));
  EXPECT_EQ(TextOf(*paragraphs[0]), "The newspaper.");
  EXPECT_THAT(NumbersOf(TextOf(*paragraphs[1])), ElementsAre("2"));
}

TEST(ComparedSection, NamesTheLargestDifference) {
  const verify::Verification v = CountyVerification();
  HtmlReportOptions options = ElsewhereCounty();
  const auto said = [&] { return TextOf(*All(ComparedSection(RecordPage(v, options)), Element::kP)[2]); };
  const RecordPage view(v, kPlainPage);
  EXPECT_EQ(
      said(),
      Say(view.t.compared_largest({.points = "2.5", .region = "The north", .what = Say(view.t.turnout)})));
  options.published->regions[0].counted = 3000;
  options.published->regions[0].votes = {1600, 200, 1200};
  // 1,600 of 2,800 is 57.1%, not 64.3%; the No are as far away, and come later.
  EXPECT_THAT(NumbersOf(said()), ElementsAre("7.1"));
  EXPECT_THAT(said(), HasSubstr("Yes"));
  options.published->regions.erase(options.published->regions.begin());
  EXPECT_EQ(said(), Say(view.t.compared_equal({.limit = "0.1"})));
  options.published->regions.erase(options.published->regions.begin());
  EXPECT_EQ(said(), Say(view.t.compared_none));
}

TEST(ComparedSection, IsNothingWithoutWhatItCompares) {
  verify::Verification v = CountyVerification();
  HtmlReportOptions options = ElsewhereCounty();
  options.published->scale = 1;
  options.published->note.clear();
  options.published->question = 1;
  const Node section = ComparedSection(RecordPage(v, options));
  EXPECT_THAT(All(section, Element::kP), SizeIs(1)) << "neither note nor scale";
  EXPECT_EQ(BodyRows(*All(section, Element::kTable)[0], 16)[0][4], "\u2013") << "three votes are not four";
  options.published->question = 2;
  EXPECT_TRUE(ComparedSection(RecordPage(v, options)).IsNothing());
  options.published->question = 0;
  options.published->scale = 0;
  EXPECT_TRUE(ComparedSection(RecordPage(v, options)).IsNothing());
  options.published->scale = 1;
  v.result.reset();
  EXPECT_TRUE(ComparedSection(RecordPage(v, options)).IsNothing());
  EXPECT_TRUE(ComparedSection(RecordPage(CountyVerification(), kPlainPage)).IsNothing());
}

}  // namespace
}  // namespace constat::report
