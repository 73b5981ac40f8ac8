#include "constat/report/table/text_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/text/clean.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"
#include "constat/text/wrap.h"

namespace constat::report::examination {
namespace {

using examine::Section;
using examine::TestFinding;

constexpr size_t kStationsShown = 10;

class TextWriter {
 public:
  TextWriter(const Report& report, bool colours) : report_(report), table_(report.table), colours_(colours) {}

  std::string Write() {
    out_ += text::Wrap(text::CleanLine(Lead(table_)), "");
    Read();
    Identities();
    for (const Section section : {Section::kSilent, Section::kModel, Section::kDescriptive}) Tests(section);
    Calibration();
    StationsToLookAt();
    Heading("What this cannot show");
    for (const std::string& sentence : NeverShown()) out_ += text::Wrap(sentence, "  - ");
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string Paint(std::string_view text, int colour) const {
    if (!colours_) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
  }

  void Heading(std::string_view text) { out_ += "\n" + Paint(text, 1) + "\n"; }

  void Line(std::string_view label, std::string_view value) {
    out_ += fmt::format("  {:<60} {}\n", label, value);
  }

  void Read() {
    const table::ReadReport& read = table_.read();
    Heading("What was read");
    if (!report_.provenance.empty()) out_ += text::Wrap(report_.provenance, "  ");
    Line(text::CleanLine(read.file),
         fmt::format("{} read, {} kept", text::Plural(static_cast<int64_t>(read.rows_read), "row"),
                     text::Count(static_cast<int64_t>(read.rows_kept))));
    std::string options;
    for (const table::ColumnUse& use : read.mapping) {
      if (use.purpose.starts_with("option ")) {
        options += (options.empty() ? "" : "; ") + text::CleanLine(use.purpose.substr(7));
        continue;
      }
      std::string headers;
      for (const std::string& header : use.headers)
        headers += (headers.empty() ? "" : " + ") + text::CleanLine(header);
      out_ += text::Wrap(headers, fmt::format("  {:<11} ", text::CleanLine(use.purpose)));
    }
    out_ += text::Wrap(options, fmt::format("  {:<11} ", "options"));
    if (const std::string stand_in = StandInText(table_); !stand_in.empty())
      out_ += text::Wrap(stand_in, "  ");
    for (const table::Dropped& drop : read.dropped) {
      out_ += text::Wrap(
          fmt::format(
              "{} left out ({}); the first: {}", text::Plural(static_cast<int64_t>(drop.count), "row"),
              DropReasonName(drop.reason),
              drop.examples.empty() ? "" : text::CleanLine(table::FormatDefect(drop.examples.front()))),
          "  ");
    }
    if (!report_.mapping.empty())
      out_ += text::Wrap(
          "What the columns mean was guessed from their headers: check it above. --suggest prints this "
          "mapping, --map FILE sets another.",
          "  ");
  }

  void Identities() {
    Heading("What must add up");
    for (const IdentityLine& line : IdentityLines(table_)) {
      const std::string rows =
          line.rows() == 0 ? "no row" : text::Plural(static_cast<int64_t>(line.rows()), "row");
      Line(line.what, line.is_error && line.rows() > 0 ? Paint(rows, 31) : rows);
    }
  }

  void Tests(Section section) {
    Heading(SectionTitle(section));
    for (const TestFinding& test : table_.result.tests) {
      if (test.section == section) Test(test);
    }
  }

  void Test(const TestFinding& test) {
    const bool mark = std::any_of(test.hypotheses.begin(), test.hypotheses.end(),
                                  [](const examine::Hypothesis& h) { return StandsOut(h); });
    std::string state;
    if (test.refused) {
      state = "not used";
    } else if (test.section == Section::kSilent) {
      state = mark ? Paint("STANDS OUT", 31) : "does not stand out";
    }
    out_ += fmt::format("  {}{}{}\n", Paint(test.title, 1), state.empty() ? "" : ": ", state);
    out_ += text::Wrap(text::CleanLine(test.refused ? "Reason: " + *test.refused + "." : test.shows), "    ");
    if (!test.refused && report_.control) {
      const TestFinding* const clean = ControlOf(test.key);
      if (clean != nullptr && !clean->refused && clean->shows != test.shows)
        out_ += text::Wrap("For comparison, " + report_.control->title + ": " + text::CleanLine(clean->shows),
                           " "
                           " "
                           " "
                           " "
                           "");
    }
    const std::string record = RecordText(test);
    if (!record.empty() && !test.refused) out_ += text::Wrap(record, "    ");
  }

  void Calibration() {
    if (!report_.calibration) return;
    Heading(kCalibrationTitle);
    out_ += text::Wrap(text::CleanLine(report_.calibration->looks_for), "  ");
    out_ += text::Wrap(text::CleanLine(report_.calibration->shows), "  ");
    for (const examine::Figure& figure : report_.calibration->figures)
      out_ += text::Wrap(text::CleanLine(figure.what + ": " + figure.value + "."), "  - ");
    for (const examine::Cells& cells : report_.calibration->tables) {
      out_ += "\n" + text::Wrap(text::CleanLine(cells.title), "  ");
      Row(cells.header, cells.header);
      for (const std::vector<std::string>& row : cells.rows) Row(row, cells.header);
    }
    out_ += "\n";
    out_ += text::Wrap(text::CleanLine(report_.calibration->limits), "  ");
  }

  // Row is a row of a table of short numbers under a header, with a name in front.
  void Row(const std::vector<std::string>& cells, const std::vector<std::string>& header) {
    std::string line = "  ";
    for (size_t i = 0; i < std::min(cells.size(), header.size()); ++i) {
      const std::string cell = text::CleanLine(cells[i]);
      line += i == 0 ? fmt::format("  {:<46}", cell)
                     : fmt::format("  {:>{}}", cell, std::max<size_t>(5, header[i].size()));
    }
    out_ += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }

  [[nodiscard]] const TestFinding* ControlOf(const std::string& key) const {
    for (const TestFinding& test : report_.control->result.tests) {
      if (test.key == key) return &test;
    }
    return nullptr;
  }

  void StationsToLookAt() {
    const examine::Examination& result = table_.result;
    if (result.stations.empty()) return;
    Heading("Stations to look at first");
    const forensics::Stations& s = table_.subject.original.stations;
    for (size_t i = 0; i < std::min(kStationsShown, result.stations.size()); ++i) {
      const examine::FlaggedStation& flagged = result.stations[i];
      std::string reasons;
      for (const std::string& reason : flagged.reasons) reasons += (reasons.empty() ? "" : "; ") + reason;
      const std::string region = s.region.empty() ? "" : s.region_names[s.region[flagged.station]] + ", ";
      out_ += text::Wrap(text::CleanLine(fmt::format("row {}, {}{}: {}", s.row[flagged.station], region,
                                                     table_.StationName(flagged.station), reasons)),
                         "  ");
    }
    if (result.flagged > kStationsShown)
      out_ += fmt::format("  and {} more; --report and --json list the first {}.\n",
                          text::Count(static_cast<int64_t>(result.flagged - kStationsShown)),
                          text::Count(static_cast<int64_t>(examine::kMaxListed)));
  }

  const Report& report_;
  const Examined& table_;
  bool colours_;
  std::string out_;
};

}  // namespace

std::string MakeText(const Report& report, bool colours) { return TextWriter(report, colours).Write(); }

}  // namespace constat::report::examination
