#include "constat/forensics/mixture_likelihood.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "constat/base/parallel.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

constexpr double kThreshold = 0.7;
constexpr size_t kLikelihoodBlock = 512;

// Magnitudes are at kNodes points, kNodeStep standard deviations apart.
constexpr size_t kNodes = 17;
constexpr double kNodeStep = 0.35;

// The density of the others' part y of honest turnout is tabulated over log y, for noise like that of 2^c
// persons, c from 0.
constexpr size_t kTable = 256;
constexpr double kTableStart = -9;
constexpr double kTableStep = -kTableStart / (kTable - 1);
constexpr int kNoiseClasses = 13;

double Logistic(double x) { return 1 / (1 + stats::Exp(-x)); }

// Normal is the normal density without the factor 1/sqrt(2 pi).
double Normal(double distance, double variance) {
  return stats::Exp(-0.5 * distance * distance / variance) / std::sqrt(variance);
}

// Near 0 and 1 a logit's noise, by its slope, would hide any distance.
constexpr double kMostNoise = 1;

// Noisy is a logit seen through noise: its density, and the mean and variance of what is behind.
struct Noisy {
  double density, mean, variance;

  Noisy(double logit, double raw_noise, const LogitNormal& prior) {
    const double noise = std::min(raw_noise, kMostNoise);
    const double all = prior.variance + noise;
    density = Normal(logit - prior.location, all);
    mean = (prior.location * noise + logit * prior.variance) / all;
    variance = prior.variance * noise / all;
  }
  double Square() const { return mean * mean + variance; }
};

// Node is a magnitude: its weight, and what is left of those it takes from.
struct Node {
  double weight, left, log_left;
};

std::array<Node, kNodes> NodesOf(bool extreme) {
  std::array<Node, kNodes> nodes;
  double total = 0;
  for (size_t j = 0; j < kNodes; ++j) {
    const double z = (static_cast<double>(j) - (kNodes - 1) / 2.0) * kNodeStep;
    const double logit = kMagnitude.location + std::sqrt(kMagnitude.variance) * z;
    // 1 - k L, or 1 - k - (1 - k) L = (1 - k)(1 - L), which must not be rounded away.
    const double left = extreme ? (1 - kThreshold) * Logistic(-logit) : 1 - kThreshold * Logistic(logit);
    nodes[j] = {stats::Exp(-0.5 * z * z), left, stats::Log(left)};
    total += nodes[j].weight;
  }
  for (Node& node : nodes) node.weight /= total;
  return nodes;
}

// StolenEntry is the density of y and, times it, the moments of the share's logit.
struct StolenEntry {
  double density = 0, share = 0, share2 = 0;
};

// StolenTable is sum over stolen parts s of the density of y = (1 - v)(1 - s), v the honest share.
class StolenTable {
 public:
  StolenTable(const MixtureModel& model, bool extreme) : entries_(kNoiseClasses * kTable) {
    const auto nodes = NodesOf(extreme);
    for (int noise = 0; noise < kNoiseClasses; ++noise) {
      for (size_t i = 0; i < kTable; ++i) {
        const double y = stats::Exp(kTableStart + kTableStep * static_cast<double>(i));
        Fill(entries_[noise * kTable + i], y, stats::Exp2(noise + 0.5), nodes, model.share);
      }
    }
  }

  // At interpolates. persons: how many persons' noise y has.
  StolenEntry At(double log_y, double persons) const {
    const double place = (log_y - kTableStart) / kTableStep;
    if (!(place < kTable - 1)) return {};
    const int noise = persons < 1 ? 0 : std::min(std::ilogb(persons), kNoiseClasses - 1);
    const auto i = static_cast<size_t>(std::max(0.0, place));
    const double part = std::max(0.0, place) - static_cast<double>(i);
    const StolenEntry& a = entries_[noise * kTable + i];
    const StolenEntry& b = entries_[noise * kTable + i + 1];
    const auto mix = [&](double x, double y) { return x + part * (y - x); };
    return {mix(a.density, b.density), mix(a.share, b.share), mix(a.share2, b.share2)};
  }

 private:
  static void Fill(StolenEntry& entry, double y, double persons, const std::array<Node, kNodes>& nodes,
                   const LogitNormal& prior) {
    for (const Node& node : nodes) {
      const double against = y / node.left;  // 1 - v
      if (against >= 1) continue;
      const double slope = 1 / (node.left * against * (1 - against));  // of the logit in y
      const Noisy share(stats::Log((1 - against) / against), y * (1 - y) / persons * slope * slope, prior);
      const double density = node.weight * share.density * slope;
      entry.density += density;
      entry.share += density * share.mean;
      entry.share2 += density * share.Square();
    }
  }

  std::vector<StolenEntry> entries_;
};

// ClassSums is a station's density under one class, and moments times it.
struct ClassSums {
  double density = 0;
  double turnout = 0, turnout2 = 0, share = 0, share2 = 0;
};

ClassSums HonestDensity(const MixturePoint& p, const MixtureModel& model) {
  const double turnout = 1 - p.away;
  const double slope_t = 1 / (p.away * turnout);
  const Noisy t(stats::Log(turnout / p.away), slope_t / p.persons, model.turnout);
  const double against = p.others / turnout;
  if (against >= 1) return {};
  const double slope_v = 1 / (turnout * against * (1 - against));
  const Noisy v(stats::Log((1 - against) / against), p.votes * (1 - p.votes) / p.persons * slope_v * slope_v,
                model.share);
  const double density = t.density * slope_t * v.density * slope_v;
  return {density, density * t.mean, density * t.Square(), density * v.mean, density * v.Square()};
}

// Fraud is one fraud class, ready to be asked for densities.
struct Fraud {
  std::array<Node, kNodes> made;
  StolenTable stolen;
};

ClassSums FraudDensity(const MixturePoint& p, const Fraud& fraud, const LogitNormal& prior) {
  ClassSums sums;
  const double log_away = stats::Log(p.away);
  const double log_others = stats::Log(p.others);
  const double noise = p.persons * p.others / (p.votes * (1 - p.votes));
  for (const Node& node : fraud.made) {
    const double turnout = 1 - p.away / node.left;
    if (turnout <= p.others) continue;
    const double log_turnout = stats::Log(turnout);
    const StolenEntry y = fraud.stolen.At(log_others - log_turnout, noise * (turnout - p.others));
    if (y.density <= 0) continue;
    const double slope = 1 / (turnout * p.away);  // of the logit in `away`: 1 - t = away / left
    const Noisy t(log_turnout - (log_away - node.log_left), slope * slope * p.away * (1 - p.away) / p.persons,
                  prior);
    const double made = node.weight * t.density * slope / turnout;
    const double density = made * y.density;
    sums.density += density;
    sums.turnout += density * t.mean;
    sums.turnout2 += density * t.Square();
    sums.share += made * y.share;
    sums.share2 += made * y.share2;
  }
  return sums;
}

// Least density of a class: a station that fits none is honest, and does not decide anything.
constexpr double kLeastDensity = 1e-280;

void AddStation(const MixturePoint& point, const MixtureModel& model, std::span<const Fraud, 2> frauds,
                MixtureSums& sums) {
  const std::array<ClassSums, 3> c = {HonestDensity(point, model),
                                      FraudDensity(point, frauds[0], model.turnout),
                                      FraudDensity(point, frauds[1], model.turnout)};
  double total = 0;
  for (size_t k = 0; k < 3; ++k) total += model.fraction[k] * c[k].density;
  if (!(total > kLeastDensity)) {
    ++sums.weight[kHonest];
    sums.log_likelihood += stats::Log(kLeastDensity);
    return;
  }
  std::array<double, 3> q{};  // the probability of each class
  for (size_t k = 0; k < 3; ++k) {
    q[k] = model.fraction[k] * c[k].density / total;
    sums.weight[k] += q[k];
    const double scale = model.fraction[k] / total;
    sums.turnout.Add({q[k], scale * c[k].turnout, scale * c[k].turnout2});
    sums.share.Add({q[k], scale * c[k].share, scale * c[k].share2});
  }
  sums.log_likelihood += stats::Log(total) - stats::Log(2 * std::numbers::pi);
  const double f1 = model.fraction[kIncremental];
  const double f2 = model.fraction[kExtreme];
  sums.information[0] += f1 * (1 - f1) - q[kIncremental] * (1 - q[kIncremental]);
  sums.information[1] += f2 * (1 - f2) - q[kExtreme] * (1 - q[kExtreme]);
  sums.information[2] += q[kIncremental] * q[kExtreme] - f1 * f2;
}

// Update is the mode for a LogitNormal: locations have prior N(0, 1); variances exp(-5 variance), on
// a log scale.
LogitNormal Update(const MomentSums& sums, const LogitNormal& old) {
  LogitNormal updated;
  updated.location = sums.first / (sums.weight + old.variance);
  const double m = updated.location;
  const double squares = std::max(0.0, sums.second - 2 * m * sums.first + m * m * sums.weight);
  const double half = 0.5 * sums.weight - 1;
  // The positive root of 5 v^2 + half v - squares / 2 = 0; at least what keeps densities finite.
  const double root = std::sqrt(half * half + 10 * squares);
  updated.variance = half > 0 ? squares / (half + root) : (root - half) / 10;
  updated.variance = std::clamp(updated.variance, 0.01, 25.0);
  return updated;
}

}  // namespace

void MixtureSums::Add(const MixtureSums& more) {
  for (size_t k = 0; k < 3; ++k) weight[k] += more.weight[k];
  for (size_t k = 0; k < 3; ++k) information[k] += more.information[k];
  turnout.Add(more.turnout);
  share.Add(more.share);
  log_likelihood += more.log_likelihood;
}

MixtureSums ExpectationStep(std::span<const MixturePoint> points, const MixtureModel& model,
                            unsigned threads) {
  const std::array<Fraud, 2> frauds = {Fraud{NodesOf(false), StolenTable(model, false)},
                                       Fraud{NodesOf(true), StolenTable(model, true)}};
  std::vector<MixtureSums> blocks((points.size() + kLikelihoodBlock - 1) / kLikelihoodBlock);
  ParallelFor(blocks.size(), threads, [&](size_t b) {
    for (size_t i = b * kLikelihoodBlock; i < std::min(points.size(), (b + 1) * kLikelihoodBlock); ++i)
      AddStation(points[i], model, frauds, blocks[b]);
  });
  MixtureSums sums;
  for (const MixtureSums& block : blocks) sums.Add(block);
  return sums;
}

MixtureModel MaximisationStep(const MixtureSums& sums, const MixtureModel& old) {
  MixtureModel model = old;
  const double honest = std::max(1.0, sums.weight[kHonest]);
  const double incremental = std::min(1.0, (sums.weight[kIncremental] + 1) / honest);
  const double extreme = std::min(1.0, (sums.weight[kExtreme] + 1) / honest);
  const double total = 1 + incremental + extreme;
  model.fraction = {1 / total, incremental / total, extreme / total};
  model.turnout = Update(sums.turnout, old.turnout);
  model.share = Update(sums.share, old.share);
  return model;
}

}  // namespace constat::forensics
