// Who would have to collude, in words. Spec: VER-13.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/record/collusion.h"
#include "constat/report/record/words.h"

namespace constat::report {

// CollusionWords says of one plot what it does, whose keys it takes, and which keepers, as few as can be,
// have them. Only the names are untrusted.
struct CollusionWords {
  std::string could;                    // "vote in the place of others"
  std::string keys;                     // "the board and 1 of 3 witnesses"
  std::vector<std::string_view> names;  // as long as the manifest lives
};

// DescribeCollusion describes every plot, in the order of record::Plot. REQUIRES: words with a manifest.
[[nodiscard]] std::vector<CollusionWords> DescribeCollusion(const Words& words);

// FormatCollusion is a list of them for a terminal, harmless to it; lines end in a line feed.
[[nodiscard]] std::string FormatCollusion(const Words& words);

}  // namespace constat::report
