#include "constat/record/replacement.h"

#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

Bytes EncodeReplacementShare(const ReplacementShare& share) {
  wire::Writer writer;
  writer.U16(share.registrar).Fixed(share.old.encoded).U64(share.until_ms).Fixed(share.share.encoded);
  zkp::WriteSchnorr(writer, share.proof);
  writer.Fixed(share.signature);
  return writer.Take();
}

Result<ReplacementShare> DecodeReplacementShare(ByteView body) {
  wire::Reader reader(body);
  ReplacementShare share;
  share.registrar = reader.U16();
  share.old = zkp::ReadPoint(reader);
  share.until_ms = reader.U64();
  share.share = zkp::ReadPoint(reader);
  share.proof = zkp::ReadSchnorr(reader);
  share.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return share;
}

}  // namespace constat::record
