// Plain words: what a referendum asks, how it is decided and who takes part, for the people who are to
// agree to it.
#pragma once

#include <string>

#include "constat/record/manifest.h"

namespace constat::report {

// FormatSizes says how large a record of this manifest becomes; with 0 voters only how large its parts are.
[[nodiscard]] std::string FormatSizes(const record::Manifest& manifest, uint64_t voters);

// FormatPlainWords says what is asked, how it is decided, when, by whom, who is needed and who would have to
// collude, with the reason of each number and what another one would cost. Spec: VER-13. It uses the
// manifest's language with this tag, or else English, or else the first. Harmless to a terminal; lines end in
// a line feed.
[[nodiscard]] std::string FormatPlainWords(const record::Manifest& manifest, const std::string& language);

}  // namespace constat::report
