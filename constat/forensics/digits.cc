#include "constat/forensics/digits.h"

#include <cmath>

#include "constat/base/check.h"
#include "constat/forensics/distribution.h"

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

}  // namespace

double BenfordSecondDigit(int d) {
  double sum = 0;
  for (int first = 1; first <= 9; ++first) sum += std::log10(1 + 1.0 / (10 * first + d));
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
  result.p = ChiSquareTail(result.chi_square, 9);
  result.mean = MeanDigit(result.counts, result.n);
  result.zero_or_five =
      static_cast<double>(result.counts[0] + result.counts[5]) / static_cast<double>(result.n);
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
  result.p = ChiSquareTail(result.chi_square, 9);
  result.mean = MeanDigit(result.counts, result.n);
  return result;
}

}  // namespace constat::forensics
