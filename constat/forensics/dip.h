// Dip: Hartigan's test of one peak. How far is a distribution from the nearest one with a single mode?
//
// Two kinds of place, such as town and country or two languages, make two peaks without anyone's help, and so
// does fabrication to order. Descriptive: a small p says that there is more than one kind of station.
// SOURCE: Hartigan and Hartigan, Annals of Statistics 13:70, 1985; P. M. Hartigan, Applied Statistics 34:320
// (AS 217), 1985.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// Dip is the largest distance between the values' distribution function and the nearest unimodal one: from
// 1/(2n) to 1/4. Equal values are one step. 0 for no values; NaN and infinities are left out.
//
// COST: a sort. Agrees with the R package diptest, whose quantiles for uniform samples it has too.
[[nodiscard]] double Dip(std::span<const double> values);

// DipOptions: replicates: samples drawn; seed: what they are a function of. min_registered: in
// persons, for TestUnimodality.
struct DipOptions {
  size_t replicates = 1999;
  uint64_t seed = 1;
  unsigned threads = 1;
  int64_t min_registered = 100;
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

// Unimodality is the test of turnout and of share.
struct Unimodality {
  DipTest turnout, share;
};

// TestUnimodality takes the stations of MakeRates.
//
// REQUIRES: as ColumnsOf; min_registered >= 1.
// Reference, min_registered = 1: Albania 2013, shares of two parties: dips 0.002814 and 0.002893, p
// 0.9995 and 0.999; programs that look p up in a table say 0.995 and 0.994, for below its 1 % quantile
// they interpolate linearly. Russia 2011: dips of turnout 0.0243 and share 0.0065, p 0.0005, the least
// there is. Undisputed elections are found on both sides: Canada 2011 has p 0.0005 for the share, Spain
// November 2019 0.096.
[[nodiscard]] Unimodality TestUnimodality(const Stations& stations, size_t option,
                                          const DipOptions& options = {});

}  // namespace constat::forensics
