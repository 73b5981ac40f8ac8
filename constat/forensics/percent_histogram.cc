#include "constat/forensics/percent_histogram.h"

#include <algorithm>
#include <vector>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/forensics/binomial_windows.h"
#include "constat/forensics/columns.h"
#include "constat/stats/distribution.h"

namespace constat::forensics {
namespace {

constexpr double kNegligible = 1e-9;
constexpr size_t kHistogramBlock = 4096;

using Bins = std::array<double, kTenths>;

size_t TenthOf(int64_t k, int64_t n) { return static_cast<size_t>((2000 * k + n) / (2 * n)); }

// AddExpected adds the distribution Bin(n, k/n) to the bins.
void AddExpected(int64_t k, int64_t n, Bins& bins) {
  if (k == 0 || k == n) {
    bins[TenthOf(k, n)] += 1;
    return;
  }
  const double size = static_cast<double>(n);
  const double odds = static_cast<double>(k) / static_cast<double>(n - k);
  const double tenths = 1000 / size;
  const double mode = stats::ModeProbability(k, n);
  const auto bin = [&](double at) { return static_cast<size_t>(at * tenths + 0.5); };
  double p = mode;
  for (double at = static_cast<double>(k); p > kNegligible && at <= size; at += 1) {
    bins[bin(at)] += p;
    p *= (size - at) / (at + 1) * odds;
  }
  p = mode;
  for (double at = static_cast<double>(k); at > 0; at -= 1) {
    p *= at / (size - at + 1) / odds;
    if (p <= kNegligible) break;
    bins[bin(at - 1)] += p;
  }
}

void AddStation(const Columns& c, size_t i, PercentHistogram& sum) {
  sum.share[TenthOf(c.votes[i], c.counted[i])] += 1;
  AddExpected(c.votes[i], c.counted[i], sum.expected_share);
  if (!c.has_registered()) return;
  sum.turnout[TenthOf(c.ballots[i], c.registered[i])] += 1;
  AddExpected(c.ballots[i], c.registered[i], sum.expected_turnout);
}

void Add(Bins& sum, const Bins& more) {
  for (size_t b = 0; b < kTenths; ++b) sum[b] += more[b];
}

}  // namespace

PercentHistogram MakePercentHistogram(const Stations& stations, size_t option, int64_t min_registered,
                                      unsigned threads) {
  CONSTAT_CHECK(min_registered >= 1);
  const Columns c = ColumnsAsKnown(stations, option);
  std::vector<PercentHistogram> blocks((c.size() + kHistogramBlock - 1) / kHistogramBlock);
  ParallelFor(blocks.size(), threads, [&](size_t b) {
    for (size_t i = b * kHistogramBlock; i < std::min(c.size(), (b + 1) * kHistogramBlock); ++i) {
      if (IsPossible(c, i) && HasAtLeast(c, i, min_registered) && c.counted[i] > 0)
        AddStation(c, i, blocks[b]);
    }
  });
  PercentHistogram sum;
  for (const PercentHistogram& block : blocks) {
    Add(sum.turnout, block.turnout);
    Add(sum.expected_turnout, block.expected_turnout);
    Add(sum.share, block.share);
    Add(sum.expected_share, block.expected_share);
  }
  return sum;
}

}  // namespace constat::forensics
