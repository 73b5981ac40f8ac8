#include "constat/console/reader_language.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <string>

#include "constat/testing/matchers.h"

namespace constat::console {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"en", "de", "uk"};

// ReaderLanguage sets the variables of the locale and puts them back.
class ReaderLanguage : public ::testing::Test {
 protected:
  void SetUp() override {
    for (size_t i = 0; i < kVariables.size(); ++i) {
      const char* const value = std::getenv(kVariables[i]);
      if (value != nullptr) before_[i] = value;
      ::unsetenv(kVariables[i]);
    }
  }
  void TearDown() override {
    for (size_t i = 0; i < kVariables.size(); ++i) {
      ::unsetenv(kVariables[i]);
      if (before_[i]) ::setenv(kVariables[i], before_[i]->c_str(), 1);
    }
  }

 private:
  static constexpr std::array<const char*, 3> kVariables{"LC_ALL", "LC_MESSAGES", "LANG"};
  std::array<std::optional<std::string>, 3> before_;
};

TEST_F(ReaderLanguage, IsThatOfTheEnvironment) {
  EXPECT_EQ(console::ReaderLanguage("", kLanguages).value(), "en");
  ::setenv("LANG", "de_CH.UTF-8", 1);
  EXPECT_EQ(console::ReaderLanguage("", kLanguages).value(), "de");
  ::setenv("LC_MESSAGES", "uk_UA.UTF-8", 1);
  EXPECT_EQ(console::ReaderLanguage("", kLanguages).value(), "uk");
  ::setenv("LC_ALL", "C", 1);
  EXPECT_EQ(console::ReaderLanguage("", kLanguages).value(), "en");
}

TEST_F(ReaderLanguage, IsTheOneThatWasAskedFor) {
  ::setenv("LANG", "de_CH.UTF-8", 1);
  EXPECT_EQ(console::ReaderLanguage("uk", kLanguages).value(), "uk");
  EXPECT_THAT(console::ReaderLanguage("fr", kLanguages), FailsWith(ErrorCode::kUsage));
}

}  // namespace
}  // namespace constat::console
