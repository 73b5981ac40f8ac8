#include "constat/stats/beta_binomial_mixture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "constat/base/check.h"
#include "constat/stats/correlation.h"
#include "constat/stats/real.h"

namespace constat::stats {
namespace {

constexpr size_t kMaxCounts = 8192;
constexpr int32_t kMaxTrials = 4096;
constexpr size_t kMaxComponents = 5;
constexpr int kMaxSteps = 60;
constexpr double kMinLog = -3;
constexpr double kMaxLog = 6;
constexpr double kSameDensity = 0.99;

struct Sample {
  std::vector<int32_t> y, n;
  size_t most = 0;  // trials
};

Sample SampleOf(const Counts& counts) {
  Sample usable;
  for (size_t i = 0; i < counts.n.size(); ++i) {
    if (counts.n[i] == 0 || counts.n[i] > kMaxTrials) continue;
    usable.y.push_back(counts.y[i]);
    usable.n.push_back(counts.n[i]);
  }
  const size_t size = std::min(kMaxCounts, usable.n.size());
  Sample sample;
  for (size_t i = 0; i < size; ++i) {
    const size_t at = i * usable.n.size() / size;
    sample.y.push_back(usable.y[at]);
    sample.n.push_back(usable.n[at]);
    sample.most = std::max(sample.most, static_cast<size_t>(usable.n[at]));
  }
  return sample;
}

// RisingLogs is ln(a (a + 1) ... (a + k - 1)) for k from 0 to most.
std::vector<double> RisingLogs(double a, size_t most) {
  std::vector<double> logs(most + 1);
  double sum = 0;
  double product = 1;
  for (size_t k = 0; k < most; ++k) {
    product *= a + static_cast<double>(k);
    logs[k + 1] = sum + Log(product);
    if (product > 1e200) {
      sum = logs[k + 1];
      product = 1;
    }
  }
  return logs;
}

// Weighted counts: at k, the weight of the stations with more than k successes (failures, trials).
struct Exceeding {
  std::vector<double> y, failures, n;

  explicit Exceeding(size_t most) : y(most + 1), failures(most + 1), n(most + 1) {}

  void Add(const Sample& s, size_t i, double weight) {
    y[static_cast<size_t>(s.y[i])] += weight;
    failures[static_cast<size_t>(s.n[i] - s.y[i])] += weight;
    n[static_cast<size_t>(s.n[i])] += weight;
  }

  static void SumUp(std::vector<double>& x) {
    double above = 0;
    for (size_t k = x.size(); k-- > 0;) {
      const double here = x[k];
      x[k] = above;
      above += here;
    }
  }

  void SumUp() {
    SumUp(y);
    SumUp(failures);
    SumUp(n);
  }
};

// Inverses are sum of h[k] / (a + k) and sum of h[k] / (a + k)^2.
struct Inverses {
  double first = 0, second = 0;
};

Inverses InversesOf(const std::vector<double>& h, double a) {
  Inverses sums;
  for (size_t k = 0; k < h.size() && h[k] > 0; ++k) {
    const double inverse = 1 / (a + static_cast<double>(k));
    sums.first += h[k] * inverse;
    sums.second += h[k] * inverse * inverse;
  }
  return sums;
}

// NewtonStep climbs the weighted likelihood in (ln alpha, ln beta), by at most 1 in each.
void NewtonStep(const Exceeding& h, BetaComponent& c) {
  const Inverses a = InversesOf(h.y, c.alpha);
  const Inverses b = InversesOf(h.failures, c.beta);
  const Inverses both = InversesOf(h.n, c.alpha + c.beta);
  const double ga = c.alpha * (a.first - both.first);
  const double gb = c.beta * (b.first - both.first);
  const double haa = c.alpha * c.alpha * (both.second - a.second) + ga;
  const double hbb = c.beta * c.beta * (both.second - b.second) + gb;
  const double hab = c.alpha * c.beta * both.second;
  const double determinant = haa * hbb - hab * hab;
  double da = 0;
  double db = 0;
  if (haa < 0 && determinant > 1e-12 * haa * hbb) {
    da = -(ga * hbb - gb * hab) / determinant;
    db = -(gb * haa - ga * hab) / determinant;
  } else {  // not concave here: uphill
    const double size = std::abs(ga) + std::abs(gb);
    if (size > 0) {
      da = 0.5 * ga / size;
      db = 0.5 * gb / size;
    }
  }
  c.alpha = Exp(std::clamp(Log(c.alpha) + std::clamp(da, -1.0, 1.0), kMinLog, kMaxLog));
  c.beta = Exp(std::clamp(Log(c.beta) + std::clamp(db, -1.0, 1.0), kMinLog, kMaxLog));
}

// Improve makes one step of expectation and maximization; it returns the log likelihood before.
double Improve(const Sample& sample, BetaBinomialMixture& mixture) {
  const size_t size = mixture.size();
  std::vector<std::array<std::vector<double>, 3>> logs;
  for (const BetaComponent& c : mixture) {
    logs.push_back({RisingLogs(c.alpha, sample.most), RisingLogs(c.beta, sample.most),
                    RisingLogs(c.alpha + c.beta, sample.most)});
    for (double& x : logs.back()[2]) x -= Log(std::max(c.weight, 1e-300));
  }
  std::vector<Exceeding> exceeding(size, Exceeding(sample.most));
  std::vector<double> total(size);
  std::vector<double> w(size);
  double likelihood = 0;
  for (size_t i = 0; i < sample.n.size(); ++i) {
    const auto y = static_cast<size_t>(sample.y[i]);
    const auto n = static_cast<size_t>(sample.n[i]);
    for (size_t k = 0; k < size; ++k) w[k] = logs[k][0][y] + logs[k][1][n - y] - logs[k][2][n];
    const double most = *std::max_element(w.begin(), w.end());
    double sum = 0;
    for (double& x : w) sum += x = Exp(x - most);
    likelihood += most + Log(sum);
    for (size_t k = 0; k < size; ++k) {
      if (w[k] < 1e-9 * sum) continue;
      exceeding[k].Add(sample, i, w[k] / sum);
      total[k] += w[k] / sum;
    }
  }
  for (size_t k = 0; k < size; ++k) {
    mixture[k].weight = total[k] / static_cast<double>(sample.n.size());
    exceeding[k].SumUp();
    if (total[k] < 1e-6) continue;
    NewtonStep(exceeding[k], mixture[k]);
    NewtonStep(exceeding[k], mixture[k]);
  }
  return likelihood;
}

BetaComponent FromMoments(std::span<const double> rates, double weight) {
  double mean = 0;
  for (double r : rates) mean += r / static_cast<double>(rates.size());
  double variance = 0;
  for (double r : rates) variance += (r - mean) * (r - mean) / static_cast<double>(rates.size());
  mean = std::clamp(mean, 0.01, 0.99);
  const double size = std::clamp(mean * (1 - mean) / std::max(variance, 1e-9) - 1, 2.0, 50.0);
  return {mean * size, (1 - mean) * size, weight};
}

BetaBinomialMixture Start(const Sample& sample, size_t components) {
  std::vector<double> rates;
  for (size_t i = 0; i < sample.n.size(); ++i) {
    rates.push_back(static_cast<double>(sample.y[i]) / static_cast<double>(sample.n[i]));
  }
  std::sort(rates.begin(), rates.end());
  BetaBinomialMixture mixture;
  for (size_t k = 0; k < components; ++k) {
    const size_t begin = k * rates.size() / components;
    const size_t end = (k + 1) * rates.size() / components;
    mixture.push_back(FromMoments(std::span(rates).subspan(begin, std::max<size_t>(1, end - begin)),
                                  1.0 / static_cast<double>(components)));
  }
  return mixture;
}

std::vector<double> DensityOf(const BetaBinomialMixture& mixture) {
  std::vector<double> density(1001);
  for (const BetaComponent& c : mixture) {
    const double norm = LogGamma(c.alpha + c.beta) - LogGamma(c.alpha) - LogGamma(c.beta);
    for (size_t i = 0; i < density.size(); ++i) {
      const double x = 0.01 + 0.98 * static_cast<double>(i) / 1000;
      density[i] += c.weight * Exp(norm + (c.alpha - 1) * Log(x) + (c.beta - 1) * Log1p(-x));
    }
  }
  return density;
}

// IsSame compares two densities; those that do not vary are the same.
bool IsSame(const std::vector<double>& a, const std::vector<double>& b) {
  const SecondMoments moments = MomentsOf(a, b);
  return moments.xx <= 0 || moments.yy <= 0 || moments.Correlation() >= kSameDensity;
}

}  // namespace

BetaBinomialMixture FitBetaBinomialMixture(const Counts& counts) {
  CONSTAT_CHECK(counts.y.size() == counts.n.size());
  const Sample sample = SampleOf(counts);
  if (sample.n.empty()) return {BetaComponent{}};
  BetaBinomialMixture mixture;
  std::vector<double> before;
  for (size_t components = 1; components <= std::min(kMaxComponents, sample.n.size()); ++components) {
    mixture = Start(sample, components);
    double last = -HUGE_VAL;
    for (int step = 0; step < kMaxSteps; ++step) {
      const double likelihood = Improve(sample, mixture);
      if (likelihood - last < 1e-5 * static_cast<double>(sample.n.size())) break;
      last = likelihood;
    }
    std::vector<double> density = DensityOf(mixture);
    if (components > 1 && IsSame(density, before)) break;
    before = std::move(density);
  }
  return mixture;
}

}  // namespace constat::stats
