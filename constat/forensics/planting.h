// Planting: known fabrication put into a clean table, to see what a test finds of it.
//
// Not a model of how results are falsified; each kind is the plainest form of a thing that has been
// described. No hypothesis. Which stations are chosen depends on seed and station alone (counter_random.h),
// so those chosen at a smaller share_of_stations are among those chosen at a greater one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "constat/base/result.h"
#include "constat/forensics/stations.h"

namespace constat::forensics {

// PlantKind, at a chosen station with N registered, B ballots, R counted, W votes of the option:
//
// kRoundShareUp: W becomes the count nearest to the next whole multiple of 100 strength % of R; the votes
// come from the others. kRoundTurnoutUp: B likewise with N; the ballots added are votes for the option.
// kStuff: round(strength (N - B)) ballots for the option are added. kSwap: round(strength V) of the V votes
// for the other options are given to the option.
//
// What is already at a multiple stays; halves are rounded up. Votes come from the table's other options in
// proportion to what they have. Only where these have too few (kRoundShareUp), or where the table has no
// other option, they come from what was counted for none of the table's options, invalid papers last.
enum class PlantKind { kRoundShareUp, kRoundTurnoutUp, kStuff, kSwap };

// PlantSettings: strength is a step for the two roundings, 0.05 as a rule, in whole percent; else a share.
struct PlantSettings {
  PlantKind kind = PlantKind::kRoundShareUp;
  double share_of_stations = 0;
  double strength = 0.05;
  size_t option = 0;
  uint64_t seed = 1;
};

// Planted: changed lists the stations that differ from the clean table, ascending; a chosen station whose
// counts come out as they were is not among them. votes_gained: by the option, over all stations.
struct Planted {
  Stations stations;
  std::vector<uint32_t> changed;
  int64_t votes_gained = 0;
};

// Plant returns the table with the fabrication in it.
//
// Stations without registered persons or, for votes moved, without ballots counted are left alone, and so are
// rows that break an identity (identities.h). A row that keeps them before keeps them after; votes and
// invalid papers that add up to what was counted still do. All other columns and rows stay as they are.
// REQUIRES: settings.option < clean.options.size(); ColumnsOf's of clean.
// ERRORS: kBadNumber if share_of_stations or strength is not in [0, 1], or a step is not 1 to 100 whole
// percent. COST: a copy of the table.
[[nodiscard]] Result<Planted> Plant(const Stations& clean, const PlantSettings& settings);

}  // namespace constat::forensics
