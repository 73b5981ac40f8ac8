// Pattern: a regular expression over Unicode text, in RE2's syntax: https://github.com/google/re2/wiki/Syntax
//
// Matched in time proportional to the text, and with bounded memory: no pattern and no header can
// make it run long, which std::regex does not promise. There are no back references. The import site
// of RE2 is pattern.cc.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "constat/base/result.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace constat::table {

class Pattern {
 public:
  // Parse reads an expression of at most kMaxSize bytes. ERRORS: kBadText.
  [[nodiscard]] static Result<Pattern> Parse(std::string_view text);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  // Matches says whether some part of text matches; with ^ and $ around it, the whole. REQUIRES UTF-8.
  [[nodiscard]] bool Matches(std::string_view text) const;

  static constexpr size_t kMaxSize = 500;

 private:
  explicit Pattern(std::unique_ptr<const re2::RE2> expression);

  std::unique_ptr<const re2::RE2> expression_;
};

}  // namespace constat::table
