// Who confirms a record, what was replaced, and by what the report was made, beside a record made by hand.
// Spec: ROL-10, STA-2, VER-5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using page::All;
using page::AttributeKind;
using page::Element;
using page::Node;
using page::NumbersOf;
using page::TextOf;
using page::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ConfirmSection, HasTheBoardTheWitnessesAndTheTrustFile) {
  verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Words plain(ManifestOf(v), "en", &PlainName);
  const Node section = ConfirmSection(view);
  EXPECT_EQ(Texts(All(section, Element::kLi)), Confirmations(plain, v));
  const std::vector<std::string> told = Confirmations(plain, v);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_EQ(told[0], Say(plain.t.confirms_board({.name = "Board of the referendum"})));
  EXPECT_THAT(told[1], HasSubstr(Say(plain.t.confirms_name(
                           {.name = "witness.press.example", .time = plain.Time(691'611'650'000)}))));
  EXPECT_THAT(told[1], HasSubstr(Say(plain.t.confirms_name(
                           {.name = "witness.observers.example", .time = Say(plain.t.time_unknown)}))));
  EXPECT_THAT(told[1],
              ::testing::EndsWith(Say(plain.t.confirms_missing({.names = "witness.uni-a.example"}))));
  EXPECT_EQ(NumbersOf(told[1])[0], "2");
  EXPECT_EQ(told[2], Say(plain.t.confirms_pinned));
  AddTestFinding(v, verify::CheckId::kPins, {std::nullopt, ErrorCode::kNoQuorum, "x"});
  EXPECT_EQ(Confirmations(plain, v)[2], Say(plain.t.confirms_other));
  v.pinned = false;
  EXPECT_EQ(Confirmations(plain, v)[2], Say(plain.t.confirms_unpinned));
  AddTestFinding(v, verify::CheckId::kBoardSignature, {std::nullopt, ErrorCode::kBadSignature, "x"});
  EXPECT_EQ(Confirmations(plain, v)[0], Say(plain.t.confirms_no_board));
  v.witnesses.clear();
  EXPECT_THAT(NumbersOf(Confirmations(plain, v)[1]), ::testing::UnorderedElementsAre("3", "2"));
}

TEST(ConfirmSection, CountsReplacedCodesByRegion) {
  const verify::Verification v = CountyVerification();
  const Words plain(ManifestOf(v), "en", &PlainName);
  const std::vector<std::string> told = ReplacedSentences(plain, v);
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_THAT(NumbersOf(told[0]), ElementsAre("23"));
  // The most first: East 12, Cape 7, North 3, Isle 1.
  EXPECT_THAT(NumbersOf(told[1]), ElementsAre("12", "7", "3", "1"));
  const auto place = [&](const char* name) { return told[1].find(name); };
  EXPECT_LT(place("East"), place("Cape"));
  EXPECT_LT(place("Cape"), place("North"));
  EXPECT_LT(place("North"), place("Isle"));
  EXPECT_EQ(place("South"), std::string::npos);
  EXPECT_EQ(Texts(All(ConfirmSection(RecordPage(v, kPlainPage)), Element::kP)), told);
  const std::string text = FormatTextReport(v, {});
  EXPECT_THAT(text, HasSubstr("23"));
  EXPECT_THAT(FormatTextReport(v, {.findings_per_check = 0}), HasSubstr(told[1].substr(0, 40)));
}

TEST(ReplacedSentences, ListTwentyRegionsAndCountTheOthers) {
  record::Manifest m = CountyManifest();
  m.regions.clear();
  verify::Verification v = CountyVerification();
  v.replaced.clear();
  for (uint32_t r = 0; r < 23; ++r) {
    m.regions.push_back({"r" + std::to_string(r), {"R", "R"}, 1});
    v.replaced.push_back(100 + r);
  }
  v.context = testing::ContextOf(m);
  const auto numbers = [](const verify::Verification& of) {
    return NumbersOf(ReplacedSentences(Words(ManifestOf(of), "en", &PlainName), of)[1]);
  };
  std::vector<std::string> expected;
  for (uint32_t n = 122; n > 102; --n) expected.push_back(std::to_string(n));
  expected.push_back("3");
  EXPECT_EQ(numbers(v), expected);
  for (size_t r = 0; r < 3; ++r) v.replaced[r] = 0;
  expected.pop_back();
  EXPECT_EQ(numbers(v), expected) << "twenty are all listed";
  v.replaced.assign(23, 0);
  EXPECT_THAT(ReplacedSentences(Words(ManifestOf(v), "en", &PlainName), v), IsEmpty());
}

TEST(ConfirmSection, CountsStatementsAndLinksThem) {
  verify::Verification v = CountyVerification();
  AddTestStatements(v);
  const Node section = ConfirmSection(RecordPage(v, kPlainPage));
  const std::vector<const Node*> items = All(section, Element::kLi);
  ASSERT_THAT(items, SizeIs(5));
  EXPECT_THAT(NumbersOf(TextOf(*items[3])), ElementsAre("3"));
  EXPECT_THAT(All(*items[3], Element::kA), SizeIs(1));
  EXPECT_EQ(ValueOf(*All(*items[3], Element::kA)[0], AttributeKind::kHref), "#statements");
  EXPECT_THAT(All(*items[4], Element::kA), IsEmpty());
  EXPECT_THAT(TextOf(*items[4]), HasSubstr("Observers' Network"));
  v.context = nullptr;
  EXPECT_TRUE(ConfirmSection(RecordPage(v, kPlainPage)).IsNothing());
}

TEST(NotShownSection, HasTheTitleOfEveryLimit) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = NotShownSection(view);
  std::vector<std::string> titles;
  for (const Limit& limit : Limits(view.w)) titles.push_back(limit.title);
  EXPECT_EQ(Texts(All(section, Element::kLi)), titles);
  EXPECT_EQ(ValueOf(*All(section, Element::kA)[0], AttributeKind::kHref), "#limits");
  const Node next = NextSection(view);
  EXPECT_EQ(Texts(All(next, Element::kLi)), MakeHeadline(view.w, v, 0).next);
}

TEST(MadeSection, SaysOfWhatRecordAndByWhat) {
  verify::Verification v = CountyVerification();
  const HtmlReportOptions options{
      .made = {.program = "constat 7", .sha256 = "beef", .date = "2026-05-01", .machine = "m1"}};
  const RecordPage view(v, options);
  const std::vector<std::string> facts = Texts(All(MadeSection(view), Element::kDd));
  EXPECT_THAT(facts, ElementsAre(record::FormatReferendumNumber(v.context->manifest_hash),
                                 text::FormatHex(v.tree.root), Say(view.t.entries({.count = 2608})),
                                 "2026-05-01", "constat 7", "beef", "m1"));
  const std::string none = Say(view.t.not_stated);
  EXPECT_THAT(Texts(All(*page::FindId(MadeSection(RecordPage(v, kPlainPage)), "made"), Element::kDd)),
              ElementsAre(none, none, none, none));
  v.context = nullptr;
  EXPECT_THAT(All(MadeSection(RecordPage(v, options)), Element::kDd), SizeIs(6)) << "no number";
}

// The last part from its first word to its last.
TEST(MadeSection, HasEachPartInItsPlace) {
  const verify::Verification v = CountyVerification();
  const HtmlReportOptions options{
      .made = {.program = "constat 1", .sha256 = "ab12", .date = {}, .machine = "m"}};
  const RecordPage view(v, options);
  const ReportTexts& t = view.t;
  const std::vector<std::string> outline = page::OutlineOf(MadeSection(view));
  EXPECT_EQ(
      std::vector<std::string>(outline.begin(), outline.begin() + 4),
      (std::vector<std::string>{"<section.part#this-check", "<h2", std::string(t.this_check), "<dl.print"}));
  const auto run = std::find(outline.begin(), outline.end(), "<dl.print#made");
  EXPECT_THAT(std::vector<std::string>(outline.end() - 11, outline.end()),
              ElementsAre("<div.sign", "<div", "<span.line", t.place_and_date, "<div", "<span.line",
                          t.signature, "<p.fine", std::string(t.this_page) + " ", "<a", t.repeat));
  ASSERT_NE(run, outline.end());
}

}  // namespace
}  // namespace constat::report
