#include "constat/stats/distribution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "constat/base/check.h"

namespace constat::stats {
namespace {

// LogFactorial is ln n!, by Stirling's series from 16 on; the C library's lgamma writes a global.
double LogFactorial(int64_t n) {
  if (n < 16) {
    double product = 1;
    for (int64_t i = 2; i <= n; ++i) product *= static_cast<double>(i);
    return std::log(product);
  }
  const double x = static_cast<double>(n);
  const double y = 1 / (x * x);
  const double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
  return (x + 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi) + series;
}

}  // namespace

double NormalTail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

double NormalQuantile(double p) {
  CONSTAT_CHECK(p > 0 && p < 1);
  // The tail is monotone: bisection, then nothing to tune.
  double low = -40;
  double high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (NormalTail(-middle) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double ChiSquareTail(double x, int df) {
  CONSTAT_CHECK(x >= 0 && df >= 1);
  const double half = std::exp(-x / 2);
  double sum = 0;
  if (df % 2 == 0) {
    double term = 1;
    for (int i = 0; i < df / 2; ++i) {
      sum += term;
      term *= x / (2.0 * (i + 1));
    }
    return std::min(1.0, half * sum);
  }
  double term = std::sqrt(x);
  for (int i = 1; i < df; i += 2) {
    sum += term;
    term *= x / (i + 2.0);
  }
  return std::min(1.0, std::erfc(std::sqrt(x / 2)) + std::sqrt(2 / std::numbers::pi) * half * sum);
}

double PoissonTail(int64_t k, double mean) {
  CONSTAT_CHECK(mean >= 0 && std::isfinite(mean));
  if (k <= 0) return 1;
  if (mean == 0) return 0;
  const auto probability = [&](int64_t j) {
    return std::exp(static_cast<double>(j) * std::log(mean) - mean - std::lgamma(static_cast<double>(j) + 1));
  };
  // The side that falls away from the mode is summed, so that the terms get smaller at once.
  const bool upper = static_cast<double>(k) > mean;
  int64_t j = upper ? k : k - 1;
  double term = probability(j);
  double sum = 0;
  while (term > 0 && term > 1e-17 * sum) {
    sum += term;
    if (!upper && j == 0) break;
    term *= upper ? mean / static_cast<double>(j + 1) : static_cast<double>(j) / mean;
    j += upper ? 1 : -1;
  }
  return upper ? std::min(1.0, sum) : std::max(0.0, 1 - sum);
}

int64_t BinomialQuantile(double q, int64_t n, double p) {
  CONSTAT_CHECK(n >= 1 && n < (int64_t{1} << 31) && p > 0 && p < 1 && q > 0 && q < 1);
  const auto mode = std::min(n, static_cast<int64_t>(static_cast<double>(n + 1) * p));
  const double peak =
      std::exp(LogFactorial(n) - LogFactorial(mode) - LogFactorial(n - mode) +
               static_cast<double>(mode) * std::log(p) + static_cast<double>(n - mode) * std::log1p(-p));
  const double odds = p / (1 - p);
  double at = peak;  // P(X = k)
  double cumulative = 0;
  for (int64_t k = mode; k >= 0 && at > 1e-40; --k) {
    cumulative += at;
    at *= static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds);
  }
  int64_t k = mode;
  at = peak;
  while (cumulative < q && k < n) {
    at *= static_cast<double>(n - k) * odds / static_cast<double>(k + 1);
    cumulative += at;
    ++k;
    if (at < 1e-40) break;  // what is left is rounding
  }
  while (k > 0 && cumulative - at >= q) {
    cumulative -= at;
    at *= static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds);
    --k;
  }
  return k;
}

}  // namespace constat::stats
