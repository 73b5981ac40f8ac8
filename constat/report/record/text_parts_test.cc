// The report in text, part by part: what is under each heading, how far in, and in which order; the words are
// those of the functions that all reports share.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/collusion_words.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/remarks.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/verification.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/wrap.h"
#include "constat/verdict/difference.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;

// Everything is a finished record beside which there is something of everything.
verify::Verification Everything() {
  verify::Verification v = DemoVerification();
  v.result->units[0].votes[0] = {v.result->units[0].counted, 0, 0};  // all of a region: worth a look
  AddTestStatements(v);
  AddTestNotes(v, 3);
  v.held.push_back({verify::HeldPaper::Kind::kPromise, "p", 42, std::nullopt});
  return v;
}
Words EnglishOf(const verify::Verification& v) { return Words(ManifestOf(v), "en", &PlainName); }

// Between is what is between two headings.
std::string Between(const std::string& text, std::string_view heading, std::string_view next) {
  const std::string begin = fmt::format("\n\n{}\n", heading);
  const size_t at = text.find(begin);
  const size_t end = text.find(fmt::format("\n\n{}\n", next), at);
  if (at == std::string::npos || end == std::string::npos) return "no such part";
  return text.substr(at + begin.size(), end + 1 - at - begin.size());
}
// Wrapped are paragraphs, each with the same in front.
std::string Wrapped(const std::vector<std::string>& paragraphs, const std::string& front) {
  std::string out;
  for (const std::string& paragraph : paragraphs) out += text::Wrap(paragraph, front);
  return out;
}

TEST(TextParts, HaveTheirHeadingsInTheirOrder) {
  const verify::Verification v = Everything();
  const ReportTexts& t = EnglishOf(v).t;
  const std::string text = FormatTextReport(v, {});
  size_t at = 0;
  for (const std::string_view heading :
       {t.result, t.remarks, t.who_confirms, t.not_shown, t.what_to_do, t.words, t.for_experts, t.checks,
        t.held, t.also_here, t.repeat_pinned, t.collusion, t.pages, t.statements}) {
    const size_t next = text.find(fmt::format("\n\n{}\n", heading), at);
    ASSERT_NE(next, std::string::npos) << heading;
    at = next + 1;
  }
  const std::string wrong = FormatTextReport(WrongVerification(), {});
  EXPECT_LT(wrong.find(fmt::format("\n\n{}\n", t.what_to_do)),
            wrong.find(fmt::format("\n\n{}\n", t.result_here)));
}

TEST(TextParts, HaveTheirSentences) {
  const verify::Verification v = Everything();
  const Words w = EnglishOf(v);
  const ReportTexts& t = w.t;
  const std::string text = FormatTextReport(v, {});
  std::vector<std::string> titles;
  for (const Limit& limit : Limits(w)) titles.push_back(limit.title);
  EXPECT_EQ(Between(text, t.not_shown, t.what_to_do), text::Wrap(w.Semicolons(titles), "  "));
  EXPECT_EQ(Between(text, t.what_to_do, t.words), Wrapped(MakeHeadline(w, v, 0).next, "  - "));
  std::vector<std::string> meanings;
  for (const auto& [word, meaning] : WordMeanings(t)) meanings.push_back(w.Label(word, meaning));
  EXPECT_EQ(Between(text, t.words, t.for_experts), Wrapped(meanings, "  "));
  EXPECT_EQ(Between(text, t.for_experts, t.checks), "");
  EXPECT_EQ(Between(text, t.who_confirms, t.not_shown), Wrapped(Confirmations(w, v), "  - ") +
                                                            Wrapped(StatementsSentences(w, v), "  - ") +
                                                            Wrapped(ReplacedSentences(w, v), "  "));
  EXPECT_FALSE(Remarks(w, v).empty());
  EXPECT_EQ(Between(text, t.remarks, t.who_confirms),
            text::Wrap(t.remarks_mean, "  ") + Wrapped(Remarks(w, v), "  - "));
  EXPECT_EQ(Between(text, t.collusion, t.pages), FormatCollusion(w));
  const std::string number = record::FormatReferendumNumber(v.context->manifest_hash);
  EXPECT_EQ(
      Between(text, t.repeat_pinned, t.collusion),
      fmt::format("  {}\n  {}\n  {}\n  {}\n  {}\n  {}\n", w.Label(t.number, number),
                  w.Label(t.number_full, text::FormatHex(v.context->manifest_hash)),
                  w.Label(t.format, FormatOfRecord(w)), w.Label(t.fingerprint, text::FormatHex(v.tree.root)),
                  w.Label(t.size, Say(t.entries({.count = v.tree.size}))),
                  w.Label(t.seen, w.TimeAndUtc(v.SeenMs()))));
  EXPECT_EQ(Between(text, t.held, t.also_here),
            fmt::format("  {}\n", Say(t.held_promise({.file = "p", .entry = 42}))) +
                text::Wrap(t.held_no_ballot, "    ") + text::Wrap(t.held_compare, "  "));
}

TEST(TextParts, ListNotesPagesAndStatements) {
  const verify::Verification v = Everything();
  const Words w = EnglishOf(v);
  const ReportTexts& t = w.t;
  const std::string text = FormatTextReport(v, {.findings_per_check = 2});
  std::string notes = text::Wrap(t.also_here_means, "  ");
  for (size_t i = 0; i < 2; ++i) notes += text::Wrap(text::CleanLine(v.notes[i].text), "  ");
  for (size_t i = 2; i < 4; ++i) notes += "  " + text::EscapeName(v.notes[i].file) + "\n";
  EXPECT_EQ(Between(text, t.also_here, t.repeat_pinned),
            notes + text::Wrap(Say(t.and_more({.count = 1})), "  "));
  const record::Software& first = v.context->manifest.software;
  EXPECT_EQ(
      Between(text, t.pages, t.statements),
      text::Wrap(w.Label(Say(t.pages_beginning), fmt::format("{} {}, {}", first.name, first.version,
                                                             Say(t.files({.count = first.files.size()})))),
                 "  ") +
          text::Wrap(w.Label(Say(t.pages_entry({.time = w.Time(v.page_lists[0].time_ms), .entry = 8})),
                             "Pages 2, " + Say(t.files({.count = 1}))),
                     "  "));
  std::string said = fmt::format("\n\n{}\n", t.statements);
  for (size_t i = 0; i < 2; ++i) {
    said += text::Wrap(SaidBy(w, v.statements[i]), "  ");
    for (const std::string& line : LinesOf(v.statements[i].statement.text))
      said += fmt::format("    | {}\n", line);
  }
  EXPECT_TRUE(text.ends_with(said + text::Wrap(Say(t.and_more({.count = 1})), "  ")));
}

// What was published, beside what is right, under the cause that it is about.
TEST(TextParts, HaveEveryDifferenceUnderItsCause) {
  verify::Verification v = DemoVerification();
  v.recomputed = v.result;
  v.published = verify::PublishedResult{77, *v.result};
  v.published->outcome.units[0].votes[0][0] -= 5;
  v.published->outcome.units[0].votes[0][1] += 5;
  v.result.reset();
  AddTestFinding(v, verify::CheckId::kResult, {77, ErrorCode::kWrongResult, "unit 0"});
  const Words w = EnglishOf(v);
  const verdict::Difference difference = verdict::CompareResults(v).value();
  std::vector<std::string> rows;
  for (const DifferenceRow& row : DescribeDifference(w, difference)) {
    rows.push_back(
        fmt::format("{}: {} {}; {} {}", row.what, w.t.published, row.published, w.t.right, row.right));
  }
  ASSERT_EQ(rows.size(), 4u);
  ASSERT_EQ(SameAnswers(w, difference).size(), 1u);
  const std::string text = FormatTextReport(v, {});
  const verdict::Cause cause = verdict::GatherCauses(v).at(0);
  const CauseWords words = DescribeCause(w, v, cause);
  EXPECT_THAT(text, HasSubstr("\n" + text::Wrap(words.what, "  - ")));
  EXPECT_THAT(text, HasSubstr(Wrapped(rows, "      ") + Wrapped(SameAnswers(w, difference), "      ") +
                              text::Wrap(w.Label(w.t.who_could, words.who), "    ") +
                              text::Wrap(w.Label(w.t.how_many_votes, words.votes), "    ") +
                              text::Wrap(w.Label(w.t.the_rest, words.rest), "    ")));
  EXPECT_THAT(text, HasSubstr("\n\n" + text::Wrap(w.t.could_not_did, "  ")));
}

TEST(TextParts, HaveTheNumbersOfTheResult) {
  verify::Verification v = DemoVerification();
  v.context = ContextOf(DemoManifest());
  const Words w = EnglishOf(v);
  const ReportTexts& t = w.t;
  const std::string text = FormatTextReport(v, {});
  const Count all = CountTurnout(v.result->regions);
  const std::string begin =
      text::Wrap(w.Label(t.voting, w.Voting()), "  ") +
      text::Wrap(w.Label(t.accepted_from, w.Time(v.voting_begin_ms)), "  ") +
      text::Wrap(
          Say(t.turnout_line(
              {.counted = all.counted, .registered = all.registered, .share = w.Percent(all.Turnout())})),
          "  ") +
      text::Wrap(Say(t.ballots_line({.count = all.ballots})), "  ") + text::Wrap(w.texts().Question(0), "  ");
  EXPECT_THAT(text, HasSubstr(fmt::format("\n\n{}\n", t.result) + begin));
  // Without votes of one group there is no total.
  v.result->units[0].decrypted = false;
  EXPECT_THAT(FormatTextReport(v, {}), HasSubstr("\n" + text::Wrap(t.no_total, "    ")));
  v.voting_begin_ms = 0;
  EXPECT_EQ(FormatTextReport(v, {}).find(text::Wrap(w.Label(t.accepted_from, w.Time(0)), "  ")),
            std::string::npos);
}

}  // namespace
}  // namespace constat::report
