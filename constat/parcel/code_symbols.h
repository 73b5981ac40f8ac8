// The symbols of a voting code: typing rules and the check symbol. Spec: ROL-1.
//
// Knows nothing of what a code is worth; voting_code.h is the code as a secret.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::parcel {

inline constexpr size_t kCodeSymbols = 24;

// CodeValues is the values 0..31 of the 24 symbols.
using CodeValues = std::array<uint8_t, kCodeSymbols>;

// CodeSyndrome is sum_i g^i d_i in GF(32), zero for a code without mistake. Constant time.
[[nodiscard]] uint8_t CodeSyndrome(const CodeValues& values);

// CodeCheckValue is the d_23 that makes the syndrome of values zero; values[23] is ignored. Constant time.
[[nodiscard]] uint8_t CodeCheckValue(const CodeValues& values);

// ParseCodeSymbols reads what a person typed: either case, O as 0, I and L as 1, hyphens and spaces anywhere.
// ERRORS: kBadCode, saying which symbol is invalid, how many are missing or too many, or that
// one is mistyped.
[[nodiscard]] Result<CodeValues> ParseCodeSymbols(std::string_view typed);

}  // namespace constat::parcel
