// Figures: what a report says about counts, worked out from an Outcome once. Spec: TAL-3, TAL-4, TAL-9.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "constat/record/manifest.h"
#include "constat/record/tally.h"
#include "constat/text/number.h"

namespace constat::report {

// Texts picks a manifest's texts in one language.
class Texts {
 public:
  // Texts shows the language with this tag, or else one with the same first subtag, or else the first.
  // manifest outlives it.
  Texts(const record::Manifest& manifest, std::string_view tag);

  [[nodiscard]] const record::Manifest& manifest() const { return *manifest_; }
  [[nodiscard]] const std::string& Tag() const { return manifest_->languages[language_]; }
  [[nodiscard]] size_t Language() const { return language_; }  // an index of the manifest's
  [[nodiscard]] const std::string& Contact() const { return manifest_->contact[language_]; }
  [[nodiscard]] const std::string& Title() const { return manifest_->title[language_]; }
  [[nodiscard]] const std::string& Description() const { return manifest_->description[language_]; }
  [[nodiscard]] const std::string& Question(size_t q) const {
    return manifest_->questions[q].text[language_];
  }
  [[nodiscard]] const std::string& Option(size_t q, size_t o) const {
    return manifest_->questions[q].options[o].name[language_];
  }
  [[nodiscard]] const std::string& Region(size_t r) const { return manifest_->regions[r].name[language_]; }

 private:
  const record::Manifest* manifest_;
  size_t language_ = 0;
};

// LanguageBase is a BCP 47 tag's first subtag in lower case: "de" of "de-CH".
[[nodiscard]] std::string LanguageBase(std::string_view tag);

// Count is one question's numbers over some regions.
struct Count {
  uint64_t registered = 0;
  uint64_t counted = 0;
  uint64_t ballots = 0;
  std::optional<std::vector<uint64_t>> votes;  // per option; none where they were not decrypted

  // Valid is the ballots counted less the blank ones. REQUIRES: votes.
  [[nodiscard]] uint64_t Valid(const record::Question& question) const;
  [[nodiscard]] text::Ratio Turnout() const { return {counted, registered}; }
  // Share is an option's part of the valid votes, the blank option's part of the ballots
  // counted. REQUIRES: votes.
  [[nodiscard]] text::Ratio Share(const record::Question& question, size_t option) const;
};

// CountAll sums a question over all regions; CountUnit over one unit; CountTurnout has no votes.
[[nodiscard]] Count CountAll(const record::Manifest& manifest, const record::Outcome& outcome,
                             size_t question);
[[nodiscard]] Count CountUnit(const record::Outcome& outcome, const record::UnitResult& unit,
                              size_t question);
[[nodiscard]] Count CountTurnout(const std::vector<record::RegionTurnout>& turnout);

// ReplacedRegion is a region with replaced codes, by its index.
struct ReplacedRegion {
  size_t region = 0;
  uint32_t codes = 0;
};
// ReplacedRegions are those with any, the most first. Spec: ROL-10.
[[nodiscard]] std::vector<ReplacedRegion> ReplacedRegions(const std::vector<uint32_t>& replaced);

// FormatVoters lists how many voters each region has, and all of them; lines end in a line feed. counts has a
// number for each region. Harmless to a terminal.
[[nodiscard]] std::string FormatVoters(const record::Manifest& manifest, std::span<const uint64_t> counts);

// LeadingOption is the option with the most votes, blank left aside; none at a tie or without votes.
[[nodiscard]] std::optional<size_t> LeadingOption(const record::Question& question, const Count& count);

}  // namespace constat::report
