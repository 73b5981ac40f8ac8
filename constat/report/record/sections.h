// HTML page: the parts of the HTML report and what they share. For .cc files of this layer only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "constat/report/record/figures.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/term_text.h"

namespace constat::report {

// Page is what every part is made from.
struct Page {
  const verify::Verification& v;
  const HtmlReportOptions& options;
  std::optional<Texts> texts;  // none without a usable manifest

  [[nodiscard]] bool IsVerified() const { return v.outcome() == verify::Outcome::kVerified; }
  // Local is a manifest's text, escaped, isolated, and marked with its language.
  [[nodiscard]] std::string Local(std::string_view text) const;
};

// HtmlName is an untrusted name, escaped and isolated; HtmlQuoted puts it in quotation marks.
[[nodiscard]] std::string HtmlName(std::string_view name);
[[nodiscard]] std::string HtmlQuoted(std::string_view name);
inline constexpr Markup kPageMarkup{text::kPageNumbers, &HtmlQuoted};

// HtmlCount and HtmlPercent are numbers as the page writes them.
[[nodiscard]] std::string HtmlCount(uint64_t count);
[[nodiscard]] std::string HtmlPercent(const text::Ratio& ratio);
// HtmlHash is 64 digits in groups that copy as one word.
[[nodiscard]] std::string HtmlHash(ByteView hash);

// OptionFill is the paint of an option: "url(#p0)".
[[nodiscard]] std::string OptionFill(const record::Question& question, size_t option);
// OptionBar draws one option's share alone; ShareBar draws all but blank, stacked where one may be chosen,
// else one below the other. label is plain text and is escaped.
[[nodiscard]] std::string OptionBar(const record::Question& question, size_t option, const Count& count);
[[nodiscard]] std::string ShareBar(const record::Question& question, const Count& count,
                                   std::string_view label);
[[nodiscard]] std::string TurnoutBar(const text::Ratio& turnout);
// Legend lists a question's options with their paints.
[[nodiscard]] std::string Legend(const Page& page, size_t question);
// TermGauge draws where a share stands against the share needed; empty for a term that is no such comparison.
[[nodiscard]] std::string TermGauge(const record::Term& term, const record::TermResult& result);

// The parts, in the page's order. Each returns a whole <section>, or nothing where it has nothing to say.
[[nodiscard]] std::string HtmlVerdict(const Page& page);
[[nodiscard]] std::string HtmlResult(const Page& page);
[[nodiscard]] std::string HtmlRegions(const Page& page);
[[nodiscard]] std::string HtmlPublished(const Page& page);
[[nodiscard]] std::string HtmlVoting(const Page& page);
[[nodiscard]] std::string HtmlPeople(const Page& page);
[[nodiscard]] std::string HtmlChecks(const Page& page);
[[nodiscard]] std::string HtmlLimits(const Page& page);
[[nodiscard]] std::string HtmlRepeat(const Page& page);

// RegionCount is one question's numbers of one region: votes only where they are known by themselves (TAL-4).
[[nodiscard]] Count RegionCount(const Page& page, size_t question, size_t region);

}  // namespace constat::report
