// A hostile table read under the mapping proposed for it, and what its reports must be like.
#pragma once

#include <optional>
#include <string>

#include "constat/base/check.h"
#include "constat/table/suggest.h"
#include "constat/text/hex.h"

namespace constat::fuzz {

inline std::optional<table::StationTable> ReadHostileTable(std::string_view text, uint64_t max_rows) {
  const auto head = table::ReadHead(table::FromText(std::string(text)), 50);
  if (!head) return std::nullopt;
  const auto mapping = table::ParseMapping(table::SuggestMapping(*head), "map");
  if (!mapping) return std::nullopt;
  table::ReadOptions options;
  options.drop_defective = true;
  options.limits = {.cell_bytes = 200, .row_bytes = 2000, .columns = 30, .rows = max_rows};
  auto read = table::ReadStations(table::FromText(std::string(text)), "table", *mapping, options);
  if (!read) return std::nullopt;
  return *std::move(read);
}

// CheckText: a report is UTF-8 without control characters, and without marks that turn the
// direction of reading.
inline void CheckText(const std::string& text) {
  CONSTAT_CHECK(IsUtf8(AsBytes(text)));
  for (const char c : text) CONSTAT_CHECK(static_cast<uint8_t>(c) >= 0x20 || c == '\n');
  for (const std::string_view direction : {"\u202e", "\u2066"})
    CONSTAT_CHECK(text.find(direction) == std::string::npos);
}

// CheckHtml: nor does any text become a script.
inline void CheckHtml(const std::string& html) {
  CheckText(html);
  const size_t script = html.find("<script");
  CONSTAT_CHECK(script != std::string::npos && html.find("<script", script + 1) == std::string::npos);
}

}  // namespace constat::fuzz
