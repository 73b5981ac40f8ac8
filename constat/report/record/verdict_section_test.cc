// The verdict, and the numbers of a refused result beside the right ones, row by row. Spec: VER-4, VER-14.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/record/cause_words.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/json_report.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"
#include "constat/text/json.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

using page::All;
using page::AllOfClass;
using page::AttributeKind;
using page::BodyRows;
using page::Element;
using page::Node;
using page::NumbersOf;
using page::TextOf;
using page::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// DifferingNumbers are the county's, published and right, without what they are of.
const page::Rows kDifferingNumbers{{"1,269", "1,219"}, {"936", "986"}, {"1,152", "1,112"}, {"950", "900"},
                                   {"450", "500"},     {"640", "600"}, {"18", "17"},       {"1,205", "1,200"},
                                   {"805", "800"},     {"845", "840"}};

TEST(VerdictSection, HasEveryNumberThatDiffers) {
  const verify::Verification v = WrongCounty();
  const RecordPage view(v, kPlainPage);
  const Node section = VerdictSection(view);
  const std::vector<const Node*> tables = All(section, Element::kTable);
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(page::HeadRow(*tables[0]), SizeIs(3));
  page::Rows rows = BodyRows(*tables[0], 3);
  ASSERT_THAT(rows, SizeIs(11));
  EXPECT_EQ(rows[0][1], VerdictWord(view.w, record::Verdict::kCarried));
  EXPECT_EQ(rows[0][2], VerdictWord(view.w, record::Verdict::kNotCarried));
  EXPECT_EQ(NumbersOf(rows[0][0]), std::vector<std::string>{"1"}) << "of question 1";
  page::Rows numbers;
  for (size_t r = 1; r < rows.size(); ++r) numbers.push_back({rows[r][1], rows[r][2]});
  EXPECT_EQ(numbers, kDifferingNumbers);
  // Totals of an option, then groups, then regions.
  const std::vector<std::vector<std::string>> named{
      {"1", "Yes"},   {"1", "No"},          {"2", "B"}, {"North", "Yes"}, {"North", "No"},
      {"North", "B"}, {"East, Isle, Hill"}, {"South"},  {"South"},        {"South"}};
  for (size_t r = 0; r < named.size(); ++r) {
    for (const std::string& part : named[r]) EXPECT_THAT(rows[r + 1][0], HasSubstr(part));
  }
  std::set<std::string> whats;
  for (const page::TableRow& row : rows) whats.insert(row[0]);
  EXPECT_THAT(whats, SizeIs(11)) << "no two rows are of the same";
  EXPECT_THAT(TextOf(section), HasSubstr(Say(view.t.published_in({.entry = 2600}))));
  EXPECT_THAT(TextOf(section), ::testing::Not(HasSubstr(Say(view.t.other_groups))));
}

TEST(VerdictSection, CountsTheVotesThatStandElsewhere) {
  const verify::Verification v = WrongCounty();
  const RecordPage view(v, kPlainPage);
  const Node section = VerdictSection(view);
  const std::vector<const Node*> answers = AllOfClass(section, Element::kDl, "answers");
  ASSERT_THAT(answers, SizeIs(1));
  const std::vector<const Node*> told = All(*answers[0], Element::kDd);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_THAT(TextOf(*told[0]), HasSubstr("Board of the referendum"));
  EXPECT_THAT(NumbersOf(TextOf(*told[1])), ElementsAre("50")) << "moved from No to Yes";
  EXPECT_THAT(AllOfClass(section, Element::kDiv, "cause"), SizeIs(1));
}

// The same rows in the terminal's report and in JSON.
TEST(TextReport, HasEveryNumberThatDiffers) {
  const verify::Verification v = WrongCounty();
  const Words words(ManifestOf(v), "en", &PlainName);
  const std::vector<DifferenceRow> rows = DescribeDifference(words, *verdict::CompareResults(v));
  ASSERT_THAT(rows, SizeIs(11));
  const std::string text = FormatTextReport(v, {});
  const text::Json json = text::Json::parse(FormatJsonReport(v, {}));
  const text::Json& differences = json["people"]["differences"];
  ASSERT_EQ(differences.size(), 11u);
  for (size_t r = 1; r < rows.size(); ++r) {
    EXPECT_EQ(rows[r].published, kDifferingNumbers[r - 1][0]);
    EXPECT_EQ(rows[r].right, kDifferingNumbers[r - 1][1]);
    EXPECT_THAT(
        text, HasSubstr(::constat::text::Wrap(fmt::format("{}: {} {}; {} {}", rows[r].what, words.t.published,
                                                          rows[r].published, words.t.right, rows[r].right),
                                              "      ")));
    EXPECT_EQ(differences[r]["what"], rows[r].what);
    EXPECT_EQ(differences[r]["published"], rows[r].published);
    EXPECT_EQ(differences[r]["right"], rows[r].right);
  }
  const text::Json& cause = json["people"]["causes"][0];
  EXPECT_EQ(cause["kind"], "wrong-result");
  EXPECT_EQ(cause["entries"].dump(), "[2600]");
  EXPECT_EQ(cause["author"], "board");
  EXPECT_EQ(cause["findings"], 1);
  EXPECT_EQ(cause["following"], 0);
  EXPECT_EQ(cause["most"], 50);
  EXPECT_TRUE(json["result"].is_null()) << "what was recomputed is not what the record holds";
}

TEST(VerdictSection, SaysThatOtherRegionsWereAddedTogether) {
  verify::Verification v = WrongCounty();
  v.published->outcome.units[2].regions = {2, 4};
  const RecordPage view(v, kPlainPage);
  EXPECT_THAT(TextOf(VerdictSection(view)), HasSubstr(Say(view.t.other_groups)));
  EXPECT_THAT(FormatTextReport(v, {}), HasSubstr(Say(view.t.other_groups).substr(0, 30)));
}

TEST(VerdictSection, LinksTheFindingsThatFollow) {
  verify::Verification v = CountyVerification();
  verify::Finding close{.entry = 2500, .code = ErrorCode::kWrongCloseTime, .text = "close"};
  close.refused = verify::RefusedEntry{record::EntryType::kClose, record::Keeper{record::Role::kBoard, 0}};
  AddTestFinding(v, verify::CheckId::kClose, close);
  for (const uint64_t entry : {2501, 2502, 2503}) {
    verify::Finding share{.entry = entry, .code = ErrorCode::kWrongPhase, .text = "share"};
    share.refused = verify::RefusedEntry{record::EntryType::kDecryptionShare, {}, true};
    AddTestFinding(v, verify::CheckId::kShares, share);
  }
  const RecordPage view(v, kPlainPage);
  const Node section = VerdictSection(view);
  const std::vector<const Node*> links = All(section, Element::kA);
  ASSERT_THAT(links, SizeIs(1));
  EXPECT_EQ(ValueOf(*links[0], AttributeKind::kHref), "#checks");
  EXPECT_EQ(TextOf(*links[0]), Say(view.t.findings_follow({.count = 3})));
  EXPECT_THAT(All(section, Element::kTable), IsEmpty());
  const Node& cause = *AllOfClass(section, Element::kDiv, "cause")[0];
  EXPECT_THAT(TextOf(*All(cause, Element::kP)[1]), HasSubstr("2,500"));
  EXPECT_THAT(TextOf(cause), HasSubstr(Say(view.t.rest_stopped({.count = 3, .entry = 2500}))));
  const text::Json json = text::Json::parse(FormatJsonReport(v, {}));
  EXPECT_EQ(json["people"]["causes"][0]["following"], 3);
  EXPECT_EQ(json["people"]["causes"][0]["most"], 3800);
}

TEST(VerdictSection, TellsEightCausesAndCountsTheOthers) {
  verify::Verification v = CountyVerification();
  const auto causes = [&](size_t n) {
    v = CountyVerification();
    for (uint16_t i = 0; i < n; ++i) {
      verify::Finding finding{.entry = 30 + i, .code = ErrorCode::kWrongShare, .text = "share"};
      finding.refused = verify::RefusedEntry{record::EntryType::kDecryptionShare,
                                             record::Keeper{record::Role::kTrustee, i}};
      AddTestFinding(v, verify::CheckId::kShares, finding);
    }
    return VerdictSection(RecordPage(v, kPlainPage));
  };
  const Node eight = causes(8);
  EXPECT_THAT(AllOfClass(eight, Element::kDiv, "cause"), SizeIs(8));
  const std::string more = Say(RecordPage(v, kPlainPage).t.and_more({.count = 3}));
  EXPECT_THAT(TextOf(eight),
              ::testing::Not(HasSubstr(Say(RecordPage(v, kPlainPage).t.and_more({.count = 0})))));
  const Node eleven = causes(11);
  EXPECT_THAT(AllOfClass(eleven, Element::kDiv, "cause"), SizeIs(8));
  EXPECT_THAT(TextOf(eleven), HasSubstr(more));
}

// Each outcome has a class, a picture and a word of its own.
TEST(VerdictSection, LooksLikeItsOutcome) {
  struct Case {
    verify::Verification v;
    std::string style;
    size_t paths;
    size_t discs;
  };
  for (const Case& c : {Case{DemoVerification(), "verdict is-verified", 1, 1},
                        Case{WrongVerification(), "verdict is-wrong", 2, 0},
                        Case{UnpinnedVerification(), "verdict is-consistent", 1, 2},
                        Case{OpenVerification(), "verdict is-incomplete", 1, 1}}) {
    const RecordPage view(c.v, kPlainPage);
    const Node section = VerdictSection(view);
    EXPECT_EQ(ValueOf(section, AttributeKind::kClass), c.style);
    EXPECT_THAT(All(section, Element::kPath), SizeIs(c.paths)) << c.style;
    const std::vector<const Node*> discs = All(section, Element::kCircle);
    EXPECT_THAT(discs, SizeIs(c.discs)) << c.style;
    for (const Node* disc : discs) {
      EXPECT_EQ(ValueOf(*disc, AttributeKind::kCx), "24");
      const std::string r = ValueOf(*disc, AttributeKind::kR);
      EXPECT_EQ(ValueOf(*disc, AttributeKind::kCy), r == "2.4" ? "36" : "24");
      EXPECT_THAT((std::vector<std::string>{"21", "22", "2.4"}), ::testing::Contains(r));
    }
    EXPECT_EQ(TextOf(*page::FindId(section, "verdict")), MakeHeadline(view.w, c.v, view.causes.size()).word);
    const bool number = c.style == "verdict is-consistent";
    EXPECT_EQ(All(section, Element::kCode).size(), number ? 1u : 0u);
  }
}

}  // namespace
}  // namespace constat::report
