// Unimodality: have turnout and share one peak each?
//
// Two kinds of place, such as town and country or two languages, make two peaks without anyone's help, and so
// does fabrication to order. Descriptive: a small p says that there is more than one kind of station.
#pragma once

#include <cstdint>

#include "constat/forensics/stations.h"
#include "constat/stats/dip.h"

namespace constat::forensics {

// Unimodality is the test of turnout and of share: null hypothesis and p as in dip.h.
struct Unimodality {
  stats::DipTest turnout, share;
};

// TestUnimodality takes the stations of MakeRates; min_registered in persons.
//
// REQUIRES: as ColumnsOf; min_registered >= 1.
// Reference, min_registered = 1: Albania 2013, shares of two parties: dips 0.002814 and 0.002893, p
// 0.9995 and 0.999; programs that look p up in a table say 0.995 and 0.994, for below its 1 % quantile
// they interpolate linearly. Russia 2011: dips of turnout 0.0243 and share 0.0065, p 0.0005, the least
// there is. Undisputed elections are found on both sides: Canada 2011 has p 0.0005 for the share, Spain
// November 2019 0.096.
[[nodiscard]] Unimodality TestUnimodality(const Stations& stations, size_t option,
                                          const stats::DipOptions& options = {},
                                          int64_t min_registered = 100);

}  // namespace constat::forensics
