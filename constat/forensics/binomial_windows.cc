#include "constat/forensics/binomial_windows.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "constat/base/check.h"
#include "constat/stats/distribution.h"

namespace constat::forensics {
namespace {

// Terms of the distribution below this are left out.
constexpr double kNegligible = 1e-20;

bool InFloatWindow(int64_t k, int64_t n) {
  const double percent = 100.0 * static_cast<double>(k) / static_cast<double>(n);
  return std::fabs(percent - std::nearbyint(percent)) <= 0.05;
}

bool IsEdgeIn(int64_t k, int64_t n, WindowEdge edge) {
  return edge == WindowEdge::kClosed || (edge == WindowEdge::kFloat64 && InFloatWindow(k, n));
}

struct Window {
  int64_t low, high;  // counts, both included; empty where low > high
};

Window WindowOf(int64_t m, int64_t n, WindowEdge edge) {
  const int64_t low_edge = n * (20 * m - 1);  // in 2000ths of a count
  const int64_t high_edge = n * (20 * m + 1);
  Window window{low_edge <= 0 ? 0 : (low_edge + 1999) / 2000, std::min(n, high_edge / 2000)};
  if (edge != WindowEdge::kClosed) {
    if (window.low * 2000 == low_edge && !IsEdgeIn(window.low, n, edge)) ++window.low;
    if (window.high * 2000 == high_edge && !IsEdgeIn(window.high, n, edge)) --window.high;
  }
  return window;
}

// Walk is the probability of one count, moved up or down by the ratio of neighbours.
struct Walk {
  double n;
  double odds;  // of the way it walks: p/(1-p) upwards, (1-p)/p downwards
  double at;    // counted from this end: successes upwards, failures downwards
  double probability;

  void Step() {
    probability *= (n - at) * odds / (at + 1);
    at += 1;
  }

  // StepFour is Step four times with one division; the products stay below 2^256.
  void StepFour() {
    const double left = n - at;
    const double up = (left * odds) * ((left - 1) * odds) * (((left - 2) * odds) * ((left - 3) * odds));
    const double down = ((at + 1) * (at + 2)) * ((at + 3) * (at + 4));
    probability *= up / down;
    at += 4;
  }
};

// AddSide adds the windows of one side of the mode, the mode's own count included if it starts there. Seen
// from the side of the failures a window [low, high] is [n - high, n - low], so that one loop serves both.
// The percentage of the last window looked at is returned.
int AddSide(int64_t k, int64_t n, WindowEdge edge, bool upwards, Walk walk, std::array<double, 101>& mass) {
  const int step = upwards ? 1 : -1;
  const int last = upwards ? 100 : 0;
  int64_t at = upwards ? k : n - k;
  for (int m = NearestPercent(k, n);; m += step) {
    Window window = WindowOf(m, n, edge);
    if (!upwards) window = Window{n - window.high, n - window.low};
    for (; at + 4 <= window.low; at += 4) walk.StepFour();
    for (; at < window.low; ++at) walk.Step();
    if (walk.probability < kNegligible) return m;
    double sum = 0;
    for (; at <= window.high; ++at) {
      sum += walk.probability;
      walk.Step();
    }
    mass[static_cast<size_t>(m)] += sum;
    if (m == last) return m;
  }
}

}  // namespace

int NearestPercent(int64_t k, int64_t n) { return static_cast<int>((200 * k + n) / (2 * n)); }

bool IsWholePercentage(int64_t k, int64_t n, WindowEdge edge) {
  const int64_t distance = std::abs(2000 * k - 20 * n * NearestPercent(k, n));
  return distance < n || (distance == n && IsEdgeIn(k, n, edge));
}

double AddWindowProbabilities(int64_t k, int64_t n, WindowEdge edge, WindowSums& sums) {
  CONSTAT_CHECK(k >= 0 && n >= 1 && k <= n && n < (int64_t{1} << 31));
  if (k == 0 || k == n) {  // the distribution is one point, on 0 or 100 percent
    sums.expected[k == 0 ? 0 : 100] += 1;
    return 1;
  }
  std::array<double, 101> mass{};
  const double size = static_cast<double>(n);
  const double odds = static_cast<double>(k) / static_cast<double>(n - k);
  const double mode = stats::ModeProbability(k, n);
  const int top = AddSide(k, n, edge, true, Walk{size, odds, static_cast<double>(k), mode}, mass);
  Walk down{size, 1 / odds, static_cast<double>(n - k), mode};
  down.Step();  // the mode itself was counted on the way up
  const int bottom = AddSide(k - 1, n, edge, false, down, mass);
  double total = 0;
  for (auto m = static_cast<size_t>(bottom); m <= static_cast<size_t>(top); ++m) {
    sums.expected[m] += mass[m];
    sums.variance[m] += mass[m] * (1 - mass[m]);
    total += mass[m];
  }
  return total;
}

}  // namespace constat::forensics
