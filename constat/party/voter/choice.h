// A choice as a voter types it: the numbers or the name of a question's options.
//
// Not constant time: what is typed is checked where it is typed.
#pragma once

#include <string_view>
#include <vector>

#include "constat/record/ballot.h"

namespace constat::party {

// ParseChoice reads option numbers, from 1, between commas or spaces, or one option's name,
// into ascending indexes.
// ERRORS: kBadNumber.
[[nodiscard]] Result<std::vector<uint16_t>> ParseChoice(const record::Question& question,
                                                        std::string_view text);

// ReadChoice is ParseChoice for an answer that BAL-2 allows. ERRORS: kBadNumber.
[[nodiscard]] Result<std::vector<uint16_t>> ReadChoice(const record::Question& question,
                                                       std::string_view text);

}  // namespace constat::party
