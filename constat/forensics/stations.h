// Stations: published results as columns, one element a polling station.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace constat::forensics {

struct Option {
  std::string name;
  std::vector<int64_t> votes;
};

// Stations has empty vectors where a column is not known; all others are of equal length.
struct Stations {
  std::vector<int64_t> registered, ballots, counted;
  std::vector<Option> options;
  std::vector<uint32_t> region;
  std::vector<std::string> region_names;
  std::vector<double> latitude, longitude;
  std::vector<uint64_t> row;
  size_t size() const { return registered.size(); }
};

}  // namespace constat::forensics
