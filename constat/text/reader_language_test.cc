#include "constat/text/reader_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "constat/testing/matchers.h"

namespace constat::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::array<std::string_view, 5> kLanguages{"en", "de", "fr", "uk", "pt-BR"};

std::string Found(std::string_view tag) {
  const std::optional<size_t> found = FindLanguage(kLanguages, tag);
  return found ? std::string(kLanguages[*found]) : "";
}

std::string Chosen(const LocaleVariables& variables) {
  return std::string(ChooseLanguage("", variables, kLanguages).value());
}

TEST(ReaderLanguage, FitsATagOrItsFirstSubtag) {
  EXPECT_EQ(Found("de"), "de");
  EXPECT_EQ(Found("de-CH"), "de");
  EXPECT_EQ(Found("DE"), "de");
  EXPECT_EQ(Found("de_CH"), "de");
  EXPECT_EQ(Found("pt-br"), "pt-BR");
  EXPECT_EQ(Found("pt"), "") << "texts of Brazil are not those of Portugal";
  EXPECT_EQ(Found("fi"), "");
  EXPECT_EQ(Found("d"), "");
  EXPECT_EQ(Found(""), "");
}

// As in a table with made languages, which tests use.
TEST(ReaderLanguage, PrefersTheSameTagToItsFirstSubtag) {
  constexpr std::array<std::string_view, 2> kMade{"en", "en-XA"};
  EXPECT_EQ(FindLanguage(kMade, "en-XA"), 1U);
  EXPECT_EQ(FindLanguage(kMade, "en-GB"), 0U);
}

TEST(ReaderLanguage, FindsTextsInATable) {
  struct Texts {
    std::string_view language;
  };
  const std::array<Texts, 2> all{Texts{"en"}, Texts{"uk"}};
  const std::span<const Texts> table = all;
  EXPECT_EQ(FindTexts(table, "uk-UA"), 1U);
  EXPECT_EQ(FindTexts(table, "ru"), std::nullopt);
  EXPECT_THAT(LanguagesOf(table), ElementsAre("en", "uk"));
}

TEST(ReaderLanguage, IsReadFromALocalesName) {
  EXPECT_EQ(LanguageOfLocale({.lang = "uk_UA.UTF-8"}), "uk-UA");
  EXPECT_EQ(LanguageOfLocale({.lang = "de_AT@euro"}), "de-AT");
  EXPECT_EQ(LanguageOfLocale({.lang = "fr"}), "fr");
  for (const char* none : {"", "C", "POSIX", "C.UTF-8", "C.utf8", "POSIX.UTF-8"}) {
    EXPECT_EQ(LanguageOfLocale({.lang = none}), "") << none;
  }
}

TEST(ReaderLanguage, IsOfTheFirstVariableThatIsSet) {
  EXPECT_EQ(LanguageOfLocale({.lc_all = "uk_UA", .lc_messages = "de_DE", .lang = "fr_FR"}), "uk-UA");
  EXPECT_EQ(LanguageOfLocale({.lc_messages = "de_DE", .lang = "fr_FR"}), "de-DE");
  EXPECT_EQ(LanguageOfLocale({.lc_all = "C", .lc_messages = "de_DE", .lang = "fr_FR"}), "");
}

TEST(ReaderLanguage, IsTheLocalesWhereThereAreTexts) {
  EXPECT_EQ(Chosen({.lang = "uk_UA.UTF-8"}), "uk");
  EXPECT_EQ(Chosen({.lang = "de_CH"}), "de");
  EXPECT_EQ(Chosen({.lang = "fi_FI.UTF-8"}), "en");
  EXPECT_EQ(Chosen({.lang = "C.UTF-8"}), "en");
  EXPECT_EQ(Chosen({.lang = "not a locale"}), "en");
  EXPECT_EQ(Chosen({}), "en");
}

TEST(ReaderLanguage, IsTheOneThatWasAskedFor) {
  EXPECT_EQ(ChooseLanguage("fr", {.lc_all = "uk_UA.UTF-8"}, kLanguages).value(), "fr");
  EXPECT_EQ(ChooseLanguage("fr-CA", {}, kLanguages).value(), "fr");
}

TEST(ReaderLanguage, ThatIsAskedForAndNotThereIsAnErrorThatListsWhatThereIs) {
  for (const char* asked : {"fi", "English", "-"}) {
    const Result<std::string_view> chosen = ChooseLanguage(asked, {.lang = "uk_UA"}, kLanguages);
    ASSERT_THAT(chosen, FailsWith(ErrorCode::kUsage)) << asked;
    EXPECT_THAT(chosen.error().detail, HasSubstr(asked));
    EXPECT_THAT(chosen.error().detail, HasSubstr("there are texts in: en, de, fr, uk, pt-BR"));
  }
}

}  // namespace
}  // namespace constat::text
