#include "constat/forensics/cumulative_curves.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/rates.h"

namespace constat::forensics {
std::vector<CumulativePoint> CumulativeCurve(const Stations& stations, size_t option, CurveOrder order,
                                             int max_points) {
  CONSTAT_CHECK(max_points >= 1 && max_points <= 10000);
  const Columns c = ColumnsOf(stations, option);
  std::vector<size_t> included;
  int64_t total = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.registered[i] == 0 || c.counted[i] == 0) continue;
    included.push_back(i);
    total += c.counted[i];
  }
  // Turnouts are compared in integers: products of counts below 2^31.
  const auto before = [&](size_t a, size_t b) {
    if (order == CurveOrder::kSize) return c.registered[a] < c.registered[b];
    return c.ballots[a] * c.registered[b] < c.ballots[b] * c.registered[a];
  };
  std::sort(included.begin(), included.end(), before);
  std::vector<CumulativePoint> curve;
  int64_t registered = 0;
  int64_t ballots = 0;
  int64_t counted = 0;
  int64_t votes = 0;
  double next = 1;
  for (size_t k = 0; k < included.size(); ++k) {
    const size_t i = included[k];
    registered += c.registered[i];
    ballots += c.ballots[i];
    counted += c.counted[i];
    votes += c.votes[i];
    const bool last = k + 1 == included.size();
    if (!last && !before(i, included[k + 1])) continue;
    const double reached = Quotient(counted, total) * max_points;
    if (!last && (reached < next || next >= max_points)) continue;
    next = std::floor(reached) + 1;
    const double limit = order == CurveOrder::kSize ? static_cast<double>(c.registered[i])
                                                    : Quotient(c.ballots[i], c.registered[i]);
    curve.push_back({limit, static_cast<int64_t>(k + 1), Quotient(counted, total),
                     Quotient(ballots, registered), Quotient(votes, counted)});
  }
  return curve;
}

}  // namespace constat::forensics
