#include "constat/table/station_builder.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "constat/base/check.h"
#include "constat/table/cell.h"

namespace constat::table {

StationBuilder::StationBuilder(const Mapping& mapping, Columns columns, std::vector<std::string> headers,
                               const ReadOptions& options)
    : columns_(std::move(columns)), headers_(std::move(headers)), options_(options) {
  for (const std::string& text : mapping.missing) missing_.emplace_back(Trimmed(text));
  forensics::Stations& stations = table_.stations;
  const auto sum = [&](const std::vector<size_t>& from, std::vector<int64_t>& to) {
    if (!from.empty()) sums_.push_back({from, &to});
  };
  sum(columns_.registered, stations.registered);
  sum(columns_.ballots, stations.ballots);
  sum(columns_.counted, stations.counted);
  sum(columns_.invalid, stations.invalid);
  for (const Columns::Option& option : columns_.options) stations.options.push_back({option.name, {}});
  for (size_t k = 0; k < columns_.options.size(); ++k)
    sum(columns_.options[k].columns, stations.options[k].votes);
  DescribeMapping();
}

void StationBuilder::DescribeMapping() {
  const auto use = [&](std::string purpose, const std::vector<size_t>& columns) {
    if (columns.empty()) return;
    ColumnUse& out = table_.report.mapping.emplace_back(ColumnUse{std::move(purpose), {}});
    for (const size_t column : columns) out.headers.push_back(headers_[column]);
  };
  const auto use_one = [&](const char* purpose, const std::optional<size_t>& column) {
    if (column) use(purpose, {*column});
  };
  use("registered", columns_.registered);
  use("ballots", columns_.ballots);
  use("counted", columns_.counted);
  use("invalid", columns_.invalid);
  for (const Columns::Option& option : columns_.options) use("option " + option.name, option.columns);
  use_one("region", columns_.region);
  use("station", columns_.station);
  use_one("latitude", columns_.latitude);
  use_one("longitude", columns_.longitude);
  for (const Columns::Drop& drop : columns_.drop) use("drop", {drop.column});
}

bool StationBuilder::IsMissing(std::string_view cell) const {
  const std::string_view text = Trimmed(cell);
  return text.empty() || std::find(missing_.begin(), missing_.end(), text) != missing_.end();
}

Status StationBuilder::Add(const Row& row) {
  ++table_.report.rows_read;
  defect_.reset();
  blank_.reset();
  if (row.cells.size() != headers_.size()) {
    AddDefectOfRow(row, fmt::format("has {} cells; the header has {}", row.cells.size(), headers_.size()));
  } else if (IsExcluded(row)) {
    return {};
  } else {
    ReadCounts(row);
    ReadCoordinates(row);
  }
  if (defect_) {
    Drop(DropReason::kDefect, *std::move(defect_));
    return {};
  }
  if (blank_) {
    Drop(DropReason::kBlank, *std::move(blank_));
    return {};
  }
  return Keep(row);
}

bool StationBuilder::IsExcluded(const Row& row) {
  for (const Columns::Drop& drop : columns_.drop) {
    const std::string_view cell = Trimmed(row.cells[drop.column]);
    const bool named = std::any_of(drop.texts.begin(), drop.texts.end(),
                                   [&](const std::string& text) { return Trimmed(text) == cell; });
    if (!named) continue;
    Drop(DropReason::kExcluded, {.row = row.number,
                                 .column = drop.column + 1,
                                 .header = headers_[drop.column],
                                 .what = Quoted(cell) + " is left out"});
    return true;
  }
  return false;
}

void StationBuilder::ReadCounts(const Row& row) {
  for (Sum& sum : sums_) ReadSum(row, sum);
}

void StationBuilder::ReadSum(const Row& row, Sum& sum) {
  sum.value = 0;
  for (const size_t column : sum.columns) {
    const std::string_view cell = row.cells[column];
    if (IsMissing(cell)) {
      if (!blank_) {
        blank_ = Defect{.row = row.number,
                        .column = column + 1,
                        .header = headers_[column],
                        .what = Quoted(cell) + " is blank"};
      }
      continue;
    }
    const Result<int64_t> count = ParseCount(cell);
    if (!count) {
      AddDefect(row, column, count.error());
      continue;
    }
    sum.value += *count;  // at most columns times kMaxCount: no overflow
  }
  if (sum.value <= kMaxCount) return;
  AddDefect(row, sum.columns.front(),
            {ErrorCode::kBadNumber, "the sum of its columns is more than ten billion"});
}

void StationBuilder::ReadCoordinates(const Row& row) {
  if (!columns_.latitude) return;
  latitude_ = longitude_ = std::numeric_limits<double>::quiet_NaN();
  const std::string_view north = row.cells[*columns_.latitude];
  const std::string_view east = row.cells[*columns_.longitude];
  if (IsMissing(north) || IsMissing(east)) return;
  const Result<double> latitude = ParseDegrees(north, 90);
  const Result<double> longitude = ParseDegrees(east, 180);
  if (!latitude) AddDefect(row, *columns_.latitude, latitude.error());
  if (!longitude) AddDefect(row, *columns_.longitude, longitude.error());
  if (!latitude || !longitude) return;
  latitude_ = *latitude;
  longitude_ = *longitude;
}

void StationBuilder::AddDefect(const Row& row, size_t column, const Error& error) {
  Record({.code = error.code,
          .row = row.number,
          .column = column + 1,
          .header = headers_[column],
          .what = error.detail});
}

void StationBuilder::AddDefectOfRow(const Row& row, std::string what) {
  Record(
      {.code = ErrorCode::kBadText, .row = row.number, .column = 0, .header = {}, .what = std::move(what)});
}

void StationBuilder::Record(Defect defect) {
  ReadReport& report = table_.report;
  // A column that serves two purposes is read twice.
  for (auto at = report.defects.rbegin(); at != report.defects.rend() && at->row == defect.row; ++at) {
    if (at->column == defect.column && at->what == defect.what) return;
  }
  ++report.defect_count;
  if (report.defects.size() < kMaxDefects) report.defects.push_back(defect);
  if (!defect_) defect_ = std::move(defect);
}

void StationBuilder::Drop(DropReason reason, Defect example) {
  std::vector<Dropped>& all = table_.report.dropped;
  auto at = std::find_if(all.begin(), all.end(), [&](const Dropped& d) { return d.reason == reason; });
  if (at == all.end()) at = all.insert(all.end(), Dropped{.reason = reason, .examples = {}});
  ++at->count;
  if (at->examples.size() < kMaxExamples) at->examples.push_back(std::move(example));
}

Status StationBuilder::Keep(const Row& row) {
  forensics::Stations& stations = table_.stations;
  const uint64_t width = sums_.size() + (columns_.latitude ? 2 : 0) + 2;
  if ((table_.report.rows_kept + 1) * width > options_.max_counts) {
    return Fail(ErrorCode::kTooLarge, fmt::format("row {}: the table has more than {} counts to keep",
                                                  row.number, options_.max_counts));
  }
  if (columns_.region) {
    CONSTAT_ASSIGN(const uint32_t number, RegionNumber(Trimmed(row.cells[*columns_.region])));
    stations.region.push_back(number);
  }
  if (!columns_.station.empty()) {
    table_.names.Add(StationName(row));
    if (table_.names.size_bytes() > options_.max_text_bytes) {
      return Fail(ErrorCode::kTooLarge, fmt::format("row {}: the names of stations take more than {} bytes",
                                                    row.number, options_.max_text_bytes));
    }
  }
  for (const Sum& sum : sums_) sum.target->push_back(sum.value);
  if (columns_.latitude) {
    stations.latitude.push_back(latitude_);
    stations.longitude.push_back(longitude_);
  }
  stations.row.push_back(row.number);
  ++table_.report.rows_kept;
  return {};
}

Result<uint32_t> StationBuilder::RegionNumber(std::string_view name) {
  std::vector<std::string>& names = table_.stations.region_names;
  if (!names.empty() && names[last_region_] == name) return last_region_;  // rows of a region stand together
  const auto known = regions_.find(name);
  if (known != regions_.end()) {
    last_region_ = known->second;
    return last_region_;
  }
  region_bytes_ += name.size();
  if (region_bytes_ > options_.max_text_bytes || names.size() == std::numeric_limits<uint32_t>::max()) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the names of regions take more than {} bytes", options_.max_text_bytes));
  }
  last_region_ = static_cast<uint32_t>(names.size());
  regions_.emplace(name, last_region_);
  names.emplace_back(name);
  return last_region_;
}

std::string StationBuilder::StationName(const Row& row) const {
  std::string out;
  for (const size_t column : columns_.station) {
    if (!out.empty()) out += " / ";
    out += Trimmed(row.cells[column]);
  }
  return out;
}

void StationNames::Add(std::string_view name) {
  text_ += name;
  ends_.push_back(text_.size());
}

std::string_view StationNames::operator[](size_t i) const {
  CONSTAT_CHECK(i < ends_.size());
  const size_t start = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(start, ends_[i] - start);
}

}  // namespace constat::table
