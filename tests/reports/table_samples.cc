#include "constat/report/table/html_report.h"
#include "constat/testing/examination.h"
#include "tests/reports/samples.h"

namespace constat::samples {

using report::examination::WholeReport;

std::vector<TableSample> TableSamples() {
  std::vector<TableSample> out;
  WholeReport clean(examine::MakeTestTable());
  out.push_back({"table-clean", report::examination::MakeHtml(clean.report())});
  table::StationTable mapped = examine::MakeTestTable({.n = 600, .planted = 20});
  mapped.report.mapping = {
      {"registered", {"N"}}, {"ballots", {"In person", "By post"}}, {"option Yes", {"Yes"}}};
  WholeReport planted(std::move(mapped));
  planted.report().calibration = report::examination::MakeTestCalibration();
  out.push_back({"table-planted", report::examination::MakeHtml(planted.report())});
  table::StationTable placed = report::examination::HostileTable();
  for (size_t i = 0; i < placed.stations.size(); ++i) {
    placed.stations.latitude.push_back(static_cast<double>(i / 30));
    placed.stations.longitude.push_back(static_cast<double>(i % 30));
  }
  WholeReport hostile(std::move(placed));
  out.push_back({"table-hostile", report::examination::MakeHtml(hostile.report())});
  return out;
}

}  // namespace constat::samples
