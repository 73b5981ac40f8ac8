// Summary: a verification in at most ten lines that can be quoted, a paragraph each: what was asked,
// the result and its rule, who confirms it, what is wrong or not shown, what to do, and of which record
// by which program.
// Spec: VER-14.
#pragma once

#include <string>
#include <vector>

#include "constat/report/page/made.h"
#include "constat/verify/verification.h"

namespace constat::report {

inline constexpr size_t kMostSummaryLines = 10;

// SummaryLines are at most kMostSummaryLines, harmless to a terminal; the last one alone depends on made.
// language is as HtmlReportOptions::language.
[[nodiscard]] std::vector<std::string> SummaryLines(const verify::Verification& verification,
                                                    const page::Made& made, const std::string& language);
// FormatSummary is these lines, each with a line feed.
[[nodiscard]] std::string FormatSummary(const verify::Verification& verification, const page::Made& made,
                                        const std::string& language);

}  // namespace constat::report
