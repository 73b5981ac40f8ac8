#include "constat/audit/alpha.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace constat::audit {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Append puts down the p-value of a martingale whose value is statistic.
void Append(double statistic, SequentialTest& test) {
  const double p = statistic >= 1 ? 1 / statistic : 1.0;
  test.history.push_back(p);
  test.p = std::min(test.p, p);
}

// MeanLeft is the mean of what is not drawn yet, after drawn values of sum, if the whole has this mean.
double MeanLeft(double mean, std::optional<int64_t> population, size_t drawn, double sum) {
  if (!population) return mean;
  const double size = static_cast<double>(*population);
  return (size * mean - sum) / (size - static_cast<double>(drawn));
}

Status CheckPopulation(size_t values, std::optional<int64_t> population) {
  if (!population || (*population >= 1 && values <= static_cast<uint64_t>(*population))) return {};
  return Fail(ErrorCode::kBadNumber, "more values were drawn than there are");
}

Status CheckAlpha(std::span<const double> values, const AlphaSettings& s) {
  if (!(s.null_mean > 0 && s.null_mean < s.eta && s.eta <= s.upper && s.upper < kInfinity)) {
    return Fail(ErrorCode::kBadNumber, "the guessed mean must be above the null's and at most the bound");
  }
  if ((s.shrink_weight && !(*s.shrink_weight > 0)) || (s.margin_weight && !(*s.margin_weight > 0))) {
    return Fail(ErrorCode::kBadNumber, "a weight must be above 0");
  }
  for (const double x : values) {
    if (!(x >= 0 && x <= s.upper)) return Fail(ErrorCode::kBadNumber, "a value is outside 0 to the bound");
  }
  return CheckPopulation(values.size(), s.population);
}

// Bet is eta_j before the draw numbered drawn + 1, where m is the null's mean of what is left.
double Bet(const AlphaSettings& s, size_t drawn, double sum, double m) {
  const double most = s.upper * (1 - kEpsilon);
  if (!s.shrink_weight) return std::clamp(MeanLeft(s.eta, s.population, drawn, sum), m, std::max(m, most));
  const double weight = *s.shrink_weight + static_cast<double>(drawn);
  const double above = s.margin_weight.value_or((s.eta - s.null_mean) / 2) / std::sqrt(weight);
  const double seen = (*s.shrink_weight * s.eta + sum) / weight;
  return std::min(most, std::max(seen, m * (1 + kEpsilon) + above));
}

}  // namespace

Result<SequentialTest> TestAlpha(std::span<const double> values, const AlphaSettings& settings) {
  CONSTAT_TRY(CheckAlpha(values, settings));
  const double u = settings.upper;
  SequentialTest test;
  double statistic = 1;
  double sum = 0;
  for (size_t j = 0; j < values.size(); ++j) {
    const double x = values[j];
    const double m = MeanLeft(settings.null_mean, settings.population, j, sum);
    if (m > u) {
      statistic = 0;  // even if all that is left were u, the mean would not exceed the null's
    } else if (m > 0 && m < u) {
      const double eta = Bet(settings, j, sum, m);
      statistic *= (x * eta / m + (u - x) * (u - eta) / (u - m)) / u;
    }
    sum += x;
    if (settings.population && sum > static_cast<double>(*settings.population) * settings.null_mean) {
      statistic = kInfinity;  // whatever is left, the mean exceeds the null's
    }
    Append(statistic, test);
    if (statistic == kInfinity) {
      test.history.resize(values.size(), 0.0);
      break;
    }
  }
  return test;
}

}  // namespace constat::audit
