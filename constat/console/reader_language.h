// Reader language: in which language this program speaks with whoever started it.
#pragma once

#include <span>
#include <string_view>

#include "constat/base/result.h"

namespace constat::console {

// ReaderLanguage is the one of the languages that the reader gets: the one that was asked for (--language;
// empty: none was), or else that of the environment (LC_ALL, LC_MESSAGES, LANG), or else the first.
// REQUIRES a language.
// ERRORS: text::ChooseLanguage's.
[[nodiscard]] Result<std::string_view> ReaderLanguage(std::string_view asked,
                                                      std::span<const std::string_view> languages);

}  // namespace constat::console
