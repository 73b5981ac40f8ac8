#include "constat/report/record/figures.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/text/clean.h"

namespace constat::report {

std::string LanguageBase(std::string_view tag) {
  std::string out(tag.substr(0, tag.find('-')));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Texts::Texts(const record::Manifest& manifest, std::string_view tag) : manifest_(&manifest) {
  const std::vector<std::string>& languages = manifest.languages;
  const auto exact = std::find(languages.begin(), languages.end(), tag);
  if (exact != languages.end()) {
    language_ = static_cast<size_t>(exact - languages.begin());
    return;
  }
  const auto same = std::find_if(languages.begin(), languages.end(), [&](const std::string& language) {
    return LanguageBase(language) == LanguageBase(tag);
  });
  if (same != languages.end()) language_ = static_cast<size_t>(same - languages.begin());
}

uint64_t Count::Valid(const record::Question& question) const {
  return question.blank == record::kNone ? counted : counted - (*votes)[question.blank];
}

text::Ratio Count::Share(const record::Question& question, size_t option) const {
  return {(*votes)[option], option == question.blank ? counted : Valid(question)};
}

Count CountUnit(const record::Outcome& outcome, const record::UnitResult& unit, size_t question) {
  Count out;
  for (const uint16_t r : unit.regions) {
    out.registered += outcome.regions[r].registered;
    out.counted += outcome.regions[r].counted;
    out.ballots += outcome.regions[r].ballots;
  }
  if (unit.decrypted) out.votes.emplace(unit.votes[question].begin(), unit.votes[question].end());
  return out;
}

Count CountAll(const record::Manifest& manifest, const record::Outcome& outcome, size_t question) {
  Count out = CountTurnout(outcome.regions);
  out.votes.emplace(manifest.questions[question].options.size(), 0);
  for (const record::UnitResult& unit : outcome.units) {
    if (unit.counted == 0) continue;
    if (!unit.decrypted) {
      out.votes.reset();
      return out;
    }
    for (size_t o = 0; o < out.votes->size(); ++o) (*out.votes)[o] += unit.votes[question][o];
  }
  return out;
}

Count CountTurnout(const std::vector<record::RegionTurnout>& turnout) {
  Count out;
  for (const record::RegionTurnout& region : turnout) {
    out.registered += region.registered;
    out.counted += region.counted;
    out.ballots += region.ballots;
  }
  return out;
}

std::vector<ReplacedRegion> ReplacedRegions(const std::vector<uint32_t>& replaced) {
  std::vector<ReplacedRegion> out;
  for (size_t r = 0; r < replaced.size(); ++r) {
    if (replaced[r] != 0) out.push_back({r, replaced[r]});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const ReplacedRegion& a, const ReplacedRegion& b) { return a.codes > b.codes; });
  return out;
}

std::string FormatVoters(const record::Manifest& manifest, std::span<const uint64_t> counts) {
  std::string out;
  uint64_t all = 0;
  for (size_t r = 0; r < counts.size(); ++r) {
    all += counts[r];
    out += fmt::format("  {:>12}  {}\n", text::FormatCount(counts[r]),
                       text::CleanLine(manifest.regions[r].name[0]));
  }
  return out + fmt::format("  {:>12}  voters in all\n", text::FormatCount(all));
}

std::optional<size_t> LeadingOption(const record::Question& question, const Count& count) {
  if (!count.votes) return std::nullopt;
  std::optional<size_t> leader;
  bool tie = false;
  for (size_t o = 0; o < count.votes->size(); ++o) {
    if (o == question.blank || (*count.votes)[o] == 0) continue;
    if (!leader || (*count.votes)[o] > (*count.votes)[*leader]) {
      leader = o;
      tie = false;
    } else if ((*count.votes)[o] == (*count.votes)[*leader]) {
      tie = true;
    }
  }
  return tie ? std::nullopt : leader;
}

}  // namespace constat::report
