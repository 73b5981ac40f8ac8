// Reader: decodes the TLS presentation language (RFC 8446, section 3), canonical only.
//
// The first failure sticks: later reads return zeros and empty views, and Finish() reports it with its
// offset. A decoder therefore reads straight through and checks once. Not thread-safe. Spec: ENC-1.
#pragma once

#include <optional>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/text/plain_text.h"

namespace constat::wire {

class Reader {
 public:
  // Reader views bytes, which must outlive it and all views it returns.
  explicit Reader(ByteView bytes) : bytes_(bytes) {}

  [[nodiscard]] uint8_t U8() { return static_cast<uint8_t>(Integer(1)); }
  [[nodiscard]] uint16_t U16() { return static_cast<uint16_t>(Integer(2)); }
  [[nodiscard]] uint32_t U32() { return static_cast<uint32_t>(Integer(4)); }
  [[nodiscard]] uint64_t U64() { return Integer(8); }
  [[nodiscard]] int16_t I16() { return static_cast<int16_t>(U16()); }  // ENC-8

  // Fixed reads exactly size bytes (empty after a failure).
  [[nodiscard]] ByteView Fixed(size_t size);
  [[nodiscard]] Bytes32 Fixed32();
  [[nodiscard]] Bytes64 Fixed64();

  // Opaque8 and Opaque16 read opaque<min..max> with a length of one or two bytes.
  // ERRORS: kBadLength outside [min, max].
  [[nodiscard]] ByteView Opaque8(size_t min, size_t max);
  [[nodiscard]] ByteView Opaque16(size_t min, size_t max);

  // Text16 reads opaque<min..max> that text::CheckPlainText accepts. ERRORS: kBadText.
  [[nodiscard]] std::string Text16(size_t min, size_t max, text::Lines lines = text::Lines::kOne);

  // Enum8 reads one byte that must be below count. ERRORS: kUnknownEnum.
  [[nodiscard]] uint8_t Enum8(uint8_t count);

  // Bool reads 0 or 1. ERRORS: kUnknownEnum.
  [[nodiscard]] bool Bool() { return Enum8(2) == 1; }

  // Count16 reads a uint16 number of elements in [min, max]. ERRORS: kBadLength.
  [[nodiscard]] size_t Count16(size_t min, size_t max);

  // FailWith records an error at the current offset, unless one is recorded already.
  void FailWith(ErrorCode code, std::string_view what);

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  [[nodiscard]] size_t offset() const { return offset_; }
  [[nodiscard]] size_t remaining() const { return ok() ? bytes_.size() - offset_ : 0; }

  // Finish returns the first failure, or kTrailingBytes if bytes are left.
  [[nodiscard]] Status Finish();

 private:
  uint64_t Integer(size_t size);

  ByteView bytes_;
  size_t offset_ = 0;
  std::optional<Error> error_;
};

}  // namespace constat::wire
