#include "constat/table/open_table.h"

#include <fmt/core.h>

#include <filesystem>

#include "constat/table/example.h"
#include "constat/table/suggest.h"

namespace constat::table {
namespace {

Result<Mapping> MappingFor(const TableChoice& choice, OpenedTable& out) {
  if (!choice.map.empty()) return ReadMapping(choice.map);
  std::error_code ignored;
  if (std::filesystem::is_fifo(choice.path, ignored)) {
    return Fail(
        ErrorCode::kUsage,
        fmt::format("{} is a pipe, which cannot be read twice to guess a mapping; give one with --map "
                    "FILE, or save the table first",
                    choice.path));
  }
  CONSTAT_ASSIGN(const std::string text, SuggestedMapping(choice));
  Result<Mapping> mapping = ParseMapping(text, "the guessed mapping");
  if (!mapping) {
    return Fail(
        ErrorCode::kUsage,
        fmt::format("no column of {} is known to hold registered voters or ballots; write a mapping: "
                    "constat examine {} --suggest > map.toml, edit it, and give it with --map map.toml",
                    choice.path, choice.path));
  }
  if (choice.example.empty()) out.guessed_mapping = text;
  return mapping;
}

}  // namespace

Result<std::string> SuggestedMapping(const TableChoice& choice) {
  if (!choice.example.empty()) {
    CONSTAT_ASSIGN(const Example* const example, FindExample(choice.example));
    return std::string(example->mapping);
  }
  CONSTAT_ASSIGN(std::unique_ptr<ByteSource> source, OpenFile(choice.path));
  const Result<TableHead> head = ReadHead(std::move(source));
  if (!head) return tl::unexpected(Prefix(choice.path, head.error()));
  return SuggestMapping(*head);
}

Result<OpenedTable> OpenTable(const TableChoice& choice) {
  OpenedTable out;
  CONSTAT_ASSIGN(Mapping mapping, MappingFor(choice, out));
  if (!choice.region.empty()) mapping.region = choice.region;
  const ReadOptions options{.drop_defective = true};
  if (choice.example.empty()) {
    out.title = std::filesystem::path(choice.path).filename().string();
    CONSTAT_ASSIGN(out.table, ReadStations(choice.path, mapping, options));
  } else {
    CONSTAT_ASSIGN(const Example* const example, FindExample(choice.example));
    out.title = example->title;
    out.provenance = example->provenance;
    CONSTAT_ASSIGN(out.table,
                   ReadStations(FromPacked(example->packed), std::string(example->file), mapping, options));
  }
  return out;
}

Status CheckDefects(const ReadReport& report, std::string_view leave_out) {
  if (report.defect_count == 0) return {};
  return Fail(
      report.defects.front().code,
      fmt::format(
          "{} has {} that cannot be read, named above; fix the table, say in the mapping what is written "
          "for a blank (missing = [\"NA\"]), or leave such rows out with {}",
          report.file,
          report.defect_count == 1 ? "a cell or row" : fmt::format("{} cells or rows", report.defect_count),
          leave_out));
}

Status CheckNotEmpty(const OpenedTable& opened) {
  if (opened.table.stations.size() != 0) return {};
  return Fail(ErrorCode::kBadText, fmt::format("{} has no row that can be used ({} read)", opened.title,
                                               opened.table.report.rows_read));
}

}  // namespace constat::table
