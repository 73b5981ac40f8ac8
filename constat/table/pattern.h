// Pattern: a small regular expression over Unicode text.
//
// Matched by following all alternatives at once, in time proportional to pattern times text: no pattern and
// no header can make it run long, which std::regex does not promise. It knows
//   a  .  [abc]  [^a-z]  (x)  x|y  x*  x+  x?  ^ (start)  $ (end)  \ before a sign that is meant as itself
// and nothing else: no counts, no classes by name, no back references. Capital and small letters differ.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "constat/base/result.h"

namespace constat::table {

class Pattern {
 public:
  // Parse reads an expression of at most kMaxSize bytes. ERRORS: kBadText.
  [[nodiscard]] static Result<Pattern> Parse(std::string_view text);

  // Matches says whether some part of text matches; with ^ and $ around it, the whole. REQUIRES UTF-8.
  // COST: O(pattern x text) steps.
  [[nodiscard]] bool Matches(std::string_view text) const;

  static constexpr size_t kMaxSize = 500;

 private:
  friend class PatternParser;
  friend class PatternRun;

  enum class Op { kCharacter, kAny, kSet, kSplit, kJump, kStart, kEnd };
  struct Range {
    char32_t low, high;
  };
  // One step of the program; the program's end is the match. Jumps are relative to the step itself.
  struct Step {
    Op op;
    char32_t character = 0;
    std::ptrdiff_t jump = 0;  // kSplit goes on with the next step too
    std::vector<Range> set;
    bool negated = false;

    [[nodiscard]] bool Takes(char32_t c) const;
  };
  using Program = std::vector<Step>;

  explicit Pattern(Program program) : program_(std::move(program)) {}

  Program program_;
};

}  // namespace constat::table
