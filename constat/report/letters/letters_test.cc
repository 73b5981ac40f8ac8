// Spec: ROL-1.
#include "constat/report/letters/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/letters/qr_code.h"
#include "constat/testing/html.h"
#include "constat/testing/matchers.h"
#include "constat/testing/verification.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kCode = "7ZK3-0AQX-M4DP-9TRW-B2HN-6YCE";

Bytes32 HashOf(const record::Manifest& manifest) {
  return record::ManifestHash(record::EncodeManifest(manifest));
}

std::string OneLetter(const record::Manifest& manifest, const LetterOptions& options,
                      const LetterVoter& voter) {
  const LetterWriter writer = LetterWriter::Make(manifest, HashOf(manifest), options).value();
  return writer.Begin() + writer.Letter(voter).value() + writer.End();
}

TEST(Letters, HoldTheCodeInGroupsAndAsAQrCode) {
  const record::Manifest m = DemoManifest();
  const std::string page = OneLetter(m, {.vote_at = "https://vote.example.org", .contact = "Town hall"},
                                     {kCode, 3, "A-17", "Olena Example\nMain Street 1"});
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  EXPECT_THAT(page, HasSubstr("<span>7ZK3</span><span>0AQX</span><span>M4DP</span><span>9TRW</span>"
                              "<span>B2HN</span><span>6YCE</span>"));
  const std::string link =
      LetterLink({.vote_at = "https://vote.example.org"}, HashOf(m), "7ZK30AQXM4DP9TRWB2HN6YCE");
  EXPECT_THAT(
      page, HasSubstr(page::FormatHtml(DrawQrCode(MakeQrCode(link).value(), "QR code of your voting code"))));
  const std::string text = PlainText(page);
  EXPECT_THAT(text, HasSubstr("Ivano-Frankivsk"));
  EXPECT_THAT(text, HasSubstr("A-17"));
  EXPECT_THAT(text, HasSubstr("from 1 December 1991, 05:00 UTC until 1 December 1991, 18:00 UTC."));
  EXPECT_THAT(text, HasSubstr("https://vote.example.org"));
  EXPECT_THAT(text, HasSubstr("or have you a question? Town hall"));
  EXPECT_THAT(text, HasSubstr("20 times in all. Only your last vote counts."));
  EXPECT_THAT(text, HasSubstr(record::FormatReferendumNumber(HashOf(m))));
  EXPECT_THAT(text, Not(HasSubstr("part 1 of")));
}

// Clocks go back an hour while the vote is open. Spec: MAN-4
TEST(Letters, ShowTheTimesOfTheZoneAndUtcBesideTheClosing) {
  record::Manifest m = DemoManifest();
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {m.opening_ms + 1000, 120, "EET"}}};
  EXPECT_THAT(PlainText(OneLetter(m, {}, {kCode, 0, "", ""})),
              HasSubstr("from 1 December 1991, 08:00 EEST until 1 December 1991, 20:00 EET (18:00 UTC)."));
  EXPECT_THAT(PlainText(OneLetter(m, {.language = "uk"}, {kCode, 0, "", ""})),
              HasSubstr("1 грудня 1991 р., 20:00 EET (18:00 UTC)"));
}

// The parameters are behind the #, which no browser sends to a server. Spec: BAL-10
TEST(Letters, LinkToTheCodeTheRegistrarAndTheReferendum) {
  const std::string parameters =
      "c=7ZK30AQXM4DP9TRWB2HN6YCE&n=1&r=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  Bytes32 hash;
  for (size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<uint8_t>(i);
  const auto link = [&](const std::string& vote_at) {
    return LetterLink({.registrar = 1, .vote_at = vote_at}, hash, "7ZK30AQXM4DP9TRWB2HN6YCE");
  };
  EXPECT_EQ(link("https://vote.example.org/bridge/vote"),
            "https://vote.example.org/bridge/vote#" + parameters);
  EXPECT_EQ(link("the town hall"), parameters);
  EXPECT_EQ(link(""), parameters);
}

TEST(Letters, NameAPageOnlyWhereThereIsOne) {
  const record::Manifest m = DemoManifest();
  const LetterVoter voter{kCode, 0, "", ""};
  const auto words = [&](const LetterOptions& options) { return PlainText(OneLetter(m, options, voter)); };
  EXPECT_THAT(words({.vote_at = "https://vote.example.org/b/vote"}),
              HasSubstr("open https://vote.example.org/b/vote in a web browser."));
  const std::string hall = words({.vote_at = "Town hall, room 3"});
  EXPECT_THAT(hall, HasSubstr("Vote here: Town hall, room 3."));
  const std::string nowhere = words({});
  EXPECT_THAT(nowhere, HasSubstr("The organiser says where you can vote."));
  EXPECT_THAT(nowhere, HasSubstr("check in the public record that your ballot is in the count"));
  for (const std::string& text : {hall, nowhere}) {
    EXPECT_THAT(text, Not(HasSubstr("browser")));
    EXPECT_THAT(text, Not(HasSubstr("https://")));
  }
  EXPECT_THAT(words({.check_at = "https://check.example.org"}), HasSubstr("check at "
                                                                          "https://check.example.org that"));
}

TEST(Letters, RefuseAnAddressAtWhichNobodyShouldVote) {
  const auto status = [](const std::string& vote_at) { return CheckLetterOptions({.vote_at = vote_at}); };
  const std::string site = "https://vote.example.org/";
  EXPECT_THAT(status(site + std::string(200 - site.size(), 'x')), Succeeds());
  EXPECT_THAT(status("Town hall"), Succeeds());
  for (const std::string& bad :
       {std::string("http://vote.example.org"), std::string("https://"), site + "?a=b", site + "#/vote",
        std::string("https://a@b"), site + "a b", site + "\xc3\xa9", site + "\"",
        site + std::string(201 - site.size(), 'x')}) {
    EXPECT_THAT(status(bad), FailsWith(ErrorCode::kUsage)) << bad;
  }
  EXPECT_THAT(CheckLetterOptions({.return_address = std::string(201, 'x')}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(CheckLetterOptions({.return_address = "a\nb"}), FailsWith(ErrorCode::kUsage));
}

// Spec: ROL-11
TEST(Letters, SayThatTheOldCodeIsVoidAndUntilWhenALostOneIsReplaced) {
  record::Manifest m = DemoManifest();
  m.replace_until_ms = 0;
  const LetterVoter voter{kCode, 0, "", ""};
  const std::string first = PlainText(OneLetter(m, {}, voter));
  EXPECT_THAT(first, Not(HasSubstr("old code")));
  EXPECT_THAT(first, HasSubstr("once voting is open, a lost code cannot be replaced"));
  m.replace_until_ms = m.closing_ms - 3'600'000;
  const std::string next = PlainText(OneLetter(m, {.replacements = true}, voter));
  EXPECT_THAT(next, HasSubstr("Your new voting code"));
  EXPECT_THAT(next, HasSubstr("The old code is void: destroy the old letter."));
  EXPECT_THAT(next, HasSubstr("ask us for a new code, until 1 December 1991, 17:00 UTC."));
  EXPECT_THAT(next, HasSubstr("neither it nor your code was replaced by another one without you"));
}

TEST(Letters, SayWhenOneMayVoteOnceOnly) {
  record::Manifest m = DemoManifest();
  m.revoting = false;
  m.max_ballots = 1;
  const std::string text = PlainText(OneLetter(m, {}, {kCode, 0, "", ""}));
  EXPECT_THAT(text, HasSubstr("You can vote only once."));
  EXPECT_THAT(text, Not(HasSubstr("Only your last vote counts")));
}

TEST(Letters, SayThatSeveralPartsAreNeeded) {
  record::Manifest m = DemoManifest();
  m.registrars.push_back({"Post", TestKey("post")});
  const std::string text = PlainText(OneLetter(m, {.registrar = 1}, {kCode, 0, "", ""}));
  EXPECT_THAT(text, HasSubstr("This is part 2 of 2 of your code."));
  EXPECT_THAT(text, HasSubstr("From Post"));
  EXPECT_THAT(text, HasSubstr("all parts of your code"));
}

TEST(Letters, EscapeWhatTheRegistrarAndTheManifestSay) {
  record::Manifest m = DemoManifest();
  m.title[0] = "<script>t()</script>";
  m.regions[0].name[0] = "<b>";
  const std::string page =
      OneLetter(m, {.vote_at = "\"><script>", .check_at = "<i>{url}", .contact = "<script>c {0}"},
                {kCode, 0, "<script>i", "<script>a\n\"b\""});
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;a\n&quot;b&quot;"));
  EXPECT_THAT(page, HasSubstr("&lt;i&gt;{url}"));
}

TEST(Letters, ChooseTheLanguage) {
  const record::Manifest m = DemoManifest();
  EXPECT_THAT(OneLetter(m, {}, {kCode, 0, "", ""}), HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
  const std::string uk = OneLetter(m, {.language = "uk"}, {kCode, 0, "", ""});
  EXPECT_THAT(uk, HasSubstr("<html lang=\"uk\" dir=\"ltr\">"));
  EXPECT_THAT(PlainText(uk), HasSubstr("з 1 грудня 1991 р., 05:00 UTC"));
  EXPECT_THAT(PlainText(uk), HasSubstr("Крим"));
  record::Manifest sami = m;
  sami.languages = {"se", "de-CH"};
  EXPECT_THAT(OneLetter(sami, {}, {kCode, 0, "", ""}), HasSubstr("<html lang=\"de\""));
  sami.languages = {"se", "fi"};
  EXPECT_THAT(OneLetter(sami, {}, {kCode, 0, "", ""}), HasSubstr("<html lang=\"en\""));
}

// Made languages are for tests of layouts (tests/letters).
TEST(Letters, AreInNoMadeLanguage) {
  const std::vector<std::string_view> languages = LetterLanguages();
  EXPECT_EQ(languages.front(), "en");
  for (const std::string_view language : languages) {
    EXPECT_EQ(language.find("-X"), std::string_view::npos) << language;
  }
  record::Manifest m = DemoManifest();
  m.languages = {"ar-XB", "en-XA"};
  EXPECT_THAT(OneLetter(m, {}, {kCode, 0, "", ""}), HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
}

TEST(Letters, AreInTheVotersOwnLanguage) {
  record::Manifest m = DemoManifest();
  const LetterWriter writer = LetterWriter::Make(m, HashOf(m), {}).value();
  const auto letter = [&](std::string_view language) {
    LetterVoter voter{kCode, 0, "", ""};
    voter.language = language;
    return writer.Letter(voter).value();
  };
  EXPECT_THAT(letter("uk"), HasSubstr("lang=\"uk\" dir=\"ltr\""));
  EXPECT_THAT(letter("uk-UA"), HasSubstr("lang=\"uk\""));
  EXPECT_THAT(letter(""), HasSubstr("lang=\"en\""));
  EXPECT_THAT(letter("fr"), HasSubstr("lang=\"en\"")) << "not a language of the referendum";
  EXPECT_TRUE(writer.Speaks("uk-UA"));
  EXPECT_FALSE(writer.Speaks("fr"));
  const LetterWriter one = LetterWriter::Make(m, HashOf(m), {.language = "en"}).value();
  EXPECT_FALSE(one.Speaks("uk"));
}

TEST(Letters, AreOnOnePaperAndInLargePrintForWhoAsksForIt) {
  const record::Manifest m = DemoManifest();
  LetterVoter voter{kCode, 0, "", ""};
  EXPECT_THAT(OneLetter(m, {}, voter), HasSubstr("<article class=\"letter a4\""));
  voter.large_print = true;
  EXPECT_THAT(OneLetter(m, {.paper = Paper::kUsLetter}, voter),
              HasSubstr("<article class=\"letter us large\""));
}

TEST(Letters, KnowWhichAddressesTheWindowShows) {
  const record::Manifest m = DemoManifest();
  const auto fits = [&](const std::string& contact, Paper paper) {
    return LetterWriter::Make(m, HashOf(m), {.paper = paper}).value().FitsWindow(contact);
  };
  const auto lines = [](size_t count) {
    std::string out = "A line";
    for (size_t i = 1; i < count; ++i) out += "\nA line";
    return out;
  };
  EXPECT_TRUE(fits("", Paper::kA4));
  EXPECT_TRUE(fits(lines(9), Paper::kA4));
  EXPECT_FALSE(fits(lines(10), Paper::kA4));
  EXPECT_TRUE(fits(lines(7), Paper::kUsLetter));
  EXPECT_FALSE(fits(lines(8), Paper::kUsLetter));
  EXPECT_FALSE(fits(std::string(500, 'x'), Paper::kA4)) << "long lines become several";
  const LetterVoter small{kCode, 0, "", "1\n2\n3\n4\n5\n6\n7"};
  EXPECT_THAT(OneLetter(m, {}, small), HasSubstr("class=\"to small\""));
}

TEST(Letters, EveryLanguageIsComplete) {
  for (const std::string_view language : LetterLanguages()) {
    record::Manifest m = DemoManifest();
    m.languages = {std::string(language), "x-other"};
    m.registrars.push_back({"Post", TestKey("post")});
    for (const bool again : {true, false}) {
      m.revoting = again;
      m.max_ballots = again ? 20 : 1;
      const std::string page = OneLetter(m,
                                         {.language = std::string(language),
                                          .vote_at = again ? "https://VOTE-AT" : "VOTE-AT",
                                          .check_at = "CHECK-AT",
                                          .contact = "CONTACT"},
                                         {kCode, 0, "ID", "ADDRESS"});
      ExpectWellFormed(page);
      const std::string text = PlainText(page);
      for (const char* must :
           {"VOTE-AT", "CHECK-AT", "CONTACT", "ID", "ADDRESS", "05:00 UTC", "18:00 UTC", "1991"}) {
        EXPECT_THAT(text, HasSubstr(must)) << language;
      }
      EXPECT_EQ(text.find("20 ") != std::string::npos && text.find('{') == std::string::npos, again)
          << language;
    }
  }
}

TEST(Letters, RefuseWhatTheyCannotPrint) {
  const record::Manifest m = DemoManifest();
  const auto code = [](const auto& result) {
    return result ? "ok" : std::string(ErrorName(result.error().code));
  };
  EXPECT_EQ(code(LetterWriter::Make(m, {}, {.language = "fr"})), "usage");
  EXPECT_EQ(code(LetterWriter::Make(m, {}, {.registrar = 1})), "usage");
  const LetterWriter writer = LetterWriter::Make(m, {}, {}).value();
  EXPECT_EQ(code(writer.Letter({"7ZK3", 0, "", ""})), "bad-code");
  EXPECT_EQ(code(writer.Letter({"7ZK3-0AQX-M4DP-9TRW-B2HN-6YC!", 0, "", ""})), "bad-code");
  EXPECT_EQ(code(writer.Letter({"7ZK3-0AQX-M4DP-9TRW-B2HN-6YCEE", 0, "", ""})), "bad-code");
  EXPECT_EQ(code(writer.Letter({kCode, 13, "", ""})), "bad-number");
  EXPECT_EQ(code(LetterWriter::Make(m, {}, {.vote_at = "http://vote.example.org"})), "usage");
}

TEST(Letters, RepeatNoCodeInErrors) {
  const record::Manifest m = DemoManifest();
  const LetterWriter writer = LetterWriter::Make(m, {}, {}).value();
  EXPECT_THAT(writer.Letter({"7ZK3-0AQX-M4DP-9TRW-B2HN-6YC!", 0, "", ""}).error().detail,
              Not(HasSubstr("7ZK3")));
}

// ParagraphsOf are those of the letter as plain text.
std::vector<std::string> ParagraphsOf(const record::Manifest& m, const LetterOptions& options,
                                      const LetterVoter& voter) {
  const LetterWriter writer = LetterWriter::Make(m, HashOf(m), options).value();
  const std::string letter = writer.PlainLetter(voter).value();
  EXPECT_TRUE(letter.ends_with("\n") && !letter.ends_with("\n\n"));
  std::vector<std::string> out;
  for (size_t at = 0; at < letter.size();) {
    const size_t end = std::min(letter.find("\n\n", at), letter.size() - 1);
    out.push_back(letter.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

TEST(PlainLetters, HaveEveryStepAndNumber) {
  record::Manifest m = DemoManifest();
  m.questions.push_back(m.questions[0]);
  m.questions[1].text = {"Another?", "Інше?"};
  const LetterVoter voter{kCode, 3, "A-17", "Olena Example\nMain Street 1"};
  const LetterOptions options{.vote_at = "https://vote.example.org/v"};
  const std::vector<std::string> told = ParagraphsOf(m, options, voter);
  EXPECT_EQ(told[0], "Olena Example\nMain Street 1");
  EXPECT_TRUE(told[2].ends_with("\n7ZK3-0AQX-M4DP-9TRW-B2HN-6YCE"));
  EXPECT_EQ(told[3], "Independence of Ukraine");
  EXPECT_THAT(told[4], HasSubstr("1 December 1991, 05:00 UTC"));
  EXPECT_EQ(told[6], "- Do you support the Act of Declaration of Independence of Ukraine?");
  EXPECT_EQ(told[7], "- Another?");
  ASSERT_GT(told.size(), 13u);
  for (size_t step = 1; step <= 4; ++step)
    EXPECT_TRUE(told[8 + step].starts_with(std::to_string(step) + ". ")) << told[8 + step];
  EXPECT_TRUE(told[9].ends_with("\n" + LetterLink(options, HashOf(m), "7ZK30AQXM4DP9TRWB2HN6YCE")));
  EXPECT_TRUE(told[11].ends_with("\nt _____ _____ _____ _____ _____"));
  EXPECT_TRUE(told[told.size() - 2].ends_with("\n" + record::FormatReferendumNumber(HashOf(m))));
  EXPECT_THAT(told.back(), HasSubstr("Registry of voters\n"));
  EXPECT_THAT(told.back(), HasSubstr(" Ivano-Frankivsk\n"));
  EXPECT_TRUE(told.back().ends_with(" A-17"));
  // Nobody's own number, no address, no link.
  const std::vector<std::string> bare =
      ParagraphsOf(m, {.vote_at = "https://vote.example.org/v", .mail_link = false}, {kCode, 3, "", ""});
  EXPECT_EQ(bare.size(), told.size() - 1);
  EXPECT_TRUE(bare.back().ends_with(" Ivano-Frankivsk"));
  EXPECT_TRUE(bare[8].ends_with("\nvote.example.org/v"));
  EXPECT_EQ(ParagraphsOf(m, {.replacements = true}, voter).size(), told.size() + 1)
      << "which says that the old code is void";
  m.rehearsal = true;
  EXPECT_EQ(ParagraphsOf(m, options, voter)[0], "REHEARSAL");
}

TEST(PlainLetters, SayWhichPartTheyHold) {
  record::Manifest m = DemoManifest();
  m.registrars.push_back(m.registrars[0]);
  const LetterVoter voter{kCode, 3, "A-17", ""};
  record::Manifest one = DemoManifest();
  EXPECT_EQ(ParagraphsOf(m, {}, voter).size(), ParagraphsOf(one, {}, voter).size() + 1);
  const LetterWriter writer = LetterWriter::Make(m, HashOf(m), {.registrar = 1}).value();
  const std::vector<std::string> names = writer.FieldNames();
  const std::vector<std::string> fields = writer.Fields(voter).value();
  ASSERT_EQ(names.size(), fields.size());
  EXPECT_EQ(fields[10], kCode);
  EXPECT_EQ(fields[11], "2");
  EXPECT_EQ(fields[12], "2");
  EXPECT_EQ(fields[14], "") << "no page to vote at";
  EXPECT_EQ(fields[4], "");
  LetterVoter large = voter;
  large.large_print = true;
  EXPECT_EQ(writer.Fields(large).value()[4], "yes");
  EXPECT_EQ(writer.Fields(large).value()[6], "Ivano-Frankivsk");
  m.rehearsal = true;
  EXPECT_EQ(writer.FieldNames()[0], "REHEARSAL");
  EXPECT_EQ(writer.Fields(voter).value()[0], "REHEARSAL");
  EXPECT_EQ(writer.FieldNames().size(), names.size() + 1);
}

// Where what is drawn is to be written: five groups of five symbols.
TEST(Letters, HavePlacesForTheTrackerAndMarksForFolding) {
  record::Manifest m = DemoManifest();
  const std::string page = OneLetter(m, {.vote_at = "https://v.org/"}, {kCode, 3, "A-17", "Olena"});
  const auto count = [](const std::string& in, const std::string& what) {
    size_t n = 0;
    for (size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++n;
    return n;
  };
  const size_t begin = page.find("class=\"tracker\"");
  const std::string tracker = page.substr(begin, page.find("</div>", begin) - begin);
  EXPECT_EQ(count(tracker, "<span></span>"), 25u);
  EXPECT_EQ(count(tracker, "<span><span>"), 5u);
  EXPECT_EQ(count(page, "class=\"fold "), 3u);
  EXPECT_EQ(count(page, "A-17"), 2u) << "beside the address, and at the foot of each page";
  EXPECT_EQ(count(page, record::FormatReferendumNumber(HashOf(m))), 1u);
  EXPECT_EQ(count(page, "<dl class=\"facts\""), 1u);
  LetterVoter large{kCode, 3, "A-17", "Olena"};
  large.large_print = true;
  const std::string large_page = OneLetter(m, {}, large);
  EXPECT_EQ(count(large_page, record::FormatReferendumNumber(HashOf(m))), 2u);
  EXPECT_EQ(count(large_page, "<dl class=\"facts\""), 1u);
  EXPECT_EQ(count(OneLetter(m, {}, {kCode, 3, "", ""}), "<dd>"), 2u) << "no number of its own";
}

}  // namespace
}  // namespace constat::report
