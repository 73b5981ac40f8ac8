#include "constat/table/station_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <system_error>

#include "constat/table/cell.h"
#include "constat/table/station_builder.h"

namespace constat::table {
namespace {

// RefuseDefects puts the first defects and the number of the others into one error.
tl::unexpected<Error> RefuseDefects(const ReadReport& report) {
  constexpr size_t kNamed = 20;
  std::string detail = fmt::format("{}: ", report.file);
  const size_t named = std::min(report.defects.size(), kNamed);
  for (size_t i = 0; i < named; ++i) detail += (i ? "; " : "") + FormatDefect(report.defects[i]);
  if (report.defect_count > named) detail += fmt::format("; and {} more", report.defect_count - named);
  return Fail(report.defects.front().code, std::move(detail));
}

Result<StationTable> ReadRows(std::unique_ptr<ByteSource> source, const Mapping& mapping,
                              const ReadOptions& options) {
  CONSTAT_ASSIGN(RowReader reader, RowReader::Open(std::move(source), {mapping.separator, options.limits}));
  CONSTAT_ASSIGN(const bool has_header, reader.Next());
  if (!has_header) return Fail(ErrorCode::kBadText, "the table is empty");
  std::vector<std::string> headers;
  for (const std::string_view cell : reader.row().cells) headers.emplace_back(Trimmed(cell));
  CONSTAT_ASSIGN(Columns columns, FindColumns(mapping, headers));
  StationBuilder builder(mapping, std::move(columns), std::move(headers), options);
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.Next());
    if (!more) break;
    CONSTAT_TRY(builder.Add(reader.row()));
  }
  StationTable table = builder.Take();
  table.report.separator = reader.separator();
  table.report.empty_lines = reader.empty_lines();
  return table;
}

}  // namespace

std::string FormatDefect(const Defect& defect) {
  if (defect.column == 0) return fmt::format("row {} {}", defect.row, defect.what);
  return fmt::format("row {}, column {} (header {}): {}", defect.row, defect.column, Quoted(defect.header),
                     defect.what);
}

std::vector<std::string> FormatDefects(const ReadReport& report) {
  constexpr size_t kShown = 200;
  const size_t shown = std::min(report.defects.size(), kShown);
  std::vector<std::string> out;
  for (size_t i = 0; i < shown; ++i) out.push_back(FormatDefect(report.defects[i]));
  if (report.defect_count > shown) out.push_back(fmt::format("and {} more", report.defect_count - shown));
  return out;
}

std::string_view DropReasonName(DropReason reason) {
  switch (reason) {
    case DropReason::kBlank:
      return "blank";
    case DropReason::kExcluded:
      return "excluded";
    case DropReason::kDefect:
      return "defect";
  }
  return "";
}

Result<StationTable> ReadStations(std::unique_ptr<ByteSource> source, const std::string& name,
                                  const Mapping& mapping, const ReadOptions& options) {
  Result<StationTable> table = ReadRows(std::move(source), mapping, options);
  if (!table) return tl::unexpected(Prefix(name, table.error()));
  table->report.file = name;
  if (table->report.defect_count > 0 && !options.drop_defective) return RefuseDefects(table->report);
  return table;
}

Result<StationTable> ReadStations(const std::filesystem::path& path, const Mapping& mapping,
                                  const ReadOptions& options) {
  CONSTAT_ASSIGN(std::unique_ptr<ByteSource> source, OpenFile(path, options.max_size_bytes));
  CONSTAT_ASSIGN(StationTable table, ReadStations(std::move(source), path.string(), mapping, options));
  std::error_code problem;
  const uintmax_t size = std::filesystem::file_size(path, problem);
  if (!problem) table.report.size_bytes = size;
  return table;
}

}  // namespace constat::table
