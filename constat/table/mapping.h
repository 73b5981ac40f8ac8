// Mapping: which columns of a table mean what, as a person writes it down in a small TOML file.
//
//   registered = ["Registered voters"]                 # on the list; without it there is no turnout
//   ballots    = ["issued early", "issued on the day"] # cast or issued: turnout = ballots / registered
//   counted    = ["re:^(Valid|Invalid) papers$"]       # found and counted: share = votes / counted
//   invalid    = ["Invalid papers"]                    # counted, and for no option
//   region     = "Province"
//   station    = ["Town", "Station"]                   # the station's name, joined with " / "
//   latitude   = "lat"                                 # degrees; both or neither
//   longitude  = "lng"
//   missing    = ["NA", "-"]                           # texts that mean a blank cell
//   separator  = ";"                                   # one of , ; and tab; guessed where not given
//
//   [options]                                          # votes, one line an option
//   Yes = ["YES"]
//   No  = ["NO", "NO (postal)"]
//
//   [drop]                                             # rows to leave out: the column, and the texts in it
//   is_abroad = ["True"]
//
// Instead of the section [options], `options = ["re:^[0-9]+[.] "]` makes every column that matches an option
// of its own, named by its header. A text may be written for a list of one.
//
// Names other than ASCII letters and digits are in quotes, on the left as well: "Да" = "ДА".
//
// A text names the column whose header is exactly that text; where there is none, every column whose header
// contains it. "re:" begins a regular expression (pattern.h), which names every column it matches. The
// columns of a list are summed, each once. What names no column is an error, and so is a column of counts
// that serves two purposes; only ballots and counted may share columns, and counted and invalid.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "constat/base/result.h"

namespace constat::table {

// Group is one option, the columns of its votes, or one column to look at and the texts in it, for
// rows to drop.
struct Group {
  std::string name;
  std::vector<std::string> texts;
};

struct Mapping {
  std::vector<std::string> registered, ballots, counted, invalid;
  std::vector<Group> options;                // in the order of the file
  std::vector<std::string> options_by_name;  // each column an option of its own
  std::optional<std::string> region, latitude, longitude;
  std::vector<std::string> station;
  std::vector<Group> drop;
  std::vector<std::string> missing;
  std::optional<char> separator;
};

inline constexpr size_t kMaxMappingSize = 1 << 20;

// ParseMapping reads a mapping; name is what messages call it. ERRORS: kBadText, with the line or
// the key; kTooLarge.
[[nodiscard]] Result<Mapping> ParseMapping(std::string_view text, const std::string& name);

// ReadMapping reads a mapping file. ERRORS: those of ParseMapping; kMissingFile, kCannotRead, kTooLarge.
[[nodiscard]] Result<Mapping> ReadMapping(const std::filesystem::path& path);

// Columns is a mapping applied to headers: positions, from 0, ascending within a list.
struct Columns {
  struct Option {
    std::string name;
    std::vector<size_t> columns;
  };
  struct Drop {
    size_t column;
    std::vector<std::string> texts;
  };

  std::vector<size_t> registered, ballots, counted, invalid;
  std::vector<Option> options;
  std::optional<size_t> region, latitude, longitude;
  std::vector<size_t> station;  // in the order of the mapping
  std::vector<Drop> drop;
};

// FindColumns applies a mapping to the headers of a table, which are compared without blanks at their ends.
// ERRORS: kUsage (names no column, or several where one is meant), kDuplicate (a header that is there twice
// where it is meant exactly; a column that serves two purposes), kBadText (a regular expression).
[[nodiscard]] Result<Columns> FindColumns(const Mapping& mapping, std::span<const std::string> headers);

}  // namespace constat::table
