// Texts as compiled code: plurals, numbers, dates and forms of four languages, from tests/texts/messages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/texts/sample.generated.h"

namespace constat::texts {
namespace {

constexpr uint64_t kLeapDay = 951'825'900'000;  // 29 February 2000, 12:05 UTC

const SampleTexts& In(std::string_view language) {
  for (const SampleTexts& texts : AllSampleTexts()) {
    if (texts.language == language) return texts;
  }
  ADD_FAILURE() << language;
  return AllSampleTexts()[0];
}

std::string Counted(std::string_view language, uint64_t n) {
  return text::JoinMessage(In(language).counted({.n = n, .total = 1'234'567}));
}

TEST(CompiledTexts, BeginWithTheSource) {
  EXPECT_EQ(AllSampleTexts().size(), 4U);
  EXPECT_EQ(AllSampleTexts()[0].language, "en");
  EXPECT_EQ(In("uk").direction, "ltr");
}

TEST(CompiledTexts, QuoteBracesAndApostrophes) {
  EXPECT_EQ(In("en").plain, "It's 'plain' {text}");
  EXPECT_EQ(In("de").plain, "Schlicht „{Text}“");
  EXPECT_EQ(In("fr").plain, "L'« {texte} »");
}

TEST(CompiledTexts, PutArgumentsWhereTheLanguageWantsThem) {
  const text::Message message = In("de").named({.name = "Ada", .place = "Bonn"});
  ASSERT_EQ(message.size(), 4U);
  EXPECT_EQ(message[1].argument, "place");
  EXPECT_EQ(message[1].text, "Bonn");
  EXPECT_EQ(message[0].argument, "");
  EXPECT_EQ(text::JoinMessage(message), "Aus Bonn an Ada");
  EXPECT_EQ(text::JoinMessage(In("en").named({.name = "Ada", .place = "Bonn"})), "Dear Ada, from Bonn");
}

// SOURCE: CLDR 41, supplemental/plurals.xml, its examples of whole numbers.
TEST(CompiledTexts, CountAsCldrDoes) {
  EXPECT_EQ(Counted("en", 0), "0 ballots of 1,234,567");
  EXPECT_EQ(Counted("en", 1), "1 ballot of 1,234,567");
  EXPECT_EQ(Counted("de", 1), "1 Stimme von 1.234.567");
  EXPECT_EQ(Counted("de", 1000), "1.000 Stimmen von 1.234.567");
  EXPECT_EQ(Counted("fr", 0), "0 bulletin sur 1\u202f234\u202f567");
  EXPECT_EQ(Counted("fr", 2), "2 bulletins sur 1\u202f234\u202f567");
  EXPECT_EQ(Counted("fr", 1'000'000), "1\u202f000\u202f000 bulletins sur 1\u202f234\u202f567");
  for (const uint64_t n : {1, 21, 81, 101, 1001})
    EXPECT_THAT(Counted("uk", n), ::testing::HasSubstr(" бюлетень "
                                                       ""))
        << n;
  for (const uint64_t n : {2, 3, 4, 22, 102, 1002})
    EXPECT_THAT(Counted("uk", n), ::testing::HasSubstr(" бюлетені "
                                                       ""))
        << n;
  for (const uint64_t n : {0, 5, 11, 12, 14, 19, 20, 111, 112, 1000})
    EXPECT_THAT(Counted("uk", n), ::testing::HasSubstr(" бюлетенів ")) << n;
}

TEST(CompiledTexts, WriteDaysAndTimes) {
  const auto day = [](std::string_view language) {
    return text::JoinMessage(In(language).day({.when = kLeapDay}));
  };
  EXPECT_EQ(day("en"), "On 29 February 2000 at 12:05");
  EXPECT_EQ(day("de"), "Am 29. Februar 2000 um 12:05");
  EXPECT_EQ(day("fr"), "Le 29 février 2000 à 12:05");
  EXPECT_EQ(day("uk"), "29 лютого 2000 р., 12:05");
}

TEST(CompiledTexts, ChooseForms) {
  const auto who = [](std::string_view language, std::string_view kind) {
    return text::JoinMessage(In(language).who({.kind = kind}));
  };
  EXPECT_EQ(who("en", "board"), "the board");
  EXPECT_EQ(who("en", "trustee"), "a trustee");
  EXPECT_EQ(who("en", "other"), "somebody");
  EXPECT_EQ(who("fr", "nobody"), "quelqu'un");
}

TEST(CompiledTexts, ChooseFormsWithinForms) {
  const auto nested = [](std::string_view language, std::string_view kind, uint64_t n) {
    return text::JoinMessage(In(language).nested({.kind = kind, .n = n}));
  };
  EXPECT_EQ(nested("en", "board", 1), "1 board");
  EXPECT_EQ(nested("en", "voter", 2), "2 others");
  EXPECT_EQ(nested("uk", "board", 3), "3 органи");
  EXPECT_EQ(nested("uk", "", 25), "25 інших");
}

}  // namespace
}  // namespace constat::texts
