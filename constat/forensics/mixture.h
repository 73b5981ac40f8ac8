// Mixture: stations as a mixture of three classes, no fraud, incremental fraud and extreme fraud,
// after Mebane's "qbl".
//
// THE FRACTIONS ARE NEVER ZERO, and mean little by themselves: on undisputed elections the published sampler
// gives 1 to 3 % of fraud, this fit up to 3 %. A class is a shape in the plane of turnout and share, not a
// deed: town and country, two languages or a popular candidate make the same shapes. Compare with clean
// elections before saying anything. DESCRIPTIVE.
// Reference: fractions of no fraud, incremental, extreme, with magnitudes as the priors say: Russia 2011
// 0.753, 0.165, 0.082, 2018 0.742, 0.198, 0.060, 2020 0.545, 0.363, 0.092; Canada 2011 0.986, 0.014, 0.000;
// Spain November 2019 1.000, 0.000, 0.000; Georgia 2024 0.944, 0.055, 0.001.
//
// Model: a station with N persons, of whom a stay away and w vote for the option. Turnout t and share v
// without fraud vary between stations: logit t ~ N(location, variance), logit v likewise. In the fraud
// classes votes are made from the parts m of those who stay away (manufactured) and s of the others' votes
// (stolen): a ~ Bin(N, (1 - t)(1 - m)), the others' votes on average N (1 - v)(1 - s)(1 - (a/N)/(1 - m)),
// w ~ Bin(N, p) for what is left. Incremental: m, s = k L; extreme: m, s = k + (1 - k) L; logit
// L ~ N(location, variance), each of the four with its own; k = 0.7. Priors: locations N(0, 1), variances
// exponential with mean 0.2, ratios of the fraud classes' fractions to the honest one uniform on [0, 1].
//
// The magnitudes are as the priors have them in the middle (location 0, variance 0.2: half of the stations
// of a class between 0.30 and 0.40, or 0.83 and 0.87): one mode, from every start tried. With magnitudes
// fitted too the posterior has many modes, and which one is found says little. A sampler of this model
// hardly moves stations between classes, for their latent turnouts are pinned by the counts; so its values
// depend on where it starts.
//
// Approximations: (1) the mode of the posterior in place of samples from it, taken with variances and ratios
// of fractions on a log scale; (2) binomial noise by its variance, carried over to logits, at most 1 there
// (a/N and the others' votes by N get half a count so that no logit is infinite); (3) the magnitudes at 17
// points each; m and s at a station are exactly k L and so on, not binomial counts around it.
//
// SOURCE: Mebane, "eforensics: a Bayesian implementation of a positive empirical model of election frauds",
// 2019 (the R package's model qbl); Ferrari, McAlister, Mebane, "Developments in positive empirical models of
// election frauds", 2018.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// MixtureOptions: who takes part, and when to stop. min_registered: in persons; min_stations: refused below;
// max_median_registered: half of the stations with more persons than this are no stations but areas.
// tolerance: an iteration that changes no fraction by more has converged, and no location or log of a
// variance by a hundred times more.
struct MixtureOptions {
  int64_t min_registered = 1;
  int64_t min_stations = 100;
  int64_t max_median_registered = 10000;
  int max_iterations = 300;
  double tolerance = 1e-4;
  unsigned threads = 1;
};

// MixtureRefusal: kFewStations: fewer than min_stations; kAreaTotals: see max_median_registered;
// kNotConverged: max_iterations were not enough; the numbers are there.
enum class MixtureRefusal { kFewStations, kAreaTotals, kNotConverged };

// LogitNormal is a distribution on the logit scale.
struct LogitNormal {
  double location = 0, variance = 0.2;
};

// MixtureClass numbers the classes.
enum MixtureClass : size_t { kHonest = 0, kIncremental = 1, kExtreme = 2 };

// kMagnitude is the distribution of the logit of L in each of the four magnitudes.
inline constexpr LogitNormal kMagnitude{0, 0.2};

// MixtureModel is the parameters that are fitted.
struct MixtureModel {
  std::array<double, 3> fraction = {0.9, 0.07, 0.03};
  LogitNormal turnout, share;
};

// MixtureFit is one fit. standard_error: of model.fraction with the other parameters given, so too small;
// low, high: 95 % intervals on the logit scale, likewise. log_likelihood: of a/N and the others' votes by N
// as densities; comparable only between fits of one table.
struct MixtureFit {
  MixtureModel model;
  std::array<double, 3> standard_error{}, low{}, high{};
  double log_likelihood = 0;
  int iterations = 0;
  bool converged = false;
};

// Mixture is the whole result. n: stations that take part; the other counts: stations left out, by the first
// reason that applies.
struct Mixture {
  std::optional<MixtureRefusal> refusal;
  int64_t n = 0, impossible = 0, nothing_counted = 0, few_registered = 0;
  MixtureFit fit;
};

// FitMixture is deterministic: no random numbers, and the same result for any number of threads. The others'
// votes are B - W: invalid papers are among them. Stations with W > B are left out as impossible.
//
// REQUIRES: as ColumnsOf; min_registered >= 1, min_stations >= 10, max_iterations >= 1.
// COST: 95,000 stations: 0.9 s of processor time.
[[nodiscard]] Mixture FitMixture(const Stations& stations, size_t option, const MixtureOptions& options = {});

}  // namespace constat::forensics
