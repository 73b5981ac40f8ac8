// How people see and type the tracker of a ballot and the number of a referendum: a letter, and 25 symbols
// for the first 125 bits. Programs, links and QR codes have all 32 bytes. Spec: BAL-10.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::record {

// kTrackerSymbols is how many symbols come after the letter.
inline constexpr size_t kTrackerSymbols = 25;

// FormatTracker is "t 000g4 0r40m 30e20 9185g r38e1"; FormatReferendumNumber begins with r.
[[nodiscard]] std::string FormatTracker(const Bytes32& tracker);
[[nodiscard]] std::string FormatReferendumNumber(const Bytes32& manifest_hash);

// TypedTracker is what a person types of a tracker: its beginning, with or without the t, which is a symbol
// as well. So it may have two meanings, and finds what either fits.
class TypedTracker {
 public:
  // Parse wants 8 symbols or more, ParseWhole all 25. ERRORS: kBadText.
  [[nodiscard]] static Result<TypedTracker> Parse(std::string_view typed);
  [[nodiscard]] static Result<TypedTracker> ParseWhole(std::string_view typed);

  // Finds says whether all that was typed is the tracker's.
  [[nodiscard]] bool Finds(const Bytes32& tracker) const;
  // CheckNotShort is for what was typed whole and finds nothing: 25 symbols of which the first is a t may be
  // the letter t and one symbol too few, and then say nothing about a tracker. ERRORS: kBadText.
  [[nodiscard]] Status CheckNotShort() const;
  // Format is what was typed, as FormatTracker would write it.
  [[nodiscard]] std::string Format() const;

 private:
  explicit TypedTracker(std::vector<std::string> meanings) : meanings_(std::move(meanings)) {}
  std::vector<std::string> meanings_;  // symbols as they are shown, without t and spaces; one or two
};

}  // namespace constat::record
