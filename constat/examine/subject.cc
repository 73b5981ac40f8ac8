#include "constat/examine/subject.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {

Scale ScaleOf(const forensics::Stations& stations, size_t option) {
  const forensics::Columns columns = forensics::ColumnsAsKnown(stations, option);
  std::vector<int64_t> sizes;
  sizes.reserve(columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!forensics::IsPossible(columns, i) || columns.counted[i] == 0) continue;
    const int64_t size = columns.has_registered() ? columns.registered[i] : forensics::BallotsOf(columns, i);
    if (size > 0) sizes.push_back(size);
  }
  Scale scale{.usable = static_cast<int64_t>(sizes.size())};
  if (sizes.empty()) return scale;
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  scale.median_size = *middle;
  scale.area_totals = *middle > kMaxStation;
  return scale;
}

size_t LeadingOption(const forensics::Stations& stations) {
  CONSTAT_CHECK(!stations.options.empty());
  size_t best = 0;
  double most = -1;
  for (size_t k = 0; k < stations.options.size(); ++k) {
    const std::vector<int64_t>& votes = stations.options[k].votes;
    const double sum = std::accumulate(votes.begin(), votes.end(), 0.0);
    if (sum <= most) continue;
    most = sum;
    best = k;
  }
  return best;
}

std::optional<std::string> WhyTooLong(const Subject& subject) {
  constexpr double kMostSteps = 4e10;  // 20 million stations of 10,000 persons
  const forensics::Columns c = forensics::ColumnsAsKnown(subject.stations, subject.option);
  double steps = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!forensics::IsPossible(c, i)) continue;
    const double persons = c.has_registered() ? static_cast<double>(c.registered[i]) : 0;
    steps += 10 * (std::sqrt(persons) + std::sqrt(static_cast<double>(c.counted[i])));
  }
  if (steps <= kMostSteps) return std::nullopt;
  return "the counts are so large, and there are so many, that they cannot be those of polling stations, "
         "and the test would take too long";
}

std::optional<std::string> WhyTooCoarse(const Subject& subject, int64_t needed) {
  if (subject.scale.area_totals) {
    const bool known = subject.stations.has_registered();
    return "the rows are totals of areas, not polling stations (half of them have more than " +
           text::Count(kMaxStation) + (known ? " persons" : " ballots") + "; the middle one has " +
           text::Count(subject.scale.median_size) +
           "): sums of many stations hide what the stations would show";
  }
  if (subject.scale.usable >= needed) return std::nullopt;
  return "the table has " + text::Plural(subject.scale.usable, "usable station") + "; the test needs " +
         text::Count(needed);
}

}  // namespace constat::examine
