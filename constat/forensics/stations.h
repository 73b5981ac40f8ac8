// Stations: published results as columns, one element a polling station.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace constat::forensics {

// Option is one answer or party of the ballot paper; votes[i] are its votes at station i.
struct Option {
  std::string name;
  std::vector<int64_t> votes;
};

// Stations holds counts as they were published. A column that is not known is empty; all others
// have one length.
//
// registered: persons on the roll; ballots: ballots issued or cast (turnout = ballots / registered); counted:
// ballots counted (share = votes / counted); invalid: ballots counted that are votes for no option. region
// indexes region_names. latitude, longitude: degrees. row: the row of the table a station came from.
//
// Where registered is empty there is no turnout. At least one of registered, ballots and counted is known.
struct Stations {
  std::vector<int64_t> registered, ballots, counted, invalid;
  std::vector<Option> options;
  std::vector<uint32_t> region;
  std::vector<std::string> region_names;
  std::vector<double> latitude, longitude;
  std::vector<uint64_t> row;

  [[nodiscard]] bool has_registered() const { return !registered.empty(); }
  [[nodiscard]] size_t size() const {
    return !registered.empty() ? registered.size() : !ballots.empty() ? ballots.size() : counted.size();
  }
};

}  // namespace constat::forensics
