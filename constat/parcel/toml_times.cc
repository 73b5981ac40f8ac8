#include "constat/parcel/toml_times.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "constat/parcel/referendum_keys.h"
#include "constat/record/local_time.h"
#include "constat/record/manifest_defaults.h"
#include "constat/text/number.h"

namespace constat::parcel {
namespace {

constexpr size_t kMaxOffsets = 16;  // of MAN-1

// ParseEast reads "+02:00" or "-03:30" as minutes.
std::optional<int16_t> ParseEast(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (!digit(1) || !digit(2) || !digit(4) || !digit(5)) return std::nullopt;
  const int hours = 10 * (text[1] - '0') + (text[2] - '0');
  const int minutes = 10 * (text[4] - '0') + (text[5] - '0');
  if (minutes > 59) return std::nullopt;
  return static_cast<int16_t>((text[0] == '-' ? -1 : 1) * (60 * hours + minutes));
}

// WhyNot says what is wrong with a local time that does not exist or exists twice, and what to write.
std::string WhyNot(const record::Zone& zone, int64_t clock_ms, std::span<const uint64_t> instants) {
  std::string clock = text::FormatIsoTime(static_cast<uint64_t>(clock_ms));
  clock.pop_back();
  if (instants.size() == 2) {
    return fmt::format("{} is there twice in {}, where clocks go back: write {} or {}", clock, zone.name,
                       record::FormatIsoLocal(zone, instants[0]), record::FormatIsoLocal(zone, instants[1]));
  }
  return fmt::format(
      "{} does not exist in {}, where clocks go forward: write the time with its offset from UTC, such as "
      "2026-05-17T08:00:00+02:00",
      clock, zone.name);
}

}  // namespace

std::optional<uint32_t> ReadSpan(text::TomlFields& root, const std::string& name) {
  const std::string seconds = name + "_seconds";
  const std::string minutes = name + "_minutes";
  root.file().lines[name] = root.LineOfField(root.Has(seconds) ? seconds : minutes);
  if (root.Has(seconds) && root.Has(minutes)) {
    root.Fail(seconds, fmt::format("give the {} either in minutes or in seconds", name));
  }
  if (root.Has(seconds)) return 1000 * static_cast<uint32_t>(root.Integer(seconds, BoundsOf(seconds)));
  if (root.Has(minutes)) return 60'000 * static_cast<uint32_t>(root.Integer(minutes, BoundsOf(minutes)));
  return std::nullopt;
}

record::Zone ReadZone(text::TomlFields& root) {
  record::Zone out;
  if (root.IsString("zone")) {
    out.name = root.String("zone");
    if (out.name == "UTC") out = record::Utc();
    return out;
  }
  text::TomlFields fields = root.Table("zone");
  out.name = fields.String("name");
  for (text::TomlFields& entry : fields.Tables("offset")) {
    record::Offset& offset = out.offsets.emplace_back();
    if (entry.Has("from")) offset.from_ms = entry.TimeMs("from");
    const std::string text = entry.String("east");
    const std::optional<int16_t> minutes = ParseEast(text);
    if (minutes) {
      offset.minutes = *minutes;
    } else {
      entry.Fail(
          "east",
          fmt::format("\"{}\" is not an offset from UTC; write such as \"+02:00\" or \"-03:30\"", text));
    }
    offset.abbreviation = entry.String("abbreviation");
    entry.Done();
  }
  if (!root.file().error && (out.offsets.empty() || out.offsets.front().from_ms != 0))
    root.Fail("zone", "the first offset must have no \"from\": it holds until the second one's");
  fields.Done();
  return out;
}

uint64_t TimesReader::Read(const std::string& name) {
  root_.file().lines[name] = root_.LineOfField(name);
  const std::optional<text::TomlFields::WrittenTime> written = root_.Time(name);
  if (!written) return 0;
  if (written->east_minutes) return root_.TimeMs(name);
  if (written->clock_ms < 0) {
    root_.Fail(name, "the time is before 1970", ErrorCode::kBadNumber);
    return 0;
  }
  const Result<record::Zone> zone = ZoneAround(static_cast<uint64_t>(written->clock_ms));
  if (!zone) {
    root_.Fail("zone", zone.error().detail, zone.error().code);
    return 0;
  }
  const std::vector<uint64_t> instants = record::InstantsOf(*zone, written->clock_ms);
  if (instants.size() != 1) root_.Fail(name, WhyNot(*zone, written->clock_ms, instants));
  return instants.empty() ? 0 : instants.front();
}

Result<record::Zone> TimesReader::ZoneAround(uint64_t clock_ms) const {
  constexpr uint64_t kDayMs = 86'400'000;
  if (!zone_.offsets.empty()) return zone_;
  return zones_(zone_.name, {clock_ms - std::min(clock_ms, kDayMs), clock_ms + kDayMs});
}

Result<record::Zone> ExpandZone(const record::Manifest& m, const ZoneByName& zones) {
  constexpr uint64_t kYearMs = uint64_t{366} * 86'400'000;
  constexpr uint64_t kLatestMs = uint64_t{1} << 53;
  const uint64_t from_ms = m.opening_ms - std::min(m.opening_ms, kYearMs);
  const uint64_t until_ms = std::clamp(m.archive_ms, from_ms, kLatestMs);
  CONSTAT_ASSIGN(record::Zone zone, zones(m.zone.name, {from_ms, until_ms}));
  if (zone.offsets.size() <= kMaxOffsets) return zone;
  return Fail(ErrorCode::kBadNumber,
              fmt::format("{} changes its clocks {} times until the end of the archive, and a manifest can "
                          "list {}: choose an earlier archive",
                          m.zone.name, zone.offsets.size() - 1, kMaxOffsets - 1));
}

Result<record::Zone> ZoneOnThisMachine(const record::Manifest& manifest) {
  if (manifest.zone.name == record::Utc().name) return record::Utc();
  return ExpandZone(manifest, MachineZones());
}

}  // namespace constat::parcel
