// Digits: last digits, pairs of last digits, second digits of a column of counts.
//
// One column at a time: registered, ballots, an option's votes. Of these only registered counts raise no
// false alarms on undisputed elections (0 of 7; ballots 2 of 8, leader's votes 5 of 8); small counts have no
// uniform last digit, hence the lower limit. Digits of made-up numbers are uneven only if people made them
// up, not a program.
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

// LastPairs compares the last two digits of the counts >= min_count: how often they are equal, and how often
// they are neighbours (0 and 9 are), as shares of n; 0.1 and 0.2 under the null. People avoid repeating a
// digit.
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
// counts of stations of like size do not follow this law; it is rejected in 7 of 8 undisputed elections, and
// kept in some bad ones.
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
