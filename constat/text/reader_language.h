// Reader language: which texts fit a language tag, and which of the languages that there are texts in a
// reader gets. What was typed and what the environment says is given; console/reader_language.h reads it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"

namespace constat::text {

// FindLanguage is the index of the language that fits a BCP 47 tag: the same one, or else the tag's first
// subtag ("de" for "de-CH"); capitals and small letters are one. None if none fits.
[[nodiscard]] std::optional<size_t> FindLanguage(std::span<const std::string_view> languages,
                                                 std::string_view tag);

// LanguagesOf lists the languages of a table of texts, FindTexts finds the texts for a tag in it. Texts is
// what tools/make_texts makes of a group.
template <typename Texts>
[[nodiscard]] std::vector<std::string_view> LanguagesOf(std::span<const Texts> all) {
  std::vector<std::string_view> out;
  for (const Texts& texts : all) out.push_back(texts.language);
  return out;
}
template <typename Texts>
[[nodiscard]] std::optional<size_t> FindTexts(std::span<const Texts> all, std::string_view tag) {
  return FindLanguage(LanguagesOf(all), tag);
}

// LocaleVariables are the values of the environment's variables that say what a person reads; empty where one
// is not set.
struct LocaleVariables {
  std::string lc_all{};
  std::string lc_messages{};
  std::string lang{};
};

// LanguageOfLocale is the tag of the first variable that is set: "uk-UA" for "uk_UA.UTF-8". Empty for "C" and
// "POSIX", which name no language, and where none is set. SOURCE: POSIX.1-2017, Base Definitions, 8.2.
[[nodiscard]] std::string LanguageOfLocale(const LocaleVariables& variables);

// ChooseLanguage is the one of the languages that a reader gets: the one that was asked for (a tag; empty:
// none was), or else that of the reader's locale if there is one, or else the first. REQUIRES a language.
// ERRORS: kUsage if there are no texts in the language that was asked for; the detail lists those
// that there are.
[[nodiscard]] Result<std::string_view> ChooseLanguage(std::string_view asked,
                                                      const LocaleVariables& variables,
                                                      std::span<const std::string_view> languages);

}  // namespace constat::text
