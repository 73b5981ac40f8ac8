#include "constat/record/entry.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/crypto/label.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

std::string_view EntryTypeName(EntryType type) {
  switch (type) {
    case EntryType::kManifest:
      return "manifest";
    case EntryType::kTrusteeDeal:
      return "trustee_deal";
    case EntryType::kTrusteeAccept:
      return "trustee_accept";
    case EntryType::kTrusteeComplaint:
      return "trustee_complaint";
    case EntryType::kRollChunk:
      return "roll_chunk";
    case EntryType::kRollEnd:
      return "roll_end";
    case EntryType::kOpen:
      return "open";
    case EntryType::kBallot:
      return "ballot";
    case EntryType::kClose:
      return "close";
    case EntryType::kDecryptionShare:
      return "decryption_share";
    case EntryType::kResult:
      return "result";
  }
  CONSTAT_CHECK(false);
}

Bytes EncodeEntry(const EntryView& entry) {
  CONSTAT_CHECK(entry.body.size() <= kMaxBodySize);
  wire::Writer writer;
  writer.U8(static_cast<uint8_t>(entry.type)).U64(entry.time_ms).Opaque16(entry.body);
  return writer.Take();
}

Result<EntryView> DecodeEntry(ByteView bytes) {
  if (bytes.size() > kMaxEntrySize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("an entry of {} bytes; {} are allowed", bytes.size(), kMaxEntrySize));
  }
  wire::Reader reader(bytes);
  const uint8_t type = reader.U8();
  if (reader.ok() && (type < static_cast<uint8_t>(EntryType::kManifest) ||
                      type > static_cast<uint8_t>(EntryType::kResult))) {
    reader.FailWith(ErrorCode::kUnknownEnum, fmt::format("{} is no entry type", type));
  }
  const uint64_t time_ms = reader.U64();
  const ByteView body = reader.Opaque16(0, 0xffff);
  CONSTAT_TRY(reader.Finish());
  return EntryView{static_cast<EntryType>(type), time_ms, body};
}

Bytes SignedMessage(const Bytes32& manifest_hash, EntryType type, uint16_t author, ByteView unsigned_body) {
  wire::Writer writer;
  writer.Fixed(crypto::LabelBytes(crypto::Label::kSignature))
      .Fixed(manifest_hash)
      .U8(static_cast<uint8_t>(type))
      .U16(author)
      .Fixed(unsigned_body);
  return writer.Take();
}

}  // namespace constat::record
