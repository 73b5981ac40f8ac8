#include "constat/record/refusal.h"

#include "constat/crypto/hash.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {
namespace {

void WriteUnsigned(wire::Writer& writer, const Refusal& refusal) {
  writer.Fixed(refusal.manifest_hash).U8(static_cast<uint8_t>(refusal.type)).Fixed(refusal.body_hash);
  writer.U16(refusal.code).U64(refusal.tree.size).Fixed(refusal.tree.root);
  writer.U64(refusal.time_ms).Fixed(refusal.request);
}

Refusal ReadRefusal(wire::Reader& reader) {
  Refusal refusal;
  refusal.manifest_hash = reader.Fixed32();
  const uint8_t type = reader.U8();
  if (type != static_cast<uint8_t>(RefusedType::kBallot) &&
      type != static_cast<uint8_t>(RefusedType::kStatement)) {
    reader.FailWith(ErrorCode::kUnknownEnum, "the refusal is about something that is not refused in writing");
  }
  refusal.type = RefusedType{type};
  refusal.body_hash = reader.Fixed32();
  refusal.code = reader.U16();
  refusal.tree.size = reader.U64();
  refusal.tree.root = reader.Fixed32();
  refusal.time_ms = reader.U64();
  refusal.request = reader.Fixed32();
  refusal.signature = reader.Fixed64();
  return refusal;
}

}  // namespace

Bytes EncodeRefusal(const Refusal& refusal) {
  wire::Writer writer;
  WriteUnsigned(writer, refusal);
  writer.Fixed(refusal.signature);
  return writer.Take();
}

Result<Refusal> DecodeRefusal(ByteView bytes) {
  wire::Reader reader(bytes);
  Refusal refusal = ReadRefusal(reader);
  CONSTAT_TRY(reader.Finish());
  return refusal;
}

Bytes32 RequestHash(const Request& request) {
  wire::Writer writer;
  writer.Fixed(request.random).U64(request.tree.size).Fixed(request.tree.root);
  return crypto::LabelledSha256(crypto::Label::kRequest, writer.bytes());
}

Bytes32 RefusedHash(RefusedType type, ByteView body) {
  wire::Writer writer;
  writer.U8(static_cast<uint8_t>(type)).Fixed(body);
  return crypto::LabelledSha256(crypto::Label::kRefused, writer.bytes());
}

Bytes EncodeRefusalFile(const RefusalFile& file) {
  wire::Writer writer;
  WriteUnsigned(writer, file.refusal);
  writer.Fixed(file.refusal.signature);
  writer.Fixed(file.request.random).U64(file.request.tree.size).Fixed(file.request.tree.root);
  writer.Opaque16(file.body);
  return writer.Take();
}

Result<RefusalFile> DecodeRefusalFile(ByteView bytes) {
  wire::Reader reader(bytes);
  RefusalFile file{.refusal = ReadRefusal(reader), .request = {}, .body = {}};
  file.request.random = reader.Fixed32();
  file.request.tree.size = reader.U64();
  file.request.tree.root = reader.Fixed32();
  const ByteView body = reader.Opaque16(0, kMaxRefusedBody);
  CONSTAT_TRY(reader.Finish());
  file.body.assign(body.begin(), body.end());
  return file;
}

Bytes RefusalMessage(const Refusal& refusal) {
  const ByteView label = crypto::LabelBytes(crypto::Label::kRefusal);
  wire::Writer writer;
  writer.Fixed(label);
  WriteUnsigned(writer, refusal);
  return writer.Take();
}

Status CheckRefusalFile(const RefusalFile& file, const crypto::Ed25519PublicKey& refusal_key) {
  const Refusal& refusal = file.refusal;
  if (!crypto::VerifyEd25519(refusal_key, RefusalMessage(refusal), refusal.signature)) {
    return Fail(ErrorCode::kBadSignature,
                "the refusal is not signed by the board, or was changed afterwards");
  }
  if (refusal.body_hash != RefusedHash(refusal.type, file.body)) {
    return Fail(ErrorCode::kWrongHash, "the refusal is about another file than this one");
  }
  if (refusal.request != RequestHash(file.request)) {
    return Fail(ErrorCode::kWrongHash, "the refusal answers another request than this one");
  }
  return {};
}

}  // namespace constat::record
