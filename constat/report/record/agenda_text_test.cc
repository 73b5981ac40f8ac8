#include "constat/report/record/agenda_text.h"

#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/testing/cast.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/text/json.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using referendum::Milestones;
using referendum::Phase;
using testing::Cast;
using ::testing::HasSubstr;
using testing::kClosingMs;
using testing::kOpeningMs;
using ::testing::Not;

class AgendaText : public ::testing::Test {
 protected:
  AgendaText() : cast_({.registrars = 2, .zone = {"Europe/Kyiv", {{0, 120, "EET"}}}}) {
    said_ = {.phase = Phase::kCeremony,
             .entries = 1,
             .committed = {false, false, false},
             .dealt = {false, false, false},
             .accepted = {false, false, false},
             .drilled = {false, false, false},
             .shared = {false, false, false},
             .rolls = {false, false}};
  }
  std::string Text(uint64_t now_ms) {
    const referendum::Agenda agenda = referendum::MakeAgenda(cast_.manifest, said_, now_ms);
    return FormatAgenda({cast_.manifest, said_, agenda, now_ms});
  }
  text::Json ToJson(uint64_t now_ms) {
    const referendum::Agenda agenda = referendum::MakeAgenda(cast_.manifest, said_, now_ms);
    return text::Json::parse(FormatAgendaJson({cast_.manifest, said_, agenda, now_ms}));
  }
  Cast cast_;
  Milestones said_;
};

TEST_F(AgendaText, NamesWhoUntilWhenAndWhatElse) {
  said_.committed[1] = true;
  EXPECT_EQ(Text(kOpeningMs - 86'400'000),
            "Phase: key ceremony. 1 entry.\n"
            "Now: commit to a part of the key until 15 January 2027, 10:00:30 EET (08:00:30 UTC) "
            "(constat trustee next)\n"
            "  trustee 1 (Trustee 1)\n"
            "  trustee 3 (Trustee 3)\n"
            "  If this is not done in time, this referendum ends without a vote, and the organiser begins "
            "a new one.\n");
}

TEST_F(AgendaText, SaysOfWhichReferendumAndMoment) {
  const referendum::Agenda agenda = referendum::MakeAgenda(cast_.manifest, said_, kOpeningMs - 86'400'000);
  const AgendaInput input{cast_.manifest, said_, agenda, kOpeningMs - 86'400'000, Bytes32{7}, kOpeningMs};
  EXPECT_THAT(FormatAgenda(input), HasSubstr("\nThe witnesses saw this record last at " +
                                             record::FormatLocalAndUtc(cast_.manifest, kOpeningMs)));
  const text::Json json = text::Json::parse(FormatAgendaJson(input));
  EXPECT_EQ(json["manifest_hash"], text::FormatHex(Bytes32{7}));
  EXPECT_EQ(json["seen"], text::FormatIsoTime(kOpeningMs));
  EXPECT_TRUE(ToJson(kOpeningMs)["seen"].is_null());
}

TEST_F(AgendaText, SaysWhoWasMissing) {
  said_.committed = {true, false, true};
  const std::string text = Text(cast_.manifest.ceremony_end_ms + 1);
  EXPECT_THAT(text, HasSubstr("This referendum has failed: by 15 January 2027, 10:00:30 EET (08:00:30 UTC) "
                              "these had to commit to a part of the key, and did not:\n  trustee 2 ("));
  EXPECT_THAT(text, HasSubstr("Now: begin a new referendum (constat referendum new)\n  the organiser ("));
  EXPECT_THAT(text, Not(HasSubstr("trustee 1")));
}

TEST_F(AgendaText, NamesTheTrusteeOfABadShare) {
  said_.phase = Phase::kFailedCeremony;
  said_.convicted = 2;
  EXPECT_THAT(Text(kOpeningMs - 1), HasSubstr("failed: trustee 2 (Trustee 2) gave another trustee a wrong"));
}

TEST_F(AgendaText, SaysHowManyAreEnough) {
  said_.phase = Phase::kRoll;
  said_.rolls = {true, true};
  EXPECT_THAT(Text(kOpeningMs), HasSubstr("2 of these 3 are enough."));
  said_.rolls[1] = false;
  EXPECT_THAT(Text(kOpeningMs), HasSubstr("Now: publish the roll"));
  EXPECT_THAT(Text(kOpeningMs), HasSubstr("  registrar 2 ("));
}

// What was not checked in this run is never said to be.
TEST_F(AgendaText, SaysWhatWasCheckedWhen) {
  said_.phase = Phase::kOpen;
  said_.voting_begins_ms = kOpeningMs;
  said_.entries = 52;
  const referendum::Agenda agenda = referendum::MakeAgenda(cast_.manifest, said_, kOpeningMs);
  const auto text = [&](uint64_t judged, uint64_t judged_ms) {
    return FormatAgenda({cast_.manifest, said_, agenda, kOpeningMs, {}, 0, judged, judged_ms});
  };
  EXPECT_THAT(text(52, 0), Not(HasSubstr("checked")));
  EXPECT_THAT(text(52, kOpeningMs), HasSubstr("This computer checked the first 52 entries on "));
  EXPECT_THAT(text(52, kOpeningMs), Not(HasSubstr("since then")));
  EXPECT_THAT(text(51, kOpeningMs), HasSubstr("1 entry came since then and was not checked now;"));
  EXPECT_THAT(text(2, kOpeningMs), HasSubstr("50 entries came since then and were not checked now;"));
  const auto json = text::Json::parse(
      FormatAgendaJson({cast_.manifest, said_, agenda, kOpeningMs, {}, 0, 50, 1'777'000'000'000}));
  EXPECT_EQ(json.at("judged"), 50);
  EXPECT_EQ(json.at("judged_at"), "2026-04-24T03:06:40Z");
  EXPECT_EQ(ToJson(kOpeningMs).at("judged"), 52);
  EXPECT_TRUE(ToJson(kOpeningMs).at("judged_at").is_null());
}

TEST_F(AgendaText, TellsNowFromLater) {
  said_.phase = Phase::kOpen;
  said_.voting_begins_ms = kOpeningMs;
  said_.registered = 7;
  said_.ballots = 1;
  const std::string text = Text(kOpeningMs);
  EXPECT_THAT(text, HasSubstr("7 voters, 1 ballot.\nNow: vote until 15 January 2027, 11:00:30 EET"));
  EXPECT_THAT(text, HasSubstr("Later: confirm the end of the voting from 15 January 2027, 11:00:30 EET"));
  EXPECT_THAT(text, HasSubstr("the voting cannot be closed, and there is no result"));
  EXPECT_THAT(Text(kClosingMs + testing::kGraceMs),
              HasSubstr("Now: confirm the end of the voting until 15 January 2027, 11:10:30 EET"));
  EXPECT_THAT(Text(kClosingMs + testing::kGraceMs + 1),
              HasSubstr("Too late: confirm the end of the voting. This had to be done by 15 January 2027, "
                        "11:10:30 EET (09:10:30 UTC). Only what was made by then still counts"));
  said_.phase = Phase::kFinal;
  EXPECT_THAT(Text(kClosingMs), HasSubstr("Nothing is left to be done"));
}

TEST_F(AgendaText, IsHarmlessToATerminal) {
  cast_.manifest.trustees[0].name = "A\x1b[2J";
  EXPECT_THAT(Text(kOpeningMs - 86'400'000), Not(HasSubstr("\x1b")));
}

// Parties count from 1 in JSON too.
TEST_F(AgendaText, SaysTheSameToPrograms) {
  said_.phase = Phase::kRoll;
  text::Json json = ToJson(kOpeningMs);
  EXPECT_EQ(json["phase"], "roll");
  EXPECT_EQ(json["failure"], nullptr);
  EXPECT_EQ(json["waiting"][0]["duty"], "roll");
  EXPECT_EQ(json["waiting"][0]["parties"][1]["number"], 2);
  EXPECT_EQ(json["waiting"][0]["needed"], 2);
  EXPECT_EQ(json["waiting"][0]["from"], nullptr);
  EXPECT_EQ(json["waiting"][0]["until"], "2027-01-15T08:10:30Z");
  EXPECT_EQ(json["waiting"][0]["otherwise"], "begin-anew");
  json = ToJson(kClosingMs);
  EXPECT_EQ(json["failure"], "open-late");
  EXPECT_EQ(json["waiting"][0]["duty"], "begin-anew");
  said_.phase = Phase::kTallying;
  EXPECT_EQ(ToJson(kClosingMs)["waiting"][0]["parties"][0]["number"], 1);
}

// A whole agenda that was written by hand: each value where it is, beside the names that the rules have.
TEST_F(AgendaText, HasEachValueInItsPlace) {
  using record::Keeper;
  using record::Role;
  using referendum::Duty;
  using referendum::Failure;
  using referendum::Otherwise;
  const record::Manifest& m = cast_.manifest;
  const auto time = [&](uint64_t time_ms) { return record::FormatLocalAndUtc(m, time_ms); };
  const uint64_t now_ms = kOpeningMs + 1'000'000;
  const Keeper registrar{Role::kRegistrar, 1};
  const Keeper trustee{Role::kTrustee, 2};
  const referendum::Waiting missed{
      .duty = Duty::kDrill, .parties = {registrar, trustee}, .needed = 1, .until_ms = kOpeningMs};
  referendum::Agenda agenda{.waiting = {}, .failure = Failure::kOpenLate, .missed = missed};
  agenda.waiting = {{.duty = Duty::kShare,
                     .parties = {trustee, registrar},
                     .needed = 1,
                     .from_ms = now_ms + 1000,
                     .until_ms = now_ms + 2000,
                     .otherwise = Otherwise::kNoResult},
                    {.duty = Duty::kVote, .parties = {}, .needed = 0, .from_ms = now_ms, .until_ms = now_ms},
                    {.duty = Duty::kClose, .parties = {registrar}, .needed = 1, .until_ms = now_ms - 1}};
  const auto text = [&](Duty duty) { return std::string(referendum::DutyText(duty)); };
  said_.phase = Phase::kOpen;
  said_.entries = 9;
  said_.registered = 0;
  said_.ballots = 2;
  const std::string all =
      FormatAgenda({m, said_, agenda, now_ms, {}, kOpeningMs - 1000, 8, kOpeningMs - 500});
  const auto party = [&](const Keeper& keeper) { return "  " + record::FormatNamed(m, keeper) + "\n"; };
  EXPECT_EQ(
      all, "Phase: " + std::string(referendum::PhaseName(Phase::kOpen)) + ". 9 entries, 2 ballots.\n" +
               "The witnesses saw this record last at " + time(kOpeningMs - 1000) +
               ": what came later is in a newer copy.\n" + "This computer checked the first 8 entries on " +
               record::FormatLocalTime(m, kOpeningMs - 500) + "; the log still begins with the same ones.\n" +
               "1 entry came since then and was not checked now; with --whole everything is.\n" +
               "This referendum has failed: by " + time(kOpeningMs) + " these had to " + text(Duty::kDrill) +
               ", and did not:\n" + party(registrar) + party(trustee) + "  1 of these 2 were needed.\n" +
               "Later: " + text(Duty::kShare) + " from " + time(now_ms + 1000) + " until " +
               time(now_ms + 2000) + " (constat trustee next)\n" + party(trustee) + party(registrar) +
               "  1 of these 2 are enough.\n" +
               "  Until this is done there is no result. It can be done later too.\n" +
               "Now: " + text(Duty::kVote) + " until " + time(now_ms) + " (constat vote)\n" +
               "Too late: " + text(Duty::kClose) + ". This had to be done by " + time(now_ms - 1) +
               ". Only what was made by then still counts: ask for it.\n" + party(registrar));
  agenda.missed->needed = 2;
  EXPECT_THAT(FormatAgenda({m, said_, agenda, now_ms}), Not(HasSubstr("were needed")));
}

TEST_F(AgendaText, HasEachValueInItsPlaceForPrograms) {
  using referendum::Failure;
  using referendum::Otherwise;
  const uint64_t now_ms = kOpeningMs + 1'000'000;
  referendum::Agenda agenda{.waiting = {}, .failure = Failure::kOpenLate, .missed = {}};
  agenda.waiting = {{.duty = referendum::Duty::kShare,
                     .parties = {{record::Role::kTrustee, 2}, {record::Role::kRegistrar, 1}},
                     .needed = 1,
                     .from_ms = now_ms + 1000,
                     .until_ms = now_ms + 2000,
                     .otherwise = Otherwise::kNoResult},
                    {.duty = referendum::Duty::kClose, .parties = {}, .needed = 1, .until_ms = now_ms - 1}};
  said_.phase = Phase::kOpen;
  said_.entries = 9;
  said_.registered = 7;
  said_.ballots = 2;
  const text::Json json = text::Json::parse(FormatAgendaJson({cast_.manifest, said_, agenda, now_ms}));
  EXPECT_EQ(json["failure"], referendum::FailureName(Failure::kOpenLate));
  ASSERT_EQ(json["waiting"].size(), 2u);
  EXPECT_EQ(json["waiting"][0].dump(),
            R"({"duty":"share","parties":[{"role":"trustee","number":2,"name":"Trustee 2"},)"
            R"({"role":"registrar","number":2,"name":"Registrar 1"}],"needed":1,"from":")" +
                text::FormatIsoTime(now_ms + 1000) + R"(","until":")" + text::FormatIsoTime(now_ms + 2000) +
                R"(","otherwise":")" + std::string(referendum::OtherwiseName(Otherwise::kNoResult)) +
                R"("})");
  EXPECT_TRUE(json["waiting"][1]["from"].is_null());
  EXPECT_EQ(json["entries"], 9);
  EXPECT_EQ(json["voters"], 7);
  EXPECT_EQ(json["ballots"], 2);
}

// The voting is over at its end, and what was done until then is not late.
TEST_F(AgendaText, KnowsTheMomentOfTheClosing) {
  said_.phase = Phase::kOpen;
  said_.voting_begins_ms = kOpeningMs;
  EXPECT_THAT(Text(kClosingMs - 1), HasSubstr("Phase: " + std::string(referendum::PhaseName(Phase::kOpen))));
  EXPECT_THAT(Text(kClosingMs), HasSubstr("Phase: the voting is over, and not closed"));
  EXPECT_THAT(Text(kClosingMs), HasSubstr(", 0 ballots"));
  said_.phase = Phase::kRoll;
  EXPECT_THAT(Text(kOpeningMs), Not(HasSubstr("ballot")));
  EXPECT_THAT(Text(kOpeningMs), Not(HasSubstr("voter")));
}

}  // namespace
}  // namespace constat::report
