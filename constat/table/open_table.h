// OpenTable: from what a person names to a table: a file or an example, with a mapping that is given,
// shipped or guessed.
#pragma once

#include <string>

#include "constat/table/station_table.h"

namespace constat::table {

// TableChoice: exactly one of path and example. map: a mapping file, or empty. region: a column that takes
// the place of the mapping's region, or empty.
struct TableChoice {
  std::string path, example, map, region;
};

// OpenedTable: title is what people call it; guessed_mapping: the mapping, if it was guessed.
struct OpenedTable {
  std::string title, provenance, guessed_mapping;
  StationTable table;
};

// OpenTable reads the table without the rows that cannot be read, which the report names: see CheckDefects,
// and then CheckNotEmpty. ERRORS: those of ReadMapping, ReadStations and FindExample; kUsage (no registered
// voters found and no mapping given; a pipe and no mapping given).
[[nodiscard]] Result<OpenedTable> OpenTable(const TableChoice& choice);

// CheckDefects refuses a table with rows that cannot be read. ERRORS: the first defect's code, with what can
// be done; leave_out is how the person says that such rows are to be left out.
[[nodiscard]] Status CheckDefects(const ReadReport& report, std::string_view leave_out);

// CheckNotEmpty ERRORS: kBadText for a table without a row that can be used.
[[nodiscard]] Status CheckNotEmpty(const OpenedTable& opened);

// SuggestedMapping is a mapping for the table's headers, as TOML; an example's own. ERRORS: FindExample's,
// OpenFile's, ReadHead's with the path.
[[nodiscard]] Result<std::string> SuggestedMapping(const TableChoice& choice);

}  // namespace constat::table
