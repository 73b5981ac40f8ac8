#include "constat/stats/distribution.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "constat/base/check.h"
#include "constat/stats/real.h"

namespace constat::stats {
namespace {

// StirlingError is ln n! less (n + 1/2) ln n - n + ln(2 pi)/2, n >= 1. The first are tabulated, from 60
// decimal digits; from 16 on the next term of the series is below 1e-15.
double StirlingError(int64_t n) {
  constexpr double kFirst[] = {0,
                               0.08106146679532726,
                               0.0413406959554093,
                               0.02767792568499834,
                               0.020790672103765093,
                               0.016644691189821193,
                               0.013876128823070748,
                               0.01189670994589177,
                               0.010411265261972096,
                               0.009255462182712733,
                               0.00833056343336287,
                               0.007573675487951841,
                               0.00694284010720953,
                               0.006408994188004207,
                               0.0059513701127588475,
                               0.005554733551962801};
  if (n < 16) return kFirst[n];
  const double x = static_cast<double>(n);
  const double y = 1 / (x * x);
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
}

double LogFactorial(int64_t n) { return LogGamma(static_cast<double>(n) + 1); }

}  // namespace

double LogBinomialProbability(int64_t k, int64_t n, double p) {
  return LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + static_cast<double>(k) * Log(p) +
         static_cast<double>(n - k) * Log1p(-p);
}

double ModeProbability(int64_t k, int64_t n) {
  const double a = static_cast<double>(k);
  const double b = static_cast<double>(n - k);
  return std::sqrt(static_cast<double>(n) / (2 * std::numbers::pi * a * b)) *
         Exp(StirlingError(n) - StirlingError(k) - StirlingError(n - k));
}

double NormalTail(double z) { return 0.5 * Erfc(z / std::numbers::sqrt2); }

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
  const double half = Exp(-x / 2);
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
  return std::min(1.0, Erfc(std::sqrt(x / 2)) + std::sqrt(2 / std::numbers::pi) * half * sum);
}

double TwoSidedStudent(double t, int64_t df) {
  if (df > 1000) return std::min(1.0, 2 * NormalTail(std::abs(t)));
  const double theta = Atan(std::abs(t) / std::sqrt(static_cast<double>(df)));
  const double cos2 = Cos(theta) * Cos(theta);
  const bool odd = df % 2 == 1;
  double term = odd ? Cos(theta) : 1;
  double sum = df == 1 ? 0 : term;
  for (int64_t i = odd ? 3 : 2; i <= df - 2; i += 2) {
    term *= cos2 * static_cast<double>(i - 1) / static_cast<double>(i);
    sum += term;
  }
  constexpr double kTwoOverPi = 0.63661977236758134308;
  const double inside = odd ? kTwoOverPi * (theta + Sin(theta) * (df == 1 ? 0 : sum)) : Sin(theta) * sum;
  return std::clamp(1 - inside, 0.0, 1.0);
}

double PoissonTail(int64_t k, double mean) {
  CONSTAT_CHECK(mean >= 0 && std::isfinite(mean));
  if (k <= 0) return 1;
  if (mean == 0) return 0;
  const auto probability = [&](int64_t j) {
    return Exp(static_cast<double>(j) * Log(mean) - mean - LogFactorial(j));
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
  const double peak = Exp(LogBinomialProbability(mode, n, p));
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
