// ExaminationReport: what the reports of an examination are made from; the same for text, HTML and JSON.
#pragma once

#include <optional>
#include <string>

#include "constat/examine/examination.h"
#include "constat/report/page/made.h"

namespace constat::report::examination {

// Examined is one table, read and examined. title: what people call it.
struct Examined {
  std::string title;
  const examine::Subject& subject;
  const examine::Examination& result;

  [[nodiscard]] const table::ReadReport& read() const { return subject.original.report; }
  // StationName is the station's name if the table has names, else "row 17".
  [[nodiscard]] std::string StationName(uint32_t station) const;
};

// Report is a table and, beside it, an election that nobody disputes. mapping: the mapping's text if it
// was guessed from the headers, for the reader to check. provenance: where a shipped example comes from.
// made: by what, when and where. calibration: what the tests see of fabrication planted into the table, if
// that was asked.
struct Report {
  Examined table;
  std::optional<Examined> control;
  std::string mapping;
  std::string provenance;
  page::Made made;
  std::optional<examine::TestFinding> calibration{};
};

// Lead is the first paragraph: what was examined, what stands out, what that does not prove.
[[nodiscard]] std::string Lead(const Examined& table);

// CanSay is whether any test that stays silent on undisputed elections could be used.
[[nodiscard]] bool CanSay(const Examined& table);

// StandInText says what is used for ballots that the table does not have; empty where it has some.
[[nodiscard]] std::string StandInText(const Examined& table);

// NeverShown are sentences on what no such examination can show.
[[nodiscard]] std::vector<std::string> NeverShown();

// IdentityLine is one identity with the stations that break it, by index; they live as long as the table.
struct IdentityLine {
  std::string what;
  const std::vector<uint32_t>* stations;
  bool is_error = true;  // false: unusual, but possible

  [[nodiscard]] size_t rows() const { return stations->size(); }
};
[[nodiscard]] std::vector<IdentityLine> IdentityLines(const Examined& table);

// SectionTitle is the heading of a section, and what it holds in a sentence.
[[nodiscard]] std::string_view SectionTitle(examine::Section section);
[[nodiscard]] std::string_view SectionText(examine::Section section);

inline constexpr std::string_view kCalibrationTitle =
    "How sensitive is it? Fabrication planted into this table";

// RecordText is the test's record on undisputed elections; empty where there is none.
[[nodiscard]] std::string RecordText(const examine::TestFinding& test);

}  // namespace constat::report::examination
