#include "constat/cli/examine/examine_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "constat/table/example.h"
#include "constat/table/suggest.h"

namespace constat::cli {
namespace {

constexpr size_t kDefectsShown = 200;

Result<table::Mapping> MappingFor(const TableChoice& choice, OpenedTable& out) {
  if (!choice.map.empty()) return table::ReadMapping(choice.map);
  std::error_code ignored;
  if (std::filesystem::is_fifo(choice.path, ignored)) {
    return Fail(
        ErrorCode::kUsage,
        fmt::format("{} is a pipe, which cannot be read twice to guess a mapping; give one with --map "
                    "FILE, or save the table first",
                    choice.path));
  }
  CONSTAT_ASSIGN(const std::string text, SuggestedMapping(choice));
  const Result<table::Mapping> mapping = table::ParseMapping(text, "the guessed mapping");
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

// CheckDefects names what could not be read, and refuses the table unless the rows may be left out.
Status CheckDefects(const table::ReadReport& report, const TableChoice& choice, Terminal& terminal) {
  if (report.defect_count == 0) return {};
  const size_t shown = std::min(report.defects.size(), kDefectsShown);
  for (size_t i = 0; i < shown; ++i) terminal.Note(CleanForTerminal(table::FormatDefect(report.defects[i])));
  if (report.defect_count > shown) terminal.Note(fmt::format("and {} more", report.defect_count - shown));
  if (choice.drop_defective) return {};
  return Fail(
      report.defects.front().code,
      fmt::format(
          "{} has {} that cannot be read, named above; mend the table, say in the mapping what stands for a "
          "blank (missing = [\"NA\"]), or leave such rows out with --drop-defective",
          report.file,
          report.defect_count == 1 ? "a cell or row" : fmt::format("{} cells or rows", report.defect_count)));
}

}  // namespace

Result<std::string> SuggestedMapping(const TableChoice& choice) {
  if (!choice.example.empty()) {
    CONSTAT_ASSIGN(const table::Example* const example, table::FindExample(choice.example));
    return std::string(example->mapping);
  }
  CONSTAT_ASSIGN(std::unique_ptr<table::ByteSource> source, table::OpenFile(choice.path));
  const Result<table::TableHead> head = table::ReadHead(std::move(source));
  if (!head) return tl::unexpected(Prefix(choice.path, head.error()));
  return table::SuggestMapping(*head);
}

Result<OpenedTable> OpenTable(const TableChoice& choice, Terminal& terminal) {
  OpenedTable out;
  CONSTAT_ASSIGN(table::Mapping mapping, MappingFor(choice, out));
  if (!choice.region.empty()) mapping.region = choice.region;
  const table::ReadOptions options{.drop_defective = true};
  if (choice.example.empty()) {
    out.title = std::filesystem::path(choice.path).filename().string();
    CONSTAT_ASSIGN(out.table, table::ReadStations(choice.path, mapping, options));
  } else {
    CONSTAT_ASSIGN(const table::Example* const example, table::FindExample(choice.example));
    out.title = example->title;
    out.provenance = example->provenance;
    CONSTAT_ASSIGN(out.table, table::ReadStations(table::FromPacked(example->packed),
                                                  std::string(example->file), mapping, options));
  }
  CONSTAT_TRY(CheckDefects(out.table.report, choice, terminal));
  if (out.table.stations.size() == 0) {
    return Fail(ErrorCode::kBadText, fmt::format("{} has no row that can be used ({} read)", out.title,
                                                 out.table.report.rows_read));
  }
  return out;
}

}  // namespace constat::cli
