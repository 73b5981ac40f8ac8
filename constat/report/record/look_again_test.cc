#include "constat/report/record/look_again.h"

#include <gmock/gmock.h>

#include <functional>

#include "constat/record/local_time.h"
#include "constat/record/manifest_defaults.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr uint64_t kAnHourMs = 3'600'000;
constexpr uint64_t kADayMs = 24 * kAnHourMs;

// Quiet is a manifest of which nothing need be looked at again.
record::Manifest Quiet() {
  record::Manifest m = DemoManifest();
  m.origin = "vote.rada.gov.ua/1991";
  m.registrars.resize(1);
  m.registrars.push_back(m.registrars[0]);
  m.registrars[1].name = "Another registry";
  m.revoting = true;
  m.max_ballots = 5;
  m.kept_by_one = false;
  return m;
}

void Expect(const record::Manifest& manifest, const std::string& part, const Known& known = {}) {
  EXPECT_THAT(LookAgain(manifest, known), Contains(HasSubstr(part)));
}
void ExpectNot(const record::Manifest& manifest, const std::string& part, const Known& known = {}) {
  EXPECT_THAT(LookAgain(manifest, known), Not(Contains(HasSubstr(part))));
}

TEST(LookAgain, SaysTheLineOfWhatItNames) {
  const PartLines lines{{"title", 7}, {"question 1", 20}, {"question 1, rule 2", 31}};
  EXPECT_EQ(AtLine(&lines, "title", "The title."), "Line 7: The title.");
  EXPECT_EQ(AtLine(&lines, "question 1, rule 2", "It."), "Line 31: It.");
  EXPECT_EQ(AtLine(&lines, "question 1, rule 1", "It."), "Line 20: It.");
  EXPECT_EQ(AtLine(&lines, "origin", "It."), "It.");
  EXPECT_EQ(AtLine(&lines, "", "It."), "It.");
  EXPECT_EQ(AtLine(nullptr, "title", "It."), "It.");
  record::Manifest m = Quiet();
  m.title[0] = "A bridge over the river";
  Expect(m, "Line 7: The title is that of the template", {.lines = &lines});
  m.questions[0].options[1].name = m.questions[0].options[0].name;
  Expect(m, "Line 20: The options", {.lines = &lines});
}

TEST(LookAgain, FindsNamesThatLookAlike) {
  for (const auto& [one, other] : std::vector<std::pair<std::string, std::string>>{
           {"Yes", "yes"},
           {"Yes", "Y e s"},
           {"Caf\u00e9", "Cafe\u0301"},
           {"\u0422\u0430\u043a", "Tak"},
           {"No", "N\u00ado"},
           {"Yes", "Yes "},
           {"Yes", "Yes\u200b"},
           {"Yes", "\u2800Yes"},
           {"Yes", "Y\u0489e\u2065s\u061c"},
           {"Plan I", "Plan l"},
           {"\u0406\u0432\u0430\u043d", "I\u0432\u0430\u043d"}}) {
    record::Manifest m = Quiet();
    m.questions[0].options[0].name.assign(m.languages.size(), one);
    m.questions[0].options[1].name.assign(m.languages.size(), other);
    Expect(m, "look alike");
  }
  ExpectNot(Quiet(), "look alike");
  record::Manifest m = Quiet();
  m.registrars[1].name = m.registrars[0].name;
  Expect(m, "The parties");
  m = Quiet();
  m.questions.push_back(m.questions[0]);
  m.questions[1].options[1].name.assign(m.languages.size(), m.questions[1].options[0].name[0] + " ");
  Expect(m, " of question 2 look alike: they differ only in blanks");
  Expect(m, "The questions ");
  m = Quiet();
  m.regions[1].id = m.regions[0].id + "\u200b";
  Expect(m, "The ids of the regions ");
}

// Spec: ENC-4
TEST(LookAgain, FindsTextsThatShowNothingOrHaveBlanksAtTheirEnds) {
  const std::vector<std::pair<const char*, std::function<std::string&(record::Manifest&)>>> texts{
      {"The title", [](auto& m) -> std::string& { return m.title[0]; }},
      {"The question", [](auto& m) -> std::string& { return m.questions[0].text[0]; }},
      {"The option", [](auto& m) -> std::string& { return m.questions[0].options[1].name[0]; }},
      {"The region", [](auto& m) -> std::string& { return m.regions[0].name[0]; }},
      {"The party", [](auto& m) -> std::string& { return m.trustees[0].name; }},
      {"The party", [](auto& m) -> std::string& { return m.board.name; }}};
  ExpectNot(Quiet(), "shows nothing");
  ExpectNot(Quiet(), "that nobody sees");
  for (const auto& [what, text] : texts) {
    for (const char* const nothing : {" ", "\u2800", "\u3164\u200b", "\u0301"}) {
      record::Manifest m = Quiet();
      text(m) = nothing;
      EXPECT_THAT(LookAgain(m, {}), Contains(AllOf(HasSubstr(what), HasSubstr("shows nothing"))));
    }
    for (const char* const blank : {"Yes ", " Yes", "Yes\u200b", "\u00a0Yes"}) {
      record::Manifest m = Quiet();
      text(m) = blank;
      EXPECT_THAT(LookAgain(m, {}), Contains(AllOf(HasSubstr(what), HasSubstr("that nobody sees"))));
    }
    record::Manifest m = Quiet();
    text(m) = "Cafe\u0301";
    ExpectNot(m, "that nobody sees");
  }
}

TEST(LookAgain, ComparesTheOpeningWithTheClock) {
  record::Manifest m = Quiet();
  m.closing_ms = m.opening_ms + 2 * kADayMs;
  EXPECT_THAT(LookAgain(m, {}), Not(Contains(HasSubstr("in less than a day"))));
  Expect(m, "in less than a day", {.now_ms = m.opening_ms - kADayMs + 1});
  ExpectNot(m, "in less than a day", {.now_ms = m.opening_ms - kADayMs});
}

TEST(LookAgain, FindsASealThatIsTooShortForClocksThatDiffer) {
  record::Manifest m = Quiet();
  m.seal_ms = 359'000;
  Expect(m, "Six minutes or more are safer");
  m.seal_ms = 360'000;
  ExpectNot(m, "The seal comes");
}

TEST(LookAgain, FindsReplacementsThatEndBeforeTheOpening) {
  record::Manifest m = Quiet();
  m.replace_until_ms = m.opening_ms;
  Expect(m, "Replacements of lost codes end before the opening");
  m.replace_until_ms += 60'000;
  ExpectNot(m, "Replacements of lost codes");
}

// Spec: MAN-4
TEST(LookAgain, ComparesTheZoneWithTheDatabaseAndFindsAChangeDuringTheVoting) {
  record::Manifest m = Quiet();
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {m.opening_ms + kAnHourMs, 120, "EET"}}};
  Expect(m, "Clocks change during the voting");
  ExpectNot(m, "database of time zones", {.zone = m.zone});
  record::Zone other = m.zone;
  other.offsets.pop_back();
  Expect(m, "+02:00 EET in this file and +03:00 EEST in this machine", {.zone = other});
  m.zone.offsets[1].from_ms = m.closing_ms + 1000;
  ExpectNot(m, "Clocks change");
  Expect(m, "The offsets of the zone were not compared: none there.",
         {.zone = Fail(ErrorCode::kMissingFile, "none there")});
}

TEST(LookAgain, FindsNamesOfLogsThatAreHardlyMeant) {
  const auto with = [](const std::string& origin) {
    record::Manifest m = Quiet();
    m.origin = origin;
    return m;
  };
  ExpectNot(Quiet(), "log");
  Expect(with("example.org/referendum"), "as in the template");
  for (const char* const nobody :
       {"example.org/a", "vote.example.com/a", "town.example", "x.test/1", "localhost.localhost"})
    Expect(with(nobody), "belongs to nobody");
  ExpectNot(with("myexample.org/a"), "belongs to nobody");
  record::Manifest rehearsal = with("example.org/a");
  rehearsal.rehearsal = true;
  ExpectNot(rehearsal, "belongs to nobody");
  Expect(with("referendum/2026"), "without a domain");
  for (const char* const odd : {"Vote.town.org/a", "vote.town.org/a?b", "vote.t\u00f6wn.org"})
    Expect(with(odd), "other characters than small letters");
}

TEST(LookAgain, FindsWhatWasNotFilledIn) {
  record::Manifest m = Quiet();
  m.nonce.fill(7);
  Expect(m, "The nonce is not random");
  m.title[0] = "A bridge over the river";
  Expect(m, "The title is that of the template");
  m.questions[0].text.assign(m.languages.size(), "Build?");
  Expect(m, "Question 1 is the same text in en and in uk");
  m.languages[1] = "ukr";
  Expect(m, "\u201cukr\u201d is written \u201cuk\u201d");
  ExpectNot(Quiet(), "translated");
}

TEST(LookAgain, FindsTimesThatAreHardlyMeant) {
  record::Manifest m = Quiet();
  Expect(m, "is the year right?", {.now_ms = m.opening_ms - 731 * kADayMs});
  ExpectNot(m, "is the year right?", {.now_ms = m.opening_ms - 700 * kADayMs});
  m.closing_ms = m.opening_ms + kAnHourMs - 1000;
  Expect(m, "lasts less than an hour");
  Expect(m, "The grace is longer than the voting");
  m.closing_ms = m.opening_ms + 61 * kADayMs;
  Expect(m, "lasts more than two months");
  m = Quiet();
  ExpectNot(m, "midnight");
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  m.closing_ms += 4 * kAnHourMs;  // 22:00 UTC
  Expect(m, "closes at midnight");
  m.archive_ms = m.closing_ms + m.grace_ms + kAnHourMs;
  Expect(m, "less than a day after the grace");
  m.archive_ms = m.closing_ms + 1826 * kADayMs;
  Expect(m, "more than five years");
}

TEST(LookAgain, FindsLimitsThatAreHardlyMeant) {
  record::Manifest m = Quiet();
  m.replace_permille = 201;
  Expect(m, "Up to 201 in 1,000 codes");
  m.replace_permille = m.replace_least = 0;
  m.replace_until_ms = 0;
  Expect(m, "No lost code can be replaced");
  m.max_ballots = 101;
  Expect(m, "may cast 101 ballots");
  m.floor = 1001;
  Expect(m, "The floor is 1,001");
  Expect(Quiet(), "The floor is", {.voters = Quiet().floor - 1});
  m.witnesses[0].address = m.witnesses[2].address = "https://w.org/";
  Expect(m, "Witnesses 1 and 3 have one address");
}

TEST(LookAgain, SaysTheListUnderAHeading) {
  EXPECT_EQ(FormatLookAgain(LookAgain(Quiet(), {})), "");
  record::Manifest m = Quiet();
  m.revoting = false;
  EXPECT_THAT(FormatLookAgain(LookAgain(m, {})),
              ::testing::StartsWith("\nLook again at this\n  - Nobody can vote again"));
  m.questions[0].min = 0;
  Expect(m, "without any choice");
}

TEST(LookAgain, FindsPartiesOfWhomNobodyMayBeAway) {
  record::Manifest m = Quiet();
  m.witnesses.resize(2);
  m.quorum = 2;
  Expect(m, "All 2 witnesses are needed");
  m.witnesses.resize(1);
  m.quorum = 1;
  Expect(m, "There is one witness");
  m.no_spare_trustee = true;
  Expect(m, "Every trustee is needed");
  m.drills = static_cast<uint16_t>(m.trustees.size());
  Expect(m, "must show a working key");
  m.kept_by_one = true;
  Expect(m, "One keeper has keys");
  m.registrars.resize(1);
  Expect(m, "With one registrar");
  m.revoting = false;
  Expect(m, "Nobody can vote again");
}

TEST(LookAgain, ComparesVotersWithTheFloor) {
  record::Manifest m = Quiet();
  m.floor = 10;
  Expect(m, "stay below the floor", {.voters = 10 * m.regions.size() - 1});
  ExpectNot(m, "below the floor", {.voters = 10 * m.regions.size()});
  Expect(m, "voters are few", {.voters = 19});
}

}  // namespace
}  // namespace constat::report
