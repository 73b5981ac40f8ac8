#include "constat/record/manifest_defaults.h"

#include <algorithm>

#include "constat/base/version.h"

namespace constat::record {
namespace {

constexpr uint64_t kSecond = 1000;
constexpr uint64_t kMinute = 60 * kSecond;
constexpr uint64_t kHour = 60 * kMinute;
constexpr uint64_t kDay = 24 * kHour;

}  // namespace

uint32_t DefaultGraceMs(uint64_t opening_ms, uint64_t closing_ms) {
  const uint64_t quarter = (closing_ms - opening_ms) / 4;
  return static_cast<uint32_t>(std::min(6 * kHour, std::max(15 * kMinute, quarter / kSecond * kSecond)));
}

uint32_t DefaultSealMs(const Manifest& m) {
  if (m.quorum == m.witnesses.size()) return m.grace_ms;
  return std::min<uint32_t>(15 * kMinute, m.grace_ms);
}

uint64_t DefaultArchiveMs(const Manifest& m) { return m.closing_ms + 60 * kDay; }

uint64_t DefaultReplaceUntilMs(const Manifest& m) {
  if (m.replace_permille == 0 && m.replace_least == 0) return 0;
  const uint64_t half = (m.closing_ms - m.opening_ms) / 2;
  const uint64_t left = std::max<uint64_t>(m.grace_ms, std::min(kDay, half));
  return m.closing_ms < left ? 0 : (m.closing_ms - left) / kMinute * kMinute;
}

uint16_t DefaultDrills(const Manifest& m) {
  const auto n = static_cast<uint16_t>(m.trustees.size());
  const auto fewer = static_cast<uint16_t>(std::max<uint16_t>(n, 1) - 1);
  return std::max(m.threshold, std::min<uint16_t>(fewer, m.threshold + 1));
}

Notices NoNotices(size_t languages) {
  const LocalText nowhere(languages);
  return {nowhere, nowhere, nowhere};
}

Zone Utc() { return {"UTC", {{0, 0, "UTC"}}}; }

Software NoSoftware() {
  const std::string_view program = ProgramVersion();
  const size_t space = program.find(' ');
  return {std::string(program.substr(0, space)), std::string(program.substr(space + 1)), {}};
}

void SetDefaults(Manifest& m) {
  m.contact.assign(m.languages.size(), m.organiser.name);
  m.notices = NoNotices(m.languages.size());
  m.zone = Utc();
  m.ceremony_end_ms = m.opening_ms;
  m.seal_ms = DefaultSealMs(m);
  m.archive_ms = DefaultArchiveMs(m);
  m.replace_permille = kDefaultReplacePermille;
  m.replace_least = kDefaultReplaceLeast;
  m.replace_until_ms = DefaultReplaceUntilMs(m);
  m.no_spare_trustee = m.threshold == m.trustees.size();
  m.drills = DefaultDrills(m);
  m.software = NoSoftware();
  KeepOwnKeys(m);
}

}  // namespace constat::record
