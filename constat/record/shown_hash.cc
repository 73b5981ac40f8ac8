#include "constat/record/shown_hash.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/credential_name.h"
#include "constat/text/hex.h"

namespace constat::record {
namespace {

constexpr char kTrackerLetter = 't';
constexpr char kNumberLetter = 'r';
constexpr size_t kSymbols = kTrackerSymbols;
constexpr size_t kGroup = 5;
constexpr size_t kFewestTyped = 8;

char LowerCase(char symbol) {
  return symbol >= 'A' && symbol <= 'Z' ? static_cast<char>(symbol - 'A' + 'a') : symbol;
}

std::string SymbolsOf(const Bytes32& hash) {
  std::string out = text::FormatBase32(hash).substr(0, kSymbols);
  std::ranges::transform(out, out.begin(), LowerCase);
  return out;
}

std::string FormatSymbols(char letter, std::string_view symbols) {
  std::string out(1, letter);
  for (size_t i = 0; i < symbols.size(); ++i) {
    if (i % kGroup == 0) out += ' ';
    out += symbols[i];
  }
  return out;
}

// WrongCount says how many characters are missing or too many.
std::string WrongCount(std::string_view symbols, size_t fewest) {
  if (symbols.size() == kSymbols + 1 && symbols.starts_with(kNumberLetter))
    return "this is the number of a referendum, which begins with r; a tracker begins with t";
  const bool letter = symbols.starts_with(kTrackerLetter);
  const size_t count = symbols.size() - (letter ? 1 : 0);
  const std::string here = fmt::format("here are {}{}", count, letter ? " after the t" : "");
  if (count > kSymbols)
    return fmt::format("a tracker has {} characters after its t, not counting spaces; {}, {} too many",
                       kSymbols, here, count - kSymbols);
  if (fewest < kSymbols)
    return fmt::format("type {} to {} characters of the tracker, with or without its t; {}", fewest, kSymbols,
                       here);
  const size_t missing = kSymbols - count;
  return fmt::format("a tracker has {} characters after its t, not counting spaces; {}, so {} {} missing",
                     kSymbols, here, missing, missing == 1 ? "is" : "are");
}

// Meanings are the symbols that may be meant, if there are between fewest and all of them.
Result<std::vector<std::string>> Meanings(std::string_view typed, size_t fewest) {
  std::string symbols;
  for (size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == '-' || typed[i] == ' ') continue;
    const int value = text::Base32Value(typed[i]);
    if (value < 0 && IsCredentialName(typed))
      return Fail(ErrorCode::kBadText,
                  "this is the name of a voter, which begins with the word voter; a tracker begins with t");
    if (value < 0) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("character {} cannot be in a tracker, which has only digits and letters "
                              "other than U",
                              i + 1));
    }
    symbols += LowerCase(text::kBase32Symbols[static_cast<size_t>(value)]);
  }
  std::vector<std::string> out;
  const auto add = [&](std::string_view meant) {
    if (meant.size() >= fewest && meant.size() <= kSymbols) out.emplace_back(meant);
  };
  add(symbols);
  if (symbols.starts_with(kTrackerLetter)) add(std::string_view(symbols).substr(1));
  if (!out.empty()) return out;
  return Fail(ErrorCode::kBadText, WrongCount(symbols, fewest));
}

}  // namespace

std::string FormatTracker(const Bytes32& tracker) {
  return FormatSymbols(kTrackerLetter, SymbolsOf(tracker));
}

std::string FormatReferendumNumber(const Bytes32& manifest_hash) {
  return FormatSymbols(kNumberLetter, SymbolsOf(manifest_hash));
}

Result<TypedTracker> TypedTracker::Parse(std::string_view typed) {
  CONSTAT_ASSIGN(std::vector<std::string> meanings, Meanings(typed, kFewestTyped));
  return TypedTracker(std::move(meanings));
}

Result<TypedTracker> TypedTracker::ParseWhole(std::string_view typed) {
  CONSTAT_ASSIGN(std::vector<std::string> meanings, Meanings(typed, kSymbols));
  return TypedTracker(std::move(meanings));
}

bool TypedTracker::Finds(const Bytes32& tracker) const {
  const std::string symbols = SymbolsOf(tracker);
  return std::ranges::any_of(meanings_, [&](const std::string& m) { return symbols.starts_with(m); });
}

Status TypedTracker::CheckNotShort() const {
  const bool may_be = meanings_.size() == 1 && meanings_.front().size() == kSymbols &&
                      meanings_.front().starts_with(kTrackerLetter);
  if (!may_be) return {};
  return Fail(ErrorCode::kBadText,
              fmt::format("a tracker has {} characters after its t, not counting spaces; here are {} "
                          "after the t, so 1 is missing: compare it with your note; if it begins with two "
                          "t, type both",
                          kSymbols, kSymbols - 1));
}

std::string TypedTracker::Format() const { return FormatSymbols(kTrackerLetter, meanings_.back()); }

}  // namespace constat::record
