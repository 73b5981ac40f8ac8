// Spec: VER-2, VER-4, VER-6.
#include "constat/report/record/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "constat/record/shown_hash.h"
#include "constat/report/page/document.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/report_languages.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/html.h"
#include "constat/testing/page_json.h"
#include "constat/testing/verification.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Html(const verify::Verification& v) {
  return FormatHtmlReport(v, {.made = {.program = "constat 0.1.0"}});
}

std::string HashText(const Bytes32& hash) { return page::FormatHtml(HashNode(hash)); }

// HostileManifest has every text of the manifest trying to break out of where it is.
record::Manifest HostileManifest() {
  const std::string bad = "<script>alert('1')</script>\"><img src=x onerror=\"a()\">&\u202e";
  record::Manifest m = DemoManifest();
  m.languages = {"en", "ar"};
  for (std::string& text : m.title) text = "T" + bad;
  m.questions[0].text = {"Q" + bad, "هل توافق؟"};
  for (record::Option& option : m.questions[0].options) option.name = {"O" + bad, "نعم"};
  for (record::Region& region : m.regions) region.name = {"R" + bad, "منطقة"};
  m.organiser.name = m.board.name = m.registrars[0].name = "P" + bad;
  for (record::Trustee& trustee : m.trustees) trustee.name = "U" + bad;
  return m;
}

TEST(HtmlReport, IsOneWellFormedPageWithoutScriptOrNetwork) {
  verify::Verification none;
  AddTestFinding(none, verify::CheckId::kManifest, {0, ErrorCode::kBadManifest, "x"});
  for (const verify::Verification& v : {DemoVerification(), WrongVerification(), UnpinnedVerification(),
                                        OpenVerification(), DemoVerification(150'000), none}) {
    const std::string page = FormatHtmlReport(v, {.published = DemoPublished()});
    ExpectWellFormed(page);
    ExpectSelfContained(page);
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  }
}

TEST(HtmlReport, IsTheSamePageFromItsJson) {
  for (const verify::Verification& v :
       {DemoVerification(), WrongVerification(), UnpinnedVerification(), OpenVerification(),
        FinishedVerification(HostileManifest(), RealVotes(1000))}) {
    page::ExpectJsonSaysAll(
        MakeRecordDocument(v, {.made = {.program = "<p>"}, .published = DemoPublished()}));
  }
}

TEST(HtmlReport, EscapesEverythingTheManifestSays) {
  verify::Verification v = FinishedVerification(HostileManifest(), RealVotes(1000));
  v.witnesses = {{"<script>w", 1}};
  AddTestFinding(v, verify::CheckId::kBallots, {1, ErrorCode::kBadProof, "</td><script>f()</script>\xff"});
  Published published = DemoPublished();
  published.note = "<script>n()</script>";
  published.regions[0].label = "<script>l()</script>\" onload=\"";
  const std::string page = FormatHtmlReport(v, {.made = {.program = "<script>p"}, .published = published});
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&gt;&lt;img src=x"));
  EXPECT_THAT(page, Not(HasSubstr("\u202e")));
  EXPECT_TRUE(IsUtf8(AsBytes(page)));
}

TEST(HtmlReport, MarksTheLanguageOfTheManifestsTexts) {
  const verify::Verification v = FinishedVerification(HostileManifest(), RealVotes(1000));
  const std::string page = FormatHtmlReport(v, {.language = "ar"});
  EXPECT_THAT(page, HasSubstr("<bdi lang=\"ar\">هل توافق؟</bdi>"));
  EXPECT_THAT(FormatHtmlReport(DemoVerification(), {.language = "uk"}),
              HasSubstr("<th scope=\"row\"><bdi>Крим</bdi></th>"));
  EXPECT_THAT(FormatHtmlReport(DemoVerification(), {.language = "fr"}),
              HasSubstr("<bdi lang=\"en\">Crimea</bdi>"));
}

TEST(HtmlReport, OnlyAVerifiedRecordLooksVerified) {
  const std::string verified = Html(DemoVerification());
  EXPECT_THAT(verified, HasSubstr("<h2 id=\"verdict\">The count is verified</h2>"));
  EXPECT_THAT(verified, HasSubstr("is-verified"));
  EXPECT_THAT(verified, Not(HasSubstr("not verified</span>")));
  EXPECT_THAT(verified, HasSubstr("<strong>Carried</strong>"));
  EXPECT_THAT(verified, HasSubstr("<ul class=\"terms\">"));
  verify::Verification wrong = WrongVerification();
  wrong.result = DemoVerification().result;
  for (const verify::Verification& v : {wrong, UnpinnedVerification()}) {
    const std::string page = Html(v);
    EXPECT_THAT(page, Not(HasSubstr("<section class=\"verdict is-verified")));
    EXPECT_THAT(page, Not(HasSubstr("<h2 id=\"verdict\">The count is verified")));
    EXPECT_THAT(page, Not(HasSubstr("<title>The count is verified")));
    EXPECT_THAT(page, HasSubstr("<strong>By these numbers: Carried</strong>"));
    EXPECT_THAT(page, HasSubstr("<ul class=\"terms doubtful\">")) << "no green of something good";
    EXPECT_THAT(page, HasSubstr("not verified</span></h2>"));
  }
  const std::string open = Html(OpenVerification());
  EXPECT_THAT(open, HasSubstr("<h2 id=\"verdict\">Not finished</h2>"));
  EXPECT_THAT(open, HasSubstr("No votes have been counted yet."));
}

TEST(HtmlReport, GivesAnUnpinnedReaderTheNumberAtTheTop) {
  const verify::Verification v = UnpinnedVerification();
  const std::string page = Html(v);
  const std::string number = record::FormatReferendumNumber(v.context->manifest_hash);
  EXPECT_LT(page.find(number), page.find("id=\"result\""));
  EXPECT_THAT(page, HasSubstr(HashText(v.context->manifest_hash))) << "as the trust file has it";
  EXPECT_THAT(page, HasSubstr("<h2 id=\"verdict\">Consistent, not verified</h2>"));
  EXPECT_THAT(page, HasSubstr("made without a trust file"));
}

TEST(HtmlReport, WritesResultTermsAndVerdict) {
  const std::string page = PlainText(Html(DemoVerification()));
  EXPECT_THAT(page, HasSubstr("Carried"));
  EXPECT_THAT(page, HasSubstr("\u201cYes\u201d received 28,803 of 31,222 valid votes, 92.3%."));
  EXPECT_THAT(page, HasSubstr("28,803 of 31,222 valid votes = 92.3%; more than 1/2 needed, at least "
                              "15,612: \u2713 holds"));
  EXPECT_THAT(page, HasSubstr("It holds in 13 regions; 9 needed: \u2713 holds"));
  EXPECT_THAT(page, HasSubstr("Yes 28,803 92.3% 90.3% 76.0%"));
  EXPECT_THAT(page, HasSubstr("Crimea 1,535 1,036 67.5% 561 56.2% 438 43.8% 37 3.6%"));
}

TEST(HtmlReport, DescribesEveryRegionsChartInWords) {
  EXPECT_THAT(Html(DemoVerification()),
              HasSubstr("aria-label=\"Crimea: Yes 56.2%, No 43.8%, turnout 67.5%\""));
}

TEST(HtmlReport, ShowsMergedRegionsWithTheReason) {
  const std::string page = PlainText(Html(DemoVerification(150'000)));
  EXPECT_THAT(page, HasSubstr("7 regions together"));
  EXPECT_THAT(page, HasSubstr("fewer than 10 counted ballots"));
  EXPECT_THAT(page, HasSubstr("counted in the group above"));
  EXPECT_THAT(page, HasSubstr("It holds in 6 regions, unknown in 7 more regions; 9 needed: ? undetermined"));
  EXPECT_THAT(page, HasSubstr("Undetermined"));
}

TEST(HtmlReport, SaysWhenNothingMayBeDecrypted) {
  std::vector<RegionVotes> votes(13, {{5, 0, 0}, {{0, 0, 0}}});
  votes[1] = {{5, 2, 2}, {{1, 1, 0}}};
  const std::string html = Html(FinishedVerification(DemoManifest(), votes));
  ExpectWellFormed(html);
  const std::string page = PlainText(html);
  EXPECT_THAT(page, HasSubstr("So there is no total"));
  EXPECT_THAT(page, HasSubstr("They were not decrypted"));
  EXPECT_THAT(page, HasSubstr("Crimea 5 0 0% 0 \u2013 0 \u2013 0 \u2013"));
}

TEST(HtmlReport, ListsChecksAndFindings) {
  const std::string page = PlainText(FormatHtmlReport(WrongVerification(), {.findings_per_check = 2}));
  EXPECT_THAT(page, HasSubstr(fmt::format("{} of {} checks passed and 2 failed. For 1 there was nothing to "
                                          "check, and 0 could not be made.",
                                          verify::kCheckCount - 3, verify::kCheckCount)));
  EXPECT_THAT(page,
              HasSubstr("1,204 bad-proof a zero-knowledge proof does not verify: question 0, option 1"));
  EXPECT_THAT(page, HasSubstr("and 1,201 more"));
  EXPECT_THAT(page, HasSubstr("\u2717 failed Every ballot is by somebody on the roll, came in time, and "
                              "holds one allowed choice: not so ballots"));
  EXPECT_THAT(page, HasSubstr("\u2013 nothing to check The ballots whose receipts or promises were given"));
}

// A false report can lie beside the record: it is named, as text that does nothing. Spec: VER-8
TEST(HtmlReport, NamesWhatElseLiesHere) {
  EXPECT_THAT(Html(DemoVerification()), Not(HasSubstr("id=\"others\"")));
  verify::Verification v = DemoVerification();
  AddTestNotes(v, 103);
  const std::string page = Html(v);
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  const std::string said =
      "<a href=\"#others\">103 other files lie here that are no part of the record. They "
      "were not checked.</a>";
  EXPECT_LT(page.find(said), page.find("id=\"result\""));
  EXPECT_THAT(page, HasSubstr("259 more entries are here that the board has not signed. They "
                              "were not checked."));
  EXPECT_THAT(page, HasSubstr("<section class=\"part\" id=\"others\">"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;\\xff\\x0a\\x5c0"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;\\xff\\x0a\\x5c99"));
  EXPECT_THAT(page, HasSubstr("and 3 more"));
}

// Spec: STA-2
TEST(HtmlReport, ShowsStatementsAsPlainTextApartFromTheVerdict) {
  verify::Verification v = DemoVerification();
  EXPECT_THAT(Html(v), Not(HasSubstr("id=\"statements\"")));
  AddTestStatements(v);
  const std::string page = Html(v);
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  const size_t verdict = page.find("<section class=\"verdict");
  const std::string first = page.substr(verdict, page.find("<div class=\"second\">") - verdict);
  EXPECT_THAT(PlainText("<body>" + first),
              HasSubstr("3 statements by people who run or watch this vote are in this record. Nobody "
                        "checked what they say. (see the part \u201cWhat those who run or watch the vote "
                        "said, not checked\u201d) Trustee 5 (Observers' Network) says that it does not "
                        "confirm the result."));
  EXPECT_THAT(first, Not(HasSubstr("evil.example")));
  const size_t section = page.find("id=\"statements\"");
  ASSERT_NE(section, std::string::npos);
  const std::string said = page.substr(section, page.find("</section>", section) - section);
  EXPECT_THAT(said, HasSubstr("<details>"));
  EXPECT_THAT(said, HasSubstr("<bdi>VERIFIED</bdi>"));
  EXPECT_THAT(said, HasSubstr("<bdi>&lt;b&gt;https://evil.example/&lt;/b&gt; \u05dc\u05d0</bdi>"));
  EXPECT_THAT(said, Not(HasSubstr("<a ")));
  EXPECT_THAT(said, HasSubstr("</bdi>), not checked: does not confirm. Entry 11, of "));
  EXPECT_THAT(page.substr(0, section), Not(HasSubstr("A disk was slow")));
}

// Spec: MAN-6
TEST(HtmlReport, SaysWhichListOfPagesWasValidWhen) {
  verify::Verification v = DemoVerification();
  EXPECT_THAT(Html(v), Not(HasSubstr("id=\"pages\"")));
  AddTestStatements(v);
  const std::string page = PlainText(Html(v));
  EXPECT_THAT(page, HasSubstr("1 December 1991, 05:01 UTC (entry 8) Pages 2 1 file File SHA-256 a/b.js"));
}

TEST(HtmlReport, NamesWhoTookPart) {
  const std::string page = PlainText(Html(DemoVerification()));
  EXPECT_THAT(page, HasSubstr("Trustee 1 (Academy of Sciences) \u2713 yes \u2713 yes"));
  EXPECT_THAT(page, HasSubstr("Trustee 3 (Council of Churches) \u2713 yes \u2013 no"));
  EXPECT_THAT(page, HasSubstr("Trustee 5 (Observers' Network) \u2013 no \u2013 no"));
  EXPECT_THAT(page, HasSubstr("Any 3 of the 5 can decrypt"));
  EXPECT_THAT(page, HasSubstr("4 had to show a working key before the voting was opened"));
  EXPECT_THAT(page, HasSubstr("Ballots were accepted from 1 December 1991, 05:00 UTC"));
  EXPECT_THAT(page, HasSubstr("witness.uni-a.example \u2713 1 December 1991, 18:14 UTC"));
  EXPECT_THAT(page, HasSubstr("witness.press.example \u2013 did not sign this state"));
  EXPECT_THAT(page, HasSubstr("2 of 3 signed the record in this state; 2 are needed"));
  EXPECT_THAT(page, HasSubstr("Central Election Commission"));
  EXPECT_THAT(PlainText(Html(OpenVerification())), HasSubstr("Trustee 1 (Academy of Sciences) \u2713 yes "
                                                             "\u2013 not yet"));
}

// Clocks go back an hour while the vote is open. Spec: MAN-4
TEST(HtmlReport, ShowsTheTimesOfTheZoneAndUtcBesideTheClosing) {
  verify::Verification v = DemoVerification();
  constexpr uint64_t kAnHour = 3'600'000;
  record::Manifest m = v.context->manifest;
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {m.opening_ms + 2 * kAnHour, 120, "EET"}}};
  v.context = testing::ContextOf(m);
  const std::string page = PlainText(Html(v));
  EXPECT_THAT(page, HasSubstr("1 December 1991, 08:00 EEST to 20:00 EET (18:00 UTC)"));
  EXPECT_THAT(page, HasSubstr("Ballots were accepted from 1 December 1991, 08:00 EEST"));
  EXPECT_THAT(page, HasSubstr("from 1 December 1991, 10:00 EET."));
  EXPECT_THAT(page, HasSubstr("witness.uni-a.example \u2713 1 December 1991, 20:14 EET"));
  EXPECT_THAT(page, HasSubstr("Format of the record version 1, draft 2"));
}

// Spec: MAN-7
TEST(HtmlReport, BeginsWithTheWordRehearsalOfOne) {
  verify::Verification v = DemoVerification();
  EXPECT_THAT(Html(v), Not(HasSubstr("REHEARSAL")));
  record::Manifest m = v.context->manifest;
  m.rehearsal = true;
  v.context = testing::ContextOf(m);
  const std::string html = Html(v);
  EXPECT_THAT(html, HasSubstr("<title>REHEARSAL: "));
  EXPECT_THAT(PlainText(html.substr(html.find("<body"))), ::testing::StartsWith("REHEARSAL Verification"));
  EXPECT_THAT(PlainText(html), HasSubstr("REHEARSAL: The count is verified"));
}

TEST(HtmlReport, StatesEveryLimitAndHowToRepeat) {
  for (const verify::Verification& v : {DemoVerification(), WrongVerification(), OpenVerification()}) {
    const std::string page = PlainText(Html(v));
    for (const Limit& limit : Limits(Words(&v.context->manifest, "en", &PlainName)))
      EXPECT_THAT(page, HasSubstr(limit.text));
    EXPECT_THAT(page, HasSubstr("constat verify RECORD --trust TRUST"));
    EXPECT_THAT(page, HasSubstr("constat 0.1.0"));
    EXPECT_THAT(Html(v), HasSubstr(HashText(v.tree.root)));
  }
}

TEST(HtmlReport, ComparesPublishedNumbersRegionByRegion) {
  verify::Verification v = DemoVerification();
  Published published = DemoPublished();
  published.regions[0].votes = {600'000, 399'003, 37'187};
  published.regions.push_back({"nowhere", "Nowhere", std::nullopt, 10, {5, 5, 0}});
  const std::string html = FormatHtmlReport(v, {.published = published});
  ExpectWellFormed(html);
  const std::string page = PlainText(html);
  EXPECT_THAT(page, HasSubstr("Published elsewhere against counted, region by region"));
  EXPECT_THAT(
      page,
      HasSubstr("Crimea 67.5% 1,036 67.5% 1,036 0.0 60.1% 600 56.2% 561 \u22123.9 39.9% 399 43.8% 438 +3.9"));
  EXPECT_THAT(page,
              HasSubstr("The largest difference is 3.9 percentage points, in Crimea (\u201cYes\u201d)."));
  EXPECT_THAT(page, HasSubstr("Nowhere \u2013 \u2013 \u2013 50.0% 0 \u2013 \u2013"));
  EXPECT_THAT(page, HasSubstr("For each voter of this record there are 1,000"));
  published.regions.resize(1);
  published.regions[0].votes = {561'000, 438'000, 37'000};
  published.regions[0].counted = 1'036'000;
  published.regions[0].registered = 1'535'000;
  EXPECT_THAT(PlainText(FormatHtmlReport(v, {.published = published})),
              HasSubstr("No share differs by as much as"));
}

TEST(HtmlReport, DrawsBallotsOverTime) {
  const std::string page = Html(DemoVerification());
  EXPECT_THAT(page, HasSubstr("32,681 ballots accepted, by hours since voting opened."));
  EXPECT_THAT(page, HasSubstr("from 1 December 1991, 08:00 UTC."));
  verify::Verification v = DemoVerification();
  v.ballots_per_hour.assign(24 * 21, 1);
  EXPECT_THAT(Html(v), HasSubstr("by steps of one day since voting opened"));
  v.ballots_per_hour.clear();
  EXPECT_THAT(Html(v), Not(HasSubstr("id=\"time\"")));
}

TEST(HtmlReport, HandlesSeveralQuestionsAndChoices) {
  record::Manifest m = DemoManifest();
  record::Question question{.text = {"Which bridge?", "Який міст?"}, .options = {}, .min = 0, .max = 2};
  for (size_t o = 0; o < 20; ++o) question.options.push_back({{"Bridge " + std::to_string(o), "Міст"}});
  m.questions.push_back(question);
  std::vector<RegionVotes> votes = RealVotes(1000);
  for (RegionVotes& region : votes) region.votes.emplace_back(20, region.turnout.counted / 10);
  const std::string html = Html(FinishedVerification(m, votes));
  ExpectWellFormed(html);
  const std::string page = PlainText(html);
  EXPECT_THAT(page, HasSubstr("Question 2: Which bridge?"));
  EXPECT_THAT(page, HasSubstr("Up to 2 could be chosen"));
  EXPECT_THAT(page, HasSubstr("No option is ahead."));
  EXPECT_THAT(page, HasSubstr("No rule was fixed for this question. It is a poll."));
  for (size_t p = 0; p < 20; ++p) EXPECT_THAT(html, HasSubstr("<pattern id=\"p" + std::to_string(p) + "\""));
}

TEST(HtmlReport, LinksOnlyToPartsThatAreThere) {
  for (const verify::Verification& v : {DemoVerification(), WrongVerification(), OpenVerification()}) {
    const std::string page = Html(v);
    for (size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
      const std::string id = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      EXPECT_THAT(page, HasSubstr("id=\"" + id + "\""));
    }
  }
}

// A link leads nowhere on paper: the heading of its part stands beside it.
TEST(HtmlReport, NamesOnPaperThePartThatALinkLeadsTo) {
  verify::Verification said = DemoVerification();
  AddTestStatements(said);
  AddTestNotes(said, 3);
  size_t links = 0;
  for (const std::string_view language : ReportLanguages()) {
    for (const verify::Verification& v : {said, WrongVerification()}) {
      const std::string page = FormatHtmlReport(v, {.language = std::string(language)});
      const std::string first = page.substr(0, page.find("<div class=\"second\">"));
      for (size_t at = first.find("href=\"#"); at != std::string::npos; at = first.find("href=\"#", at + 1)) {
        const std::string id = first.substr(at + 7, first.find('"', at + 7) - at - 7);
        const size_t heading = page.find("<h2>", page.find("id=\"" + id + "\"")) + 4;
        const std::string title = page.substr(heading, page.find("</h2>", heading) - heading);
        const std::string after = first.substr(at, first.find("</p>", at) - at);
        EXPECT_THAT(PlainText("<body>" + after), HasSubstr(title)) << id;
        ++links;
      }
    }
  }
  EXPECT_GE(links, 4 * ReportLanguages().size());
}

TEST(HtmlReport, SaysFirstThatARuleDecidesNothing) {
  const std::string page = PlainText(Html(DemoVerification(150'000)));
  EXPECT_LT(page.find("By its rule it is neither carried nor rejected."), page.find(" Result "));
  EXPECT_THAT(Html(DemoVerification(150'000)), HasSubstr("<section class=\"verdict is-verified undecided\""))
      << "not the green of something decided";
  EXPECT_THAT(Html(DemoVerification()), HasSubstr("<section class=\"verdict is-verified\""));
  EXPECT_THAT(page, HasSubstr("What to do now The vote is not decided. Ask the organiser"));
  EXPECT_THAT(PlainText(Html(DemoVerification())), Not(HasSubstr("neither carried")));
}

TEST(HtmlReport, SaysOfAWrongRecordWhatToDoBeforeItsNumbers) {
  verify::Verification wrong = WrongVerification();
  wrong.result = DemoVerification().result;
  const std::string page = Html(wrong);
  EXPECT_LT(page.find("id=\"next\""), page.find("id=\"result\""));
  EXPECT_EQ(page.find("id=\"next\""), page.rfind("id=\"next\""));
  const std::string good = Html(DemoVerification());
  EXPECT_GT(good.find("id=\"next\""), good.find("id=\"not-shown\""));
}

TEST(HtmlReport, StampsEveryTableOfNumbersThatAreNotVerified) {
  const std::string page = Html(UnpinnedVerification());
  for (const std::string heading :
       {"Result in this record", "The rule, and what came of it", "Region by region"})
    EXPECT_THAT(page, HasSubstr(heading + " <span class=\"stamp is-consistent\">not verified</span>"));
}

TEST(HtmlReport, SaysWithTheResultThatARecordIsSmallerThanTheVoteItIsComparedWith) {
  Published published = DemoPublished();
  published.scale = 1000;
  const std::string page = PlainText(FormatHtmlReport(DemoVerification(), {.published = published}));
  const size_t said = page.find("each voter in it stands for 1,000 in the vote");
  EXPECT_LT(page.find("Result"), said);
  EXPECT_LT(said, page.find("Votes for every option"));
  published.scale = 1;
  EXPECT_THAT(PlainText(FormatHtmlReport(DemoVerification(), {.published = published})),
              Not(HasSubstr("a model in small")));
}

TEST(HtmlReport, SaysWhatItsWordsMean) {
  for (const std::string_view language : ReportLanguages()) {
    const verify::Verification v = DemoVerification();
    const std::string page = FormatHtmlReport(v, {.language = std::string(language)});
    const Words words(ManifestOf(v), language, &PlainName);
    for (const auto& [word, meaning] : WordMeanings(words.t)) {
      EXPECT_THAT(page, HasSubstr(fmt::format("<dt>{}</dt><dd>{}</dd>", word, meaning)));
      EXPECT_THAT(FormatTextReport(v, {.language = std::string(language)}),
                  HasSubstr("  " + words.Label(word, "").substr(0, word.size())));
    }
  }
}

TEST(HtmlReport, WritesTheDateOfTheCheckAsPeopleDo) {
  const auto with = [](std::string date) {
    return PlainText(FormatHtmlReport(DemoVerification(), {.made = {.date = std::move(date)}}));
  };
  EXPECT_THAT(with("2026-05-01T09:30:00Z"), HasSubstr("Date of the check 1 May 2026, 09:30 UTC"));
  EXPECT_THAT(with("in May"), HasSubstr("Date of the check in May"));
}

// WithoutMade takes the element with the id "made" out.
std::string WithoutMade(const std::string& page) {
  const size_t begin = page.find("<dl class=\"print\" id=\"made\">");
  const size_t end = page.find("</dl>", begin);
  EXPECT_NE(end, std::string::npos);
  return page.substr(0, begin) + page.substr(end);
}

TEST(HtmlReport, OnlyItsElementMadeTellsOneBuildFromAnother) {
  const page::Made one{.program = "constat 1"};
  const page::Made other{.program = "constat 2", .sha256 = "00", .date = "2026-01-02", .machine = "m"};
  const std::string page = FormatHtmlReport(DemoVerification(), {.made = one});
  const std::string again = FormatHtmlReport(DemoVerification(), {.made = other});
  EXPECT_NE(page, again);
  EXPECT_EQ(WithoutMade(page), WithoutMade(again));
}

TEST(HtmlReport, IsDeterministic) {
  const HtmlReportOptions options{.made = {.program = "constat"}, .published = DemoPublished()};
  EXPECT_EQ(FormatHtmlReport(DemoVerification(), options), FormatHtmlReport(DemoVerification(), options));
}

}  // namespace
}  // namespace constat::report
