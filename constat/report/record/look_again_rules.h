// Look again at rules: decision rules that can hold and fail, and that hardly anybody means. What can never
// be meant is record/meant.h's.
#pragma once

#include <string>
#include <vector>

#include "constat/report/record/look_again.h"

namespace constat::report {

// LookAgainAtRules has a sentence for each, in the order of questions and rules, which are counted from 1,
// with the line of each as AtLine has it.
// REQUIRES: CheckManifest passes.
[[nodiscard]] std::vector<std::string> LookAgainAtRules(const record::Manifest& manifest,
                                                        const PartLines* lines = nullptr);

}  // namespace constat::report
