// Writer: encodes the TLS presentation language (RFC 8446, section 3). Spec: ENC-1.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/check.h"

namespace constat::wire {

class Writer {
 public:
  Writer& U8(uint8_t v) { return Integer(v, 1); }
  Writer& U16(uint16_t v) { return Integer(v, 2); }
  Writer& U32(uint32_t v) { return Integer(v, 4); }
  Writer& U64(uint64_t v) { return Integer(v, 8); }
  Writer& I16(int16_t v) { return U16(static_cast<uint16_t>(v)); }  // ENC-8
  Writer& Bool(bool v) { return U8(v ? 1 : 0); }

  // Fixed writes bytes without a length.
  Writer& Fixed(ByteView bytes) {
    Append(out_, bytes);
    return *this;
  }

  // Opaque8 and Opaque16 write a length of one or two bytes, then the bytes. REQUIRES: they fit.
  Writer& Opaque8(ByteView bytes) {
    CONSTAT_CHECK(bytes.size() <= 0xff);
    return U8(static_cast<uint8_t>(bytes.size())).Fixed(bytes);
  }
  Writer& Opaque16(ByteView bytes) {
    CONSTAT_CHECK(bytes.size() <= 0xffff);
    return U16(static_cast<uint16_t>(bytes.size())).Fixed(bytes);
  }
  Writer& Text16(std::string_view text) { return Opaque16(AsBytes(text)); }

  // Count16 writes a number of elements. REQUIRES: n <= 65535.
  Writer& Count16(size_t n) {
    CONSTAT_CHECK(n <= 0xffff);
    return U16(static_cast<uint16_t>(n));
  }

  [[nodiscard]] const Bytes& bytes() const { return out_; }
  [[nodiscard]] Bytes Take() { return std::move(out_); }

 private:
  Writer& Integer(uint64_t value, size_t size) {
    for (size_t i = 0; i < size; ++i) out_.push_back(static_cast<uint8_t>(value >> (8 * (size - 1 - i))));
    return *this;
  }

  Bytes out_;
};

}  // namespace constat::wire
