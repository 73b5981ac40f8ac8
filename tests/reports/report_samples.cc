// Reports of records in every state and language, and of tables: DIR/STATE.LANG.html.
//
// usage: report_samples DIR
#include <fmt/format.h>

#include <array>

#include "constat/base/check.h"
#include "constat/io/file.h"
#include "tests/reports/samples.h"

using namespace constat;

namespace {

constexpr std::array<std::string_view, 4> kLanguages = {"en", "uk", "fr", "de"};

void Write(const std::string& folder, const std::string& name, const std::string& html) {
  CONSTAT_CHECK(io::WriteFile(fmt::format("{}/{}.html", folder, name), AsBytes(html)).has_value());
}

void WriteInAllLanguages(const std::string& folder, const samples::Sample& sample) {
  report::HtmlReportOptions options;
  options.made = {.program = "constat 0.2.0",
                  .sha256 = std::string(60, '7') + "beef",
                  .date = "2026-11-28T12:00:00Z",
                  .machine = "x86_64, 2 threads"};
  options.published = sample.published;
  // A state that is called wrong is wrong, and so for the others: or the pictures would be of something else.
  const std::string outcome(verify::OutcomeName(sample.verification.outcome()));
  for (const std::string_view name : {"wrong", "incomplete", "consistent", "verified"})
    CONSTAT_CHECK(!sample.state.starts_with(name) || outcome == name);
  for (const std::string_view language : kLanguages) {
    options.language = language;
    Write(folder, fmt::format("{}.{}", sample.state, language),
          report::FormatHtmlReport(sample.verification, options));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const samples::Sample& sample : samples::HeldSamples()) WriteInAllLanguages(argv[1], sample);
  for (const samples::Sample& sample : samples::WrittenSamples()) WriteInAllLanguages(argv[1], sample);
  for (const samples::TableSample& sample : samples::TableSamples()) {
    Write(argv[1], sample.state + ".en", sample.html);
  }
  return 0;
}
