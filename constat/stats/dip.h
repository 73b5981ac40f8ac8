// Dip: Hartigan's test of one peak. How far is a distribution from the nearest one with a single mode?
//
// SOURCE: Hartigan and Hartigan, Annals of Statistics 13:70, 1985; P. M. Hartigan, Applied Statistics 34:320
// (AS 217), 1985.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace constat::stats {

// Dip is the largest distance between the values' distribution function and the nearest unimodal one: from
// 1/(2n) to 1/4. Equal values are one step. 0 for no values; NaN and infinities are left out.
//
// COST: a sort. Agrees with the R package diptest, whose quantiles for uniform samples it has too.
[[nodiscard]] double Dip(std::span<const double> values);

// DipOptions: replicates: samples drawn; seed: what they are a function of.
struct DipOptions {
  size_t replicates = 1999;
  uint64_t seed = 1;
  unsigned threads = 1;
};

// DipRefusal: kFewValues: fewer than 20.
enum class DipRefusal { kFewValues };

// DipTest: Null hypothesis: one mode; p is one-sided, (1 + replicates with at least this dip) /
// (1 + replicates), the replicates being uniform samples, for which the dip is larger than for other unimodal
// distributions: p is cautious, and for a bell it is near 1.
struct DipTest {
  std::optional<DipRefusal> refusal;
  int64_t n = 0;
  double dip = 0, p = 1;
};

// TestDip draws samples of the same size up to 4,000 values; beyond, dips are compared as sqrt(n) dip, whose
// quantiles move by less than 1 % from there on. The same numbers for any number of threads.
//
// COST: 0.3 s for 4,000 values and more.
[[nodiscard]] DipTest TestDip(std::span<const double> values, const DipOptions& options = {});

}  // namespace constat::stats
