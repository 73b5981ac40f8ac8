// report: a hostile table of few rows, one test over it, and one report of that. The first byte chooses the
// test, the second the report: text, HTML or JSON.
#include "constat/examine/examination.h"
#include "constat/examine/registry.h"
#include "constat/report/table/html_report.h"
#include "constat/report/table/json_report.h"
#include "constat/report/table/text_report.h"
#include "constat/text/json.h"
#include "tests/fuzz/hostile_table.h"
#include "tests/fuzz/property.h"

using namespace constat;
namespace reports = constat::report::examination;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const auto table = fuzz::ReadHostileTable(AsText({data + 2, size - 2}), 8);
  if (!table) return 0;
  examine::Choice choice;
  choice.settings.resamples = 2;
  const auto subject = examine::MakeSubject(*table, choice);
  if (!subject) return 0;
  examine::Examination result{.option = subject->stations.options[subject->option].name,
                              .scale = subject->scale,
                              .totals = {},
                              .identities = forensics::CheckIdentities(subject->original.stations)};
  if (subject->stations.has_registered()) result.totals.registered = 0;
  const auto tests = examine::AllTests();
  result.tests.push_back(tests[data[0] % tests.size()](*subject));
  for (uint32_t i = 0; i < table->stations.size(); ++i) result.stations.push_back({i, 1, {"a reason"}});
  result.flagged = result.stations.size();
  const reports::Report report{.table = {"table", *subject, result},
                               .control = {},
                               .mapping = {},
                               .provenance = {},
                               .made = {.program = "fuzz"}};
  if (data[1] % 3 == 0) fuzz::CheckText(reports::MakeText(report, false));
  if (data[1] % 3 == 1) fuzz::CheckHtml(reports::MakeHtml(report));
  if (data[1] % 3 == 2) CONSTAT_CHECK(text::Json::accept(reports::MakeJson(report)));
  return 0;
}
