// Suggest: a first mapping for a table, guessed from its headers, for a person to check and edit.
//
// It knows the usual English, Spanish and Russian names. A guess is never used without being shown: reading
// takes a mapping file.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "constat/table/row_reader.h"

namespace constat::table {

// TableHead is the header row and the first rows after it.
struct TableHead {
  std::vector<std::string> headers;  // without blanks at the ends
  std::vector<std::vector<std::string>> rows;
};

// ReadHead reads the header and at most max_rows rows, fewer if they are long. ERRORS: those of RowReader;
// kBadText (an empty table).
[[nodiscard]] Result<TableHead> ReadHead(std::unique_ptr<ByteSource> source, size_t max_rows = 5000);

// SuggestMapping writes a mapping as TOML. Where a column of registered voters or of ballots is found,
// ParseMapping reads the text and FindColumns accepts it for these headers; where none is, a comment says
// what is missing. Columns whose names say nothing are proposed as options if the first rows hold counts
// there, but for one in twenty; those left out are in comments.
[[nodiscard]] std::string SuggestMapping(const TableHead& head);

}  // namespace constat::table
