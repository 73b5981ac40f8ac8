// StationTable: a mapped table as columns of counts, and a report on how it was read. It knows no statistics:
// which stations a test can use is the test's affair.
#pragma once

#include <string>
#include <vector>

#include "constat/forensics/stations.h"
#include "constat/table/mapping.h"
#include "constat/table/row_reader.h"

namespace constat::table {

// Defect is a cell, or a whole row, that cannot be read.
struct Defect {
  ErrorCode code = ErrorCode::kBadNumber;
  uint64_t row = 0;    // from 1, the header included
  size_t column = 0;   // from 1; 0 for the row as a whole
  std::string header;  // of the column
  std::string what;    // such as: "1,234" has a fraction or a thousands separator; a count is digits only
};

// FormatDefect is one clause: row 7, column 3 (header "ballots"): "x" is not a number ...
[[nodiscard]] std::string FormatDefect(const Defect& defect);

// DropReason says why a row is not among the stations.
enum class DropReason {
  kBlank,     // a count that the mapping names is blank, or a text that stands for blank
  kExcluded,  // the mapping's section [drop] names it
  kDefect,    // a cell cannot be read, and ReadOptions::drop_defective is set
};

// DropReasonName is the reason's stable name: "blank", "excluded", "defect".
[[nodiscard]] std::string_view DropReasonName(DropReason reason);

struct Dropped {
  DropReason reason;
  uint64_t count = 0;
  std::vector<Defect> examples;  // the first kMaxExamples: where, and what stands there
};

// ColumnUse is one key or option of the mapping and the headers it named, in the table's order.
struct ColumnUse {
  std::string purpose;  // "registered", "option Yes", "drop" ...
  std::vector<std::string> headers;
};

struct ReadReport {
  std::string file;
  uint64_t size_bytes = 0;  // as stored, 0 if unknown
  char separator = ',';
  std::vector<ColumnUse> mapping;
  uint64_t rows_read = 0;  // without header and empty lines
  uint64_t rows_kept = 0;
  uint64_t empty_lines = 0;
  std::vector<Dropped> dropped;  // reasons that occurred
  uint64_t defect_count = 0;     // cells and rows that cannot be read
  std::vector<Defect> defects;   // the first kMaxDefects of them
};

// FormatDefects has a line for each of the first 200 defects, and one that counts the others.
[[nodiscard]] std::vector<std::string> FormatDefects(const ReadReport& report);

inline constexpr size_t kMaxExamples = 5;
inline constexpr size_t kMaxDefects = 10'000;

// StationNames keeps names one after another: as many as there are stations, or none.
class StationNames {
 public:
  void Add(std::string_view name);
  [[nodiscard]] size_t size() const { return ends_.size(); }
  [[nodiscard]] size_t size_bytes() const { return text_.size(); }
  // REQUIRES i < size().
  [[nodiscard]] std::string_view operator[](size_t i) const;

 private:
  std::string text_;
  std::vector<size_t> ends_;
};

// In stations, a region's number counts from 0 in order of appearance, a blank region is one named "", and a
// blank coordinate (either of the two) is NaN in both; a row is dropped for neither.
struct StationTable {
  forensics::Stations stations;
  StationNames names;  // where the mapping names station columns
  ReadReport report;
};

struct ReadOptions {
  // False: a table with a defect is refused, once it is read to the end, and the error names the defects.
  // True: the rows with defects are left out and the report names them.
  bool drop_defective = false;
  RowLimits limits{};
  uint64_t max_size_bytes = kMaxTableSize;  // of the table, unpacked
  uint64_t max_counts = 300'000'000;        // kept: rows times columns of Stations
  size_t max_text_bytes = size_t{1} << 29;  // of names of stations, and of regions
};

// ReadStations reads a table, row by row: what it keeps is the stations. A count is the sum of its columns; a
// cell that cannot be read is never a zero. ERRORS: those of OpenFile, RowReader and FindColumns, and
// kTooLarge (more than options allow); kBadText (no header, a row with more or fewer cells than the header),
// kBadNumber (a cell), for the first defect.
[[nodiscard]] Result<StationTable> ReadStations(const std::filesystem::path& path, const Mapping& mapping,
                                                const ReadOptions& options = {});

// ReadStations reads from a source; name: what the report and messages call the file.
[[nodiscard]] Result<StationTable> ReadStations(std::unique_ptr<ByteSource> source, const std::string& name,
                                                const Mapping& mapping, const ReadOptions& options = {});

}  // namespace constat::table
