#include "constat/parcel/zone_database.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <vector>

#include "constat/io/file.h"
#include "constat/parcel/posix_rule.h"
#include "constat/text/number.h"
#include "constat/wire/reader.h"

namespace constat::parcel {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultFolder = "/usr/share/zoneinfo";
constexpr size_t kMaxFile = size_t{1} << 20;
constexpr int64_t kSecondMs = 1000;
constexpr int32_t kMinuteInS = 60;
constexpr int32_t kMostS = 14 * 3600;
constexpr std::string_view kByHand =
    "install the package tzdata, or write the offsets of the zone by hand:\n"
    "  [zone]\n"
    "  name = \"Europe/Kyiv\"\n"
    "  [[zone.offset]]\n"
    "  east = \"+02:00\"\n"
    "  abbreviation = \"EET\"\n"
    "  [[zone.offset]]\n"
    "  from = 2026-03-29T01:00:00Z\n"
    "  east = \"+03:00\"\n"
    "  abbreviation = \"EEST\"";

tl::unexpected<Error> Unreadable(const std::string& name, std::string_view why) {
  return Fail(ErrorCode::kCannotRead, fmt::format("the machine's file of the time zone {} {}", name, why));
}

// Change is that clocks show type from a time on.
struct Change {
  int64_t at_s = 0;
  ClockType type;
};

// Counts are the numbers in a header of a TZif file.
struct Counts {
  uint32_t ut, standard, leaps, times, types, characters;
};

constexpr std::string_view kMagic = "TZif";
constexpr size_t kReserved = 15;

// ReadCounts reads a header; none if it is none of version 2 or later.
std::optional<Counts> ReadCounts(wire::Reader& reader) {
  const bool magic = AsText(reader.Fixed(kMagic.size())) == kMagic;
  const uint8_t version = reader.U8();
  std::ignore = reader.Fixed(kReserved);
  Counts out{};
  for (uint32_t* count : {&out.ut, &out.standard, &out.leaps, &out.times, &out.types, &out.characters})
    *count = reader.U32();
  if (!reader.ok() || !magic || version < '2') return std::nullopt;
  return out;
}

// SkipBody skips the data block of version 1, whose times have 4 bytes.
void SkipBody(wire::Reader& reader, const Counts& counts) {
  std::ignore = reader.Fixed(counts.times * size_t{5} + counts.types * size_t{6} + counts.characters +
                             counts.leaps * size_t{8} + counts.standard + counts.ut);
}

// Table is the data block of version 2: what clocks show before its first change, its changes, and what comes
// after the last.
struct Table {
  ClockType first;
  std::vector<Change> changes;
  std::optional<PosixRule> rule;
};

// ReadTypes reads the types of clocks, with their names; none if they are not well-formed.
std::optional<std::vector<ClockType>> ReadTypes(wire::Reader& reader, const Counts& counts) {
  struct Raw {
    int32_t east_s;
    uint8_t name;
  };
  std::vector<Raw> raw;
  for (uint32_t i = 0; i < counts.types && reader.ok(); ++i) {
    const auto east_s = static_cast<int32_t>(reader.U32());
    std::ignore = reader.U8();  // whether it is summer time: nothing follows from it here
    raw.push_back({east_s, reader.U8()});
  }
  const std::string_view names = AsText(reader.Fixed(counts.characters));
  std::vector<ClockType> out;
  for (const Raw& type : raw) {
    const size_t end = names.find('\0', type.name);
    if (type.name >= names.size() || end == std::string_view::npos) return std::nullopt;
    out.push_back({type.east_s, std::string(names.substr(type.name, end - type.name))});
  }
  if (out.empty()) return std::nullopt;
  return out;
}

Result<Table> ReadTable(ByteView bytes, const std::string& name) {
  constexpr std::string_view kNoTzif = "is no TZif file of version 2 or later";
  wire::Reader reader(bytes);
  const std::optional<Counts> old = ReadCounts(reader);
  if (!old) return Unreadable(name, kNoTzif);
  SkipBody(reader, *old);
  const std::optional<Counts> counts = ReadCounts(reader);
  if (!counts) return Unreadable(name, kNoTzif);
  if (counts->leaps != 0) return Unreadable(name, "counts leap seconds");
  std::vector<int64_t> times;
  for (uint32_t i = 0; i < counts->times && reader.ok(); ++i)
    times.push_back(static_cast<int64_t>(reader.U64()));
  const ByteView indices = reader.Fixed(counts->times);
  const std::optional<std::vector<ClockType>> types = ReadTypes(reader, *counts);
  std::ignore = reader.Fixed(size_t{counts->standard} + counts->ut);
  const std::string_view footer = AsText(reader.Fixed(reader.remaining()));
  if (!reader.ok() || !types || footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n')
    return Unreadable(name, "is damaged");
  Table out{types->front(), {}, std::nullopt};
  for (size_t i = 0; i < times.size(); ++i) {
    if (indices[i] >= types->size() || (i > 0 && times[i] <= times[i - 1]))
      return Unreadable(name, "is damaged");
    out.changes.push_back({times[i], (*types)[indices[i]]});
  }
  if (footer.size() == 2) return out;
  out.rule = ParsePosixRule(footer.substr(1, footer.size() - 2));
  if (!out.rule) return Unreadable(name, "ends with a rule that this program does not know");
  return out;
}

// AddByRule adds what the rule says from the year of the last change in the table until until_s.
void AddByRule(Table& table, int64_t from_s, int64_t until_s) {
  if (!table.rule) return;
  const int64_t last_s = table.changes.empty() ? INT64_MIN : table.changes.back().at_s;
  const ClockType& standard = table.rule->standard;
  if (!table.rule->summer) {
    if (last_s == INT64_MIN) table.first = standard;
    return;
  }
  const PosixRule::Summer& summer = *table.rule->summer;
  std::vector<Change> by_rule;
  const auto year_of = [](int64_t s) {
    return static_cast<int>(
        text::ToCalendar(static_cast<uint64_t>(std::max<int64_t>(s, 0) * kSecondMs)).year);
  };
  // A year before the span, so that what holds at its beginning is known.
  for (int year = year_of(std::max(from_s, last_s)) - 1; year <= year_of(until_s) + 1; ++year) {
    by_rule.push_back({BeginOf(summer.ends, year, summer.type.east_s), standard});
    by_rule.push_back({BeginOf(summer.begins, year, standard.east_s), summer.type});
  }
  // Summer that ends when it begins again, as in a zone that has nothing else, never ends.
  std::stable_sort(by_rule.begin(), by_rule.end(),
                   [](const Change& a, const Change& b) { return a.at_s < b.at_s; });
  for (size_t i = 0; i < by_rule.size(); ++i) {
    const bool undone = i + 1 < by_rule.size() && by_rule[i + 1].at_s == by_rule[i].at_s;
    if (by_rule[i].at_s > last_s && !undone) table.changes.push_back(by_rule[i]);
  }
}

}  // namespace

Result<record::Zone> ParseTzif(ByteView bytes, const std::string& name, const TimeSpan& span) {
  CONSTAT_ASSIGN(Table table, ReadTable(bytes, name));
  const int64_t from_s = static_cast<int64_t>(span.from_ms) / kSecondMs;
  const int64_t until_s = static_cast<int64_t>(span.until_ms) / kSecondMs;
  AddByRule(table, from_s, until_s);
  std::vector<Change> kept{{0, table.first}};
  for (const Change& change : table.changes) {
    if (change.at_s > until_s) break;
    if (change.at_s <= from_s) {
      kept.front().type = change.type;
    } else if (change.type != kept.back().type) {
      kept.push_back(change);
    }
  }
  record::Zone out{name, {}};
  for (const Change& change : kept) {
    if (change.type.east_s % kMinuteInS != 0 || std::abs(change.type.east_s) > kMostS)
      return Unreadable(name, "has an offset that is no whole minute within 14 hours");
    out.offsets.push_back({static_cast<uint64_t>(change.at_s * kSecondMs),
                           static_cast<int16_t>(change.type.east_s / kMinuteInS), change.type.abbreviation});
  }
  return out;
}

Result<record::Zone> NoZones(const std::string& name, const TimeSpan&) {
  return Fail(ErrorCode::kMissingFile,
              fmt::format("the offsets of {} are not known here: there is no database of time zones; {}",
                          name, kByHand));
}

ZoneByName ZonesIn(const fs::path& folder) {
  return [folder](const std::string& name, const TimeSpan& span) -> Result<record::Zone> {
    const bool is_name = !name.empty() && name.front() != '/' && name.back() != '/' &&
                         name.find("//") == std::string::npos &&
                         std::all_of(name.begin(), name.end(), [](char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                  (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-' || c == '/';
                         });
    if (!is_name)
      return Fail(ErrorCode::kBadText, fmt::format("\"{}\" is no time zone such as \"Europe/Kyiv\"", name));
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) return NoZones(name, span);
    if (!fs::is_regular_file(folder / name, ignored)) {
      return Fail(ErrorCode::kMissingFile,
                  fmt::format("this machine's database knows no time zone \"{}\"; names are such as "
                              "\"Europe/Kyiv\". Give another one, or {}",
                              name, kByHand));
    }
    CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(folder / name, kMaxFile));
    return ParseTzif(bytes, name, span);
  };
}

ZoneByName MachineZones() {
  const char* const folder = std::getenv("TZDIR");
  return ZonesIn(folder != nullptr && *folder != '\0' ? fs::path(folder) : fs::path(kDefaultFolder));
}

}  // namespace constat::parcel
