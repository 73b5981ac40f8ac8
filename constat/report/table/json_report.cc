#include "constat/report/table/json_report.h"

#include <cmath>
#include <ranges>

#include "constat/examine/identities.h"
#include "constat/text/json.h"

namespace constat::report::examination {
namespace {

using text::Json;

Json ToJson(const examine::Tree& tree);

struct Writer {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(double value) const { return std::isfinite(value) ? Json(value) : Json(nullptr); }
  Json operator()(const examine::Tree::List& list) const {
    Json out = Json::array();
    for (const examine::Tree& item : list) out.push_back(ToJson(item));
    return out;
  }
  Json operator()(const examine::Tree::Table& table) const {
    Json out = Json::object();
    for (const auto& [key, value] : table) out[key] = ToJson(value);
    return out;
  }
  template <class T>
  Json operator()(const T& value) const {
    return value;
  }
};

Json ToJson(const examine::Tree& tree) { return std::visit(Writer{}, tree.value()); }

Json ReadJson(const table::ReadReport& read) {
  Json out;
  out["rows_read"] = read.rows_read;
  out["rows_kept"] = read.rows_kept;
  out["empty_lines"] = read.empty_lines;
  out["separator"] = std::string(1, read.separator);
  Json mapping = Json::array();
  for (const table::ColumnUse& use : read.mapping)
    mapping.push_back({{"purpose", use.purpose}, {"headers", use.headers}});
  out["mapping"] = std::move(mapping);
  Json dropped = Json::object();
  for (const table::Dropped& drop : read.dropped) {
    Json examples = Json::array();
    for (const table::Defect& defect : drop.examples) examples.push_back(table::FormatDefect(defect));
    dropped[std::string(DropReasonName(drop.reason))] = {{"rows", drop.count},
                                                         {"examples", std::move(examples)}};
  }
  out["dropped"] = std::move(dropped);
  Json defects = Json::array();
  for (const table::Defect& defect : read.defects) defects.push_back(table::FormatDefect(defect));
  out["defects"] = {{"count", read.defect_count}, {"first", std::move(defects)}};
  return out;
}

Json Rows(const Examined& table, const std::vector<uint32_t>& stations) {
  Json out = Json::array();
  for (const uint32_t station : stations) out.push_back(table.subject.original.stations.row[station]);
  return out;
}

// IdentitiesJson counts rows and, for those that are errors, names them by the table's row numbers.
Json IdentitiesJson(const Examined& table) {
  const forensics::Identities& found = table.result.identities;
  Json out;
  const auto put = [&](const examine::Identity& identity) {
    const std::vector<uint32_t>& rows = found.*identity.rows;
    out[identity.key]["count"] = rows.size();
    if (identity.IsError()) out[identity.key]["rows"] = Rows(table, rows);
  };
  for (const examine::Identity& identity : examine::AllIdentities()) {
    const bool is_judged = identity.rows != &forensics::Identities::votes_below_counted || found.all_options;
    if (identity.IsError() && is_judged) put(identity);
  }
  // What is no error follows in the order that programs know.
  for (const examine::Identity& identity : examine::AllIdentities() | std::views::reverse) {
    if (!identity.IsError()) put(identity);
  }
  return out;
}

const char* SectionName(examine::Section section) {
  switch (section) {
    case examine::Section::kSilent:
      return "silent";
    case examine::Section::kModel:
      return "model";
    case examine::Section::kDescriptive:
      return "descriptive";
  }
  return "";
}

Json TestJson(const examine::TestFinding& test) {
  Json out;
  out["title"] = test.title;
  out["section"] = SectionName(test.section);
  out["refused"] = test.refused ? Json(*test.refused) : Json(nullptr);
  out["shows"] = test.refused ? "" : test.shows;
  out["limits"] = test.limits;
  if (test.record) out["record"] = {{"alarms", test.record->alarms}, {"elections", test.record->elections}};
  for (const examine::Hypothesis& h : test.hypotheses) {
    out["hypotheses"][h.key] = {
        {"statistic", h.statistic}, {"p", h.p}, {"p_corrected", h.corrected}, {"effect", h.effect}};
  }
  const Json numbers = ToJson(test.numbers);
  if (numbers.is_object()) {
    for (const auto& [key, value] : numbers.items()) out[key] = value;
  }
  return out;
}

Json ResultJson(const Examined& table) {
  const examine::Examination& result = table.result;
  Json out;
  out["title"] = table.title;
  out["file"] = table.read().file;
  out["option"] = result.option;
  Json against = Json::array();
  for (const size_t k : table.subject.against) against.push_back(table.subject.stations.options[k].name);
  out["against"] = std::move(against);
  const bool known = table.subject.stations.has_registered();
  out["scale"] = {{"usable_stations", result.scale.usable},
                  {"median_registered", known ? Json(result.scale.median_size) : Json(nullptr)},
                  {"area_totals", result.scale.area_totals}};
  out["totals"] = {{"registered", known ? Json(*result.totals.registered) : Json(nullptr)},
                   {"ballots", result.totals.ballots},
                   {"counted", result.totals.counted},
                   {"votes", result.totals.votes}};
  out["identities"] = IdentitiesJson(table);
  Json tests = Json::object();
  for (const examine::TestFinding& test : result.tests) tests[test.key] = TestJson(test);
  out["tests"] = std::move(tests);
  Json marks = Json::array();
  for (const examine::Hypothesis* mark : Marks(result)) marks.push_back(mark->key);
  out["marks"] = std::move(marks);
  return out;
}

Json StationsJson(const Examined& table) {
  Json out = Json::array();
  const forensics::Stations& s = table.subject.original.stations;
  for (const examine::FlaggedStation& flagged : table.result.stations) {
    Json one;
    one["row"] = s.row[flagged.station];
    one["station"] = table.StationName(flagged.station);
    if (!s.region.empty()) one["region"] = s.region_names[s.region[flagged.station]];
    one["score"] = flagged.score;
    one["reasons"] = flagged.reasons;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string MakeJson(const Report& report) {
  Json out;
  out["constat"] = report.made.program;
  if (!report.made.sha256.empty() || !report.made.date.empty() || !report.made.machine.empty()) {
    out["made"] = {{"program", report.made.program},
                   {"sha256", report.made.sha256},
                   {"date", report.made.date},
                   {"machine", report.made.machine}};
  }
  out["kind"] = "examination";
  out["lead"] = Lead(report.table);
  const examine::Settings& settings = report.table.subject.settings;
  out["settings"] = {
      {"seed", settings.seed}, {"replicates", settings.replicates}, {"resamples", settings.resamples}};
  out["read"] = ReadJson(report.table.read());
  const Json table = ResultJson(report.table);
  for (const auto& [key, value] : table.items()) out[key] = value;
  out["stations"] = {{"flagged", report.table.result.flagged}, {"listed", StationsJson(report.table)}};
  if (report.calibration) out["calibration"] = ToJson(report.calibration->numbers);
  if (report.control) out["control"] = ResultJson(*report.control);
  return text::FormatJson(out);
}

}  // namespace constat::report::examination
