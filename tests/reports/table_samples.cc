#include "constat/report/table/html_report.h"
#include "constat/testing/examination.h"
#include "tests/reports/samples.h"

namespace constat::samples {

using report::examination::WholeReport;

std::vector<TableSample> TableSamples() {
  std::vector<TableSample> out;
  WholeReport clean(examine::MakeTestTable());
  out.push_back({"table-clean", report::examination::MakeHtml(clean.report())});
  WholeReport planted(examine::MakeTestTable({.n = 600, .planted = 20}));
  planted.report().calibration = report::examination::MakeTestCalibration();
  out.push_back({"table-planted", report::examination::MakeHtml(planted.report())});
  WholeReport hostile(report::examination::HostileTable());
  out.push_back({"table-hostile", report::examination::MakeHtml(hostile.report())});
  return out;
}

}  // namespace constat::samples
