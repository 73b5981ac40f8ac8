// Klimek's model: what share of stations, at the least contrived, had ballots added or moved so that turnout
// and the leading option's share rose together?
//
// Model: at a clean station turnout T is N(tau, s_tau) and the share v is N(nu, s_nu), both truncated to
// [0, 1]. With probability f_i (incremental) a part x = |N(0, theta)|, truncated to [0, 1], of those who
// stayed away is counted as votes for the option, and a part x^alpha of the others' votes is moved to it;
// with probability f_e (extreme) the same with x = 1 - |N(0, 0.075)|. So W/N = T v + x (1 - T) + x^alpha
// (1 - v) T, B/N = 1 - (1 - x) (1 - T). alpha > 1 moves less than it adds. The clean parameters are read
// from the stations themselves: tau and nu are modes, s_tau and s_nu deviations below them, where the model
// puts no fraud.
//
// What it cannot show: that there was fraud. A country of two kinds of places can look like one of them with
// fraud. Turnout and share of a clean station are taken as independent and normal, and they are neither. The
// estimates depend on the objective: read all three, and how badly they fit.
// SOURCE: Klimek, Yegorov, Hanel, Thurner, "Statistical detection of systematic election irregularities",
// PNAS 109:16469, 2012.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// KlimekParameters describe the clean stations, all of them fractions: tau, nu, s_tau, s_nu, theta.
//
// turnout_mode, share_mode: of a Gaussian kernel density of t (of s) on the grid 0.301, 0.302, ... 0.999, the
// first point from which it falls; the bandwidth is the standard deviation times n^(-1/5). turnout_deviation:
// root mean square of t - tau where t < tau and s < nu; share_deviation: of s - nu where s < nu;
// incremental_width: the square root of that of s - nu where s > nu.
// Reference: Russia 2011 0.529, 0.324, 0.081381, 0.069723, 0.559001.
struct KlimekParameters {
  double turnout_mode = 0, share_mode = 0;
  double turnout_deviation = 0, share_deviation = 0;
  double incremental_width = 0;
};

// KlimekRefusal says why the model does not apply. None of the reasons looks at the estimate itself.
//
// kTooFewStations: fewer than 500, for a histogram of 101 bins and two modes. kAreaTotals: the median has
// more than 10,000 registered: no polling station serves so many in a day, and sums over stations hide the
// mixture. kNoVariation: all turnouts or all shares are equal, or nothing lies below or above a mode.
// kNoMode: no mode above 0.3, as where the option has hardly any votes. kNoCleanCluster: less than 5 % of the
// stations lie below the share's mode. Clean stations lie symmetrically around it, and fraud moves upwards
// only, so twice this share is all that could be clean: what was found is a ripple in a tail (or no clean
// station is left), and the parameters describe nothing. kLowerCluster: stations crowd below the share's
// mode, around another one. Either a valley parts the two, at most 0.8 times the lower of them, with at least
// 5 % of the stations below it; or the density at the mode is less than 0.8 times that of a peak below, on
// whose slope it is. Fraud in this model only raises shares and cannot make a cluster below the clean one:
// the country has two kinds of places. kPoorFit: even the best fit would have to move more than a fifth of
// the stations to other bins.
enum class KlimekRefusal {
  kTooFewStations,
  kAreaTotals,
  kNoVariation,
  kNoMode,
  kNoCleanCluster,
  kLowerCluster,
  kPoorFit,
};

// kKlimekBins is the number of bins of the share: bin b is centred on b percent, as in the authors' program.
inline constexpr size_t kKlimekBins = 101;

// KlimekObjective is what the fit minimizes over the bins, O observed and M modelled stations: kPearson sum
// (O - M)^2 / M, kRelative sum ((O - M) / (O + 1))^2 (the authors'), kUnweighted sum (O - M)^2.
enum class KlimekObjective { kPearson, kRelative, kUnweighted };

// KlimekFit is one estimate.
//
// incremental, extreme: f_i, f_e >= 0, f_i + f_e <= 1. objective: its least value. r_squared: 1 - sum (O -
// M)^2 / sum (O - mean O)^2. chi_square_per_df: Pearson's statistic over its degrees of freedom (bins - 3),
// near 1 only for a model that is true. misplaced: sum |O - M| / 2n, the share of stations in a wrong bin.
struct KlimekFit {
  double incremental = 0, extreme = 0, alpha = 0;
  double objective = 0;
  double r_squared = 0, chi_square_per_df = 0, misplaced = 0;
};

// KlimekEstimate is the best fit of one objective, and the best fit for every alpha: how much it matters.
struct KlimekEstimate {
  KlimekObjective objective = KlimekObjective::kPearson;
  KlimekFit best;
  std::vector<KlimekFit> profile;
};

// KlimekModel is the whole result.
//
// stations: those with possible counts (columns.h), N > 0 and R > 0. parameters: where they could be found,
// for a refused model as well. observed: stations by share. estimates: Pearson, relative, unweighted; empty
// where the model was refused before the fit. clean, incremental, extreme: the components' histograms at the
// Pearson fit's alpha, each a distribution.
struct KlimekModel {
  int64_t stations = 0;
  std::optional<KlimekRefusal> refusal;
  std::optional<KlimekParameters> parameters;
  std::array<double, kKlimekBins> observed{}, clean{}, incremental{}, extreme{};
  std::vector<KlimekEstimate> estimates;
};

// KlimekSettings: the components are simulated with the seed, each station as often as needed for about
// min_draws draws a component, at least once. alpha goes from 1 to 5 by 0.1.
struct KlimekSettings {
  uint64_t seed = 1;
  unsigned threads = 1;
  int64_t min_draws = 200000;
};

// FitKlimekModel fits the model to stations.options[option]. The same result for any number of threads.
//
// For fixed alpha the expected histogram is linear in f_i and f_e, so that each objective is a convex problem
// in two variables; no grid of fractions is searched. For Pearson's objective and statistic a model bin holds
// half a station more than simulated, so that an empty one is improbable and not impossible.
// REQUIRES: as ColumnsOf; min_draws >= 0.
// COST: 95,000 stations: 290,000 draws of 4 normals, and 41 x 2 histograms of them.
// Reference: Russia 2011 published f_i 0.64, f_e 0.033, alpha 2.3; here, with five seeds, Pearson 0.67 to
// 0.68, 0.040 to 0.046, 2.2 to 2.4; relative 0.73 to 0.74, 0.042 to 0.045, 2.7 or 2.8; unweighted 0.70, 0.037
// to 0.044, 2.1 to 2.3. Spain November 2019: f_i 0 to 0.009, f_e 0.
[[nodiscard]] KlimekModel FitKlimekModel(const Stations& stations, size_t option,
                                         const KlimekSettings& settings = {});

}  // namespace constat::forensics
