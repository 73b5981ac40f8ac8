// examine: a hostile table, under the mapping proposed for it, through all tests and all reports: a few a
// second. The parts by themselves are faster: table_fuzz, statistics_fuzz, examination_report_fuzz. The first
// byte chooses the settings; some tables are repeated until there are enough rows for the models.

#include "constat/examine/examination.h"
#include "constat/examine/identities.h"
#include "constat/report/table/html_report.h"
#include "constat/report/table/json_report.h"
#include "constat/report/table/text_report.h"
#include "constat/text/json.h"
#include "tests/fuzz/hostile_table.h"
#include "tests/fuzz/property.h"

using namespace constat;
namespace reports = constat::report::examination;
using fuzz::CheckHtml;
using fuzz::CheckText;

namespace {

enum Choice : uint8_t {
  kAgainst = 1,
  kOtherOption = 2,
  kCluster = 4,
  kEarlier = 8,
  kReplicates = 16,
  kThreads = 32,
  kRepeat = 128 + 64,  // both: the models take a second, so they run once, and on fewer replicates
};

constexpr size_t kManyRows = 500;  // as many as the models need

bool HasManyRows(uint8_t choice) { return (choice & kRepeat) == kRepeat; }

// Repeat puts a table's rows after each other until there are many.
void Repeat(table::StationTable& table) {
  const forensics::Stations once = table.stations;
  forensics::Stations& all = table.stations;
  const auto append = [](auto& to, const auto& more) { to.insert(to.end(), more.begin(), more.end()); };
  while (once.size() > 0 && all.size() < kManyRows) {
    for (auto column : {&forensics::Stations::registered, &forensics::Stations::ballots,
                        &forensics::Stations::counted, &forensics::Stations::invalid})
      append(all.*column, once.*column);
    for (size_t k = 0; k < once.options.size(); ++k) append(all.options[k].votes, once.options[k].votes);
    append(all.region, once.region);
    append(all.latitude, once.latitude);
    append(all.longitude, once.longitude);
    append(all.row, once.row);
  }
  table.names = {};
}

examine::Choice ChoiceOf(uint8_t choice, const forensics::Stations& stations) {
  examine::Choice out;
  const unsigned replicates = HasManyRows(choice) ? 1 : 5;
  out.settings = {
      .seed = choice, .threads = 1, .replicates = choice & kReplicates ? replicates : 0, .resamples = 10};
  if (choice & kCluster) out.settings.clean_cluster = forensics::PlacedCluster{50, 50};
  const size_t n = stations.options.size();
  if (n > 1 && choice & kOtherOption) out.option = stations.options[1].name;
  if (n > 2 && choice & kAgainst) out.against = {stations.options[2].name};
  return out;
}

// CheckReports makes every report and returns the JSON.
std::string CheckReports(const examine::Subject& subject) {
  const examine::Examination result = examine::Examine(subject);
  const size_t n = subject.original.stations.size();
  for (const examine::FlaggedStation& station : result.stations) CONSTAT_CHECK(station.station < n);
  CONSTAT_CHECK(result.flagged >= result.stations.size() && result.flagged <= n);
  CONSTAT_CHECK(examine::BrokenRows(result.identities) <= n);
  const reports::Report report{.table = {"table", subject, result},
                               .control = reports::Examined{"again", subject, result},
                               .mapping = {},
                               .provenance = {},
                               .made = {.program = "fuzz"}};
  CheckText(reports::MakeText(report, false));
  CheckHtml(reports::MakeHtml(report));
  std::string json = reports::MakeJson(report);
  CONSTAT_CHECK(text::Json::accept(json));
  return json;
}

void Check(uint8_t choice, const table::StationTable& table) {
  examine::Choice wanted = ChoiceOf(choice, table.stations);
  auto subject = examine::MakeSubject(table, wanted);
  if (!subject) {
    CONSTAT_CHECK(!subject.error().detail.empty());
    return;
  }
  if (choice & kEarlier && table.stations.has_registered())
    CONSTAT_CHECK(examine::AddEarlier(*subject, table).has_value());
  const std::string json = CheckReports(*subject);
  if (!(choice & kThreads) || HasManyRows(choice)) return;
  subject->settings.threads = 2;
  CONSTAT_CHECK(CheckReports(*subject) == json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  std::optional<table::StationTable> table = fuzz::ReadHostileTable(AsText(bytes), 200);
  if (!table) return 0;
  if (HasManyRows(static_cast<uint8_t>(choice))) Repeat(*table);
  Check(static_cast<uint8_t>(choice), *table);
  return 0;
}
