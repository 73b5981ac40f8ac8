// Entry: one leaf of a referendum's log. Spec: LOG-2, LOG-6.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/ed25519.h"

namespace constat::record {

inline constexpr size_t kMaxEntrySize = 65535;
inline constexpr size_t kEntryOverhead = 1 + 8 + 2;  // type, time, length of the body
inline constexpr size_t kMaxBodySize = kMaxEntrySize - kEntryOverhead;

enum class EntryType : uint8_t {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) constant = number,
#include "constat/record/entry_types.inc"
};

// kEntryTypes is all of them, by number.
inline constexpr std::array kEntryTypes{
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) EntryType::constant,
#include "constat/record/entry_types.inc"
};

// EntryTypeOf is the type with this number; none if there is no such type.
[[nodiscard]] std::optional<EntryType> EntryTypeOf(uint8_t number);

// EntryTypeName is the spec's name, such as "trustee_deal".
[[nodiscard]] std::string_view EntryTypeName(EntryType type);

struct Entry {
  EntryType type;
  uint64_t time_ms;
  Bytes body;
};

// EntryView is an Entry whose body lives elsewhere.
struct EntryView {
  EntryType type;
  uint64_t time_ms;
  ByteView body;
};

// EncodeEntry REQUIRES body.size() <= kMaxBodySize.
[[nodiscard]] Bytes EncodeEntry(const EntryView& entry);
[[nodiscard]] inline Bytes EncodeEntry(const Entry& entry) {
  return EncodeEntry(EntryView{entry.type, entry.time_ms, entry.body});
}

// DecodeEntry views bytes. ERRORS: kTooLarge, kTruncated, kTrailingBytes, kUnknownEnum.
[[nodiscard]] Result<EntryView> DecodeEntry(ByteView bytes);

// SignedMessage is what LAB-3's Ed25519 signatures cover: label || manifest hash || type || author || body
// without the signature.
[[nodiscard]] Bytes SignedMessage(const Bytes32& manifest_hash, EntryType type, uint16_t author,
                                  ByteView unsigned_body);

}  // namespace constat::record
