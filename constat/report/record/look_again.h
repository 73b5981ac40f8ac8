// Look again: what in a manifest is well formed and may all the same not be meant. Each is a sentence; none
// refuses anything. What nobody can mean is record/meant.h's; rolls are look_again_voters.h's.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::report {

using PartLines = std::map<std::string, size_t>;  // from 1

// Known is what somebody who looks at a manifest knows besides.
struct Known {
  std::optional<uint64_t> now_ms{};
  uint64_t voters = 0;  // about how many are expected; 0: not known
  // The zone of this name by the machine's database, over the span that the manifest lists, or why not.
  std::optional<Result<record::Zone>> zone{};
  // Where the parts of the manifest are in the file that is looked at; null: it is no file.
  const PartLines* lines = nullptr;
};

// AtLine is a sentence about a part, such as "title", "question 1" or "question 1, rule 2", with the line
// that it is in, where that is known: of the rule, or else of the question.
[[nodiscard]] std::string AtLine(const PartLines* lines, std::string_view part, std::string sentence);

// LookAgain lists what to look at again, in the order of the manifest. Texts in it are made harmless.
// REQUIRES: CheckManifest passes.
[[nodiscard]] std::vector<std::string> LookAgain(const record::Manifest& manifest, const Known& known);

// FormatLookAgain is a list under its heading; empty where there is nothing. Harmless to a terminal.
[[nodiscard]] std::string FormatLookAgain(const std::vector<std::string>& list);

}  // namespace constat::report
