#include "constat/text/reader_language.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/base/check.h"

namespace constat::text {
namespace {

// Normal is a tag in small letters, with a hyphen between subtags, and nothing of a locale's name after it:
// "de-ch" of "de_CH.UTF-8" and "de_CH@euro".
std::string Normal(std::string_view tag) {
  std::string out(tag.substr(0, tag.find_first_of(".@")));
  for (char& c : out) {
    if (c == '_') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::optional<size_t> FindLanguage(std::span<const std::string_view> languages, std::string_view tag) {
  const std::string whole = Normal(tag);
  for (const std::string& wanted : {whole, whole.substr(0, whole.find('-'))}) {
    const auto found = std::find_if(languages.begin(), languages.end(),
                                    [&](std::string_view language) { return Normal(language) == wanted; });
    if (found != languages.end()) return static_cast<size_t>(found - languages.begin());
  }
  return std::nullopt;
}

std::string LanguageOfLocale(const LocaleVariables& variables) {
  for (const std::string& value : {variables.lc_all, variables.lc_messages, variables.lang}) {
    if (value.empty()) continue;
    std::string out = value.substr(0, value.find_first_of(".@"));
    std::replace(out.begin(), out.end(), '_', '-');
    return out == "C" || out == "POSIX" ? "" : out;
  }
  return "";
}

Result<std::string_view> ChooseLanguage(std::string_view asked, const LocaleVariables& variables,
                                        std::span<const std::string_view> languages) {
  CONSTAT_CHECK(!languages.empty());
  if (!asked.empty()) {
    const std::optional<size_t> found = FindLanguage(languages, asked);
    if (found) return languages[*found];
    return Fail(ErrorCode::kUsage,
                fmt::format("there are no texts in the language {}; there are texts in: {}", asked,
                            fmt::join(languages, ", ")));
  }
  return languages[FindLanguage(languages, LanguageOfLocale(variables)).value_or(0)];
}

}  // namespace constat::text
