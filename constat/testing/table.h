// Short ways to read inline tables, for the tests of this layer.
#pragma once

#include <gtest/gtest.h>

#include "constat/base/check.h"
#include "constat/table/station_table.h"

namespace constat::table {

using Cells = std::vector<std::vector<std::string>>;

// ReadAll reads all rows of a table, chunk_size bytes at a time.
inline Result<Cells> ReadAll(const std::string& text, size_t chunk_size = 64 * 1024,
                             const RowOptions& options = {}) {
  CONSTAT_ASSIGN(RowReader reader, RowReader::Open(FromText(text, chunk_size), options));
  Cells out;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.Next());
    if (!more) return out;
    out.emplace_back(reader.row().cells.begin(), reader.row().cells.end());
  }
}

inline Mapping MappingOf(std::string_view text) {
  Result<Mapping> mapping = ParseMapping(text, "map.toml");
  if (!mapping) ADD_FAILURE() << mapping.error().detail;
  CONSTAT_CHECK(mapping.has_value());
  return *std::move(mapping);
}

inline Result<StationTable> ReadText(const std::string& table, std::string_view mapping,
                                     const ReadOptions& options = {}) {
  return ReadStations(FromText(table), "table.csv", MappingOf(mapping), options);
}

}  // namespace constat::table
