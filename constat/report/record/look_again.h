// Look again: what in a manifest is well formed and may all the same not be meant. Each is a sentence; none
// refuses anything. What nobody can mean is record/meant.h's; rolls are look_again_voters.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::report {

// Known is what somebody who looks at a manifest knows besides.
struct Known {
  std::optional<uint64_t> now_ms{};
  uint64_t voters = 0;  // about how many are expected; 0: not known
  // The zone of this name by the machine's database, over the span that the manifest lists, or why not.
  std::optional<Result<record::Zone>> zone{};
};

// LookAgain lists what to look at again, in the order of the manifest. Texts in it are made harmless.
// REQUIRES: CheckManifest passes.
[[nodiscard]] std::vector<std::string> LookAgain(const record::Manifest& manifest, const Known& known);

// FormatLookAgain is a list under its heading; empty where there is nothing. Harmless to a terminal.
[[nodiscard]] std::string FormatLookAgain(const std::vector<std::string>& list);

}  // namespace constat::report
