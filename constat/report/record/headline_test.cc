// The headline of each outcome, sentence by sentence beside the table of texts, and what the page
// shows with it.
#include "constat/report/record/headline.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/page/document.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/testing/page_tables.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using ::testing::ElementsAre;

Headline EnglishHeadline(const verify::Verification& v, size_t causes = 0) {
  return MakeHeadline(Words(ManifestOf(v), "en", &PlainName), v, causes);
}
const ReportTexts& EnglishTexts() { return Words(nullptr, "en", &PlainName).t; }

TEST(Headline, HasEachSentenceOfItsOutcome) {
  const ReportTexts& t = EnglishTexts();
  verify::Verification v = DemoVerification();
  v.receipts_checked = 2;
  v.promises_kept = 3;
  v.refusals_rightly = 4;
  const Headline verified = EnglishHeadline(v);
  EXPECT_EQ(verified.word, t.verified);
  EXPECT_EQ(verified.capitals, t.verified_caps);
  EXPECT_THAT(verified.means,
              ElementsAre(Say(t.verified_means), Say(t.receipts_in({.count = 2})),
                          Say(t.promises_kept({.count = 3})), Say(t.refusals_right({.count = 4}))));
  EXPECT_THAT(verified.next, ElementsAre(Say(t.next_trust_source), Say(t.next_read_limits)));
  const Headline wrong = EnglishHeadline(WrongVerification(), 7);
  EXPECT_EQ(wrong.word, t.wrong);
  EXPECT_EQ(wrong.capitals, t.wrong_caps);
  EXPECT_THAT(wrong.means, ElementsAre(Say(t.wrong_means({.count = 7}))));
  EXPECT_THAT(wrong.next, ElementsAre(Say(t.next_do_not_rely), Say(t.next_keep), Say(t.next_tell)));
  const Headline consistent = EnglishHeadline(UnpinnedVerification());
  EXPECT_EQ(consistent.word, t.consistent);
  EXPECT_EQ(consistent.capitals, t.consistent_caps);
  EXPECT_THAT(consistent.means, ElementsAre(Say(t.consistent_means)));
  EXPECT_THAT(consistent.next, ElementsAre(Say(t.next_compare), Say(t.next_use_trust)));
}

TEST(Headline, SaysHowFarARecordIs) {
  using referendum::Phase;
  const ReportTexts& t = EnglishTexts();
  verify::Verification v = OpenVerification();
  v.promises_kept = 3;
  for (const auto& [phase, words] :
       std::vector<std::pair<Phase, std::string_view>>{{Phase::kEmpty, t.phase_empty},
                                                       {Phase::kCeremony, t.phase_ceremony},
                                                       {Phase::kFailedCeremony, t.phase_failed},
                                                       {Phase::kRoll, t.phase_roll},
                                                       {Phase::kOpen, t.phase_open},
                                                       {Phase::kTallying, t.phase_tallying}}) {
    v.phase = phase;
    for (const bool pinned : {true, false}) {
      v.pinned = pinned;
      const Headline headline = EnglishHeadline(v);
      EXPECT_EQ(headline.word, t.incomplete);
      EXPECT_EQ(headline.capitals, t.incomplete_caps);
      EXPECT_THAT(headline.means, ElementsAre(Say(t.incomplete_means), words,
                                              pinned ? t.incomplete_pinned : t.incomplete_unpinned,
                                              Say(t.promises_kept({.count = 3}))));
      EXPECT_THAT(headline.next, ElementsAre(Say(t.next_later), Say(t.next_extends)));
    }
  }
}

TEST(Headline, HasASignOfItsOwn) {
  const auto disc = [](const char* style, const char* radius, const char* more = "") {
    return fmt::format("<circle class=\"{}\" cx=\"24\" cy=\"24\" r=\"{}\"{}/>", style, radius, more);
  };
  const auto path = [](const char* style, const char* d) {
    return fmt::format("<path class=\"{}\" d=\"{}\"/>", style, d);
  };
  const std::vector<std::pair<verify::Verification, std::string>> signs{
      {DemoVerification(), disc("tone-fill", "22") + path("on-tone", "M13 25l8 8 15-17")},
      {WrongVerification(), path("tone-fill", "M15 2h18l13 13v18L33 46H15L2 33V15z") +
                                path("on-tone", "M15 15l18 18M33 15L15 33")},
      {UnpinnedVerification(), disc("tone", "21", " stroke-dasharray=\"6 5\"") +
                                   path("tone", "M17 18c1-8 14-8 14 0 0 5-7 6-7 11") +
                                   "<circle class=\"tone-fill\" cx=\"24\" cy=\"36\" r=\"2.4\"/>"},
      {OpenVerification(), disc("tone", "21") + path("tone", "M24 12v12l8 6")}};
  for (const auto& [v, sign] : signs) {
    const page::Node section = VerdictSection(RecordPage(v, HtmlReportOptions{}));
    const page::Node& svg = *page::All(section, page::Element::kSvg)[0];
    std::string drawn;
    for (const page::Node& part : svg.children()) drawn += page::FormatHtml(part);
    EXPECT_EQ(drawn, sign);
  }
}

// The verdict, what most voted for, and what the verdict means, in one paragraph.
TEST(ResultSection, AnswersInThisOrder) {
  const ReportTexts& t = EnglishTexts();
  for (verify::Verification v : {DemoVerification(), UnpinnedVerification()}) {
    const Words w(ManifestOf(v), "en", &PlainName);
    const auto answer = [&] {
      const page::Node section = ResultSection(RecordPage(v, HtmlReportOptions{}));
      return page::TextOf(*page::AllOfClass(section, page::Element::kP, "answer")[0]);
    };
    const std::string word = VerdictWord(w, record::Verdict::kCarried);
    const std::string carried = v.outcome() == verify::VerificationOutcome::kVerified
                                    ? word
                                    : Say(t.by_these_numbers({.verdict = word}));
    const std::string leads = Say(t.leader_votes(
        {.option = w.Name("Yes"), .votes = 28'803, .valid = 31'222, .share = w.Percent({28'803, 31'222})}));
    EXPECT_EQ(answer(), carried + " " + leads + " " + VerdictMeaning(w, record::Verdict::kCarried));
    v.result->questions[0].verdict = record::Verdict::kNoRule;
    EXPECT_EQ(answer(), leads + " " + VerdictMeaning(w, record::Verdict::kNoRule));
  }
}

}  // namespace
}  // namespace constat::report
