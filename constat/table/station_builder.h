// StationBuilder: turns rows into stations and keeps account of those it drops. Internal to this layer.
#pragma once

#include <map>

#include "constat/table/station_table.h"

namespace constat::table {

class StationBuilder {
 public:
  // REQUIRES columns made from headers.
  StationBuilder(const Mapping& mapping, Columns columns, std::vector<std::string> headers,
                 const ReadOptions& options);
  StationBuilder(const StationBuilder&) = delete;
  StationBuilder& operator=(const StationBuilder&) = delete;

  // Add takes in one row after the header. ERRORS: kTooLarge; a defect is no error here.
  Status Add(const Row& row);

  // Take gives what was built, with the parts of the report that are known here; the builder is empty then.
  [[nodiscard]] StationTable Take() { return std::move(table_); }

 private:
  // Sum is a column of Stations and the columns of the table that are summed into it.
  struct Sum {
    std::vector<size_t> columns;
    std::vector<int64_t>* target;
    int64_t value = 0;
  };

  void DescribeMapping();
  [[nodiscard]] bool IsMissing(std::string_view cell) const;
  [[nodiscard]] bool IsExcluded(const Row& row);
  void ReadCounts(const Row& row);
  void ReadSum(const Row& row, Sum& sum);
  void ReadCoordinates(const Row& row);
  void AddDefect(const Row& row, size_t column, const Error& error);
  void AddDefectOfRow(const Row& row, std::string what);
  void Record(Defect defect);
  void Drop(DropReason reason, Defect example);
  Status Keep(const Row& row);
  Result<uint32_t> RegionNumber(std::string_view name);
  [[nodiscard]] std::string StationName(const Row& row) const;

  Columns columns_;
  std::vector<std::string> headers_;
  std::vector<std::string> missing_;
  ReadOptions options_;
  StationTable table_;
  std::vector<Sum> sums_;
  std::map<std::string, uint32_t, std::less<>> regions_;  // no hash: names chosen to collide would be slow
  size_t region_bytes_ = 0;
  uint32_t last_region_ = 0;

  // Of the row that is being read.
  std::optional<Defect> defect_;
  std::optional<Defect> blank_;
  double latitude_ = 0, longitude_ = 0;
};

}  // namespace constat::table
