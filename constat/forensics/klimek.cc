#include "constat/forensics/klimek.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/forensics/rates.h"
#include "constat/forensics/triangle_fit.h"
#include "constat/stats/counter_random.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

constexpr size_t kBins = kKlimekBins;
constexpr size_t kAlphas = 41;
constexpr size_t kModelBlock = 2048;
constexpr size_t kMinStations = 500;
constexpr int64_t kMaxMedianRegistered = 10000;
constexpr double kMinBelowMode = 0.05;
constexpr double kMaxValley = 0.8;
constexpr double kMaxMisplaced = 0.2;
constexpr double kExtremeWidth = 0.075;
constexpr double kHalfStation = 0.5;

using Histogram = std::array<double, kBins>;

double AlphaAt(size_t step) { return 1 + 0.1 * static_cast<double>(step); }

// Density is a Gaussian kernel density, up to a factor, at 0, 0.001, ... 1. The data are first rounded to
// 1/16000, far below any bandwidth that 500 stations or more give.
using Density = std::array<double, 1001>;

constexpr size_t kFine = 16;

double Bandwidth(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  double mean = 0;
  for (double value : x) mean += value / n;
  double square = 0;
  for (double value : x) square += (value - mean) * (value - mean);
  return std::sqrt(square / (n - 1)) * stats::Pow(n, -0.2);
}

Density EstimateDensity(const std::vector<double>& x) {
  const double unit = 1000.0 * kFine;
  const double bandwidth = Bandwidth(x) * unit;
  Density density{};
  if (!(bandwidth > 0)) return density;
  const auto reach = static_cast<int64_t>(std::min(unit, std::ceil(9 * bandwidth)));
  std::vector<double> kernel(static_cast<size_t>(reach) + 1);
  for (size_t d = 0; d < kernel.size(); ++d) {
    kernel[d] = stats::Exp(-0.5 * stats::Pow(static_cast<double>(d) / bandwidth, 2));
  }
  std::vector<double> counts(1000 * kFine + 1);
  for (double value : x) ++counts[static_cast<size_t>(std::llround(value * unit))];
  for (int64_t g = 0; g <= 1000; ++g) {
    const int64_t at = g * static_cast<int64_t>(kFine);
    const int64_t last = std::min<int64_t>(std::ssize(counts) - 1, at + reach);
    for (int64_t j = std::max<int64_t>(0, at - reach); j <= last; ++j) {
      density[static_cast<size_t>(g)] +=
          counts[static_cast<size_t>(j)] * kernel[static_cast<size_t>(std::abs(j - at))];
    }
  }
  return density;
}

std::optional<size_t> ModeOf(const Density& density) {
  for (size_t i = 301; i < 1000; ++i) {
    if (density[i] > density[i + 1]) return i;
  }
  return std::nullopt;
}

struct SquareMean {
  double sum = 0, count = 0;
  void Add(double difference) {
    sum += difference * difference;
    ++count;
  }
  [[nodiscard]] double Root() const { return count > 0 ? std::sqrt(sum / count) : 0; }
};

KlimekParameters ParametersAt(const Rates& rates, double tau, double nu) {
  SquareMean turnout;
  SquareMean below;
  SquareMean above;
  for (size_t i = 0; i < rates.share.size(); ++i) {
    const double t = rates.turnout[i];
    const double s = rates.share[i];
    if (s < nu && t < tau) turnout.Add(t - tau);
    if (s < nu) below.Add(s - nu);
    if (s > nu) above.Add(s - nu);
  }
  return {tau, nu, turnout.Root(), below.Root(), std::sqrt(above.Root())};
}

// ShareBelow is the part of the stations with a share below the grid's point.
double ShareBelow(const std::vector<double>& share, size_t point) {
  const double limit = 0.001 * static_cast<double>(point);
  const auto below = std::count_if(share.begin(), share.end(), [&](double s) { return s < limit; });
  return static_cast<double>(below) / static_cast<double>(share.size());
}

// HasLowerCluster goes down from the mode and looks, at each local maximum, for the deepest point on the way,
// the mode included.
bool HasLowerCluster(const Density& density, const std::vector<double>& share, size_t mode) {
  size_t valley = mode;
  for (size_t i = mode; i-- > 0;) {
    if (density[i] < density[valley]) valley = i;
    const bool peak = density[i] >= density[i + 1] && (i == 0 || density[i] >= density[i - 1]);
    if (!peak) continue;
    if (density[mode] < kMaxValley * density[i]) return true;
    if (density[valley] > kMaxValley * std::min(density[i], density[mode])) continue;
    if (ShareBelow(share, valley) >= kMinBelowMode) return true;
  }
  return false;
}

std::optional<KlimekRefusal> RefuseStations(const Rates& rates) {
  if (rates.share.empty()) return KlimekRefusal::kTooFewStations;
  std::vector<int64_t> registered = rates.registered;
  const auto middle = registered.begin() + static_cast<std::ptrdiff_t>(registered.size() / 2);
  std::nth_element(registered.begin(), middle, registered.end());
  if (*middle > kMaxMedianRegistered) return KlimekRefusal::kAreaTotals;
  if (rates.share.size() < kMinStations) return KlimekRefusal::kTooFewStations;
  const auto all_equal = [](const std::vector<double>& x) {
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    return !(*most - *least > 1e-9);
  };
  if (all_equal(rates.turnout) || all_equal(rates.share)) return KlimekRefusal::kNoVariation;
  return std::nullopt;
}

// FindParameters fills in model.parameters, or says why not; the last reasons leave them in place.
std::optional<KlimekRefusal> FindParameters(const Rates& rates, KlimekModel& model) {
  const Density share = EstimateDensity(rates.share);
  const std::optional<size_t> tau = ModeOf(EstimateDensity(rates.turnout));
  const std::optional<size_t> nu = ModeOf(share);
  if (!tau || !nu) return KlimekRefusal::kNoMode;
  const KlimekParameters p =
      ParametersAt(rates, static_cast<double>(*tau) * 0.001, static_cast<double>(*nu) * 0.001);
  model.parameters = p;
  if (ShareBelow(rates.share, *nu) < kMinBelowMode) return KlimekRefusal::kNoCleanCluster;
  if (HasLowerCluster(share, rates.share, *nu)) return KlimekRefusal::kLowerCluster;
  if (!(p.turnout_deviation > 0 && p.share_deviation > 0 && p.incremental_width > 0)) {
    return KlimekRefusal::kNoVariation;
  }
  return std::nullopt;
}

// NormalStream draws standard normals in pairs (Box and Muller), as many as rejections need.
class NormalStream {
 public:
  NormalStream(uint64_t seed, uint64_t replicate, uint64_t station)
      : random_(stats::MixBits(stats::MixBits(seed) ^ stats::MixBits(replicate + 1)), station) {}

  // Within draws center + width Z given that it is within [0, 1]. The modes lie in there and the widths are
  // at most 1, so that every third draw or better is; the limit only makes the loop's end plain.
  double Within(double center, double width) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
      const double value = center + width * Next();
      if (value >= 0 && value <= 1) return value;
    }
    return center;
  }

 private:
  double Uniform() { return (static_cast<double>(random_.Draw(next_++) >> 12) + 0.5) * 0x1p-52; }

  double Next() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    const double radius = std::sqrt(-2 * stats::Log(Uniform()));
    const double angle = 2 * std::numbers::pi * Uniform();
    spare_ = radius * stats::Sin(angle);
    has_spare_ = true;
    return radius * stats::Cos(angle);
  }

  stats::CounterRandom random_;
  uint64_t next_ = 0;
  double spare_ = 0;
  bool has_spare_ = false;
};

// Components are the three simulated histograms, those with fraud for every alpha; as counts.
struct Components {
  Histogram clean{};
  std::vector<Histogram> incremental = std::vector<Histogram>(kAlphas);
  std::vector<Histogram> extreme = std::vector<Histogram>(kAlphas);
};

// PercentBin puts a share halfway between two percentages into the upper one's bin.
size_t PercentBin(double share) { return static_cast<size_t>(100 * share + (0.5 + 1e-9)); }

// Place is the bin of W/B after rounding both to whole ballots.
size_t Place(double registered, double votes, double ballots) {
  const double b = std::floor(registered * ballots + 0.5);
  const double w = std::min(b, std::floor(registered * votes + 0.5));
  if (b < 1) return 0;
  return PercentBin(w / b);
}

struct Draw {
  double registered, turnout, share;
};

// AddFraud places one draw for every alpha; x^alpha goes from step to step by a factor.
void AddFraud(const Draw& d, double x, std::vector<Histogram>& histograms) {
  const double factor = stats::Pow(x, 0.1);
  const double ballots = 1 - (1 - x) * (1 - d.turnout);
  const double kept = d.turnout * d.share + x * (1 - d.turnout);
  double moved = x * (1 - d.share) * d.turnout;
  for (Histogram& histogram : histograms) {
    ++histogram[Place(d.registered, kept + moved, ballots)];
    moved *= factor;
  }
}

void Add(Histogram& sum, const Histogram& more) {
  for (size_t b = 0; b < kBins; ++b) sum[b] += more[b];
}

Components Simulate(const Rates& rates, const KlimekParameters& p, const KlimekSettings& settings) {
  const size_t n = rates.share.size();
  const size_t replicates = 1 + static_cast<size_t>(settings.min_draws) / n;
  std::vector<Components> blocks((n + kModelBlock - 1) / kModelBlock);
  ParallelFor(blocks.size(), settings.threads, [&](size_t block) {
    Components& sum = blocks[block];
    for (size_t i = block * kModelBlock; i < std::min(n, (block + 1) * kModelBlock); ++i) {
      for (size_t r = 0; r < replicates; ++r) {
        NormalStream normal(settings.seed, r, i);
        const Draw d{static_cast<double>(rates.registered[i]),
                     normal.Within(p.turnout_mode, p.turnout_deviation),
                     normal.Within(p.share_mode, p.share_deviation)};
        ++sum.clean[Place(d.registered, d.turnout * d.share, d.turnout)];
        AddFraud(d, normal.Within(0, p.incremental_width), sum.incremental);
        AddFraud(d, 1 - normal.Within(0, kExtremeWidth), sum.extreme);
      }
    }
  });
  Components total;
  for (const Components& block : blocks) {  // whole numbers: exact in any order
    Add(total.clean, block.clean);
    for (size_t a = 0; a < kAlphas; ++a) {
      Add(total.incremental[a], block.incremental[a]);
      Add(total.extreme[a], block.extreme[a]);
    }
  }
  return total;
}

Histogram Scaled(const Histogram& counts) {
  double total = 0;
  for (double count : counts) total += count;
  Histogram result{};
  for (size_t b = 0; b < kBins; ++b) result[b] = counts[b] / total;
  return result;
}

struct Shapes {
  Histogram clean, incremental, extreme;
};

// LinearModelOf has, for each bin, the stations it is modelled to hold: base + f_i first + f_e second.
LinearModel LinearModelOf(const Shapes& shapes, double n) {
  LinearModel model;
  for (size_t b = 0; b < kBins; ++b) {
    model.base.push_back(n * shapes.clean[b] + kHalfStation);
    model.first.push_back(n * (shapes.incremental[b] - shapes.clean[b]));
    model.second.push_back(n * (shapes.extreme[b] - shapes.clean[b]));
  }
  return model;
}

// FitOne takes the half station that the model has more in each bin away again where no division needs it.
KlimekFit FitOne(const LinearModel& model, const Histogram& observed, KlimekObjective objective) {
  Histogram weights;
  Histogram target;
  for (size_t b = 0; b < kBins; ++b) {
    weights[b] = objective == KlimekObjective::kRelative ? stats::Pow(1 + observed[b], -2) : 1;
    target[b] = observed[b] + kHalfStation;
  }
  const TrianglePoint point = objective == KlimekObjective::kPearson
                                  ? FitPearson(model, observed)
                                  : FitLeastSquares(model, target, weights);
  KlimekFit fit;
  fit.incremental = point.first;
  fit.extreme = point.second;
  fit.objective = point.objective;
  double total = 0;
  for (double o : observed) total += o;
  double squares = 0;
  double variation = 0;
  for (size_t b = 0; b < kBins; ++b) {
    const double m = model.At(b, point.first, point.second);
    const double residual = observed[b] - m;
    squares += residual * residual;
    variation += (observed[b] - total / kBins) * (observed[b] - total / kBins);
    fit.chi_square_per_df += residual * residual / m / (kBins - 3);
    fit.misplaced += std::abs(residual) / (2 * total);
  }
  fit.r_squared = variation > 0 ? 1 - squares / variation : 0;
  return fit;
}

}  // namespace

KlimekModel FitKlimekModel(const Stations& stations, size_t option, const KlimekSettings& settings) {
  CONSTAT_CHECK(settings.min_draws >= 0);
  const Rates rates = MakeRates(ColumnsOf(stations, option), 1);
  KlimekModel model;
  model.stations = std::ssize(rates.share);
  for (double s : rates.share) ++model.observed[PercentBin(s)];
  model.refusal = RefuseStations(rates);
  if (!model.refusal) model.refusal = FindParameters(rates, model);
  if (model.refusal) return model;

  const Components components = Simulate(rates, *model.parameters, settings);
  const auto n = static_cast<double>(model.stations);
  for (auto objective :
       {KlimekObjective::kPearson, KlimekObjective::kRelative, KlimekObjective::kUnweighted}) {
    model.estimates.push_back({objective, {}, std::vector<KlimekFit>(kAlphas)});
  }
  ParallelFor(kAlphas, settings.threads, [&](size_t a) {
    const LinearModel linear = LinearModelOf(
        {Scaled(components.clean), Scaled(components.incremental[a]), Scaled(components.extreme[a])}, n);
    for (KlimekEstimate& estimate : model.estimates) {
      estimate.profile[a] = FitOne(linear, model.observed, estimate.objective);
      estimate.profile[a].alpha = AlphaAt(a);
    }
  });
  for (KlimekEstimate& estimate : model.estimates) {
    estimate.best =
        *std::min_element(estimate.profile.begin(), estimate.profile.end(),
                          [](const KlimekFit& x, const KlimekFit& y) { return x.objective < y.objective; });
  }
  const auto best = static_cast<size_t>(std::llround((model.estimates[0].best.alpha - 1) * 10));
  model.clean = Scaled(components.clean);
  model.incremental = Scaled(components.incremental[best]);
  model.extreme = Scaled(components.extreme[best]);
  if (model.estimates[0].best.misplaced > kMaxMisplaced) model.refusal = KlimekRefusal::kPoorFit;
  return model;
}

}  // namespace constat::forensics
