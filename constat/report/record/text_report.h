// Text report: what a verification prints on a terminal, in the reader's language: first what everybody asks,
// then what experts ask. Spec: VER-2, VER-4, VER-6, VER-14.
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

// FormatTextReport says the verdict first, then what is wrong, the result and its rule, who confirms it, what
// is not shown, and what to do next; then, for experts, the checks with the findings, who would have to work
// together, the pages, the statements, and the fingerprints. Control characters of the record are never
// passed on to the terminal. Lines end in a line feed.
[[nodiscard]] std::string FormatTextReport(const verify::Verification& verification,
                                           const TextReportOptions& options);

// FormatTextUnreadable is for something that is no record at all.
[[nodiscard]] std::string FormatTextUnreadable(const Error& error, const TextReportOptions& options);

}  // namespace constat::report
