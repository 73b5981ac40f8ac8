// FindColumns: a mapping applied to the headers of a table.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "constat/table/cell.h"
#include "constat/table/mapping.h"
#include "constat/table/pattern.h"

namespace constat::table {
namespace {

using Positions = std::set<size_t>;

class ColumnFinder {
 public:
  explicit ColumnFinder(std::span<const std::string> headers) : headers_(headers) {}

  // One finds what one text of key names.
  [[nodiscard]] Result<Positions> One(std::string_view key, std::string_view text) const {
    if (text.starts_with("re:")) return ByPattern(key, text.substr(3));
    const std::string_view wanted = Trimmed(text);
    Positions exact, within;
    for (size_t i = 0; i < headers_.size(); ++i) {
      if (Trimmed(headers_[i]) == wanted) exact.insert(i);
    }
    for (size_t i = 0; exact.empty() && !wanted.empty() && i < headers_.size(); ++i) {
      if (headers_[i].find(wanted) != std::string::npos) within.insert(i);
    }
    if (exact.size() > 1) {
      return Fail(ErrorCode::kDuplicate, fmt::format("{} columns have the header {}, which {} names",
                                                     exact.size(), Quoted(wanted), Quoted(key)));
    }
    return Found(key, text, exact.empty() ? within : exact);
  }

  [[nodiscard]] Result<std::vector<size_t>> All(std::string_view key,
                                                const std::vector<std::string>& texts) const {
    Positions out;
    for (const std::string& text : texts) {
      CONSTAT_ASSIGN(const Positions more, One(key, text));
      out.insert(more.begin(), more.end());
    }
    return std::vector<size_t>(out.begin(), out.end());
  }

  [[nodiscard]] Result<size_t> Single(std::string_view key, std::string_view text) const {
    CONSTAT_ASSIGN(const Positions found, One(key, text));
    if (found.size() == 1) return *found.begin();
    return Fail(ErrorCode::kUsage,
                fmt::format("{} = {} names {} columns; it must be one: {} is the first of them", key,
                            Quoted(text), found.size(), Quoted(headers_[*found.begin()])));
  }

  [[nodiscard]] Result<std::optional<size_t>> Optional(std::string_view key,
                                                       const std::optional<std::string>& text) const {
    if (!text) return std::nullopt;
    CONSTAT_ASSIGN(const size_t found, Single(key, *text));
    return found;
  }

 private:
  [[nodiscard]] Result<Positions> ByPattern(std::string_view key, std::string_view text) const {
    CONSTAT_ASSIGN(const Pattern pattern, Pattern::Parse(text));
    Positions out;
    for (size_t i = 0; i < headers_.size(); ++i) {
      if (pattern.Matches(Trimmed(headers_[i]))) out.insert(i);
    }
    return Found(key, text, out);
  }

  [[nodiscard]] Result<Positions> Found(std::string_view key, std::string_view text,
                                        const Positions& found) const {
    if (!found.empty()) return found;
    constexpr size_t kShown = 12;
    std::string known;
    for (size_t i = 0; i < std::min(headers_.size(), kShown); ++i)
      known += (i ? ", " : "") + Quoted(headers_[i]);
    if (headers_.size() > kShown) known += fmt::format(" and {} more", headers_.size() - kShown);
    return Fail(ErrorCode::kUsage,
                fmt::format("{} = {} names no column; the table has {}", key, Quoted(text), known));
  }

  std::span<const std::string> headers_;
};

// CheckPurposes refuses a column whose counts would be taken for two different things.
Status CheckPurposes(const Columns& columns, std::span<const std::string> headers) {
  std::map<size_t, std::string> used;
  const auto claim = [&](const std::vector<size_t>& list, const std::string& purpose) -> Status {
    for (const size_t column : list) {
      const auto [at, is_new] = used.emplace(column, purpose);
      if (is_new) continue;
      return Fail(ErrorCode::kDuplicate, fmt::format("the column {} is mapped as {} and as {}",
                                                     Quoted(headers[column]), at->second, purpose));
    }
    return {};
  };
  CONSTAT_TRY(claim(columns.registered, "registered"));
  for (const Columns::Option& option : columns.options) {
    CONSTAT_TRY(claim(option.columns, "option " + Quoted(option.name)));
  }
  const std::map<size_t, std::string> before = used;
  CONSTAT_TRY(claim(columns.ballots, "ballots"));
  used = before;  // what was cast may stand in for what was counted
  CONSTAT_TRY(claim(columns.counted, "counted"));
  used = before;  // invalid papers are counted ones
  return claim(columns.invalid, "invalid");
}

Status FindOptions(const Mapping& mapping, const ColumnFinder& find, std::span<const std::string> headers,
                   std::vector<Columns::Option>& out) {
  for (const Group& option : mapping.options) {
    CONSTAT_ASSIGN(std::vector<size_t> columns, find.All(option.name, option.texts));
    out.push_back({option.name, std::move(columns)});
  }
  CONSTAT_ASSIGN(const std::vector<size_t> own, find.All("options", mapping.options_by_name));
  for (const size_t column : own) out.push_back({std::string(Trimmed(headers[column])), {column}});
  std::set<std::string_view> names;
  for (const Columns::Option& option : out) {
    if (names.insert(option.name).second) continue;
    return Fail(ErrorCode::kDuplicate, fmt::format("two options have the name {}", Quoted(option.name)));
  }
  return {};
}

}  // namespace

Result<Columns> FindColumns(const Mapping& mapping, std::span<const std::string> headers) {
  const ColumnFinder find(headers);
  Columns out;
  CONSTAT_ASSIGN(out.registered, find.All("registered", mapping.registered));
  CONSTAT_ASSIGN(out.ballots, find.All("ballots", mapping.ballots));
  CONSTAT_ASSIGN(out.counted, find.All("counted", mapping.counted));
  CONSTAT_ASSIGN(out.invalid, find.All("invalid", mapping.invalid));
  CONSTAT_TRY(FindOptions(mapping, find, headers, out.options));
  CONSTAT_ASSIGN(out.region, find.Optional("region", mapping.region));
  CONSTAT_ASSIGN(out.latitude, find.Optional("latitude", mapping.latitude));
  CONSTAT_ASSIGN(out.longitude, find.Optional("longitude", mapping.longitude));
  for (const std::string& text : mapping.station) {
    CONSTAT_ASSIGN(const size_t column, find.Single("station", text));
    out.station.push_back(column);
  }
  for (const Group& drop : mapping.drop) {
    CONSTAT_ASSIGN(const size_t column, find.Single("drop", drop.name));
    out.drop.push_back({column, drop.texts});
  }
  CONSTAT_TRY(CheckPurposes(out, headers));
  return out;
}

}  // namespace constat::table
