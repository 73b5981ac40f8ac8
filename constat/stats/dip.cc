#include "constat/stats/dip.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "constat/base/parallel.h"
#include "constat/stats/counter_random.h"
#include "constat/stats/real.h"

namespace constat::stats {
namespace {

constexpr size_t kLargestSample = 4000;
constexpr size_t kFewest = 20;

// Step is one of the distribution function's steps, in counts: `below` values are less than `at`, `upto` are
// at most it.
struct Step {
  double at, below, upto;
};

std::vector<Step> StepsOf(std::span<const double> sorted) {
  std::vector<Step> steps;
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (steps.empty() || steps.back().at != sorted[i]) {
      steps.push_back({sorted[i], static_cast<double>(i), static_cast<double>(i)});
    }
    steps.back().upto = static_cast<double>(i + 1);
  }
  return steps;
}

double LineAt(double x0, double y0, double x1, double y1, double x) {
  return x1 > x0 ? y0 + (y1 - y0) * ((x - x0) / (x1 - x0)) : y0;
}

// Hulls finds the greatest convex minorant of the steps' lower corners and the least concave majorant of the
// upper ones, on any interval whose ends are vertices. before[i]: the minorant's vertex before i among the
// steps up to i; after[i]: the majorant's vertex after i among the steps from i on.
class Hulls {
 public:
  explicit Hulls(const std::vector<Step>& steps)
      : steps_(steps), before_(steps.size()), after_(steps.size()) {
    const auto slope = [&](size_t a, size_t b, double Step::*y) {
      return (steps_[b].*y - steps_[a].*y) / (steps_[b].at - steps_[a].at);
    };
    for (size_t i = 1; i < steps.size(); ++i) {
      size_t v = i - 1;
      while (v > 0 && slope(before_[v], v, &Step::below) >= slope(v, i, &Step::below)) v = before_[v];
      before_[i] = v;
    }
    const size_t last = steps.size() - 1;
    after_[last] = last;
    for (size_t i = last; i-- > 0;) {
      size_t v = i + 1;
      while (v < last && slope(v, after_[v], &Step::upto) >= slope(i, v, &Step::upto)) v = after_[v];
      after_[i] = v;
    }
  }

  // Minorant and Majorant are the vertices on [low, high], in order.
  std::vector<size_t> Minorant(size_t low, size_t high) const {
    std::vector<size_t> vertices;
    for (size_t v = high; v > low; v = before_[v]) vertices.push_back(v);
    vertices.push_back(low);
    std::reverse(vertices.begin(), vertices.end());
    return vertices;
  }

  std::vector<size_t> Majorant(size_t low, size_t high) const {
    std::vector<size_t> vertices;
    for (size_t v = low; v < high; v = after_[v]) vertices.push_back(v);
    vertices.push_back(high);
    return vertices;
  }

 private:
  const std::vector<Step>& steps_;
  std::vector<size_t> before_, after_;
};

// Gap is the widest distance between the hulls, and the modal interval it leads to: the minorant's vertex at
// or before the place, and the majorant's at or after it.
struct Gap {
  double width = 0;
  size_t low = 0, high = 0;
};

Gap WidestGap(const std::vector<Step>& s, const std::vector<size_t>& minorant,
              const std::vector<size_t>& majorant) {
  Gap gap{-1, minorant.front(), majorant.back()};
  size_t g = 0;
  for (const size_t l : majorant) {
    while (g + 1 < minorant.size() && minorant[g + 1] <= l) ++g;
    const size_t a = minorant[g];
    const size_t b = minorant[std::min(g + 1, minorant.size() - 1)];
    const double width = s[l].upto - LineAt(s[a].at, s[a].below, s[b].at, s[b].below, s[l].at);
    if (width > gap.width) gap = {width, a, l};
  }
  size_t l = 0;
  for (const size_t v : minorant) {
    while (l + 1 < majorant.size() && majorant[l] < v) ++l;
    const size_t b = majorant[l];
    const size_t a = majorant[l > 0 && b > v ? l - 1 : l];
    const double width = LineAt(s[a].at, s[a].upto, s[b].at, s[b].upto, s[v].at) - s[v].below;
    if (width > gap.width) gap = {width, v, b};
  }
  return gap;
}

// OutsideLeft and OutsideRight are the widest distances between a hull and the steps' far corners, outside
// the modal interval.
double OutsideLeft(const std::vector<Step>& s, const std::vector<size_t>& minorant, size_t end) {
  double widest = 1;
  for (size_t g = 0; g + 1 < minorant.size() && minorant[g] < end; ++g) {
    const Step& a = s[minorant[g]];
    const Step& b = s[minorant[g + 1]];
    for (size_t i = minorant[g]; i < minorant[g + 1]; ++i) {
      widest = std::max(widest, s[i].upto - LineAt(a.at, a.below, b.at, b.below, s[i].at));
    }
  }
  return widest;
}

double OutsideRight(const std::vector<Step>& s, const std::vector<size_t>& majorant, size_t begin) {
  double widest = 1;
  for (size_t l = majorant.size() - 1; l > 0 && majorant[l] > begin; --l) {
    const Step& a = s[majorant[l - 1]];
    const Step& b = s[majorant[l]];
    for (size_t i = majorant[l]; i > majorant[l - 1]; --i) {
      widest = std::max(widest, LineAt(a.at, a.upto, b.at, b.upto, s[i].at) - s[i].below);
    }
  }
  return widest;
}

// DipOfSorted narrows the modal interval until what lies outside is further from a hull than the hulls are
// from each other.
double DipOfSorted(std::span<const double> sorted) {
  if (sorted.empty()) return 0;
  const double n = static_cast<double>(sorted.size());
  const std::vector<Step> steps = StepsOf(sorted);
  const Hulls hulls(steps);
  double dip = 1;
  size_t low = 0;
  size_t high = steps.size() - 1;
  while (low < high) {
    const auto minorant = hulls.Minorant(low, high);
    const auto majorant = hulls.Majorant(low, high);
    const Gap gap = WidestGap(steps, minorant, majorant);
    if (gap.width <= dip) break;
    dip = std::max({dip, OutsideLeft(steps, minorant, gap.low), OutsideRight(steps, majorant, gap.high)});
    if (gap.low >= gap.high || (gap.low == low && gap.high == high)) break;
    low = gap.low;
    high = gap.high;
  }
  return dip / (2 * n);
}

// UniformSample is n sorted uniform values: sums of n + 1 exponential spacings, by their total.
std::vector<double> UniformSample(size_t n, const CounterRandom& random) {
  std::vector<double> sample(n);
  double sum = 0;
  for (size_t i = 0; i <= n; ++i) {
    const double u = (static_cast<double>(random.Draw(i) >> 11) + 0.5) * 0x1p-53;
    sum -= Log(u);
    if (i < n) sample[i] = sum;
  }
  for (double& value : sample) value /= sum;
  return sample;
}

std::vector<double> Sorted(std::span<const double> values) {
  std::vector<double> sorted;
  for (const double value : values) {
    if (std::isfinite(value)) sorted.push_back(0.5 * value);  // so that no difference overflows
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

}  // namespace

double Dip(std::span<const double> values) { return DipOfSorted(Sorted(values)); }

DipTest TestDip(std::span<const double> values, const DipOptions& options) {
  const std::vector<double> sorted = Sorted(values);
  DipTest test;
  test.n = static_cast<int64_t>(sorted.size());
  if (sorted.size() < kFewest) {
    test.refusal = DipRefusal::kFewValues;
    return test;
  }
  test.dip = DipOfSorted(sorted);
  const size_t size = std::min(sorted.size(), kLargestSample);
  const double limit = test.dip * std::sqrt(static_cast<double>(sorted.size()) / static_cast<double>(size));
  std::vector<uint8_t> reached(options.replicates);
  ParallelFor(options.replicates, options.threads, [&](size_t r) {
    reached[r] = DipOfSorted(UniformSample(size, CounterRandom(options.seed, r))) >= limit ? 1 : 0;
  });
  const auto count = static_cast<double>(std::count(reached.begin(), reached.end(), 1));
  test.p = (1 + count) / (1 + static_cast<double>(options.replicates));
  return test;
}

}  // namespace constat::stats
