// Sizes: how many bytes a referendum's entries take in its record, from the manifest alone.
#pragma once

#include <cstdint>

#include "constat/record/manifest.h"

namespace constat::record {

// Sizes are bytes in the log's files, each with what the tiles add: an entry's length and its hash. voter is
// one voter's part of all registrars' rolls.
struct Sizes {
  uint64_t manifest = 0;
  uint64_t deal = 0;  // of one trustee
  uint64_t voter = 0;
  uint64_t ballot = 0;

  // Record is about the whole record's size if each of so many voters casts so many ballots.
  [[nodiscard]] uint64_t Record(uint64_t voters, uint64_t ballots_each) const {
    return voters * (voter + ballots_each * ballot);
  }
};

[[nodiscard]] Sizes SizesOf(const Manifest& manifest);

}  // namespace constat::record
