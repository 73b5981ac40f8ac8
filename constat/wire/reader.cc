#include "constat/wire/reader.h"

#include <fmt/core.h>

#include <algorithm>

namespace constat::wire {

void Reader::FailWith(ErrorCode code, std::string_view what) {
  if (!error_) error_ = Error{code, fmt::format("at byte {}: {}", offset_, what)};
}

ByteView Reader::Fixed(size_t size) {
  if (error_) return {};
  if (bytes_.size() - offset_ < size) {
    FailWith(ErrorCode::kTruncated,
             fmt::format("{} bytes are needed, and {} are left", size, bytes_.size() - offset_));
    return {};
  }
  const ByteView out = bytes_.subspan(offset_, size);
  offset_ += size;
  return out;
}

Bytes32 Reader::Fixed32() {
  Bytes32 out{};
  const ByteView view = Fixed(out.size());
  std::copy(view.begin(), view.end(), out.begin());
  return out;
}

Bytes64 Reader::Fixed64() {
  Bytes64 out{};
  const ByteView view = Fixed(out.size());
  std::copy(view.begin(), view.end(), out.begin());
  return out;
}

uint64_t Reader::Integer(size_t size) {
  uint64_t value = 0;
  for (const uint8_t b : Fixed(size)) value = (value << 8) | b;
  return value;
}

ByteView Reader::Opaque8(size_t min, size_t max) {
  const size_t size = U8();
  if (ok() && (size < min || size > max))
    FailWith(ErrorCode::kBadLength, fmt::format("a length of {} is not between {} and {}", size, min, max));
  return Fixed(size);
}

ByteView Reader::Opaque16(size_t min, size_t max) {
  const size_t size = U16();
  if (ok() && (size < min || size > max))
    FailWith(ErrorCode::kBadLength, fmt::format("a length of {} is not between {} and {}", size, min, max));
  return Fixed(size);
}

std::string Reader::Text16(size_t min, size_t max, text::Lines lines) {
  const ByteView view = Opaque16(min, max);
  const Status plain = text::CheckPlainText(view, lines);
  if (!plain) {
    FailWith(plain.error().code, plain.error().detail);
    return {};
  }
  return std::string(AsText(view));
}

uint8_t Reader::Enum8(uint8_t count) {
  const uint8_t value = U8();
  if (ok() && value >= count) {
    FailWith(ErrorCode::kUnknownEnum,
             fmt::format("{} has no meaning here; the numbers 0 to {} have", value, count - 1));
    return 0;
  }
  return value;
}

size_t Reader::Count16(size_t min, size_t max) {
  const size_t count = U16();
  if (ok() && (count < min || count > max)) {
    FailWith(ErrorCode::kBadLength,
             fmt::format("there are {} of them, and there must be {} to {}", count, min, max));
    return 0;
  }
  return ok() ? count : 0;
}

Status Reader::Finish() {
  if (!error_ && offset_ != bytes_.size()) {
    FailWith(ErrorCode::kTrailingBytes,
             fmt::format("{} bytes follow after the end", bytes_.size() - offset_));
  }
  if (error_) return tl::unexpected(*error_);
  return {};
}

}  // namespace constat::wire
