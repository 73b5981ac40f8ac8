#include "constat/forensics/geography.h"

#include <cmath>
#include <numeric>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/stats/counter_random.h"
#include "constat/stats/nearest.h"

namespace constat::forensics {
namespace {

// Pattern is the located values, less their mean, and the k nearest of each, row by row.
struct Pattern {
  std::vector<double> z;
  std::vector<uint32_t> nearest;
  size_t k = 0;

  size_t size() const { return z.size(); }
};

double MoranNumerator(const Pattern& pattern, std::span<const double> z) {
  double sum = 0;
  const uint32_t* nearest = pattern.nearest.data();
  for (size_t i = 0; i < z.size(); ++i) {
    double near = 0;
    for (size_t j = 0; j < pattern.k; ++j) near += z[*nearest++];
    sum += z[i] * near;
  }
  return sum / static_cast<double>(pattern.k);
}

double SumOfPowers(std::span<const double> z, int power) {
  double sum = 0;
  for (const double value : z) sum += power == 2 ? value * value : value * value * value * value;
  return sum;
}

// MoranVariance is exact over all permutations of the values, for weights 1/k in k places of each row.
double MoranVariance(const Pattern& pattern) {
  const double n = static_cast<double>(pattern.size());
  const double k = static_cast<double>(pattern.k);
  std::vector<double> column(pattern.size());
  double mutual = 0;  // pairs, counted twice, where each is among the other's nearest
  for (size_t i = 0; i < pattern.size(); ++i) {
    const std::span row(&pattern.nearest[i * pattern.k], pattern.k);
    for (const uint32_t j : row) {
      column[j] += 1 / k;
      const std::span other(&pattern.nearest[j * pattern.k], pattern.k);
      for (const uint32_t back : other) mutual += back == i ? 1 : 0;
    }
  }
  const double s0 = n;
  const double s1 = (n * k + mutual) / (k * k);  // half the sum of (w_ij + w_ji)^2
  double s2 = 0;
  for (const double sum : column) s2 += (1 + sum) * (1 + sum);
  const double m2 = SumOfPowers(pattern.z, 2) / n;
  const double b2 = SumOfPowers(pattern.z, 4) / n / (m2 * m2);
  const double first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
  const double second = b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  const double square = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0);
  return square - 1 / ((n - 1) * (n - 1));
}

void Permute(std::vector<double>& z, const stats::CounterRandom& random) {
  for (size_t i = z.size() - 1; i > 0; --i) {
    // The upper half of a product with 32 random bits: even to 2^-32 times the number of stations.
    std::swap(z[i], z[((random.Draw(i) >> 32) * (i + 1)) >> 32]);
  }
}

void RunPermutations(const Pattern& pattern, const GeographyOptions& options, double squares,
                     MoranTest& test) {
  std::vector<double> drawn(options.permutations);
  ParallelFor(drawn.size(), options.threads, [&](size_t r) {
    std::vector<double> z = pattern.z;
    Permute(z, stats::CounterRandom(options.seed, r));
    drawn[r] = MoranNumerator(pattern, z) / squares;
  });
  if (drawn.empty()) return;
  const double count = static_cast<double>(drawn.size());
  test.permutation_mean = std::accumulate(drawn.begin(), drawn.end(), 0.0) / count;
  double spread = 0;
  double reached = 0;
  for (const double i : drawn) {
    spread += (i - test.permutation_mean) * (i - test.permutation_mean);
    reached += i >= test.i ? 1 : 0;
  }
  test.permutation_sd = std::sqrt(spread / count);
  test.p = (1 + reached) / (1 + count);
}

MoranTest TestMoran(const Pattern& pattern, const GeographyOptions& options) {
  MoranTest test;
  const double squares = SumOfPowers(pattern.z, 2);
  test.i = MoranNumerator(pattern, pattern.z) / squares;
  test.expected = -1 / (static_cast<double>(pattern.size()) - 1);
  const double variance = MoranVariance(pattern);
  if (variance > 0) {
    test.sd = std::sqrt(variance);
    test.z = (test.i - test.expected) / test.sd;
  }
  RunPermutations(pattern, options, squares, test);
  return test;
}

void FindHotSpots(const Pattern& pattern, std::vector<StationPattern>& stations) {
  const double n = static_cast<double>(pattern.size());
  const double w = static_cast<double>(pattern.k + 1);
  const double sd = std::sqrt(SumOfPowers(pattern.z, 2) / n * (n * w - w * w) / (n - 1));
  for (size_t i = 0; i < pattern.size(); ++i) {
    double sum = pattern.z[i];
    for (size_t j = 0; j < pattern.k; ++j) sum += pattern.z[pattern.nearest[i * pattern.k + j]];
    stations[i].gi = sum / sd;
  }
}

// Center takes the mean away; false where nothing is left but rounding.
bool Center(std::vector<double>& z) {
  const double n = static_cast<double>(z.size());
  double largest = 0;
  for (const double value : z) largest = std::max(largest, std::abs(value));
  if (largest == 0) return false;
  for (double& value : z) value /= largest;  // so that no square overflows or vanishes
  const double mean = std::accumulate(z.begin(), z.end(), 0.0) / n;
  for (double& value : z) value -= mean;
  return SumOfPowers(z, 2) / n > 1e-28;
}

}  // namespace

Geography TestGeography(const Coordinates& where, std::span<const double> values,
                        const GeographyOptions& options) {
  CONSTAT_CHECK(options.neighbours >= 1 && options.neighbours <= 100);
  Geography result;
  if (where.latitude.empty() || where.longitude.empty()) {
    result.refusal = GeographyRefusal::kNoCoordinates;
    return result;
  }
  CONSTAT_CHECK(where.latitude.size() == values.size() && where.longitude.size() == values.size());
  Pattern pattern;
  pattern.k = options.neighbours;
  std::vector<stats::SpherePoint> points;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!stats::IsPlace(where.latitude[i], where.longitude[i])) {
      ++result.no_place;
    } else if (!std::isfinite(values[i])) {
      ++result.no_value;
    } else {
      points.push_back(stats::MakeSpherePoint(where.latitude[i], where.longitude[i]));
      pattern.z.push_back(values[i]);
      result.stations.push_back({static_cast<uint32_t>(i), 0});
    }
  }
  result.n = static_cast<int64_t>(points.size());
  if (points.size() <= 2 * pattern.k || points.size() < 4) {
    result.refusal = GeographyRefusal::kFewStations;
  } else if (!Center(pattern.z)) {
    result.refusal = GeographyRefusal::kNoVariation;
  } else {
    pattern.nearest = stats::NearestPlaces(points, pattern.k, options.threads);
    result.moran = TestMoran(pattern, options);
    FindHotSpots(pattern, result.stations);
    return result;
  }
  result.stations.clear();
  return result;
}

}  // namespace constat::forensics
