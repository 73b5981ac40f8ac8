// Alike persons: who on an office's list may be one person twice, or is written in a way that will be
// mistyped. It refuses nothing; persons.h reads the list. Personal data.
#pragma once

#include <cstddef>
#include <vector>

#include "constat/parcel/persons.h"
#include "constat/text/skeleton.h"

namespace constat::parcel {

// AlikePersons has indices of the list, in its order.
struct AlikePersons {
  std::vector<text::AlikeNames> ids;       // "12" and "1 2", "012", "１", "l"
  std::vector<text::AlikeNames> contacts;  // the same but for capital letters of ASCII and blanks; not empty
  std::vector<size_t> blank_ends;          // ids that begin or end with what nobody sees
  std::vector<size_t> no_contact;          // where others have one
};

// FindAlikePersons COST: a second or less for 100,000 persons, 32 bytes each besides.
[[nodiscard]] AlikePersons FindAlikePersons(const std::vector<Person>& persons);

}  // namespace constat::parcel
