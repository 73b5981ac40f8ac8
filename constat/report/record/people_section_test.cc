// Who ran a referendum, row by row, beside a record made by hand. Spec: CER-12, LOG-4, VER-13.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/collusion.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"

namespace constat::report {
namespace {

using page::All;
using page::BodyRows;
using page::Element;
using page::HeadRow;
using page::Node;
using page::NumbersOf;
using page::TableRow;
using page::TextOf;
using page::Texts;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Columns are those of the trustees' table: who showed a working key, who decrypted.
std::vector<std::string> ColumnOf(const verify::Verification& v, size_t column) {
  const Node section = PeopleSection(RecordPage(v, kPlainPage));
  std::vector<std::string> out;
  for (const TableRow& row : BodyRows(*All(section, Element::kTable)[0], 3)) out.push_back(row[column]);
  return out;
}

TEST(PeopleSection, HasEveryTrustee) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = PeopleSection(view);
  const std::vector<const Node*> tables = All(section, Element::kTable);
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(HeadRow(*tables[0]), SizeIs(3));
  const Words plain(ManifestOf(v), "en", &PlainName);
  std::vector<std::string> names;
  for (uint16_t i = 1; i <= 5; ++i) names.push_back(plain.Start({record::Role::kTrustee, i}));
  EXPECT_EQ(ColumnOf(v, 0), names);
  EXPECT_THAT(names[4], HasSubstr("Observers' Network"));
  const std::string yes = "\u2713 " + Say(view.t.done);
  const std::string no = "\u2013 " + Say(view.t.not_done);
  const std::string later = "\u2013 " + Say(view.t.not_yet);
  EXPECT_THAT(ColumnOf(v, 1), ElementsAre(yes, yes, yes, no, yes));
  EXPECT_THAT(ColumnOf(v, 2), ElementsAre(no, yes, yes, no, yes));
  EXPECT_THAT(NumbersOf(TextOf(*All(section, Element::kP)[0])), UnorderedElementsAre("3", "5", "4", "3"))
      << "3 of 5 can decrypt, 4 had to show a key, 3 decrypted";

  verify::Verification open = CountyVerification();
  open.phase = referendum::Phase::kOpen;
  open.sharing_trustees.clear();
  EXPECT_THAT(ColumnOf(open, 1), ElementsAre(yes, yes, yes, no, yes));
  EXPECT_THAT(ColumnOf(open, 2), Each(later));
  open.voting_begin_ms = 0;
  EXPECT_THAT(ColumnOf(open, 1), ElementsAre(yes, yes, yes, later, yes));
  open.phase = referendum::Phase::kTallying;
  EXPECT_THAT(ColumnOf(open, 2), Each(no));
}

TEST(PeopleSection, HasEveryWitnessWithItsLastTime) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = PeopleSection(view);
  const Node& table = *All(section, Element::kTable)[1];
  EXPECT_THAT(BodyRows(table, 2),
              ElementsAre(TableRow{"witness.uni-a.example", "\u2013 " + Say(view.t.did_not_sign)},
                          TableRow{"witness.press.example", "\u2713 " + view.w.Time(691'611'650'000)},
                          TableRow{"witness.observers.example", "\u2713 " + Say(view.t.time_unknown)}));
  EXPECT_THAT(HeadRow(table), SizeIs(2));
  EXPECT_THAT(NumbersOf(TextOf(*All(section, Element::kP)[1])), UnorderedElementsAre("2", "3", "2"));

  verify::Verification last = CountyVerification();
  last.witnesses = {{"witness.uni-a.example", (uint64_t{1} << 43) - 1}};
  EXPECT_THAT(BodyRows(*All(PeopleSection(RecordPage(last, kPlainPage)), Element::kTable)[1], 2)[0][1],
              ::testing::Ne("\u2713 " + Say(view.t.time_unknown)))
      << "the last time that has a date";
}

TEST(PeopleSection, NamesEveryOffice) {
  const verify::Verification v = CountyVerification();
  const Node section = PeopleSection(RecordPage(v, kPlainPage));
  EXPECT_THAT(Texts(All(section, Element::kDd)),
              ElementsAre("Central Election Commission", "Registry", "Post", "Board of the referendum"));
  const ReportTexts& t = RecordPage(v, kPlainPage).t;
  EXPECT_THAT(Texts(All(section, Element::kDt)),
              ElementsAre(Say(t.organiser), Say(t.registrars({.count = 2})), Say(t.board)));
  // What an office is, then who it is.
  for (const Node* office : All(*All(section, Element::kDl)[0], Element::kDiv)) {
    ASSERT_FALSE(office->children().empty());
    EXPECT_EQ(office->children()[0].element(), Element::kDt) << TextOf(*office);
    for (size_t i = 1; i < office->children().size(); ++i)
      EXPECT_EQ(office->children()[i].element(), Element::kDd) << TextOf(*office);
  }
}

TEST(PeopleSection, IsNothingWithoutAManifest) {
  verify::Verification v = CountyVerification();
  v.context = nullptr;
  EXPECT_TRUE(PeopleSection(RecordPage(v, kPlainPage)).IsNothing());
  EXPECT_TRUE(CollusionSection(RecordPage(v, kPlainPage)).IsNothing());
}

TEST(CollusionSection, SaysHowManyKeysEachPlotTakes) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = CollusionSection(view);
  const Node& table = *All(section, Element::kTable)[0];
  const page::Rows rows = BodyRows(table, 3);
  ASSERT_EQ(rows.size(), record::kPlots);
  EXPECT_THAT(HeadRow(table), SizeIs(3));
  using record::Plot;
  const auto numbers = [&](Plot plot) { return NumbersOf(rows[static_cast<size_t>(plot)][1]); };
  const auto names = [&](Plot plot) { return rows[static_cast<size_t>(plot)][2]; };
  EXPECT_EQ(names(Plot::kVoteForOthers), "Registry, Post") << "each made a part of every code";
  EXPECT_THAT(numbers(Plot::kReadBallots), ElementsAre("3", "5"));
  EXPECT_EQ(names(Plot::kReadBallots), "Academy of Sciences, Bar Association, Council of Churches");
  EXPECT_THAT(numbers(Plot::kTwoHistories), ElementsAre("1", "3")) << "2 of 3 must sign: 1 twice";
  EXPECT_THAT(names(Plot::kTwoHistories), HasSubstr("Board of the referendum"));
  EXPECT_THAT(numbers(Plot::kNoCount), ElementsAre("3", "5")) << "without three of five no two can";
  for (const TableRow& row : rows) {
    EXPECT_FALSE(row[0].empty());
    EXPECT_FALSE(row[2].empty());
  }
}

}  // namespace
}  // namespace constat::report
