#include "constat/record/software_change.h"

#include "constat/record/manifest_layout.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

Bytes EncodeSoftwareChange(const SoftwareChange& change) {
  wire::Writer writer;
  writer.U16(change.number);
  WriteSoftware(writer, change.software);
  writer.Fixed(change.organiser_signature).Fixed(change.board_signature);
  return writer.Take();
}

Result<SoftwareChange> DecodeSoftwareChange(ByteView body) {
  wire::Reader reader(body);
  SoftwareChange change;
  change.number = reader.U16();
  change.software = ReadSoftware(reader);
  change.organiser_signature = reader.Fixed64();
  change.board_signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return change;
}

}  // namespace constat::record
