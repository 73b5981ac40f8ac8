// Plain words: what a referendum asks, how it is decided and who takes part, for the people who are to
// agree to it.
#pragma once

#include <string>

#include "constat/record/manifest.h"

namespace constat::report {

// FormatPlainWords uses the manifest's language with this tag, or else English, or else the first. Harmless
// to a terminal; lines end in a line feed.
[[nodiscard]] std::string FormatPlainWords(const record::Manifest& manifest, const std::string& language);

}  // namespace constat::report
