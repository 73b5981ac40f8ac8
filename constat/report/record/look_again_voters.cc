#include "constat/report/record/look_again_voters.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "constat/parcel/alike_persons.h"
#include "constat/record/local_time.h"
#include "constat/referendum/units.h"
#include "constat/referendum/voting_time.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/look_again.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using record::Manifest;

constexpr size_t kNamed = 5;              // of one kind; of the others only the number is said
constexpr uint64_t kShortMs = 3'600'000;  // an hour: too short to vote in, or to send a file in
constexpr uint64_t kSoonMs = 24 * kShortMs;

// Listed is "a, b, c and 12 more".
std::string Listed(const std::vector<std::string>& all) {
  std::string out;
  for (size_t i = 0; i < std::min(all.size(), kNamed); ++i) out += (i == 0 ? "" : ", ") + all[i];
  if (all.size() > kNamed) out += fmt::format(" and {} more", text::FormatCount(all.size() - kNamed));
  return out;
}

// RegionLooker looks at how many voters each region has.
class RegionLooker {
 public:
  RegionLooker(const Manifest& manifest, const std::vector<uint64_t>& counts)
      : m_(manifest), counts_(counts) {}

  std::vector<std::string> Look() {
    Whole();
    Regions();
    for (size_t q = 0; q < m_.questions.size(); ++q) {
      for (size_t t = 0; t < m_.questions[q].terms.size(); ++t) Rule(q, t);
    }
    return std::move(out_);
  }

 private:
  void Whole() {
    uint64_t all = 0;
    for (const uint64_t count : counts_) all += count;
    if (all < referendum::kFewestDecrypted) {
      out_.push_back(fmt::format("{}: fewer than {} ballots are never decrypted, so there can be no result.",
                                 text::Plural(all, "voter"), referendum::kFewestDecrypted));
    } else if (all < 2 * uint64_t{m_.floor}) {
      out_.push_back(fmt::format("{} are few: the result itself tells much about how single people voted.",
                                 text::Plural(all, "voter")));
    }
  }

  void Regions() {
    std::vector<std::string> empty;
    std::vector<std::string> small;
    std::vector<std::string> replaceable;
    for (size_t r = 0; r < counts_.size(); ++r) {
      const std::string name = text::QuoteName(m_.regions[r].name.front());
      if (counts_[r] == 0) {
        empty.push_back(name);
        continue;
      }
      if (counts_[r] < m_.floor) small.push_back(fmt::format("{} ({})", name, counts_[r]));
      if (m_.replace_until_ms != 0 && m_.replace_least >= counts_[r]) replaceable.push_back(name);
    }
    if (!empty.empty())
      out_.push_back(fmt::format("Nobody is to vote in {}: is part of the roll missing?", Listed(empty)));
    if (!small.empty() && counts_.size() > 1) {
      out_.push_back(
          fmt::format("Fewer voters than the floor of {}: {}. They are always counted with others.", m_.floor,
                      Listed(small)));
    }
    if (!replaceable.empty()) {
      out_.push_back(
          fmt::format("Every single code may be replaced in {}: there are no more voters than "
                      "replace_least = {}, a limit for what dishonest registrars can take.",
                      Listed(replaceable), m_.replace_least));
    }
  }

  // CanHold says whether a rule can hold in a region: not without voters; and not by votes that are never
  // shown by themselves (RUL-4).
  [[nodiscard]] bool CanHold(const record::Term& term, size_t region) const {
    const uint64_t needed = term.numerator == record::kNone ? 1 : m_.floor;
    return counts_[region] >= needed;
  }

  void Rule(size_t q, size_t t) {
    const record::Term& term = m_.questions[q].terms[t];
    std::vector<std::string> lacking;
    uint64_t weight = 0;
    for (size_t r = 0; r < counts_.size(); ++r) {
      if (CanHold(term, r)) {
        weight += m_.regions[r].weight;
      } else if (std::binary_search(term.named.begin(), term.named.end(), r)) {
        lacking.push_back(text::QuoteName(m_.regions[r].name.front()));
      }
    }
    if (!lacking.empty()) {
      out_.push_back(
          fmt::format("Rule {} of question {} must hold in {}, which has too few voters to be shown by "
                      "itself: the question can never be carried.",
                      t + 1, q + 1, Listed(lacking)));
    }
    if (term.scope == record::Scope::kRegionWeight && weight < term.weight) {
      out_.push_back(
          fmt::format("Rule {} of question {} asks for regions of weight {}; those with enough voters to be "
                      "shown by themselves have {}: the question can never be carried.",
                      t + 1, q + 1, term.weight, weight));
    }
  }

  const Manifest& m_;
  const std::vector<uint64_t>& counts_;
  std::vector<std::string> out_;
};

// Who is a person of a list, by line and id.
std::string Who(const std::vector<parcel::Person>& persons, size_t index) {
  const parcel::Person& person = persons[index];
  return person.line == 0 ? text::QuoteName(person.id)
                          : fmt::format("{} (line {})", text::QuoteName(person.id), person.line);
}

// More says how many pairs were not named.
std::string More(size_t all, std::string_view what) {
  if (all <= kNamed) return "";
  return fmt::format(" There are {} more {}.", text::FormatCount(all - kNamed), what);
}

void SayAlike(const std::vector<parcel::Person>& persons, std::vector<std::string>& out) {
  const parcel::AlikePersons alike = parcel::FindAlikePersons(persons);
  for (size_t i = 0; i < std::min(alike.ids.size(), kNamed); ++i) {
    const auto& [first, later] = alike.ids[i];
    const bool last = i + 1 == std::min(alike.ids.size(), kNamed);
    out.push_back(fmt::format(
        "The persons {} and {} look alike: {}. If they are one person, that person gets two votes.{}",
        Who(persons, first), Who(persons, later), text::HowAlike(persons[first].id, persons[later].id),
        last ? More(alike.ids.size(), "such pairs") : ""));
  }
  if (!alike.contacts.empty()) {
    std::vector<std::string> pairs;
    for (const auto& [first, later] : alike.contacts)
      pairs.push_back(fmt::format("{} and {}", Who(persons, first), Who(persons, later)));
    out.push_back(
        fmt::format("Persons with the same contact, who may be one person twice: {}.", Listed(pairs)));
  }
  const auto say = [&](const std::vector<size_t>& which, std::string_view what) {
    if (which.empty()) return;
    std::vector<std::string> all;
    for (const size_t index : which) all.push_back(Who(persons, index));
    out.push_back(fmt::format("{}: {}.", what, Listed(all)));
  };
  say(alike.blank_ends, "Ids that begin or end with a blank, or with what nobody sees");
  say(alike.no_contact, "Persons without a contact, while others have one");
}

// SayTimes compares the voting with the organiser's clock.
void SayTimes(const Manifest& m, uint64_t now_ms, std::vector<std::string>& out) {
  const auto shown = [&](uint64_t time_ms) { return record::FormatLocalTime(m, time_ms); };
  const uint64_t until_ms = referendum::OpenUntilMs(m);
  if (now_ms >= m.closing_ms) {
    out.push_back(
        fmt::format("The voting closed at {} by the manifest, and this machine\u2019s clock shows {}: the "
                    "board will refuse this.",
                    shown(m.closing_ms), shown(now_ms)));
    return;
  }
  if (now_ms > until_ms) {
    out.push_back(
        fmt::format("The voting could be opened until {}, and this machine\u2019s clock shows {}: the board "
                    "will refuse this.",
                    shown(until_ms), shown(now_ms)));
    return;
  }
  if (now_ms > m.opening_ms) {
    out.push_back(
        fmt::format("The opening, {}, is in the past: until the board has this entry nobody can vote; send "
                    "it by {}, or there is no vote.",
                    shown(m.opening_ms), shown(until_ms)));
  } else if (m.opening_ms - now_ms < kShortMs) {
    out.push_back(
        fmt::format("The voting opens in less than an hour, {}: the board needs this entry until {}.",
                    shown(m.opening_ms), shown(until_ms)));
  }
  const uint64_t left_ms = m.closing_ms - std::max(now_ms, m.opening_ms);
  if (left_ms < kShortMs)
    out.push_back(fmt::format("People have less than an hour to vote, until {}.", shown(m.closing_ms)));
}

void SayReplacements(const Manifest& m, uint64_t now_ms, std::vector<std::string>& out) {
  if (m.replace_until_ms == 0) {
    out.push_back("No lost code can be replaced in this referendum: whoever lost the letter cannot vote.");
  } else if (m.replace_until_ms <= std::max(now_ms, m.opening_ms)) {
    out.push_back(fmt::format("Lost codes could be replaced until {}: nobody who lost the letter can vote.",
                              record::FormatLocalTime(m, m.replace_until_ms)));
  } else if (m.replace_until_ms - std::max(now_ms, m.opening_ms) <
             std::min(kSoonMs, (m.closing_ms - m.opening_ms) / 4)) {
    out.push_back(
        fmt::format("Lost codes can be replaced until {} only: see that people look for their letters now.",
                    record::FormatLocalTime(m, m.replace_until_ms)));
  }
}

void SayTrustees(const referendum::Referendum& state, std::vector<std::string>& out) {
  const Manifest& m = state.context()->manifest;
  std::vector<std::string> missing;
  for (uint16_t j = 1; j <= m.trustees.size(); ++j) {
    if (!state.ceremony().HasDrilled(j))
      missing.push_back(fmt::format("{} ({})", j, text::CleanLine(m.trustees[j - 1u].name)));
  }
  if (missing.empty() || state.ceremony().Drills() > m.threshold) return;
  out.push_back(
      fmt::format("Only {} trustees have shown a working key, and {} are needed for the result: one lost "
                  "key among them, and the votes may never be counted. Ask trustee {} for a drill first.",
                  state.ceremony().Drills(), m.threshold, Listed(missing)));
}

}  // namespace

namespace {

std::vector<uint64_t> CountByRegion(const Manifest& manifest, const std::vector<parcel::Person>& persons) {
  std::vector<uint64_t> counts(manifest.regions.size());
  for (const parcel::Person& person : persons) ++counts[person.region];
  return counts;
}

}  // namespace

std::string FormatLookAgainAtPersons(const Manifest& manifest, const std::vector<parcel::Person>& persons) {
  return FormatLookAgain(LookAgainAtPersons(manifest, persons)) +
         "\nCompare with the official numbers of voters\n" +
         FormatVoters(manifest, CountByRegion(manifest, persons));
}

std::vector<std::string> LookAgainAtPersons(const Manifest& manifest,
                                            const std::vector<parcel::Person>& persons) {
  std::vector<std::string> out = RegionLooker(manifest, CountByRegion(manifest, persons)).Look();
  SayAlike(persons, out);
  return out;
}

std::vector<std::string> LookAgainAtRoll(const referendum::Referendum& state, uint64_t now_ms) {
  const Manifest& manifest = state.context()->manifest;
  std::vector<uint64_t> counts;
  for (size_t r = 0; r < manifest.regions.size(); ++r)
    counts.push_back(state.roll().Registered(static_cast<uint16_t>(r)));
  std::vector<std::string> out = RegionLooker(manifest, counts).Look();
  SayTimes(manifest, now_ms, out);
  SayTrustees(state, out);
  SayReplacements(manifest, now_ms, out);
  return out;
}

}  // namespace constat::report
