// Every number of a result, in the page, the terminal's report, JSON and the summary, beside those of a
// record made by hand. Spec: TAL-9, RUL-5, VER-2.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/page/document.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/json_report.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/summary.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"
#include "constat/text/json.h"

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
using page::TextOf;
using page::Texts;
using page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using text::Json;

page::Rows OptionRows(const Node& section, size_t question) {
  return BodyRows(*AllOfClass(section, Element::kTable, "options")[question], 5);
}

TEST(ResultSection, HasEveryOptionWithItsVotesAndShares) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = ResultSection(view);
  const std::vector<const Node*> tables = All(section, Element::kTable);
  ASSERT_THAT(tables, SizeIs(2));
  const std::string blank = "Blank " + Say(view.t.blank);
  EXPECT_THAT(OptionRows(section, 0), ElementsAre(ElementsAre("Yes", "1,219", "55.3%", "52.4%", "32.1%"),
                                                  ElementsAre(blank, "122", "\u2013", "5.2%", "3.2%"),
                                                  ElementsAre("No", "986", "44.7%", "42.4%", "25.9%")));
  EXPECT_THAT(OptionRows(section, 1), ElementsAre(ElementsAre("A", "910", "39.1%", "39.1%", "23.9%"),
                                                  ElementsAre("B", "1,112", "47.8%", "47.8%", "29.3%"),
                                                  ElementsAre("C", "506", "21.7%", "21.7%", "13.3%"),
                                                  ElementsAre("D", "54", "2.3%", "2.3%", "1.4%")));
  for (size_t q = 0; q < 2; ++q) {
    const std::vector<std::string> heads = HeadRow(*tables[q]);
    EXPECT_THAT(heads, ElementsAre(Say(view.t.option), Say(view.t.votes),
                                   Say(q == 0 ? view.t.of_valid_votes : view.t.of_valid_ballots),
                                   Say(view.t.of_counted), Say(view.t.of_registered)));
    for (const Node* cell : All(*tables[q], Element::kTd)) {
      EXPECT_EQ(ValueOf(*cell, AttributeKind::kClass), "num");
    }
  }
  uint64_t sum = 0;
  for (const std::vector<std::string>& row : OptionRows(section, 0)) sum += CountIn(row[1]);
  EXPECT_EQ(sum, 2327u) << "one option each: they add up to the ballots counted";
  const std::vector<std::string> captions = Texts(All(section, Element::kCaption));
  ASSERT_THAT(captions, SizeIs(2));
  EXPECT_EQ(captions[0], Say(view.t.votes_caption));
  EXPECT_THAT(NumbersOf(captions[1]), UnorderedElementsAre("2", "100%"));
}

TEST(ResultSection, DrawsEachOptionsShareInItsPaint) {
  const verify::Verification v = CountyVerification();
  const Node section = ResultSection(RecordPage(v, kPlainPage));
  std::vector<const Node*> bars;
  for (const Node* svg : AllOfClass(section, Element::kSvg, "bar")) {
    ASSERT_THAT(svg->children(), SizeIs(1));
    bars.push_back(&svg->children()[0]);
  }
  EXPECT_THAT(Values(bars, AttributeKind::kWidth),
              ElementsAre("55.283%", "5.242%", "44.716%", "39.106%", "47.786%", "21.744%", "2.320%"));
  EXPECT_THAT(Values(bars, AttributeKind::kFill), ElementsAre("url(#p0)", "url(#pb)", "url(#p1)", "url(#p0)",
                                                              "url(#p1)", "url(#p2)", "url(#p3)"));
}

TEST(ResultSection, AnswersEachQuestionWithTheVotesOfTheFirst) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = ResultSection(view);
  const std::vector<const Node*> answers = AllOfClass(section, Element::kP, "answer");
  ASSERT_THAT(answers, SizeIs(2));
  EXPECT_THAT(NumbersOf(TextOf(*answers[0])), UnorderedElementsAre("1,219", "2,205", "55.3%"));
  EXPECT_THAT(NumbersOf(TextOf(*answers[1])), UnorderedElementsAre("1,112", "2,327", "47.8%"));
  EXPECT_EQ(TextOf(*All(*answers[0], Element::kStrong)[0]), Say(view.t.not_carried));
  EXPECT_EQ(TextOf(*All(*answers[1], Element::kStrong)[0]), Say(view.t.carried));
  EXPECT_THAT(TextOf(*answers[0]), HasSubstr(VerdictMeaning(view.w, record::Verdict::kNotCarried)));
  EXPECT_THAT(Texts(All(*answers[0], Element::kBdi)), ElementsAre("Yes"));
  EXPECT_THAT(Texts(All(*answers[1], Element::kBdi)), ElementsAre("B"));
  const std::vector<std::string> asked = Texts(All(section, Element::kH3));
  EXPECT_THAT(asked, ::testing::Contains(HasSubstr("Which plans?")));
}

TEST(ResultSection, HasEveryConditionWithItsNumbers) {
  const verify::Verification v = CountyVerification();
  const Node section = ResultSection(RecordPage(v, kPlainPage));
  const std::vector<const Node*> lists = AllOfClass(section, Element::kUl, "terms");
  ASSERT_THAT(lists, SizeIs(2));
  std::vector<std::vector<std::string>> numbers;
  std::vector<std::string> tags;
  for (const Node* list : lists) {
    for (const Node* term : All(*list, Element::kLi)) {
      const std::vector<const Node*> lines = All(*term, Element::kP);
      EXPECT_THAT(lines, SizeIs(2));
      numbers.push_back(NumbersOf(TextOf(*lines[0])));
      numbers.push_back(NumbersOf(TextOf(*lines[1])));
      const Node& tag = *All(*lines[1], Element::kSpan)[0];
      tags.push_back(ValueOf(tag, AttributeKind::kClass) + " " + TextOf(tag).substr(0, 3));
    }
  }
  ASSERT_THAT(numbers, SizeIs(10));
  EXPECT_THAT(numbers[0], UnorderedElementsAre("1", "2"));
  EXPECT_THAT(numbers[1], UnorderedElementsAre("1,219", "2,205", "55.3%", "1", "2", "1,103"));
  EXPECT_THAT(numbers[2], UnorderedElementsAre("2", "3"));
  EXPECT_THAT(numbers[3], UnorderedElementsAre("2,327", "3,800", "61.2%", "2", "3", "2,534"));
  EXPECT_THAT(numbers[4], UnorderedElementsAre("1", "2", "6", "10"));
  EXPECT_THAT(numbers[5], UnorderedElementsAre("4", "3", "6"));
  EXPECT_THAT(numbers[6], UnorderedElementsAre("1", "2"));
  EXPECT_THAT(numbers[7], UnorderedElementsAre("2", "2"));
  EXPECT_THAT(numbers[8], IsEmpty());
  EXPECT_THAT(numbers[9], UnorderedElementsAre("1,112", "910", "911"));
  EXPECT_THAT(tags, ElementsAre("tag holds \u2713", "tag fails \u2717", HasSubstr("tag undetermined ?"),
                                "tag holds \u2713", "tag holds \u2713"));
}

// The share that there is and the share that is needed are drawn of conditions on the whole alone.
TEST(ResultSection, DrawsShareAndShareNeeded) {
  const verify::Verification v = CountyVerification();
  const Node section = ResultSection(RecordPage(v, kPlainPage));
  const std::vector<const Node*> gauges = AllOfClass(section, Element::kDiv, "gauge");
  ASSERT_THAT(gauges, SizeIs(2));
  std::vector<const Node*> bars;
  std::vector<const Node*> marks;
  for (const Node* gauge : gauges) {
    for (const Node* bar : AllOfClass(*gauge, Element::kRect, "plain")) bars.push_back(bar);
    for (const Node* mark : AllOfClass(*gauge, Element::kLine, "mark")) marks.push_back(mark);
    EXPECT_THAT(Values(AllOfClass(*gauge, Element::kRect, "track"), AttributeKind::kWidth),
                ElementsAre("100%"));
    EXPECT_THAT(Values(All(*gauge, Element::kRect), AttributeKind::kHeight), ElementsAre("12", "12"));
  }
  EXPECT_THAT(Values(bars, AttributeKind::kWidth), ElementsAre("55.283%", "61.236%"));
  EXPECT_THAT(Values(marks, AttributeKind::kX1), ElementsAre("50.000%", "66.666%"));
  EXPECT_THAT(Values(marks, AttributeKind::kX2), ElementsAre("50.000%", "66.666%"));
  const std::vector<const Node*> texts = All(section, Element::kSvgText);
  EXPECT_THAT(Values(texts, AttributeKind::kX), ElementsAre("50.000%", "66.666%"));
  EXPECT_THAT(Values(texts, AttributeKind::kTextAnchor), ElementsAre("middle", "middle"));
  ASSERT_THAT(texts, SizeIs(2));
  EXPECT_THAT(NumbersOf(TextOf(*texts[0])), UnorderedElementsAre("1", "2"));
  EXPECT_THAT(NumbersOf(TextOf(*texts[1])), UnorderedElementsAre("2", "3"));
  EXPECT_NE(TextOf(*texts[0]).find(Say(RecordPage(v, kPlainPage).t.more_than({.num = 1, .den = 2}))),
            std::string::npos);
}

TEST(TermGauge, PutsItsTextWhereItFits) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const record::TermResult result{record::TermOutcome::kHolds, 3, 8};
  const auto anchor = [&](uint32_t num, uint32_t den) {
    const Node gauge = TermGauge(view, {.numerator = 0, .num = num, .den = den}, result);
    return ValueOf(*All(gauge, Element::kSvgText)[0], AttributeKind::kTextAnchor);
  };
  EXPECT_EQ(anchor(1, 11), "start");
  EXPECT_EQ(anchor(1, 10), "middle");
  EXPECT_EQ(anchor(9, 10), "middle");
  EXPECT_EQ(anchor(10, 11), "end");
  EXPECT_EQ(anchor(1, 1), "end");
  EXPECT_TRUE(TermGauge(view, {.numerator = 0, .num = 3, .den = 2}, result).IsNothing());
  EXPECT_TRUE(TermGauge(view, {.numerator = 0, .num = 1, .den = 2}, {}).IsNothing()) << "a share of nothing";
  for (const record::Denominator whole :
       {record::Denominator::kBallotsCounted, record::Denominator::kRegistered}) {
    EXPECT_FALSE(
        TermGauge(view, {.numerator = 0, .denominator = whole, .num = 1, .den = 2}, result).IsNothing());
  }
  EXPECT_TRUE(TermGauge(view,
                        {.numerator = 0, .denominator = record::Denominator::kOthers, .num = 1, .den = 2},
                        result)
                  .IsNothing());
}

TEST(ResultSection, SaysHowManyTookPart) {
  verify::Verification v = CountyVerification();
  const auto facts = [](const verify::Verification& of) {
    const Node section = ResultSection(RecordPage(of, kPlainPage));
    return Texts(All(*AllOfClass(section, Element::kDl, "facts")[0], Element::kDd));
  };
  const std::vector<std::string> all = facts(v);
  ASSERT_THAT(all, SizeIs(5));
  const Words words(ManifestOf(v), "en", &PlainName);
  EXPECT_EQ(all[0], words.Voting());
  EXPECT_EQ(all[1], words.Time(kCountyOpeningMs));
  EXPECT_EQ(all[2], "3,800");
  EXPECT_EQ(all[3], "2,327 (61.2%)");
  EXPECT_EQ(all[4], "2,471");
  v.result.reset();
  EXPECT_EQ(facts(v), all) << "turnout is known before votes are";
  for (record::RegionTurnout& region : v.turnout) region.counted = region.ballots = 0;
  EXPECT_THAT(facts(v), ElementsAre(all[0], all[1], "3,800"));
  v.turnout.clear();
  EXPECT_THAT(facts(v), ElementsAre(all[0], all[1]));
  v.voting_begin_ms = 0;
  EXPECT_THAT(facts(v), ElementsAre(all[0]));
}

TEST(ResultSection, RemarksOnTheRegionWithoutASecret) {
  const verify::Verification v = CountyVerification();
  const Node section = ResultSection(RecordPage(v, kPlainPage));
  const std::vector<const Node*> lists = AllOfClass(section, Element::kUl, "remarks");
  ASSERT_THAT(lists, SizeIs(1));
  const std::vector<const Node*> remarks = All(*lists[0], Element::kLi);
  ASSERT_THAT(remarks, SizeIs(3)) << "unanimous, as many ballots as are needed, everybody took part";
  for (const Node* remark : remarks) EXPECT_THAT(TextOf(*remark), HasSubstr("West"));
  EXPECT_THAT(NumbersOf(TextOf(*remarks[0])), ElementsAre("10"));
  EXPECT_THAT(NumbersOf(TextOf(*remarks[1])), ElementsAre("10"));
  EXPECT_THAT(NumbersOf(TextOf(*remarks[2])), ElementsAre("10", "10"));
}

TEST(ResultSection, IsTheRecomputedResultWhereThePublishedOneWasRefused) {
  const verify::Verification v = WrongCounty();
  const Node section = ResultSection(RecordPage(v, kPlainPage));
  EXPECT_EQ(OptionRows(section, 0)[0][1], "1,219");
  EXPECT_EQ(OptionRows(section, 1)[1][1], "1,112");
  EXPECT_THAT(AllOfClass(section, Element::kSpan, "stamp is-wrong"), SizeIs(3))
      << "beside the result and each question's rule";
  EXPECT_THAT(AllOfClass(ResultSection(RecordPage(CountyVerification(), kPlainPage)), Element::kSpan,
                         "stamp is-verified"),
              IsEmpty());
}

// The numbers of the terminal's report are those of the page.
TEST(TextReport, HasEveryNumberOfTheResult) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const std::string text = FormatTextReport(v, {});
  const std::vector<std::vector<std::string>> names{{"Yes", "Blank", "No"}, {"A", "B", "C", "D"}};
  const Node section = ResultSection(view);
  for (size_t q = 0; q < 2; ++q) {
    std::string lines;
    for (size_t o = 0; o < names[q].size(); ++o) {
      const std::vector<std::string> row = OptionRows(section, q)[o];
      const bool blank = q == 0 && o == 1;
      const std::string_view of = blank    ? view.t.of_counted
                                  : q == 0 ? view.t.of_valid_votes
                                           : view.t.of_valid_ballots;
      lines += fmt::format("    {:>13}  {:>8} {}  {}\n", row[1], row[blank ? 3 : 2], of, names[q][o]);
    }
    EXPECT_THAT(text, HasSubstr(lines));
    const std::string verdict = VerdictWord(view.w, v.result->questions[q].verdict);
    EXPECT_THAT(text, HasSubstr("\n    " + verdict + "\n"));
  }
  EXPECT_THAT(text,
              HasSubstr(Say(view.t.turnout_line({.counted = 2327, .registered = 3800, .share = "61.2%"}))));
  EXPECT_THAT(text, HasSubstr(Say(view.t.ballots_line({.count = 2471}))));
  EXPECT_THAT(text, HasSubstr("\n" + std::string(view.t.remarks) + "\n  " +
                              std::string(view.t.remarks_mean).substr(0, 40)));
  const Words words(ManifestOf(v), "en", &PlainName);
  EXPECT_THAT(text, HasSubstr("\n  " + words.Label(view.t.voting, words.Voting()) + "\n"));
  EXPECT_THAT(text,
              HasSubstr("\n  " + words.Label(view.t.accepted_from, words.Time(kCountyOpeningMs)) + "\n"));
}

TEST(JsonReport, HasEveryNumberOfTheResult) {
  const Json json = Json::parse(FormatJsonReport(CountyVerification(), {}));
  const Json& questions = json["result"]["questions"];
  EXPECT_EQ(questions[0].dump(), R"({"votes":[1219,122,986],"verdict":"not carried","terms":[)"
                                 R"({"outcome":"holds","numerator":1219,"denominator":2205},)"
                                 R"({"outcome":"fails","numerator":2327,"denominator":3800},)"
                                 R"({"outcome":"undetermined","numerator":4,"denominator":7},)"
                                 R"({"outcome":"holds","numerator":2,"denominator":2}]})");
  EXPECT_EQ(questions[1].dump(), R"({"votes":[910,1112,506,54],"verdict":"carried","terms":[)"
                                 R"({"outcome":"holds","numerator":1112,"denominator":910}]})");
  EXPECT_EQ(json["result"]["regions"].dump(),
            R"([{"id":"north","registered":2000,"counted":1500,"ballots":1600},)"
            R"({"id":"south","registered":1200,"counted":800,"ballots":840},)"
            R"({"id":"east","registered":500,"counted":10,"ballots":12},)"
            R"({"id":"west","registered":10,"counted":10,"ballots":10},)"
            R"({"id":"isle","registered":40,"counted":4,"ballots":4},)"
            R"({"id":"hill","registered":30,"counted":3,"ballots":5},)"
            R"({"id":"cape","registered":20,"counted":0,"ballots":0}])");
  EXPECT_EQ(json["result"]["units"].dump(),
            R"([{"regions":[0],"counted":1500,"decrypted":true,"votes":[[900,100,500],[800,600,300,50]]},)"
            R"({"regions":[1],"counted":800,"decrypted":true,"votes":[[300,20,480],[100,500,200,0]]},)"
            R"({"regions":[2,4,5],"counted":17,"decrypted":true,"votes":[[9,2,6],[6,9,4,3]]},)"
            R"({"regions":[3],"counted":10,"decrypted":true,"votes":[[10,0,0],[4,3,2,1]]},)"
            R"({"regions":[6],"counted":0,"decrypted":false,"votes":null}])");
  EXPECT_EQ(json["replaced"].dump(), "[3,0,12,0,1,0,7]");
  EXPECT_EQ(json["size"], 2608);
}

TEST(Summary, HasEveryNumberOfTheResult) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const std::vector<std::string> lines = SummaryLines(v, {}, "en");
  ASSERT_THAT(lines, SizeIs(kMostSummaryLines));
  EXPECT_THAT(NumbersOf(lines[2]),
              ElementsAre("1", "1,219", "55.3%", "122", "5.2%", "986", "44.7%", "2", "910", "39.1%", "1,112",
                          "47.8%", "506", "21.7%", "54", "2.3%"));
  EXPECT_THAT(lines[3], HasSubstr(VerdictWord(view.w, record::Verdict::kNotCarried)));
  EXPECT_THAT(NumbersOf(lines[4]), UnorderedElementsAre("2,327", "3,800", "61.2%"));
  EXPECT_THAT(NumbersOf(lines[5]), UnorderedElementsAre("2", "3", "2"));
  EXPECT_EQ(NumbersOf(lines[8])[0], "2,608");
}

// The county's rules come to what was written down by hand.
TEST(County, IsWhatItsVotesComeTo) { EXPECT_EQ(OutcomeOf(CountyManifest(), CountyVotes()), CountyOutcome()); }

}  // namespace
}  // namespace constat::report
