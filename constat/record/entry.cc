#include "constat/record/entry.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/crypto/label.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

std::optional<EntryType> EntryTypeOf(uint8_t number) {
  switch (number) {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) \
  case number:                                                                       \
    return EntryType::constant;
#include "constat/record/entry_types.inc"
    default:
      return std::nullopt;
  }
}

std::string_view EntryTypeName(EntryType type) {
  switch (type) {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) \
  case EntryType::constant:                                                          \
    return name;
#include "constat/record/entry_types.inc"
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
                fmt::format("the entry has {} bytes; at most {} are allowed", bytes.size(), kMaxEntrySize));
  }
  wire::Reader reader(bytes);
  const uint8_t number = reader.U8();
  const std::optional<EntryType> type = EntryTypeOf(number);
  if (reader.ok() && !type) {
    reader.FailWith(ErrorCode::kUnknownEnum, fmt::format("there is no entry of the type {}; take a "
                                                         "newer program, which may know it, or have the "
                                                         "file sent again",
                                                         number));
  }
  const uint64_t time_ms = reader.U64();
  const ByteView body = reader.Opaque16(0, 0xffff);
  CONSTAT_TRY(reader.Finish());
  return EntryView{*type, time_ms, body};
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
