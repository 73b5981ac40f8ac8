// Subject: what is examined, and how.
#pragma once

#include <cstdint>
#include <optional>

#include "constat/forensics/shpilkin.h"
#include "constat/table/station_table.h"

namespace constat::examine {

// Settings: seed and threads change nothing but randomness and time; for one seed the result is the same on
// any number of threads. replicates: of the published simulation of whole percentages, beside the exact
// values; 0 for none. resamples: of the spikes test, fewer where the table has more than 200,000 rows.
// clean_cluster: where a person sees the honest cluster.
struct Settings {
  uint64_t seed = 1;
  unsigned threads = 1;
  size_t replicates = 0;
  size_t resamples = 1000;
  std::optional<forensics::PlacedCluster> clean_cluster{};
};

// Scale is how fine the table is. usable: rows with N > 0 (where known), R > 0 and possible counts.
// median_size: of them, in persons; in ballots where persons are not known. area_totals: half of them have
// more than kMaxStation, so they are no polling stations.
struct Scale {
  int64_t usable = 0;
  int64_t median_size = 0;
  bool area_totals = false;
};
inline constexpr int64_t kMaxStation = 10'000;

[[nodiscard]] Scale ScaleOf(const forensics::Stations& stations, size_t option);

// LeadingOption is the option with the most votes, the first of equals.
//
// REQUIRES: there is an option.
[[nodiscard]] size_t LeadingOption(const forensics::Stations& stations);

// Subject: a table, the option whose votes are looked at, and the scale. original is the table as read;
// stations are the same rows, with `counted` the sum of the votes where the table has no ballots at all, or
// where only some options are compared: option and against. earlier: a table of an earlier vote of the same
// places, or null; earlier_stations are its rows, treated in the same way. Both tables must outlive it.
struct Subject {
  const table::StationTable& original;
  forensics::Stations stations;
  size_t option = 0;
  Scale scale;
  Settings settings;
  const table::StationTable* earlier = nullptr;
  forensics::Stations earlier_stations{};
  size_t earlier_option = 0;
  std::vector<size_t> against{};
};

// WhyTooCoarse is the reason for which a test of polling stations says nothing about this table, if there is
// one: area totals, or fewer usable rows than the test needs.
[[nodiscard]] std::optional<std::string> WhyTooCoarse(const Subject& subject, int64_t needed);

// WhyTooLong is the reason for which whole percentages are not worked out, if there is one: counts so large,
// and so many, that it would take minutes. No polling station has such counts; a hostile table may.
[[nodiscard]] std::optional<std::string> WhyTooLong(const Subject& subject);

}  // namespace constat::examine
