#include "constat/forensics/endings.h"

#include <cmath>

#include "constat/base/check.h"
#include "constat/stats/distribution.h"

namespace constat::forensics {
namespace {

void Finish(Endings& endings) {
  if (endings.n == 0) return;
  const double n = static_cast<double>(endings.n);
  endings.fraction = static_cast<double>(endings.observed) / n;
  endings.z = (static_cast<double>(endings.observed) - 0.2 * n) / std::sqrt(0.16 * n);
  endings.p = stats::NormalTail(endings.z);
}

void Count(Endings& endings, int64_t number) {
  ++endings.n;
  endings.observed += number % 5 == 0 ? 1 : 0;
}

void Add(IntegerCount& sum, const IntegerCount& more) {
  sum.observed += more.observed;
  sum.expected += more.expected;
  sum.variance += more.variance;
}

}  // namespace

Endings TestCountEndings(std::span<const int64_t> counts, int64_t min_count) {
  CONSTAT_CHECK(min_count >= 0);
  Endings endings;
  for (const int64_t count : counts) {
    if (count >= min_count) Count(endings, count);
  }
  Finish(endings);
  return endings;
}

PercentEndings DescribePercentEndings(const Columns& c) {
  PercentEndings result;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.registered[i] == 0 || c.counted[i] == 0) continue;
    Count(result.turnout, NearestPercent(c.ballots[i], c.registered[i]));
    Count(result.share, NearestPercent(c.votes[i], c.counted[i]));
  }
  Finish(result.turnout);
  Finish(result.share);
  return result;
}

FiveCounts MultiplesOfFive(const IntegerPercentages& result) {
  FiveCounts counts;
  for (size_t m = 0; m <= 100; m += 5) {
    Add(counts.turnout, result.turnout_at[m]);
    Add(counts.share, result.share_at[m]);
  }
  return counts;
}

}  // namespace constat::forensics
