// Look again at voters: what in a list of persons, or in a roll that is complete, may be a mistake. Each is a
// sentence; none refuses anything. Regions are named in the manifest's first language.
#pragma once

#include <string>
#include <vector>

#include "constat/parcel/persons.h"
#include "constat/referendum/state.h"

namespace constat::report {

// LookAgainAtPersons is for a registrar, before letters are made: persons who may be one, regions in which
// nobody votes or few do, rules that can never hold with these voters. Personal data. COST: that of
// parcel::FindAlikePersons.
[[nodiscard]] std::vector<std::string> LookAgainAtPersons(const record::Manifest& manifest,
                                                          const std::vector<parcel::Person>& persons);

// FormatLookAgainAtPersons is that list, and then how many persons there are in each region, to compare with
// the official numbers, which no manifest states. Harmless to a terminal.
[[nodiscard]] std::string FormatLookAgainAtPersons(const record::Manifest& manifest,
                                                   const std::vector<parcel::Person>& persons);

// LookAgainAtRoll is for the organiser, before the voting is opened at now_ms: the same about regions; times,
// trustees and replacements. REQUIRES: the roll is complete.
[[nodiscard]] std::vector<std::string> LookAgainAtRoll(const referendum::Referendum& state, uint64_t now_ms);

}  // namespace constat::report
