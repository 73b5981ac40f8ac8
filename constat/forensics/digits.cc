#include "constat/forensics/digits.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "constat/base/check.h"
#include "constat/stats/distribution.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

double MeanDigit(const std::array<int64_t, 10>& counts, int64_t n) {
  int64_t sum = 0;
  for (size_t d = 0; d < 10; ++d) sum += static_cast<int64_t>(d) * counts[d];
  return static_cast<double>(sum) / static_cast<double>(n);
}

template <typename Law>
double ChiSquare(const std::array<int64_t, 10>& counts, int64_t n, const Law& law) {
  double sum = 0;
  for (int d = 0; d < 10; ++d) {
    const double expected = static_cast<double>(n) * law(d);
    const double difference = static_cast<double>(counts[static_cast<size_t>(d)]) - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

double ShareZ(double share, double expected, int64_t n) {
  return (share - expected) * std::sqrt(static_cast<double>(n) / (expected * (1 - expected)));
}

// SmallerSlope is the one of two differences that is nearer to 0; 0 where their signs differ.
double SmallerSlope(double left, double right) {
  if (left * right <= 0) return 0;
  return std::fabs(left) < std::fabs(right) ? left : right;
}

// Sorted are the counts >= least. Registers have few different sizes, so they are tallied, not compared.
std::vector<int64_t> Sorted(std::span<const int64_t> counts, int64_t least) {
  constexpr int64_t kTallied = 1 << 16;
  std::vector<int64_t> tally(kTallied);
  std::vector<int64_t> large;
  for (const int64_t count : counts) {
    if (count >= kTallied) large.push_back(count);
    if (count >= least && count < kTallied) ++tally[static_cast<size_t>(count)];
  }
  std::sort(large.begin(), large.end());
  std::vector<int64_t> out;
  out.reserve(counts.size());
  for (int64_t value = 0; value < kTallied; ++value)
    out.insert(out.end(), static_cast<size_t>(tally[static_cast<size_t>(value)]), value);
  for (const int64_t count : large) {
    if (count >= least) out.push_back(count);
  }
  return out;
}

using Ten = std::pair<int64_t, int64_t>;  // counts from 10 first on, and how many there are

// SlopeOfTens adds up the slopes of the histogram by tens, in counts for each ten, from ten `first` on.
double SlopeOfTens(const std::vector<Ten>& tens, int64_t first) {
  double sum = 0;
  for (size_t i = 0; i < tens.size(); ++i) {
    const auto [ten, height] = tens[i];
    if (ten < first) continue;
    const int64_t before = i > 0 && tens[i - 1].first == ten - 1 ? tens[i - 1].second : 0;
    const int64_t after = i + 1 < tens.size() && tens[i + 1].first == ten + 1 ? tens[i + 1].second : 0;
    sum += SmallerSlope(static_cast<double>(height - before), static_cast<double>(after - height));
  }
  return sum;
}

// CountRuns finds the commonest of sorted counts, and the next.
void CountRuns(std::span<const int64_t> sorted, RollSizes& out) {
  for (size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const auto length = static_cast<int64_t>(end - begin);
    if (length <= out.frequency) {
      out.second_frequency = std::max(out.second_frequency, length);
      continue;
    }
    out.second_frequency = std::exchange(out.frequency, length);
    out.most_frequent = sorted[begin];
  }
}

}  // namespace

double BenfordSecondDigit(int d) {
  double sum = 0;
  for (int first = 1; first <= 9; ++first) sum += stats::Log10(1 + 1.0 / (10 * first + d));
  return sum;
}

LastDigits TestLastDigits(std::span<const int64_t> counts, int64_t min_count) {
  CONSTAT_CHECK(min_count >= 0);
  LastDigits result;
  for (const int64_t count : counts) {
    if (count < min_count) continue;
    ++result.n;
    ++result.counts[static_cast<size_t>(count % 10)];
  }
  if (result.n == 0) return result;
  result.chi_square = ChiSquare(result.counts, result.n, [](int) { return 0.1; });
  result.p = stats::ChiSquareTail(result.chi_square, 9);
  result.mean = MeanDigit(result.counts, result.n);
  result.zero_or_five =
      static_cast<double>(result.counts[0] + result.counts[5]) / static_cast<double>(result.n);
  return result;
}

RollSizes DescribeRollSizes(std::span<const int64_t> counts, int64_t min_count) {
  CONSTAT_CHECK(min_count >= 10);
  const std::vector<int64_t> sorted = Sorted(counts, min_count - 10);  // the ten below shows the slope at it
  std::vector<Ten> tens;
  for (const int64_t count : sorted) {
    if (tens.empty() || tens.back().first != count / 10) tens.emplace_back(count / 10, 0);
    ++tens.back().second;
  }
  const auto limit = std::lower_bound(sorted.begin(), sorted.end(), min_count);
  const std::span<const int64_t> kept(limit, sorted.end());
  RollSizes result{.n = static_cast<int64_t>(kept.size())};
  if (kept.empty()) return result;
  const double slope = SlopeOfTens(tens, min_count / 10) / 100;
  result.edge_chi_square = slope * slope * 82.5 * 10 / static_cast<double>(result.n);
  result.middle_span = kept[kept.size() * 9 / 10] - kept[kept.size() / 10];
  CountRuns(kept, result);
  return result;
}

LastPairs TestLastPairs(std::span<const int64_t> counts, int64_t min_count) {
  CONSTAT_CHECK(min_count >= 10);
  LastPairs result;
  int64_t equal = 0;
  int64_t adjacent = 0;
  for (const int64_t count : counts) {
    if (count < min_count) continue;
    ++result.n;
    const int64_t difference = (count % 10 - count / 10 % 10 + 10) % 10;
    equal += difference == 0 ? 1 : 0;
    adjacent += difference == 1 || difference == 9 ? 1 : 0;
  }
  if (result.n == 0) return result;
  const double n = static_cast<double>(result.n);
  result.equal = static_cast<double>(equal) / n;
  result.adjacent = static_cast<double>(adjacent) / n;
  result.distant = static_cast<double>(result.n - equal - adjacent) / n;
  result.z_equal = ShareZ(result.equal, 0.1, result.n);
  result.z_adjacent = ShareZ(result.adjacent, 0.2, result.n);
  return result;
}

SecondDigits TestSecondDigits(std::span<const int64_t> counts, int64_t min_count) {
  CONSTAT_CHECK(min_count >= 10);
  SecondDigits result;
  for (int64_t count : counts) {
    if (count < min_count) continue;
    ++result.n;
    while (count >= 100) count /= 10;
    ++result.counts[static_cast<size_t>(count % 10)];
  }
  if (result.n == 0) return result;
  result.chi_square = ChiSquare(result.counts, result.n, BenfordSecondDigit);
  result.p = stats::ChiSquareTail(result.chi_square, 9);
  result.mean = MeanDigit(result.counts, result.n);
  return result;
}

}  // namespace constat::forensics
