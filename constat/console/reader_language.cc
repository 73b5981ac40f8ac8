#include "constat/console/reader_language.h"

#include <cstdlib>

#include "constat/text/reader_language.h"

namespace constat::console {

Result<std::string_view> ReaderLanguage(std::string_view asked, std::span<const std::string_view> languages) {
  const auto value = [](const char* variable) {
    const char* const found = std::getenv(variable);
    return std::string(found == nullptr ? "" : found);
  };
  return text::ChooseLanguage(
      asked, {.lc_all = value("LC_ALL"), .lc_messages = value("LC_MESSAGES"), .lang = value("LANG")},
      languages);
}

}  // namespace constat::console
