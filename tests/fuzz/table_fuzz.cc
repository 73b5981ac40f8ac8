// table: rows, mappings and stations. The first byte chooses what the others are: a mapping, a pattern
// with a text, or a table, which is read in chunks of two sizes, under the mapping proposed for it, and
// under a fixed one.
#include "constat/table/pattern.h"
#include "constat/table/station_table.h"
#include "constat/table/suggest.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

const table::RowLimits kLimits{.cell_bytes = 200, .row_bytes = 2000, .columns = 50, .rows = 200};

void CheckError(const Error& error) {
  CONSTAT_CHECK(!ErrorName(error.code).empty());
  CONSTAT_CHECK(!error.detail.empty());
  CONSTAT_CHECK(IsUtf8(AsBytes(error.detail)));
}

// Rows reads a table to its end or error and returns everything in one text.
std::string Rows(std::string_view text, size_t chunk_size) {
  const table::RowOptions options{.separator = ',', .limits = kLimits};
  auto reader = table::RowReader::Open(table::FromText(std::string(text), chunk_size), options);
  if (!reader) return reader.error().detail;
  std::string out;
  for (;;) {
    const Result<bool> more = reader->Next();
    if (!more) {
      CheckError(more.error());
      return out + more.error().detail;
    }
    if (!*more) return out;
    for (const std::string_view cell : reader->row().cells) {
      CONSTAT_CHECK(IsUtf8(AsBytes(cell)) && cell.size() <= kLimits.cell_bytes);
      out.append(cell).append("|");
    }
    out += '\n';
  }
}

void CheckStations(std::string_view text, const table::Mapping& mapping) {
  table::ReadOptions options;
  options.drop_defective = true;
  options.limits = kLimits;
  const auto read = table::ReadStations(table::FromText(std::string(text)), "table", mapping, options);
  if (!read) return CheckError(read.error());
  const forensics::Stations& stations = read->stations;
  const size_t n = stations.size();
  const auto fits = [&](size_t size) { return size == 0 || size == n; };
  CONSTAT_CHECK(n == read->report.rows_kept && stations.row.size() == n && fits(read->names.size()));
  CONSTAT_CHECK(fits(stations.ballots.size()) && fits(stations.counted.size()) &&
                fits(stations.region.size()));
  for (const forensics::Option& option : stations.options) CONSTAT_CHECK(option.votes.size() == n);
  for (const uint32_t region : stations.region) CONSTAT_CHECK(region < stations.region_names.size());
  uint64_t dropped = 0;
  for (const table::Dropped& reason : read->report.dropped) dropped += reason.count;
  CONSTAT_CHECK(n + dropped == read->report.rows_read);
}

void CheckTable(std::string_view text) {
  CONSTAT_CHECK(Rows(text, 1) == Rows(text, 7));
  const auto head = table::ReadHead(table::FromText(std::string(text)));
  if (!head) return CheckError(head.error());
  const auto proposed = table::ParseMapping(table::SuggestMapping(*head), "map");
  if (proposed) {
    CONSTAT_CHECK(table::FindColumns(*proposed, head->headers).has_value());
    CheckStations(text, *proposed);
  }
  table::Mapping fixed;
  fixed.registered = {"N"};
  fixed.options_by_name = {"re:^[A-Z]$"};
  CheckStations(text, fixed);
}

void CheckPattern(std::string_view text) {
  const size_t middle = text.find('\n');
  if (middle == std::string_view::npos) return;
  const auto pattern = table::Pattern::Parse(text.substr(0, middle));
  if (!pattern) return CheckError(pattern.error());
  const std::string_view subject = text.substr(middle + 1);
  if (IsUtf8(AsBytes(subject))) (void)pattern->Matches(subject);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 8 == 0) {
    const auto mapping = table::ParseMapping(AsText(bytes), "map");
    if (!mapping) CheckError(mapping.error());
  } else if (choice % 8 == 1) {
    CheckPattern(AsText(bytes));
  } else {
    CheckTable(AsText(bytes));
  }
  return 0;
}
