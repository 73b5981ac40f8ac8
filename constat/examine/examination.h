// Examination: all tests over one table, and what they say together. No I/O; the report is made from it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "constat/base/result.h"
#include "constat/examine/finding.h"
#include "constat/examine/subject.h"
#include "constat/forensics/identities.h"

namespace constat::examine {

// kStandsOutBelow is the corrected p-value below which a hypothesis of section kSilent is called a mark.
// Other programs found no such mark on elections that nobody disputes (clean_record.h).
inline constexpr double kStandsOutBelow = 0.001;

// Choice is what a person asks for. option: nothing is the option with the most votes. against: the options
// that it is compared with; if there are any, the share is that of the votes for it and for them, and all
// other ballots are left out.
struct Choice {
  std::optional<std::string> option{};
  std::vector<std::string> against{};
  Settings settings{};
};

// MakeSubject finds the options and measures the scale. Where the table has neither ballots cast nor ballots
// counted, the sum of the options and the invalid papers is used.
//
// ERRORS: kUsage (no such option; the table has no options), with the names there are.
[[nodiscard]] Result<Subject> MakeSubject(const table::StationTable& table, const Choice& choice);

// AddEarlier sets the earlier vote to compare with, and its option of the same name, or its leading option.
// Where only some options are compared, the earlier vote must have all of them.
//
// ERRORS: kUsage (the earlier table has no options, or not those compared).
[[nodiscard]] Status AddEarlier(Subject& subject, const table::StationTable& earlier);

// Totals over the usable rows, in persons (where they are known) and ballots.
struct Totals {
  std::optional<int64_t> registered;
  int64_t ballots = 0, counted = 0, votes = 0;
};

// FlaggedStation is a station to look at, with the reasons; score: the sum of their weights.
struct FlaggedStation {
  uint32_t station = 0;
  double score = 0;
  std::vector<std::string> reasons;
};

// Examination: tests are in the order of the registry. stations: those with the highest scores, at most
// kMaxListed of flagged.
struct Examination {
  std::string option{};
  Scale scale{};
  Totals totals;
  forensics::Identities identities{};
  std::vector<TestFinding> tests{};
  std::vector<FlaggedStation> stations{};
  size_t flagged = 0;
};

inline constexpr size_t kMaxListed = 500;

// Examine runs every test. done(i, n) is called when i of n are done.
using TestsDone = std::function<void(size_t, size_t)>;
[[nodiscard]] Examination Examine(const Subject& subject, const TestsDone& done = {});

// StandsOut says whether the corrected p-value makes a hypothesis of section kSilent a mark.
[[nodiscard]] inline bool StandsOut(const Hypothesis& hypothesis) {
  return hypothesis.corrected < kStandsOutBelow;
}

// HolmCorrect fills in `corrected` of these hypotheses, all of one family: Holm, Scandinavian Journal of
// Statistics 6:65, 1979.
void HolmCorrect(std::vector<Hypothesis*> family);

// HolmCorrect does so for every hypothesis of section kSilent.
void HolmCorrect(std::vector<TestFinding>& tests);

// Marks are the hypotheses that stand out, in the order of the tests.
[[nodiscard]] std::vector<const Hypothesis*> Marks(const Examination& examination);

}  // namespace constat::examine
