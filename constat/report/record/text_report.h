// Text report: what a verification prints on a terminal. Spec: VER-2, VER-4, VER-6.
#pragma once

#include <string>

#include "constat/verify/verification.h"

namespace constat::report {

struct TextReportOptions {
  bool colours = false;            // ANSI colours; never the only carrier of a meaning
  size_t findings_per_check = 10;  // listed; the others are counted
  std::string record = "RECORD";   // for the advice at the end
  std::string language{};          // as HtmlReportOptions::language
};

// FormatTextReport says the verdict first, then the result, the checks, the findings, the fingerprints,
// and what to do next. Control characters of the record are never passed on to the terminal. Lines end in
// a line feed.
[[nodiscard]] std::string FormatTextReport(const verify::Verification& verification,
                                           const TextReportOptions& options);

// FormatTextUnreadable is for something that is no record at all.
[[nodiscard]] std::string FormatTextUnreadable(const Error& error, const TextReportOptions& options);

}  // namespace constat::report
