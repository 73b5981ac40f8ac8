#include "constat/report/record/agenda_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/json.h"
#include "constat/text/number.h"

namespace constat::report {

using record::Keeper;
using record::Manifest;
using referendum::Duty;
using referendum::Failure;
using referendum::Otherwise;
using referendum::Phase;
using referendum::Waiting;

namespace {

std::string Named(const Manifest& manifest, Keeper party) {
  return text::CleanLine(record::FormatNamed(manifest, party));
}

// CommandOf is what the party runs; empty for voters.
std::string_view CommandOf(Duty duty) {
  switch (duty) {
    case Duty::kCommit:
    case Duty::kDeal:
    case Duty::kAccept:
    case Duty::kDrill:
    case Duty::kShare:
      return "constat trustee next";
    case Duty::kRoll:
      return "constat registrar next";
    case Duty::kOpen:
      return "constat organiser next";
    case Duty::kCosignClose:
      return "constat witness next";
    case Duty::kClose:
    case Duty::kResult:
      return "constat board next";
    case Duty::kBeginAnew:
      return "constat referendum new";
    case Duty::kVote:
      return "constat vote";
  }
  return {};
}

// When is " from ... until ..." as far as there is such a time.
std::string When(const AgendaInput& input, const Waiting& waiting) {
  std::string out;
  if (waiting.from_ms > input.now_ms)
    out += " from " + record::FormatLocalAndUtc(input.manifest, waiting.from_ms);
  if (waiting.until_ms != 0) out += " until " + record::FormatLocalAndUtc(input.manifest, waiting.until_ms);
  return out;
}

std::string_view OtherwiseText(Otherwise otherwise) {
  switch (otherwise) {
    case Otherwise::kNothing:
      return "";
    case Otherwise::kBeginAnew:
      return "If this is not done in time, this referendum ends without a vote, and the organiser begins "
             "a new one.";
    case Otherwise::kNoClose:
      return "If this is not done in time, the voting cannot be closed, and there is no result.";
    case Otherwise::kNoResult:
      return "Until this is done there is no result. It can be done later too.";
  }
  return "";
}

// FormatLate is what was to be done and can be done no more: what was done in time still counts.
std::string FormatLate(const AgendaInput& input, const Waiting& waiting) {
  std::string out = fmt::format(
      "Too late: {}. This had to be done by {}. Only what was made by then still counts: ask for it.\n",
      referendum::DutyText(waiting.duty), record::FormatLocalAndUtc(input.manifest, waiting.until_ms));
  for (const Keeper& party : waiting.parties) out += fmt::format("  {}\n", Named(input.manifest, party));
  return out;
}

std::string FormatWaiting(const AgendaInput& input, const Waiting& waiting) {
  if (waiting.until_ms != 0 && waiting.until_ms < input.now_ms) return FormatLate(input, waiting);
  const bool later = waiting.from_ms > input.now_ms;
  std::string out =
      fmt::format("{}: {}{} ({})\n", later ? "Later" : "Now", referendum::DutyText(waiting.duty),
                  When(input, waiting), CommandOf(waiting.duty));
  for (const Keeper& party : waiting.parties) out += fmt::format("  {}\n", Named(input.manifest, party));
  if (waiting.needed < waiting.parties.size())
    out += fmt::format("  {} of these {} are enough.\n", waiting.needed, waiting.parties.size());
  const std::string_view otherwise = OtherwiseText(waiting.otherwise);
  if (!otherwise.empty()) out += fmt::format("  {}\n", otherwise);
  return out;
}

std::string FormatFailure(const AgendaInput& input) {
  if (input.agenda.failure == Failure::kNone) return {};
  if (input.agenda.failure == Failure::kBadShare) {
    return fmt::format("This referendum has failed: {} gave another trustee a wrong part of the key.\n",
                       Named(input.manifest, {record::Role::kTrustee, input.said.convicted}));
  }
  const Waiting& missed = *input.agenda.missed;
  std::string out = fmt::format("This referendum has failed: by {} these had to {}, and did not:\n",
                                record::FormatLocalAndUtc(input.manifest, missed.until_ms),
                                referendum::DutyText(missed.duty));
  for (const Keeper& party : missed.parties) out += fmt::format("  {}\n", Named(input.manifest, party));
  if (missed.needed < missed.parties.size())
    out += fmt::format("  {} of these {} were needed.\n", missed.needed, missed.parties.size());
  return out;
}

std::string PhaseLine(const AgendaInput& input) {
  const referendum::Milestones& said = input.said;
  const bool over = said.phase == Phase::kOpen && input.now_ms >= input.manifest.closing_ms;
  std::string out = fmt::format(
      "Phase: {}. {}", over ? "the voting is over, and not closed" : referendum::PhaseName(said.phase),
      text::PluralEntries(said.entries));
  if (said.registered != 0) out += ", " + text::Plural(said.registered, "voter");
  if (said.phase >= Phase::kOpen) out += ", " + text::Plural(said.ballots, "ballot");
  out += ".\n";
  if (input.seen_ms == 0) return out;
  return out + fmt::format("The witnesses saw this record last at {}: what came later is in a newer copy.\n",
                           record::FormatLocalAndUtc(input.manifest, input.seen_ms));
}

text::Json TimeJson(uint64_t time_ms) {
  return time_ms == 0 ? text::Json(nullptr) : text::Json(text::FormatIsoTime(time_ms));
}

// JudgedLines say what was judged, where it was not all of it and now.
std::string JudgedLines(const AgendaInput& input) {
  if (input.judged_ms == 0) return {};
  std::string out = fmt::format(
      "This computer checked the first {} on {}; the log still begins with the same ones.\n",
      text::PluralEntries(input.judged), record::FormatLocalTime(input.manifest, input.judged_ms));
  const uint64_t newer = input.said.entries - input.judged;
  if (newer != 0) {
    out += fmt::format("{} came since then and {} not checked now; with --whole everything is.\n",
                       text::PluralEntries(newer), newer == 1 ? "was" : "were");
  }
  return out;
}

text::Json WaitingJson(const Manifest& manifest, const Waiting& waiting) {
  text::Json parties = text::Json::array();
  for (const Keeper& party : waiting.parties) {
    const int first = party.role == record::Role::kTrustee ? 0 : 1;
    parties.push_back({{"role", record::RoleName(party.role)},
                       {"number", party.index + first},
                       {"name", record::PartyName(manifest, party)}});
  }
  return {{"duty", referendum::DutyName(waiting.duty)},
          {"parties", std::move(parties)},
          {"needed", waiting.needed},
          {"from", TimeJson(waiting.from_ms)},
          {"until", TimeJson(waiting.until_ms)},
          {"otherwise", referendum::OtherwiseName(waiting.otherwise)}};
}

}  // namespace

std::string FormatAgenda(const AgendaInput& input) {
  std::string out = PhaseLine(input) + JudgedLines(input) + FormatFailure(input);
  for (const Waiting& waiting : input.agenda.waiting) out += FormatWaiting(input, waiting);
  if (input.agenda.waiting.empty()) out += "Nothing is left to be done: the record is complete.\n";
  return out;
}

std::string FormatAgendaJson(const AgendaInput& input) {
  text::Json waiting = text::Json::array();
  for (const Waiting& each : input.agenda.waiting) waiting.push_back(WaitingJson(input.manifest, each));
  const bool failed = input.agenda.failure != Failure::kNone;
  return text::FormatJson(
      {{"manifest_hash", text::FormatHex(input.manifest_hash)},
       {"seen", TimeJson(input.seen_ms)},
       {"phase", referendum::PhaseName(input.said.phase)},
       {"entries", input.said.entries},
       {"judged", std::min(input.judged, input.said.entries)},
       {"judged_at", TimeJson(input.judged_ms)},
       {"voters", input.said.registered},
       {"ballots", input.said.ballots},
       {"failure", failed ? text::Json(referendum::FailureName(input.agenda.failure)) : text::Json(nullptr)},
       {"waiting", std::move(waiting)}});
}

}  // namespace constat::report
