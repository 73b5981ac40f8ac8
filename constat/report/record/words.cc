#include "constat/report/record/words.h"

#include <algorithm>
#include <functional>

#include "constat/base/check.h"
#include "constat/record/local_time.h"
#include "constat/report/page/node.h"
#include "constat/report/record/report_languages.h"
#include "constat/text/clean.h"
#include "constat/text/reader_language.h"
#include "constat/text/utc_time.h"

namespace constat::report {
namespace {

using record::Role;

// Find is the texts for a tag; English where there are none.
template <class TextsOfAll>
const TextsOfAll& Find(std::span<const TextsOfAll> all, std::string_view tag) {
  return all[text::FindTexts(all, tag).value_or(0)];
}

// NumberOf is a party's number for people, who count from 1.
uint64_t NumberOf(record::Keeper party) {
  return party.role == Role::kTrustee ? party.index : party.index + uint64_t{1};
}

std::string Join(const std::vector<std::string>& parts,
                 const std::function<std::string(std::string, std::string)>& two) {
  std::string out;
  for (const std::string& part : parts) out = out.empty() ? part : two(out, part);
  return out;
}

}  // namespace

std::vector<std::string_view> ReportLanguages() { return text::LanguagesOf(AllReportTexts()); }

Words::Words(const record::Manifest* manifest, std::string_view language, Naming naming, std::string_view own)
    : t(Find(AllReportTexts(), language)), c(Find(AllCauseTexts(), language)), naming_(naming) {
  if (own.empty()) own = language.empty() ? t.language : language;
  if (manifest != nullptr) texts_.emplace(*manifest, own);
}

bool Words::IsOtherLanguage() const {
  return texts_ && LanguageBase(texts_->Tag()) != LanguageBase(t.language);
}

std::string Words::Quoted(std::string_view name) const { return Say(t.quoted({.text = Name(name)})); }
std::string Words::Option(size_t question, size_t option) const {
  return Quoted(texts_->Option(question, option));
}
std::string Words::Region(size_t region) const { return Name(texts_->Region(region)); }

std::string Words::Regions(std::span<const uint16_t> regions) const {
  std::vector<std::string> names;
  for (const uint16_t r : regions) names.push_back(Region(r));
  return Commas(names);
}

std::string Words::Date(const std::string& utc) const {
  const Result<uint64_t> time_ms = text::ParseUtcTime(utc);
  return time_ms ? Say(t.moment({.time = *time_ms, .zone = "UTC"})) : utc;
}

std::string Words::Time(uint64_t time_ms) const {
  const record::ClockTime clock = record::ClockAt(manifest(), time_ms);
  return Say(t.moment({.time = clock.clock_ms, .zone = clock.offset->abbreviation}));
}

std::string Words::TimeAndUtc(uint64_t time_ms) const {
  constexpr uint64_t kDayMs = 86'400'000;
  const std::string local = Time(time_ms);
  const record::ClockTime clock = record::ClockAt(manifest(), time_ms);
  if (clock.IsUtc()) return local;
  const std::string utc =
      Say(clock.clock_ms / kDayMs == time_ms / kDayMs ? t.clock({.time = time_ms, .zone = "UTC"})
                                                      : t.moment({.time = time_ms, .zone = "UTC"}));
  return Say(t.beside({.local = local, .utc = utc}));
}

std::string Words::Voting() const {
  constexpr uint64_t kDayMs = 86'400'000;
  const record::ClockTime opening = record::ClockAt(manifest(), manifest().opening_ms);
  const record::ClockTime closing = record::ClockAt(manifest(), manifest().closing_ms);
  const bool one_day = opening.clock_ms / kDayMs == closing.clock_ms / kDayMs &&
                       manifest().closing_ms / kDayMs == closing.clock_ms / kDayMs;
  if (!one_day) {
    return Say(t.voting_period(
        {.opening = Time(manifest().opening_ms), .closing = TimeAndUtc(manifest().closing_ms)}));
  }
  const std::string from = Say(t.clock({.time = opening.clock_ms, .zone = opening.offset->abbreviation}));
  std::string until = Say(t.clock({.time = closing.clock_ms, .zone = closing.offset->abbreviation}));
  if (!closing.IsUtc()) {
    const std::string utc = Say(t.clock({.time = manifest().closing_ms, .zone = "UTC"}));
    until = Say(t.beside({.local = until, .utc = utc}));
  }
  return Say(t.voting_day({.day = opening.clock_ms, .from = from, .until = until}));
}

std::string Words::PartyName(record::Keeper party) const {
  return record::HasParty(manifest(), party) ? Name(record::PartyName(manifest(), party))
                                             : std::string(t.nobody_named);
}

std::string Words::Party(record::Keeper party) const {
  const std::string name = PartyName(party);
  const uint64_t n = NumberOf(party);
  switch (party.role) {
    case Role::kOrganiser:
      return Say(t.party_organiser({.name = name}));
    case Role::kRegistrar:
      return Say(t.party_registrar({.n = n, .name = name}));
    case Role::kBoard:
      return Say(t.party_board({.name = name}));
    case Role::kWitness:
      return Say(t.party_witness({.n = n, .name = name}));
    case Role::kTrustee:
      return Say(t.party_trustee({.n = n, .name = name}));
    case Role::kObserver:
      return Say(t.party_observer({.n = n, .name = name}));
  }
  CONSTAT_CHECK(false);
}

std::string Words::Start(record::Keeper party) const {
  const std::string name = PartyName(party);
  const uint64_t n = NumberOf(party);
  switch (party.role) {
    case Role::kOrganiser:
      return Say(t.start_organiser({.name = name}));
    case Role::kRegistrar:
      return Say(t.start_registrar({.n = n, .name = name}));
    case Role::kBoard:
      return Say(t.start_board({.name = name}));
    case Role::kWitness:
      return Say(t.start_witness({.n = n, .name = name}));
    case Role::kTrustee:
      return Say(t.start_trustee({.n = n, .name = name}));
    case Role::kObserver:
      return Say(t.start_observer({.n = n, .name = name}));
  }
  CONSTAT_CHECK(false);
}

std::string Words::Commas(const std::vector<std::string>& parts) const {
  return Join(parts, [this](const std::string& first, const std::string& second) {
    return Say(t.list_comma({.first = first, .second = second}));
  });
}

std::string Words::Semicolons(const std::vector<std::string>& parts) const {
  return Join(parts, [this](const std::string& first, const std::string& second) {
    return Say(t.list_semicolon({.first = first, .second = second}));
  });
}

std::string Words::Label(std::string_view label, std::string_view text) const {
  return Say(t.label({.label = label, .text = text}));
}

std::string PlainName(std::string_view name) { return text::CleanLine(name); }
std::string IsolatedName(std::string_view name) { return page::Isolate(name); }

}  // namespace constat::report
