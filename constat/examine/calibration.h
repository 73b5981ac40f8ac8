// Calibration: what the tests find of known fabrication planted into a table that is taken to be clean, and
// how often they raise an alarm where there is none.
//
// A trial takes a random half of the stations and plants one kind of fabrication at a share of them. The
// trials of a table use the same halves for all kinds and shares, and what is planted at a smaller share is
// among what is planted at a greater one, so that curves are comparable. Halves of one table overlap, and for
// a table with z their z is spread about z / sqrt(2) with variance 1/2, not 0 and 1: the rates are about this
// table, not about elections in general.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "constat/base/result.h"
#include "constat/examine/finding.h"
#include "constat/examine/subject.h"

namespace constat::examine {

// CalibrationSettings: the result is a function of seed and trials; threads change the time only.
struct CalibrationSettings {
  uint64_t seed = 1;
  size_t trials = 40;
  unsigned threads = 1;
};

// kPlantedShares are the shares of stations at which fabrication is planted; 0 gives the false alarms.
inline constexpr std::array<double, 7> kPlantedShares = {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2};

// kCalibrationNeeds is how many stations must pass the filter of whole percentages.
inline constexpr int64_t kCalibrationNeeds = 1000;

// Alarms are counted over the trials with one kind at one share. detected: after Holm's correction below
// kStandsOutBelow, as in the report; for what has no p, an alarm as people raise it. uncorrected: p below
// kStandsOutBelow without correction (z above 3.09).
struct Alarms {
  int64_t detected = 0, uncorrected = 0;
};

// Curve is one question over kPlantedShares. has_p: it is a hypothesis of section kSilent, or "any_mark",
// which is one that any of them stands out; else a figure that is often read as evidence.
struct Curve {
  std::string key, what;
  bool has_p = true;
  std::array<Alarms, kPlantedShares.size()> at{};
};

// PlantedKind is one kind of fabrication. changed[k]: the mean share of stations that came out different at
// kPlantedShares[k]; others had nothing to add, or a round number already. curves: any_mark first.
struct PlantedKind {
  std::string key, what;
  double strength = 0;
  std::array<double, kPlantedShares.size()> changed{};
  std::vector<Curve> curves{};
};

struct Calibration {
  CalibrationSettings settings;
  int64_t stations = 0;  // of the clean table
  std::vector<PlantedKind> kinds{};
};

// CalibrationProgress is told that so many of the trials are done.
using CalibrationProgress = std::function<void(size_t done, size_t total)>;

// Calibrate plants: shares and turnout rounded up to a multiple of 5 %, 30 % of the unused ballots stuffed,
// 30 % of all other ballots counted swapped for the option. progress(done, total) counts trials; it is called
// from any thread, one call at a time.
//
// ERRORS: kUsage: a hypothesis stands out in the table as it is; area totals; fewer than kCalibrationNeeds
// stations. REQUIRES: settings.trials >= 1. COST: five exact tests of the table, and for each trial and kind
// seven passes over half of it: 59,607 stations and 40 trials take about 6 seconds of processor time.
[[nodiscard]] Result<Calibration> Calibrate(const Subject& clean, const CalibrationSettings& settings,
                                            const CalibrationProgress& progress = {});

// CalibrationFinding says it in words, tables and pictures; its numbers: stations, trials, seed, shares,
// and under "kinds" for each kind the share of stations changed and, for each curve, a list of {share,
// trials, detected, uncorrected}.
[[nodiscard]] TestFinding CalibrationFinding(const Calibration& calibration);

}  // namespace constat::examine
