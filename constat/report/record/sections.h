// Sections: the parts of a record's page and what they share. For .cc files of this folder only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "constat/report/page/node.h"
#include "constat/report/page/scroll_region.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/words.h"
#include "constat/verdict/cause.h"
#include "constat/verdict/difference.h"

namespace constat::report {

// RecordPage is what every section is made from.
struct RecordPage {
  RecordPage(const verify::Verification& verification, const HtmlReportOptions& with);

  const verify::Verification& v;
  const HtmlReportOptions& options;
  Words w;
  const ReportTexts& t;
  std::vector<verdict::Cause> causes;
  std::optional<verdict::Difference> difference;
  const record::Outcome* outcome;  // the result that is shown; null where there is none

  [[nodiscard]] bool IsVerified() const { return v.outcome() == verify::VerificationOutcome::kVerified; }
  [[nodiscard]] const record::Manifest& manifest() const { return w.manifest(); }
  // Local is a manifest's text, isolated, and marked with its language where that is not the page's.
  [[nodiscard]] page::Node Local(std::string_view text) const;
  [[nodiscard]] page::Node LocalOption(size_t question, size_t option) const;
  [[nodiscard]] page::Node LocalRegion(size_t region) const;
  [[nodiscard]] std::string Percent(const text::Ratio& ratio) const { return w.Percent(ratio); }
  [[nodiscard]] std::string Number(uint64_t count) const { return w.Count(count); }
};

// Text is a sentence of Words with the names in it as elements; Lines are paragraphs of them.
[[nodiscard]] page::Node Text(const text::Message& sentence);
[[nodiscard]] page::Node Text(std::string_view sentence);
[[nodiscard]] page::Node Paragraphs(const std::vector<std::string>& sentences);
// NameNode is an untrusted name, isolated.
[[nodiscard]] page::Node NameNode(std::string_view name);
// NumberNode is the number of a referendum as it is printed (BAL-10).
[[nodiscard]] page::Node NumberNode(const Bytes32& manifest_hash);
// HashNode is 64 digits in groups that copy as one word.
[[nodiscard]] page::Node HashNode(ByteView hash);
// PartLink leads to a part of the report; on paper, where a link leads nowhere, its heading follows.
[[nodiscard]] page::Node PartLink(const RecordPage& view, std::string_view part, std::string_view heading,
                                  page::Node text);
[[nodiscard]] page::Node PartLink(const RecordPage& view, std::string_view part, std::string_view heading,
                                  std::string_view text);
// OfQuestion is a label, with the question's number where there are several.
[[nodiscard]] std::string OfQuestion(const RecordPage& view, size_t question, std::string_view label);
// NotVerifiedStamp is beside the heading of numbers that were not verified.
[[nodiscard]] page::Node NotVerifiedStamp(const RecordPage& view);

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
[[nodiscard]] page::Node TermGauge(const RecordPage& view, const record::Term& term,
                                   const record::TermResult& result);

// The sections, in the page's order. Each is a whole <section>, or nothing where it has nothing to say. The
// first are the page for people, the others for experts.
[[nodiscard]] page::Node VerdictSection(const RecordPage& view);
[[nodiscard]] page::Node ResultSection(const RecordPage& view);
[[nodiscard]] page::Node ConfirmSection(const RecordPage& view);
[[nodiscard]] page::Node NotShownSection(const RecordPage& view);
[[nodiscard]] page::Node NextSection(const RecordPage& view);
[[nodiscard]] page::Node WordsSection(const RecordPage& view);
[[nodiscard]] page::Node MadeSection(const RecordPage& view);

[[nodiscard]] page::Node RegionsSection(const RecordPage& view);
[[nodiscard]] page::Node ComparedSection(const RecordPage& view);
[[nodiscard]] page::Node UnitsSection(const RecordPage& view);
[[nodiscard]] page::Node VotingSection(const RecordPage& view);
[[nodiscard]] page::Node PeopleSection(const RecordPage& view);
[[nodiscard]] page::Node CollusionSection(const RecordPage& view);
[[nodiscard]] page::Node PagesSection(const RecordPage& view);
[[nodiscard]] page::Node StatementsSection(const RecordPage& view);
[[nodiscard]] page::Node ChecksSection(const RecordPage& view);
[[nodiscard]] page::Node NotesSection(const RecordPage& view);
[[nodiscard]] page::Node LimitsSection(const RecordPage& view);
[[nodiscard]] page::Node RepeatSection(const RecordPage& view);

// RegionCount is one question's numbers of one region: votes only where they are known by themselves (TAL-4).
[[nodiscard]] Count RegionCount(const RecordPage& view, size_t question, size_t region);

}  // namespace constat::report
