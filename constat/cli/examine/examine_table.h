// ExamineTable: how `constat examine` gets at a table: from a file or an example, with a mapping that is
// given, shipped or guessed.
#pragma once

#include <optional>
#include <string>

#include "constat/cli/terminal.h"
#include "constat/table/station_table.h"

namespace constat::cli {

// TableChoice: exactly one of path and example. map: a mapping file, or empty. region: a column that takes
// the place of the mapping's region, or empty.
struct TableChoice {
  std::string path, example, map, region;
  bool drop_defective = false;
};

// OpenedTable: title is what people call it; guessed_mapping: the mapping, if it was guessed.
struct OpenedTable {
  std::string title, provenance, guessed_mapping;
  table::StationTable table;
};

// OpenTable reads the table. Defects are all named on standard error, at most 200 of them.
//
// ERRORS: those of ReadMapping, ReadStations and FindExample; kUsage (no registered voters found and no
// mapping given); the first defect's, unless drop_defective.
[[nodiscard]] Result<OpenedTable> OpenTable(const TableChoice& choice, Terminal& terminal);

// SuggestedMapping is a mapping for the table's headers, as TOML; an example's own.
[[nodiscard]] Result<std::string> SuggestedMapping(const TableChoice& choice);

}  // namespace constat::cli
