// Whole reports of small tables, for the tests of this layer.
#pragma once

#include <string>

#include "constat/examine/calibration.h"
#include "constat/report/table/report.h"
#include "constat/testing/subject.h"

namespace constat::report::examination {

inline constexpr const char* kHostile =
    "<script>alert('1')</script>\"><img src=x onerror=\"a()\">&\u202e\u2066\x1b[31m\x07";

// HostileTable has every name of a table trying to break out of where it is.
inline table::StationTable HostileTable(examine::TestPlan plan = {.planted = 20}) {
  table::StationTable out = examine::MakeTestTable(plan);
  for (forensics::Option& option : out.stations.options) option.name += kHostile;
  for (std::string& region : out.stations.region_names) region += kHostile;
  table::StationNames names;
  for (size_t i = 0; i < out.names.size(); ++i) names.Add(std::string(out.names[i]) + kHostile);
  out.names = names;
  out.report.file += kHostile;
  out.report.mapping = {{std::string("option ") + kHostile, {kHostile, kHostile}},
                        {"registered", {kHostile}}};
  const table::Defect defect{.row = 3, .column = 2, .header = kHostile, .what = kHostile};
  out.report.dropped = {{.reason = table::DropReason::kDefect, .count = 1, .examples = {defect}}};
  out.report.defects = {defect};
  out.report.defect_count = 1;
  return out;
}

// MakeTestCalibration has two kinds: one that is seen in all ten trials from 2 % on, and one that never is.
inline examine::TestFinding MakeTestCalibration() {
  examine::Calibration calibration{.settings = {.trials = 10}, .stations = 2000};
  for (const bool seen : {true, false}) {
    examine::PlantedKind kind{.key = seen ? "seen" : "unseen", .what = seen ? "Planted A" : "Planted B"};
    for (const char* key : {"any_mark", "integer_share"}) kind.curves.push_back({.key = key, .what = key});
    for (examine::Curve& curve : kind.curves) {
      for (size_t k = 3; seen && k < curve.at.size(); ++k) curve.at[k] = {10, 10};
    }
    calibration.kinds.push_back(std::move(kind));
  }
  return CalibrationFinding(calibration);
}

// WholeReport owns a table and all that a report refers to.
class WholeReport {
 public:
  explicit WholeReport(table::StationTable table, const std::string& title = "test.csv",
                       const examine::Choice& choice = {})
      : table_(std::move(table)),
        subject_(examine::SubjectOf(table_, choice)),
        result_(examine::Examine(subject_)),
        clean_(examine::MakeTestTable()),
        clean_subject_(examine::SubjectOf(clean_)),
        clean_result_(examine::Examine(clean_subject_)),
        report_{.table = {title, subject_, result_},
                .control = Examined{"A clean vote", clean_subject_, clean_result_},
                .mapping = {},
                .provenance = {},
                .made = {.program = "constat 0.0"}} {}
  WholeReport(const WholeReport&) = delete;
  WholeReport& operator=(const WholeReport&) = delete;

  [[nodiscard]] Report& report() { return report_; }
  [[nodiscard]] const Report& report_of() const { return report_; }

 private:
  table::StationTable table_;
  examine::Subject subject_;
  examine::Examination result_;
  table::StationTable clean_;
  examine::Subject clean_subject_;
  examine::Examination clean_result_;
  Report report_;
};

}  // namespace constat::report::examination
