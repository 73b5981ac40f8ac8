// Every limit of what is to be looked at again, at the limit and one beyond it.
#include <gmock/gmock.h>

#include "constat/record/local_time.h"
#include "constat/report/record/look_again.h"
#include "constat/testing/verification.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

constexpr uint64_t kLimitHourMs = 3'600'000;
constexpr uint64_t kLimitDayMs = 24 * kLimitHourMs;

// Unremarkable is a manifest of which nothing need be looked at again, and of five days.
record::Manifest Unremarkable() {
  record::Manifest m = DemoManifest();
  m.origin = "vote.rada.gov.ua/1991";
  m.registrars.push_back(m.registrars[0]);
  m.registrars[1].name = "Another registry";
  m.closing_ms = m.opening_ms + 5 * kLimitDayMs;
  record::SetDefaults(m);
  m.max_ballots = 5;
  m.kept_by_one = false;
  return m;
}

// Said is whether a sentence with this part is in the list.
bool Said(const record::Manifest& manifest, const std::string& part, const Known& known = {}) {
  for (const std::string& sentence : LookAgain(manifest, known)) {
    if (sentence.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(LookAgainLimits, AreNotReachedByAnOrdinaryManifest) {
  EXPECT_THAT(
      LookAgain(Unremarkable(), {.now_ms = Unremarkable().opening_ms - 30 * kLimitDayMs, .voters = 100'000}),
      ::testing::IsEmpty());
}

TEST(LookAgainLimits, OfTimes) {
  const record::Manifest m = Unremarkable();
  const auto lasts = [&](uint64_t voting_ms) {
    record::Manifest out = m;
    out.closing_ms = out.opening_ms + voting_ms;
    return out;
  };
  EXPECT_TRUE(Said(lasts(kLimitHourMs - 1), "less than an hour"));
  EXPECT_FALSE(Said(lasts(kLimitHourMs), "less than an hour"));
  EXPECT_FALSE(Said(lasts(60 * kLimitDayMs), "more than two months"));
  EXPECT_TRUE(Said(lasts(60 * kLimitDayMs + 1), "more than two months"));
  const Known soon{.now_ms = m.opening_ms - kLimitHourMs};
  EXPECT_FALSE(Said(lasts(kLimitDayMs), "in less than a day", soon)) << "of a voting of a day";
  EXPECT_TRUE(Said(lasts(kLimitDayMs + 1), "in less than a day", soon));
  EXPECT_FALSE(Said(m, "is the year right?", {.now_ms = m.opening_ms - 730 * kLimitDayMs}));
  EXPECT_TRUE(Said(m, "is the year right?", {.now_ms = m.opening_ms - 730 * kLimitDayMs - 1}));
  record::Manifest grace = lasts(kLimitHourMs);
  grace.grace_ms = kLimitHourMs;
  EXPECT_FALSE(Said(grace, "The grace is longer"));
  ++grace.grace_ms;
  EXPECT_TRUE(Said(grace, "The grace is longer"));
}

TEST(LookAgainLimits, OfMidnight) {
  record::Manifest m = Unremarkable();
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  const uint64_t midnight_ms = m.opening_ms + 4 * kLimitDayMs + 17 * kLimitHourMs;  // 22:00 UTC
  for (const auto& [minutes, said] :
       std::vector<std::pair<int64_t, bool>>{{0, true}, {1, false}, {-1, false}}) {
    m.closing_ms = midnight_ms + static_cast<uint64_t>(minutes * 60'000);
    EXPECT_EQ(Said(m, "closes at midnight"), said) << minutes;
  }
}

TEST(LookAgainLimits, OfTheArchive) {
  record::Manifest m = Unremarkable();
  m.archive_ms = m.closing_ms + m.grace_ms + kLimitDayMs;
  EXPECT_FALSE(Said(m, "(archive)"));
  --m.archive_ms;
  EXPECT_TRUE(Said(m, "less than a day after the grace"));
  m.archive_ms = m.closing_ms + 5 * 365 * kLimitDayMs;
  EXPECT_FALSE(Said(m, "(archive)"));
  ++m.archive_ms;
  EXPECT_TRUE(Said(m, "more than five years"));
}

TEST(LookAgainLimits, OfReplacements) {
  record::Manifest m = Unremarkable();
  m.replace_permille = 200;
  EXPECT_FALSE(Said(m, "(replace_permille)"));
  m.replace_permille = 201;
  EXPECT_TRUE(Said(m, "Up to 201 in 1,000"));
  m = Unremarkable();
  EXPECT_FALSE(Said(m, "No lost code"));
  m.replace_until_ms = 0;
  EXPECT_TRUE(Said(m, "No lost code"));
  EXPECT_FALSE(Said(m, "end before the opening"));
  m.replace_until_ms = m.opening_ms + 1;
  EXPECT_FALSE(Said(m, "end before the opening"));
  m.replace_until_ms = 1;
  EXPECT_TRUE(Said(m, "end before the opening"));
}

TEST(LookAgainLimits, OfNumbers) {
  record::Manifest m = Unremarkable();
  m.max_ballots = 100;
  EXPECT_FALSE(Said(m, "(max_ballots)"));
  m.max_ballots = 101;
  EXPECT_TRUE(Said(m, "(max_ballots)"));
  m.floor = 1000;
  EXPECT_FALSE(Said(m, "The floor is"));
  m.floor = 1001;
  EXPECT_TRUE(Said(m, "The floor is 1,001"));
  m.floor = 10;
  EXPECT_FALSE(Said(m, "voters are few", {.voters = 20}));
  EXPECT_TRUE(Said(m, "19 voters are few", {.voters = 19}));
  EXPECT_FALSE(Said(m, "The floor is", {.voters = 10}));
  EXPECT_TRUE(Said(m, "The floor is", {.voters = 9}));
  EXPECT_TRUE(Said(m, "1 voters are few", {.voters = 1}));
  EXPECT_TRUE(Said(m, "in 13 regions most", {.voters = 1}));
  for (const char* const of_voters : {"voters are few", "The floor is", "stay below"})
    EXPECT_FALSE(Said(m, of_voters));
  m.regions.resize(2);
  EXPECT_TRUE(Said(m, "19 voters in 2 regions most regions stay below the floor of 10", {.voters = 19}));
  EXPECT_FALSE(Said(m, "stay below", {.voters = 20}));
  m.regions.resize(1);
  EXPECT_FALSE(Said(m, "stay below", {.voters = 5}));
}

TEST(LookAgainLimits, OfClocks) {
  record::Manifest m = Unremarkable();
  const auto changes = [&](uint64_t from_ms) {
    m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {from_ms, 120, "EET"}}};
    return Said(m, "Clocks change during the voting");
  };
  EXPECT_FALSE(changes(m.opening_ms));
  EXPECT_TRUE(changes(m.opening_ms + 1));
  EXPECT_TRUE(changes(m.closing_ms));
  EXPECT_FALSE(changes(m.closing_ms + 1));
}

TEST(LookAgainLimits, OfTheZone) {
  record::Manifest m = Unremarkable();
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  const auto zone = [](int16_t minutes, const char* name) {
    return record::Zone{"Europe/Kyiv", {{0, minutes, name}}};
  };
  const std::string differs = "database of time zones";
  EXPECT_FALSE(Said(m, differs, {.zone = zone(120, "EET")}));
  EXPECT_TRUE(Said(m, differs, {.zone = zone(180, "EET")}));
  EXPECT_TRUE(Said(m, differs, {.zone = zone(120, "CET")}));
  EXPECT_FALSE(Said(m, differs));
  // The first time that differs is named, and one that was over before the opening is not.
  record::Zone database = zone(120, "EET");
  database.offsets.push_back({m.opening_ms + kLimitDayMs, 180, "EEST"});
  database.offsets.push_back({m.opening_ms + 2 * kLimitDayMs, 240, "MSK"});
  EXPECT_TRUE(Said(m,
                   "From 2 December 1991, 05:00 UTC on, Europe/Kyiv is +02:00 EET in this file "
                   "and +03:00 EEST",
                   {.zone = database}));
  size_t said = 0;
  for (const std::string& sentence : LookAgain(m, {.zone = database}))
    said += sentence.find(differs) != std::string::npos;
  EXPECT_EQ(said, 1u);
  record::Zone past{"Europe/Kyiv", {{0, 0, "GMT"}, {m.opening_ms - 1, 120, "EET"}}};
  EXPECT_FALSE(Said(m, differs, {.zone = past}));
  // Ours changes, and the database's does not.
  const record::Zone still = m.zone;
  m.zone.offsets.push_back({m.opening_ms + 3 * kLimitDayMs, 60, "CET"});
  EXPECT_TRUE(Said(m, "From 4 December 1991, 05:00 UTC on, Europe/Kyiv is +01:00 CET", {.zone = still}));
}

TEST(LookAgainLimits, OfParties) {
  record::Manifest m = Unremarkable();
  m.drills = static_cast<uint16_t>(m.trustees.size() - 1);
  EXPECT_FALSE(Said(m, "must show a working key"));
  m.quorum = 2;
  EXPECT_FALSE(Said(m, "witnesses are needed"));
  m.quorum = 3;
  EXPECT_TRUE(Said(m, "All 3 witnesses are needed"));
  m.witnesses.resize(1);
  m.quorum = 1;
  EXPECT_TRUE(Said(m, "There is one witness"));
  EXPECT_FALSE(Said(m, "witnesses are needed"));
}

TEST(LookAgainLimits, OfAddresses) {
  record::Manifest m = Unremarkable();
  EXPECT_FALSE(Said(m, "have one address")) << "none has one";
  m.witnesses[0].address = "https://a.org/";
  m.witnesses[1].address = "https://b.org/";
  m.witnesses[2].address = "https://b.org/";
  const PartLines lines{{"witness 3", 71}, {"check page 2", 88}, {"question 2", 40}, {"region 2", 55}};
  EXPECT_TRUE(Said(m, "Line 71: Witnesses 2 and 3 have one address, https://b.org/", {.lines = &lines}));
  EXPECT_FALSE(Said(m, "Check pages"));
  m.check_pages.resize(2);
  for (record::CheckPage& page : m.check_pages) page.address = "https://c.org/";
  EXPECT_TRUE(Said(m, "Check pages 1 and 2 have one address, https://c.org/"));
}

TEST(LookAgainLimits, SayTheLineOfEachPart) {
  record::Manifest m = Unremarkable();
  m.questions.push_back(m.questions[0]);
  for (std::string& text : m.questions[1].text) text = "Another?";
  m.regions[1].name = m.regions[0].name;
  const PartLines lines{{"question 2", 40}, {"region 2", 55}, {"opening", 3}, {"closing", 4}};
  EXPECT_TRUE(Said(m, "Line 40: Question 2 is the same text in en and in uk", {.lines = &lines}));
  EXPECT_FALSE(Said(m, "Question 1 is the same text"));
  EXPECT_TRUE(Said(m, "Line 55: The regions", {.lines = &lines}));
  m.questions[1].options[0].name[1] = m.questions[1].options[1].name[1];
  EXPECT_TRUE(Said(m, "Line 40: The options", {.lines = &lines})) << "in the second language";
  EXPECT_TRUE(Said(m, " of question 2 look alike"));
  record::Manifest one = Unremarkable();
  one.questions[0].options[0].name[1] = one.questions[0].options[1].name[1];
  EXPECT_TRUE(Said(one, "look alike"));
  EXPECT_FALSE(Said(one, " of question 1")) << "which is the only one";
  m.regions[1].name[1] = " ";
  EXPECT_TRUE(Said(m, "Line 55: The region ", {.lines = &lines}));
  m.closing_ms = m.opening_ms + 1;
  EXPECT_TRUE(Said(m, "Line 3: The voting lasts less than an hour", {.lines = &lines}));
}

// The file of a long text ends with line feeds, which nobody minds.
TEST(LookAgainLimits, OfBlanks) {
  record::Manifest m = Unremarkable();
  m.questions[0].text[0] += "\n\n";
  EXPECT_FALSE(Said(m, "that nobody sees"));
  m.questions[0].text[0] = "\n" + m.questions[0].text[0];
  EXPECT_TRUE(Said(m, "that nobody sees"));
  m = Unremarkable();
  m.organiser.name = " ";
  EXPECT_TRUE(Said(m, "The party"));
  for (auto* const parties : {&m.registrars, &m.observers}) {
    record::Manifest other = Unremarkable();
    (parties == &m.registrars ? other.registrars : other.observers).push_back({" A", TestKey("a")});
    EXPECT_TRUE(Said(other, "that nobody sees"));
  }
  record::Manifest witness = Unremarkable();
  witness.witnesses[2].name += " ";
  EXPECT_TRUE(Said(witness, "that nobody sees"));
}

TEST(LookAgainLimits, OfTheNonce) {
  record::Manifest m = Unremarkable();
  m.nonce.fill(9);
  EXPECT_TRUE(Said(m, "The nonce is not random"));
  m.nonce.back() = 8;
  EXPECT_FALSE(Said(m, "The nonce is not random"));
}

TEST(LookAgainLimits, OfTheOrigin) {
  record::Manifest m = Unremarkable();
  for (const char* const good : {"az.b/z", "a-b.org/0_9", "az09.org:8080/x.y"}) {
    m.origin = good;
    EXPECT_FALSE(Said(m, "other characters")) << good;
  }
  for (const char* const odd : {"a.org/`", "a.org/{", "a.org/;", "a.org/@", "a.org/A"}) {
    m.origin = odd;
    EXPECT_TRUE(Said(m, "other characters")) << odd;
  }
  m.origin = "example.org.ua/x";
  EXPECT_FALSE(Said(m, "belongs to nobody"));
  m.origin = "test";
  EXPECT_TRUE(Said(m, "belongs to nobody"));
  EXPECT_FALSE(Said(m, "without a domain")) << "one sentence is enough";
}

// What a sentence is about comes before what it says of it, and the earlier time before the later one.
TEST(LookAgainLimits, AreSaidInTheirOrder) {
  record::Manifest m = Unremarkable();
  const auto time = [&](uint64_t time_ms) { return record::FormatLocalTime(m, time_ms); };
  m.title[0] = " ";
  EXPECT_TRUE(Said(m, "The title \u201c \u201d shows nothing"));
  m.title[0] = " A";
  EXPECT_TRUE(Said(m, "The title \u201c A\u201d begins or ends"));
  m.questions[0].options[1].name[0] = "yes";
  EXPECT_TRUE(Said(m, "The options \u201cYes\u201d and \u201cyes\u201d look alike"));
  m.closing_ms = m.opening_ms + kLimitHourMs - 1;
  EXPECT_TRUE(Said(m, "from " + time(m.opening_ms) + " to " + time(m.closing_ms)));
  m.closing_ms = m.opening_ms + 61 * kLimitDayMs;
  EXPECT_TRUE(Said(m, "from " + time(m.opening_ms) + " to " + time(m.closing_ms)));
  const uint64_t change_ms = m.opening_ms + kLimitDayMs;
  m.zone = {"Europe/Kyiv", {{0, 180, "EEST"}, {change_ms, 120, "EET"}}};
  EXPECT_TRUE(Said(m, "from " + text::FormatTime(change_ms) + " on they show " + time(change_ms) + " (" +
                          record::FormatOffset(120) + ")"));
  m.archive_ms = m.closing_ms + m.grace_ms + 1;
  EXPECT_TRUE(Said(m, "until " + time(m.archive_ms) + " only"));
}

}  // namespace
}  // namespace constat::report
