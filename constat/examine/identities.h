// Identities in words: what must add up in every row. One list for flagged stations and for all reports.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "constat/forensics/identities.h"

namespace constat::examine {

// Identity is one of them. key: its name in JSON. what: what its rows have, for a list of all. reason: why a
// station that breaks it is to be looked at; empty for what is unusual but possible. rows: the stations
// found. applies: whether the table has the columns that it is about; where not, it finds nothing.
struct Identity {
  const char* key;
  const char* what;
  const char* reason;
  std::vector<uint32_t> forensics::Identities::*rows;
  bool (*applies)(const forensics::Stations& stations, const forensics::Identities& found);

  [[nodiscard]] bool IsError() const { return *reason != '\0'; }
};

// AllIdentities are in the order of the reports, errors first.
[[nodiscard]] std::span<const Identity> AllIdentities();

// BrokenRows is the number of distinct rows that break an identity.
[[nodiscard]] size_t BrokenRows(const forensics::Identities& found);

}  // namespace constat::examine
