// Digits: last digits, pairs of last digits, second digits of a column of counts.
//
// One column at a time: registered, ballots, an option's votes. Of these only registered counts raised no
// false alarm on undisputed elections (counted in examine/clean_record.h); small counts have no uniform
// last digit, hence the lower limit. Digits of made-up numbers are uneven only if people made them up,
// not a program.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace constat::forensics {

// LastDigits compares the last digits of the counts >= min_count with the uniform distribution.
//
// Null hypothesis: last digits are independent and uniform on 0..9. chi_square: Pearson's, 9 degrees of
// freedom; p: its upper tail. mean: of the digit, 4.5 under the null; zero_or_five: the share of digits 0 and
// 5, 0.2 under the null. With n = 0 the statistics are 0 and p is 1. Approximate below n = 50 or so.
// Reference: Russia 2011, ballots >= 100: n 87917, chi-square 117.80.
// SOURCE: Beber and Scacco, "What the numbers say", Political Analysis 20:211, 2012.
struct LastDigits {
  int64_t n = 0;
  std::array<int64_t, 10> counts{};
  double chi_square = 0, p = 1, mean = 0, zero_or_five = 0;
};

// TestLastDigits: a negative count is below every limit.
//
// REQUIRES: min_count >= 0.
[[nodiscard]] LastDigits TestLastDigits(std::span<const int64_t> counts, int64_t min_count = 100);

// RollSizes says what the sizes of the counts >= min_count alone do to their last digits, which are uniform
// only where sizes are spread widely and smoothly.
//
// edge_chi_square: what the slope and the edges of their histogram by tens add to TestLastDigits' chi-square,
// as a noncentrality: sum over digits d of (S (d - 4.5) / 100)^2 / (n / 10), where S is the sum over tens k
// of the smaller of the two differences h(k+1) - h(k) and h(k) - h(k-1), 0 where their signs differ. A sharp
// end at a multiple of ten, such as min_count itself, makes one digit more frequent than the next.
// middle_span: from the 10 % to the 90 % quantile. most_frequent, frequency: the commonest count and how
// often it is there, the lower of equals; second_frequency: how often the next does. With n = 0 all are
// 0. Reference: edge_chi_square 0.15 for Canada 2011, 0.11 for Russia 2020; middle_span 254 and 2055.
struct RollSizes {
  int64_t n = 0;
  double edge_chi_square = 0;
  int64_t middle_span = 0;
  int64_t most_frequent = 0, frequency = 0, second_frequency = 0;
};

// DescribeRollSizes: as above. REQUIRES: min_count >= 10. COST: a tally; a sort of counts of 65,536 and more.
[[nodiscard]] RollSizes DescribeRollSizes(std::span<const int64_t> counts, int64_t min_count = 100);

// LastPairs compares the last two digits of the counts >= min_count: how often they are equal, and how
// often they are neighbours (0 and 9 are), as shares of n; 0.1 and 0.2 under the null. People avoid
// repeating a digit.
//
// Null hypothesis: last two digits independent and uniform. z: (share - expected) sqrt(n / (e (1 - e)));
// two-sided, approximately standard normal. With n = 0 everything is 0.
// SOURCE: Beber and Scacco, as above.
struct LastPairs {
  int64_t n = 0;
  double equal = 0, adjacent = 0, distant = 0;
  double z_equal = 0, z_adjacent = 0;
};

// TestLastPairs: as above.
//
// REQUIRES: min_count >= 10, so that there are two digits.
[[nodiscard]] LastPairs TestLastPairs(std::span<const int64_t> counts, int64_t min_count = 100);

// SecondDigits compares the second digits of the counts >= min_count with Benford's law.
//
// Null hypothesis: P(d) = sum over first digits f = 1..9 of log10(1 + 1 / (10 f + d)). DESCRIPTIVE ONLY:
// counts of stations of like size do not follow this law; it was rejected in most undisputed elections
// (examine/clean_record.h), and kept in some bad ones.
// Reference: Russia 2011, leader's votes >= 100: n 76887, chi-square 14.964, p 0.0919.
// SOURCE: Mebane, "Election forensics: vote counts and Benford's law", 2006.
struct SecondDigits {
  int64_t n = 0;
  std::array<int64_t, 10> counts{};
  double chi_square = 0, p = 1, mean = 0;
};

// TestSecondDigits: as above.
//
// REQUIRES: min_count >= 10, so that there is a second digit.
[[nodiscard]] SecondDigits TestSecondDigits(std::span<const int64_t> counts, int64_t min_count = 100);

// BenfordSecondDigit is the law's probability of second digit d, 0 <= d <= 9.
[[nodiscard]] double BenfordSecondDigit(int d);

}  // namespace constat::forensics
