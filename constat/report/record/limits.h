// Limits: what verification cannot show. Spec: VER-6.
#pragma once

#include "constat/report/record/words.h"

namespace constat::report {

struct Limit {
  std::string title;
  std::string text;
};

// Limits are all of them, with the numbers of the manifest where there is one.
[[nodiscard]] std::vector<Limit> Limits(const Words& words);

}  // namespace constat::report
