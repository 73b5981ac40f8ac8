// HeaderRole: what the name of a column says about it. Internal to this layer.
#pragma once

#include <cstddef>
#include <string_view>

namespace constat::table {

enum class HeaderRole {
  kUnknown,  // perhaps an option
  kRegistered,
  kBallots,
  kCounted,
  kValid,
  kInvalid,
  kRegion,
  kStation,
  kLatitude,
  kLongitude,
  kOther,  // known, and of no use here
};

struct HeaderGuess {
  HeaderRole role = HeaderRole::kUnknown;
  size_t rank = 0;  // of two columns of one role, the lower rank fits better
};

// GuessRole compares a header (UTF-8) with known names, without regard to case, accents and punctuation.
[[nodiscard]] HeaderGuess GuessRole(std::string_view header);

// IsNumbered says whether a header looks like one of a series of options: "3. Party", "CAND12", "C007".
[[nodiscard]] bool IsNumbered(std::string_view header);

}  // namespace constat::table
