#include "constat/forensics/predictive_shares.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

constexpr double kFew = 16;
constexpr int64_t kFewBallots = 64;
constexpr double kLeastWeight = 1e-7;

// Moments of a mixture of rates: E p and E p^2.
struct Moments {
  double first = 0, second = 0;

  // Variance of a count of n.
  [[nodiscard]] double Variance(double n) const {
    return n * (first - second) + n * n * std::max(0.0, second - first * first);
  }
};

Moments MomentsOf(const stats::BetaBinomialMixture& rates) {
  Moments m;
  for (const stats::BetaComponent& c : rates) {
    const double size = c.alpha + c.beta;
    m.first += c.weight * c.alpha / size;
    m.second += c.weight * c.alpha * (c.alpha + 1) / (size * (size + 1));
  }
  return m;
}

struct Range {
  int64_t lowest, mode, highest;
};

// RangeOf reaches as many standard deviations as the tails need: 6 for a normal one, 20 for
// an exponential one.
Range RangeOf(const stats::BetaComponent& c, int64_t n) {
  const Moments m = MomentsOf({{c.alpha, c.beta, 1.0}});
  const auto size = static_cast<double>(n);
  const double deviation = std::sqrt(std::max(0.0, m.Variance(size)));
  const double reach = (6 + 14 / std::sqrt(std::clamp(std::min(c.alpha, c.beta), 0.05, 1e9))) * deviation + 2;
  const double mean = size * m.first;
  return {static_cast<int64_t>(std::max(0.0, std::floor(mean - reach))),
          std::clamp<int64_t>(std::llround(mean), 0, n),
          static_cast<int64_t>(std::min(size, std::ceil(mean + reach)))};
}

// AddComponent adds the component's probabilities, worked out from the middle by the ratios of neighbours.
void AddComponent(const stats::BetaComponent& c, int64_t n, PredictiveCounts& sum, std::vector<double>& p) {
  const Range range = RangeOf(c, n);
  const auto size = static_cast<size_t>(range.highest - range.lowest + 1);
  const auto mode = static_cast<size_t>(range.mode - range.lowest);
  const auto lowest = static_cast<double>(range.lowest);
  const auto trials = static_cast<double>(n);
  p.resize(size);
  for (size_t i = 0; i < mode; ++i) {  // P(k) / P(k + 1)
    const double k = lowest + static_cast<double>(i);
    p[i] = (k + 1) * (c.beta + trials - k - 1) / ((trials - k) * (c.alpha + k));
  }
  p[mode] = 1;
  for (size_t i = mode + 1; i < size; ++i) {  // P(k) / P(k - 1)
    const double k = lowest + static_cast<double>(i);
    p[i] = (trials - k + 1) * (c.alpha + k - 1) / (k * (c.beta + trials - k));
  }
  double total = 1;
  for (size_t i = mode; i-- > 0;) total += p[i] *= p[i + 1];
  for (size_t i = mode + 1; i < size; ++i) total += p[i] *= p[i - 1];
  const double factor = c.weight / total;
  double* target = sum.probabilities.data() + (range.lowest - sum.lowest);
  for (size_t i = 0; i < size; ++i) target[i] += factor * p[i];
}

}  // namespace

stats::BetaBinomialMixture Posterior(const stats::BetaBinomialMixture& mixture, int64_t y, int64_t n) {
  CONSTAT_CHECK(!mixture.empty() && y >= 0 && y <= n);
  const auto yes = static_cast<double>(y);
  const auto no = static_cast<double>(n - y);
  std::vector<double> logs;
  for (const stats::BetaComponent& c : mixture) {
    logs.push_back(stats::Log(std::max(c.weight, 1e-300)) + stats::LogGamma(yes + c.alpha) +
                   stats::LogGamma(no + c.beta) - stats::LogGamma(yes + no + c.alpha + c.beta) +
                   stats::LogGamma(c.alpha + c.beta) - stats::LogGamma(c.alpha) - stats::LogGamma(c.beta));
  }
  const double most = *std::max_element(logs.begin(), logs.end());
  stats::BetaBinomialMixture posterior;
  double total = 0;
  for (size_t k = 0; k < mixture.size(); ++k) {
    const double weight = stats::Exp(logs[k] - most);
    if (weight < kLeastWeight) continue;
    posterior.push_back({yes + mixture[k].alpha, no + mixture[k].beta, weight});
    total += weight;
  }
  for (stats::BetaComponent& c : posterior) c.weight /= total;
  return posterior;
}

void Predict(const stats::BetaBinomialMixture& mixture, int64_t n, PredictiveCounts& result) {
  CONSTAT_CHECK(!mixture.empty() && n >= 0);
  int64_t lowest = n;
  int64_t highest = 0;
  for (const stats::BetaComponent& c : mixture) {
    const Range range = RangeOf(c, n);
    lowest = std::min(lowest, range.lowest);
    highest = std::max(highest, range.highest);
  }
  result.lowest = lowest;
  result.probabilities.assign(static_cast<size_t>(highest - lowest + 1), 0.0);
  std::vector<double> scratch;
  for (const stats::BetaComponent& c : mixture) AddComponent(c, n, result, scratch);
}

void PredictiveShares::Prepare(int64_t n, int64_t t, int64_t v) {
  CONSTAT_CHECK(v >= 0 && v <= t && t >= 1 && t <= n && n < (int64_t{1} << 20));
  Predict(Posterior(turnout_, t, n), n, ballots_);
  draw_ballots_.Build(ballots_.probabilities);
  const int64_t most = ballots_.lowest + std::ssize(ballots_.probabilities) - 1;
  const stats::BetaBinomialMixture rates = Posterior(share_, v, t);
  const double mean = MomentsOf(rates).first;
  const double fewer = static_cast<double>(most) * std::min(mean, 1 - mean);
  thinned_ = fewer < kFew || most < kFewBallots;
  if (thinned_) {
    others_ = mean > 0.5;
    PrepareThinned(rates, most);
  } else {
    PrepareStretched(rates, t);
  }
}

void PredictiveShares::PrepareThinned(const stats::BetaBinomialMixture& rates, int64_t most) {
  most_ = static_cast<uint32_t>(most);
  stats::BetaBinomialMixture fewer = rates;
  if (others_) {
    for (stats::BetaComponent& c : fewer) std::swap(c.alpha, c.beta);
  }
  Predict(fewer, most, votes_);
  draw_votes_.Build(votes_.probabilities);
  lines_.resize(ballots_.probabilities.size());
  for (size_t i = 0; i < lines_.size(); ++i) {
    const int64_t ballots = ballots_.lowest + static_cast<int64_t>(i);
    lines_[i].inverse = ballots > 0 ? 1 / static_cast<double>(ballots) : 0;
  }
}

void PredictiveShares::PrepareStretched(const stats::BetaBinomialMixture& rates, int64_t t) {
  Predict(rates, t, votes_);
  draw_votes_.Build(votes_.probabilities);
  const Moments m = MomentsOf(rates);
  const auto here = static_cast<double>(t);
  // Rounding a continuous number adds a variance of 1/12.
  const double variance = m.Variance(here) + 1.0 / 12;
  lines_.resize(ballots_.probabilities.size());
  for (size_t i = 0; i < lines_.size(); ++i) {
    const auto there = static_cast<double>(ballots_.lowest + static_cast<int64_t>(i));
    const double stretch = std::sqrt((m.Variance(there) + 1.0 / 12) / variance);
    lines_[i] = {
        there * m.first + 0.5 + stretch * (static_cast<double>(votes_.lowest) - here * m.first - 0.5),
        stretch, there > 0 ? 1 / there : 0};
  }
}

uint32_t PredictiveShares::Thin(uint32_t count, uint32_t ballots, uint64_t bits) const {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    bits = stats::MixBits(bits + 0x9e3779b97f4a7c15);
    if ((((bits >> 32) * (most_ - i)) >> 32) < ballots - kept) ++kept;
  }
  return kept;
}

void PredictiveShares::Draw(const stats::CounterRandom& random, uint64_t first,
                            std::span<float> shares) const {
  for (size_t i = 0; i < shares.size(); ++i) {
    const uint64_t bits = random.Draw(2 * (first + i));
    const uint64_t more = random.Draw(2 * (first + i) + 1);
    const uint32_t at = draw_ballots_.Draw(static_cast<uint32_t>(bits >> 32));
    const uint32_t count = draw_votes_.Draw(static_cast<uint32_t>(bits));
    const Line& line = lines_[at];
    const auto ballots = static_cast<uint32_t>(ballots_.lowest) + at;
    double votes = 0;
    if (thinned_) {
      const uint32_t kept = Thin(static_cast<uint32_t>(votes_.lowest) + count, ballots, more);
      votes = others_ ? ballots - kept : kept;
    } else {
      const double continuous = count + static_cast<double>(more >> 11) * 0x1p-53;
      const double value = line.offset + line.stretch * continuous;
      votes = std::floor(std::clamp(value, 0.0, static_cast<double>(ballots)));
    }
    shares[i] = static_cast<float>(votes * line.inverse);
  }
}

}  // namespace constat::forensics
