// examine, forensics: hostile counts through one test. The first byte chooses the test, the second what
// the table has, the third how many rows; then ten bytes a station, repeated until there are as many. Two
// tests that simulate too much for a thousand runs a second have few simulations here; the mixture is left
// to whole_examination_fuzz.
#include <cmath>

#include "constat/examine/examination.h"
#include "constat/examine/registry.h"
#include "constat/forensics/cumulative_curves.h"
#include "constat/forensics/geography.h"
#include "constat/forensics/residuals.h"
#include "constat/forensics/twins.h"
#include "constat/forensics/unimodality.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

enum Has : uint8_t {
  kBallots = 1,
  kCounted = 2,
  kInvalid = 4,
  kRegions = 8,
  kPlaces = 16,
  kLarge = 32,
  kCluster = 64,
  kEarlier = 128
};

// MakeTable REQUIRES at least one row of ten bytes.
table::StationTable MakeTable(uint8_t has, size_t count_of_rows, ByteView rows) {
  table::StationTable out;
  forensics::Stations& s = out.stations;
  s.options = {{"Yes", {}}, {"No", {}}};
  if (has & kRegions) s.region_names = {"a", "b", "c"};
  for (size_t i = 0; i < count_of_rows; ++i) {
    const ByteView row = rows.subspan(i % (rows.size() / 10) * 10, 10);
    // Repeated rows differ a little.
    const auto count = [&](size_t at) {
      const int64_t value = (row[at] << 8 | row[at + 1]) % 4096;
      return has & kLarge ? value << 40 : value + static_cast<int64_t>(i / 7 % 5);
    };
    s.registered.push_back(count(0));
    if (has & kBallots) s.ballots.push_back(count(2));
    if (has & kCounted) s.counted.push_back(count(4));
    if (has & kInvalid) s.invalid.push_back(row[5] % 16);
    s.options[0].votes.push_back(count(6));
    s.options[1].votes.push_back(count(8));
    if (has & kRegions) s.region.push_back(row[1] % 3);
    if (has & kPlaces) s.latitude.push_back(row[3] / 3.0);
    if (has & kPlaces) s.longitude.push_back(row[7] - 128);
    s.row.push_back(i + 2);
  }
  out.report.rows_read = out.report.rows_kept = s.size();
  return out;
}

void CheckFinding(const examine::TestFinding& finding, size_t stations) {
  CONSTAT_CHECK(!finding.key.empty() && !finding.title.empty());
  CONSTAT_CHECK(!finding.refused || !finding.refused->empty());
  for (const examine::Hypothesis& hypothesis : finding.hypotheses)
    CONSTAT_CHECK(hypothesis.p >= 0 && hypothesis.p <= 1);
  for (const examine::Flag& flag : finding.flags)
    CONSTAT_CHECK(flag.station < stations && std::isfinite(flag.weight));
  for (const examine::Cells& cells : finding.tables) {
    for (const auto& row : cells.rows) CONSTAT_CHECK(row.size() == cells.header.size());
  }
}

bool IsSlow(const examine::Test& test) {
  const std::string& key = test.about.key;
  return key == examine::FiniteMixture().about.key || key == examine::Geography().about.key ||
         key == examine::CumulativeCurves().about.key;
}

void RunPeaks(const forensics::Stations& s) {
  for (const auto order : {forensics::CurveOrder::kTurnout, forensics::CurveOrder::kSize}) {
    for (const auto& point : forensics::CumulativeCurve(s, 0, order))
      CONSTAT_CHECK(point.share >= 0 && point.share <= 1 && point.ballots <= 1);
  }
  const auto peaks = forensics::TestUnimodality(s, 0, {.replicates = 2});
  CONSTAT_CHECK(peaks.turnout.p > 0 && peaks.turnout.p <= 1 && peaks.share.dip >= 0);
}

void RunGeography(const forensics::Stations& s) {
  const auto residuals = forensics::RegionResiduals(s, 0);
  const auto found = forensics::TestGeography({s.latitude, s.longitude}, residuals, {.permutations = 3});
  CONSTAT_CHECK(found.moran.p > 0 && found.moran.p <= 1);
  for (const auto& twins : forensics::CompareTwins(s, 0).pairs) CONSTAT_CHECK(twins.first < s.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3 + 10) return 0;
  const auto tests = examine::AllTests();
  const size_t number = data[0] % (tests.size() + 2);
  const uint8_t has = data[1];
  // One test wants 200 rows, the others 100 at most.
  const bool wants_many =
      number < tests.size() && tests[number].about.key == examine::AnomalousVotes().about.key;
  table::StationTable table = MakeTable(has, wants_many ? data[2] : data[2] / 2, {data + 3, size - 3});
  // What needs registered voters is asked for them before it runs; the two that are no tests are not.
  const bool unregistered = data[0] >= 128 && number < tests.size() && (has & (kBallots | kCounted)) != 0;
  if (unregistered) table.stations.registered.clear();
  examine::Choice choice;
  choice.settings = {.seed = data[2], .threads = 1, .replicates = 1, .resamples = 2};
  if (has & kCluster) choice.settings.clean_cluster = forensics::PlacedCluster{50, 50};
  auto subject = examine::MakeSubject(table, choice);
  CONSTAT_CHECK(subject.has_value());
  if (has & kEarlier && table.stations.has_registered())
    CONSTAT_CHECK(examine::AddEarlier(*subject, table).has_value());
  if (number == tests.size()) RunPeaks(subject->stations);
  if (number == tests.size() + 1) RunGeography(subject->stations);
  if (number >= tests.size() || IsSlow(tests[number])) return 0;
  CheckFinding(tests[number](*subject), table.stations.size());
  return 0;
}
