// Endings: counts and percentages that end in 0 or 5. People who make numbers up like round ones.
//
// One count at a time, as in digits.h; percentages as election toolkits round them, and as the exact test of
// integer_percentages.h sees them.
#pragma once

#include <cstdint>
#include <span>

#include "constat/forensics/columns.h"
#include "constat/forensics/integer_percentages.h"

namespace constat::forensics {

// Endings is how many of n numbers end in 0 or 5. fraction = observed / n.
//
// Null hypothesis: last digits are independent and 0 or 5 with probability 0.2. z = (observed - 0.2 n) /
// sqrt(0.16 n); p: one-sided, its upper tail, normal approximation. With n = 0: 0 and p 1.
struct Endings {
  int64_t n = 0, observed = 0;
  double fraction = 0, z = 0, p = 1;
};

// TestCountEndings takes the counts >= min_count. Small counts have no uniform last digit: 0 and 5 are one in
// three of 0 to 5.
//
// REQUIRES: min_count >= 0.
// Reference, min_count = 0 (EFToolkit's C05s): Albania 2013 0.204 and 0.205, as published. With 100: leader's
// votes raise false alarms, z 3.4 in Canada 2011 and 3.3 in Spain November 2019; ballots do not, 1.1 and
// -0.3, and Russia has 8.7 (2011), 8.2 (2018) and 14.8 (2020).
[[nodiscard]] Endings TestCountEndings(std::span<const int64_t> counts, int64_t min_count = 100);

// PercentEndings rounds turnout and share of the stations with possible counts (columns.h), N > 0 and R > 0
// to whole percent, halves upwards, and takes the last digit (EFToolkit's P05s).
//
// DESCRIPTIVE ONLY: the null of 0.2 needs percentages spread evenly over tens of points. Where most shares
// are 94 to 96 % it fails without anyone's help; MultiplesOfFive does not.
struct PercentEndings {
  Endings turnout, share;
};

[[nodiscard]] PercentEndings DescribePercentEndings(const Columns& columns);

// FiveCounts are stations within 0.05 points of 0, 5, 10 ... 100 %.
struct FiveCounts {
  IntegerCount turnout, share;
};

// MultiplesOfFive adds up the windows of a test that was run. The null is that test's: expected values are
// exact; variances too large by twice the products of one station's windows, which lie five points apart:
// next to nothing for stations of 100 and more, so z is, if anything, too near 0.
// Reference, z of turnout and of share: Canada 2011 0.1 and -0.3, Spain November 2019 -0.5 and 0.0,
// Georgia 2024 0.3 and -0.2, Albania 2013 -1.4 and -0.1; Russia 2011 5.0 and 9.9, 2018 14.4 and 9.0, 2020
// 19.0 and 28.1.
[[nodiscard]] FiveCounts MultiplesOfFive(const IntegerPercentages& result);

}  // namespace constat::forensics
