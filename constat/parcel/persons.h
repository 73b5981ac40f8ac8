// The roll of persons, as an office keeps it, and the secret order that hides who is who. Spec: ROL-3.
//
// Personal data: nothing here is ever published.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::parcel {

struct Person {
  std::string id;       // unique
  uint16_t region = 0;  // index in the manifest
  std::string contact;  // address, e-mail: whatever the office uses to deliver the code; may be empty
};

// ParsePersons reads CSV whose first line names the columns: id, region (a region's id), and optionally
// contact, in any order. ERRORS: kBadText (form, missing column, empty id, unknown region), kDuplicate (an id
// twice); with file and line.
[[nodiscard]] Result<std::vector<Person>> ParsePersons(const record::Manifest& manifest, std::string_view csv,
                                                       const std::string& name);
// ReadPersons reads a file. ERRORS: also kMissingFile, kCannotRead.
[[nodiscard]] Result<std::vector<Person>> ReadPersons(const record::Manifest& manifest,
                                                      const std::filesystem::path& path);

// PersonOrder is who has which slot: slots[region][slot] is an index into the persons.
struct PersonOrder {
  std::vector<std::vector<uint32_t>> slots;

  bool operator==(const PersonOrder&) const = default;
};

// kMaxOrderFile bounds what is read and written of an order, in bytes.
inline constexpr size_t kMaxOrderFile = size_t{1} << 30;

// FormatOrder writes order.csv (region, slot, id) for the other registrars, and reads it back. A secret: keep
// it 0600. ERRORS: ParseOrder's; kTooLarge for more than max_bytes.
[[nodiscard]] Result<std::string> FormatOrder(const record::Manifest& manifest,
                                              const std::vector<Person>& persons, const PersonOrder& order,
                                              size_t max_bytes = kMaxOrderFile);
// ParseOrder reads it back against this registrar's own persons: the same persons in the same regions, each
// once. ERRORS: kBadText, kDuplicate, kWrongCount; with file and line.
[[nodiscard]] Result<PersonOrder> ParseOrder(const record::Manifest& manifest,
                                             const std::vector<Person>& persons, std::string_view csv);

}  // namespace constat::parcel
