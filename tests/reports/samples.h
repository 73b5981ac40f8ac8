// Samples: the states that a report of a record can be in, for report_layout_test.mjs and for whoever
// looks at pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/report/record/html_report.h"
#include "constat/verify/verification.h"

namespace constat::samples {

// Sample is a state with a name that a file can have, and what is published beside it.
struct Sample {
  std::string state;
  verify::Verification verification;
  std::optional<report::Published> published{};
};

// HeldSamples are of records of a small referendum that is held here, with and without attacks.
[[nodiscard]] std::vector<Sample> HeldSamples();
// WrittenSamples are of verifications written by hand: a whole country, and manifests at their limits.
[[nodiscard]] std::vector<Sample> WrittenSamples();

// TableSample is the report of a table of stations, which there is in English only.
struct TableSample {
  std::string state;
  std::string html;
};
[[nodiscard]] std::vector<TableSample> TableSamples();

}  // namespace constat::samples
