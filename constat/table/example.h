// Example: published tables that are part of the program, with their mapping and where they come from.
#pragma once

#include <span>
#include <string_view>

#include "constat/table/station_table.h"

namespace constat::table {

// Example: name is what is typed; title what people call it; provenance: source and licence; mapping: TOML;
// packed: the file as it is in data/examples.
struct Example {
  std::string_view name, title, provenance, mapping, file;
  ByteView packed;
};

// Examples are all there are. kCleanControl is the one that others are shown beside: an election
// that nobody disputes.
[[nodiscard]] std::span<const Example> Examples();
inline constexpr std::string_view kCleanControl = "es2019nov";

// FindExample: ERRORS: kUsage, with the names there are.
[[nodiscard]] Result<const Example*> FindExample(std::string_view name);

// ReadExample reads one as ReadStations does.
[[nodiscard]] Result<StationTable> ReadExample(const Example& example);

}  // namespace constat::table
