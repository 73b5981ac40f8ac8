// The keys of a referendum.toml: one table for the reader and for the guide's page, so that neither has one
// that the other does not.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "constat/text/toml_fields.h"

namespace constat::parcel {

// ReferendumKey is a row of the table.
struct ReferendumKey {
  std::string_view path;   // "zone.offset[].from"
  std::string_view holds;  // "number", "text in each language", ...
  uint64_t least = 0;      // bounds of a number
  uint64_t most = 0;
  std::string_view without;  // what is taken without it; empty: it must be there
  std::string_view reason;
};
[[nodiscard]] std::span<const ReferendumKey> ReferendumKeys();

// BoundsOf are those of a number. REQUIRES: such a row.
[[nodiscard]] text::TomlFields::Range BoundsOf(std::string_view path);

// CheckKnownKeys fails at the first key of a text that is not in the table.
void CheckKnownKeys(text::TomlFile& file, const toml::table& table);

}  // namespace constat::parcel
