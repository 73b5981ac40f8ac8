// HTML report: one verification as one self-contained page for people. Spec: VER-2, VER-4, VER-6.
//
// The page needs no script, no network and no other file. Everything that comes from the record (titles,
// names, error sentences) is untrusted and becomes text, never markup (page/node.h). Percentages are computed
// from integers (number.h). No I/O; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/report/page/document.h"
#include "constat/report/page/made.h"
#include "constat/verify/verification.h"

namespace constat::report {

// PublishedRegion is one region's row in numbers that were published elsewhere. id is the manifest's region
// id; a row whose id the manifest does not know is shown by its label, with nothing beside it.
struct PublishedRegion {
  std::string id;
  std::string label;
  std::optional<uint64_t> registered;
  uint64_t counted = 0;
  std::vector<uint64_t> votes;  // per option of the compared question
};

// Published is a table to set beside the counted result.
struct Published {
  std::vector<PublishedRegion> regions;
  size_t question = 0;
  uint64_t scale = 1;  // one voter of the record stands for this many of the published ones
  std::string note;    // source, and what the scale means, for people
};

struct HtmlReportOptions {
  page::Made made{};  // by what it was verified, when and where
  // BCP 47 tag of the language of the report, and of the manifest's texts where it has them, else those that
  // it puts first; without texts of ours, the report is in English.
  std::string language{};
  size_t findings_per_check = 50;  // listed; the others are counted
  std::optional<Published> published{};
};

// MakeRecordDocument is the page as a tree; FormatHtmlReport as a file. Both are deterministic: equal
// arguments give equal bytes.
[[nodiscard]] page::Document MakeRecordDocument(const verify::Verification& verification,
                                                const HtmlReportOptions& options);
[[nodiscard]] std::string FormatHtmlReport(const verify::Verification& verification,
                                           const HtmlReportOptions& options);

}  // namespace constat::report
