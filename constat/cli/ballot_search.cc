#include "constat/cli/ballot_search.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

constexpr size_t kTrackerSymbols = 32;
constexpr size_t kTrackerGroup = 4;

}  // namespace

std::string VerdictText(const referendum::OwnEntry& entry) {
  switch (entry.verdict) {
    case referendum::OwnVerdict::kAccepted:
      return "valid";
    case referendum::OwnVerdict::kRefused:
      return fmt::format("REFUSED, it does not count: {} ({})", entry.refusal->detail,
                         ErrorName(entry.refusal->code));
    case referendum::OwnVerdict::kNotJudged:
      return "not judged here: " + entry.doubt;
  }
  CONSTAT_CHECK(false);
}

Result<std::string> ParseTracker(std::string_view typed) {
  std::string symbols;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const int value = text::Base32Value(c);
    if (value < 0) return Fail(ErrorCode::kBadText, fmt::format("\"{}\" stands in no tracker", c));
    symbols.push_back(text::kBase32Symbols[static_cast<size_t>(value)]);
  }
  if (symbols.size() != kTrackerSymbols) {
    return Fail(ErrorCode::kBadText,
                fmt::format("a tracker has {} symbols; here are {}", kTrackerSymbols, symbols.size()));
  }
  return text::FormatGroups(symbols, kTrackerGroup);
}

}  // namespace constat::cli
