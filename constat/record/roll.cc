#include "constat/record/roll.h"

#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

Bytes EncodeRollChunk(const RollChunk& chunk) {
  wire::Writer writer;
  writer.U16(chunk.registrar).U16(chunk.region).U32(chunk.first_slot);
  writer.Fixed(chunk.order_hash).Count16(chunk.slots.size());
  for (const RollSlot& slot : chunk.slots) {
    writer.Fixed(slot.share.encoded);
    zkp::WriteSchnorr(writer, slot.proof);
  }
  writer.Fixed(chunk.signature);
  return writer.Take();
}

Result<RollChunk> DecodeRollChunk(ByteView body) {
  wire::Reader reader(body);
  RollChunk chunk;
  chunk.registrar = reader.U16();
  chunk.region = reader.U16();
  chunk.first_slot = reader.U32();
  chunk.order_hash = reader.Fixed32();
  const size_t count = reader.Count16(1, kMaxSlotsPerChunk);
  for (size_t i = 0; i < count && reader.ok(); ++i) {
    RollSlot& slot = chunk.slots.emplace_back();
    slot.share = zkp::ReadPoint(reader);
    slot.proof = zkp::ReadSchnorr(reader);
  }
  chunk.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return chunk;
}

Bytes EncodeRollEnd(const RollEnd& end) {
  wire::Writer writer;
  writer.U16(end.registrar);
  for (const uint32_t count : end.counts) writer.U32(count);
  writer.Fixed(end.hash).Fixed(end.signature);
  return writer.Take();
}

Result<RollEnd> DecodeRollEnd(const Manifest& manifest, ByteView body) {
  wire::Reader reader(body);
  RollEnd end;
  end.registrar = reader.U16();
  for (size_t i = 0; i < manifest.regions.size() && reader.ok(); ++i) end.counts.push_back(reader.U32());
  end.hash = reader.Fixed32();
  end.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return end;
}

Bytes EncodeOpen(const Open& open) {
  wire::Writer writer;
  writer.Fixed(open.joint_key.encoded).Fixed(open.root).Fixed(open.signature);
  return writer.Take();
}

Result<Open> DecodeOpen(ByteView body) {
  wire::Reader reader(body);
  Open open;
  open.joint_key = zkp::ReadPoint(reader);
  open.root = reader.Fixed32();
  open.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return open;
}

}  // namespace constat::record
