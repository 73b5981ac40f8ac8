// Correlation: how two columns of numbers vary together.
#pragma once

#include <span>
#include <vector>

namespace constat::stats {

// SecondMoments are weighted means of the squares and the product of what is left of x and y
// less their means.
struct SecondMoments {
  double xx = 0, xy = 0, yy = 0;

  // Correlation is Pearson's, within [-1, 1]; 0 where a column does not vary but for rounding (a mean square
  // of at most 1e-28: the columns are rates, between 0 and 1).
  [[nodiscard]] double Correlation() const;
  // Slope is that of the least-squares line of y on x; 0 where x does not vary.
  [[nodiscard]] double Slope() const;
};

// MomentsOf takes each pair as often as its weight says.
//
// REQUIRES: one length; weights >= 0. All are 0 where no weight is above 0.
[[nodiscard]] SecondMoments MomentsOf(std::span<const double> x, std::span<const double> y,
                                      std::span<const double> weight);

// MomentsOf takes every pair once.
[[nodiscard]] SecondMoments MomentsOf(std::span<const double> x, std::span<const double> y);

// Ranks count from 1; equal values share the mean of their ranks. The correlation of ranks is Spearman's.
[[nodiscard]] std::vector<double> Ranks(std::span<const double> x);

}  // namespace constat::stats
