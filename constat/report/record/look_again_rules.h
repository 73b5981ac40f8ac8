// Look again at rules: decision rules that can hold and fail, and that hardly anybody means. What can never
// be meant is record/meant.h's.
#pragma once

#include <string>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::report {

// LookAgainAtRules has a sentence for each, in the order of questions and rules, which are counted from 1.
// REQUIRES: CheckManifest passes.
[[nodiscard]] std::vector<std::string> LookAgainAtRules(const record::Manifest& manifest);

}  // namespace constat::report
