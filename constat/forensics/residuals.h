// Residuals: what is left of the share once region and turnout are taken into account; for maps
// and for TestGeography.
#pragma once

#include <cstdint>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// ResidualOptions: min_registered: in persons. min_stations: regions with fewer are left out; at least 3.
struct ResidualOptions {
  int64_t min_registered = 100;
  int64_t min_stations = 10;
};

// RegionResiduals are shares less the region's own least-squares line of share on turnout (its mean where all
// turnouts are one): one number a station, as fractions (0.01 is one percentage point); NaN for stations left
// out: impossible counts (columns.h), nothing counted, few persons, a region with few stations. A table
// without regions is one region.
//
// REQUIRES: as ColumnsOf; min_registered >= 1, min_stations >= 3.
[[nodiscard]] std::vector<double> RegionResiduals(const Stations& stations, size_t option,
                                                  const ResidualOptions& options = {});

}  // namespace constat::forensics
