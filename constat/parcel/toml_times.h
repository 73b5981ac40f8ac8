// The times of a referendum.toml, and the zone in which those without an offset from UTC are
// meant. Spec: MAN-4.
#pragma once

#include <optional>
#include <string>

#include "constat/parcel/zone_database.h"
#include "constat/record/manifest.h"
#include "constat/text/toml_fields.h"

namespace constat::parcel {

// ReadSpan reads a time of NAME_minutes or NAME_seconds, in milliseconds; none if neither is there.
[[nodiscard]] std::optional<uint32_t> ReadSpan(text::TomlFields& root, const std::string& name);

// ReadZone reads a zone with its offsets, or its name alone; then its offsets are empty.
[[nodiscard]] record::Zone ReadZone(text::TomlFields& root);

// TimesReader reads times, with those without an offset taken as the zone's own.
class TimesReader {
 public:
  // zone has its offsets, or only a name, under which zones knows them. All three must outlive the reader.
  TimesReader(text::TomlFields& root, const record::Zone& zone, const ZoneByName& zones)
      : root_(root), zone_(zone), zones_(zones) {}

  // Read reads a time that CheckManifest calls NAME_ms. Fails for one that does not exist in the zone, or
  // exists twice, and says what to write.
  [[nodiscard]] uint64_t Read(const std::string& name);

 private:
  [[nodiscard]] Result<record::Zone> ZoneAround(uint64_t clock_ms) const;

  text::TomlFields& root_;
  const record::Zone& zone_;
  const ZoneByName& zones_;
};

// ExpandZone lists the offsets of a zone of which only the name is known: what holds a year before the
// opening, and every change from then to the end of the archive.
[[nodiscard]] Result<record::Zone> ExpandZone(const record::Manifest& manifest, const ZoneByName& zones);

// ZoneOnThisMachine is ExpandZone of the machine's database, for UTC too. ERRORS: MachineZones'.
[[nodiscard]] Result<record::Zone> ZoneOnThisMachine(const record::Manifest& manifest);

}  // namespace constat::parcel
