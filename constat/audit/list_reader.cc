#include "constat/audit/list_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/table/cell.h"

namespace constat::audit {

bool SameWord(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

Result<ListReader> ListReader::Open(std::string text, std::string name) {
  Result<table::RowReader> rows = table::RowReader::Open(table::FromText(std::move(text)));
  if (!rows) return tl::unexpected(Prefix(name, rows.error()));
  ListReader out(*std::move(rows), std::move(name));
  CONSTAT_ASSIGN(const bool any, out.Next());
  if (!any) return Fail(ErrorCode::kBadText, out.name_ + " is empty; its first line must name the columns");
  for (const std::string_view cell : out.rows_.row().cells) out.headers_.emplace_back(table::Trimmed(cell));
  return out;
}

bool ListReader::Has(std::string_view name) const {
  return std::any_of(headers_.begin(), headers_.end(),
                     [&](const std::string& header) { return SameWord(header, name); });
}

Result<size_t> ListReader::Column(std::string_view name) const {
  const auto is_it = [&](const std::string& header) { return SameWord(header, name); };
  const auto found = std::find_if(headers_.begin(), headers_.end(), is_it);
  if (found == headers_.end()) {
    return Fail(ErrorCode::kBadText,
                fmt::format("{} has no column \"{}\"; its first line must name one so", name_, name));
  }
  if (std::find_if(found + 1, headers_.end(), is_it) != headers_.end()) {
    return Fail(ErrorCode::kBadText, fmt::format("{} has two columns \"{}\"; keep one", name_, name));
  }
  return static_cast<size_t>(found - headers_.begin());
}

Result<bool> ListReader::Next() {
  Result<bool> more = rows_.Next();
  if (!more) return tl::unexpected(Prefix(name_, more.error()));
  return more;
}

std::string_view ListReader::Cell(size_t column) const {
  const std::vector<std::string_view>& cells = rows_.row().cells;
  return column < cells.size() ? table::Trimmed(cells[column]) : std::string_view();
}

Result<int64_t> ListReader::Count(size_t column) const {
  const Result<int64_t> count = table::ParseCount(Cell(column));
  if (count) return *count;
  return Wrong(ErrorCode::kBadNumber, fmt::format("{} under \"{}\" is not a count; write digits only",
                                                  table::Quoted(Cell(column)), headers_[column]));
}

tl::unexpected<Error> ListReader::Wrong(ErrorCode code, std::string_view what) const {
  return Fail(code, fmt::format("{} row {}: {}", name_, rows_.row().number, what));
}

}  // namespace constat::audit
