#include "constat/stats/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "constat/base/check.h"

namespace constat::stats {
namespace {

constexpr double kNoVariation = 1e-28;

}  // namespace

double SecondMoments::Correlation() const {
  return xx > kNoVariation && yy > kNoVariation ? std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0) : 0;
}

double SecondMoments::Slope() const { return xx > kNoVariation ? xy / xx : 0; }

SecondMoments MomentsOf(std::span<const double> x, std::span<const double> y,
                        std::span<const double> weight) {
  CONSTAT_CHECK(x.size() == y.size() && x.size() == weight.size());
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  if (!(total > 0)) return {};
  const double mean_x = std::inner_product(x.begin(), x.end(), weight.begin(), 0.0) / total;
  const double mean_y = std::inner_product(y.begin(), y.end(), weight.begin(), 0.0) / total;
  SecondMoments sums;
  for (size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mean_x;
    const double dy = y[i] - mean_y;
    sums.xx += weight[i] * dx * dx / total;
    sums.xy += weight[i] * dx * dy / total;
    sums.yy += weight[i] * dy * dy / total;
  }
  return sums;
}

SecondMoments MomentsOf(std::span<const double> x, std::span<const double> y) {
  return MomentsOf(x, y, std::vector<double>(x.size(), 1.0));
}

std::vector<double> Ranks(std::span<const double> x) {
  std::vector<size_t> order(x.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return x[a] < x[b]; });
  std::vector<double> ranks(x.size());
  for (size_t begin = 0, end; begin < order.size(); begin = end) {
    end = begin + 1;
    while (end < order.size() && x[order[end]] == x[order[begin]]) ++end;
    for (size_t i = begin; i < end; ++i) ranks[order[i]] = 0.5 * static_cast<double>(begin + 1 + end);
  }
  return ranks;
}

}  // namespace constat::stats
