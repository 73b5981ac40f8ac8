// Sections: the parts of a record's page and what they share. For .cc files of this folder only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "constat/report/page/node.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/term_text.h"

namespace constat::report {

// RecordPage is what every section is made from.
struct RecordPage {
  const verify::Verification& v;
  const HtmlReportOptions& options;
  std::optional<Texts> texts;  // none without a usable manifest

  [[nodiscard]] bool IsVerified() const { return v.outcome() == verify::VerificationOutcome::kVerified; }
  // Local is a manifest's text, isolated, and marked with its language.
  [[nodiscard]] page::Node Local(std::string_view text) const;
};

// NameNode is an untrusted name, isolated; QuotedNode puts it in quotation marks.
[[nodiscard]] page::Node NameNode(std::string_view name);
[[nodiscard]] page::Node QuotedNode(std::string_view name);
// IsolatedQuote is the same within a sentence that page::WithNames makes a node of.
[[nodiscard]] std::string IsolatedQuote(std::string_view name);
inline constexpr Markup kPageMarkup{text::kPageNumbers, &IsolatedQuote};

// PageCount and PagePercent are numbers as the page writes them.
[[nodiscard]] std::string PageCount(uint64_t count);
[[nodiscard]] std::string PagePercent(const text::Ratio& ratio);
// NumberNode is the number of a referendum as it is printed (BAL-10).
[[nodiscard]] page::Node NumberNode(const Bytes32& manifest_hash);
// HashNode is 64 digits in groups that copy as one word.
[[nodiscard]] page::Node HashNode(ByteView hash);
// NotVerifiedStamp is beside the heading of numbers that were not verified.
[[nodiscard]] page::Node NotVerifiedStamp(verify::VerificationOutcome outcome);

// OptionFill is the paint of an option: option_paints.h has its pattern.
[[nodiscard]] page::Attribute OptionFill(const record::Question& question, size_t option);
// OptionBar draws one option's share alone; ShareBar draws all but blank, stacked where one may be chosen,
// else one below the other.
[[nodiscard]] page::Node OptionBar(const record::Question& question, size_t option, const Count& count);
[[nodiscard]] page::Node ShareBar(const record::Question& question, const Count& count,
                                  std::string_view label);
[[nodiscard]] page::Node TurnoutBar(const text::Ratio& turnout);
// Legend lists a question's options with their paints.
[[nodiscard]] page::Node Legend(const RecordPage& view, size_t question);
// TermGauge draws where a share is against the share needed; nothing for a term that is no such comparison.
[[nodiscard]] page::Node TermGauge(const record::Term& term, const record::TermResult& result);

// The sections, in the page's order. Each is a whole <section>, or nothing where it has nothing to say.
[[nodiscard]] page::Node VerdictSection(const RecordPage& view);
[[nodiscard]] page::Node ResultSection(const RecordPage& view);
[[nodiscard]] page::Node RegionsSection(const RecordPage& view);
[[nodiscard]] page::Node PublishedSection(const RecordPage& view);
[[nodiscard]] page::Node VotingSection(const RecordPage& view);
[[nodiscard]] page::Node PeopleSection(const RecordPage& view);
[[nodiscard]] page::Node PagesSection(const RecordPage& view);
[[nodiscard]] page::Node StatementsSection(const RecordPage& view);
[[nodiscard]] page::Node ChecksSection(const RecordPage& view);
[[nodiscard]] page::Node NotesSection(const RecordPage& view);
[[nodiscard]] page::Node LimitsSection(const RecordPage& view);
[[nodiscard]] page::Node RepeatSection(const RecordPage& view);

// RegionCount is one question's numbers of one region: votes only where they are known by themselves (TAL-4).
[[nodiscard]] Count RegionCount(const RecordPage& view, size_t question, size_t region);

}  // namespace constat::report
