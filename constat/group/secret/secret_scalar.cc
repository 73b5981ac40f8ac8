#include "constat/group/secret/secret_scalar.h"

#include <sodium.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/sodium.h"

namespace constat::group {
namespace {

constexpr Bytes32 kOrder{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                         0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                         0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// IsBelowOrder compares in constant time, by the borrow of bytes - l.
bool IsBelowOrder(ByteView bytes) {
  uint32_t borrow = 0;
  for (size_t i = 0; i < 32; ++i) borrow = ((uint32_t{bytes[i]} - kOrder[i] - borrow) >> 8) & 1;
  return borrow == 1;
}

Point DecodeOwn(const EncodedPoint& encoding) {
  Result<Point> point = Point::Decode(encoding);
  CONSTAT_CHECK(point.has_value());  // libsodium encodes canonically
  return *point;
}

}  // namespace

SecretScalar::SecretScalar(SecretScalar&& other) noexcept : bytes_(other.bytes_) {
  crypto::WipeMemory(other.bytes_.data(), other.bytes_.size());
}

SecretScalar& SecretScalar::operator=(SecretScalar&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    crypto::WipeMemory(other.bytes_.data(), other.bytes_.size());
  }
  return *this;
}

SecretScalar SecretScalar::Random(crypto::Rng& rng) {
  crypto::Wiped<Bytes64> wide;
  rng.Fill(wide.value);
  return FromWideBytes(wide.value);
}

SecretScalar SecretScalar::FromWideBytes(std::span<const uint8_t, 64> bytes) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_reduce(out.bytes_.data(), bytes.data());
  return out;
}

SecretScalar SecretScalar::FromPublic(const Scalar& value) {
  SecretScalar out;
  out.bytes_ = value.Encode();
  return out;
}

Result<SecretScalar> SecretScalar::Decode(ByteView bytes) {
  if (bytes.size() != 32) return Fail(ErrorCode::kBadLength, "a secret scalar has 32 bytes");
  if (!IsBelowOrder(bytes))
    return Fail(ErrorCode::kBadScalar, "the secret number is not below the group's order");
  SecretScalar out;
  std::copy(bytes.begin(), bytes.end(), out.bytes_.begin());
  return out;
}

crypto::Secret<Bytes32> SecretScalar::Encode() const {
  crypto::Secret<Bytes32> out;
  out.ExposeMutable() = bytes_;
  return out;
}

void SecretScalar::CopyTo(std::span<uint8_t, 32> out) const {
  std::copy(bytes_.begin(), bytes_.end(), out.begin());
}

SecretScalar SecretScalar::Copy() const {
  SecretScalar out;
  out.bytes_ = bytes_;
  return out;
}

SecretScalar SecretScalar::Add(const SecretScalar& b) const {
  SecretScalar out;
  crypto_core_ristretto255_scalar_add(out.bytes_.data(), bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar SecretScalar::Sub(const SecretScalar& b) const {
  SecretScalar out;
  crypto_core_ristretto255_scalar_sub(out.bytes_.data(), bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar SecretScalar::Mul(const SecretScalar& b) const {
  SecretScalar out;
  crypto_core_ristretto255_scalar_mul(out.bytes_.data(), bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar SecretScalar::Add(const Scalar& b) const { return Add(FromPublic(b)); }
SecretScalar SecretScalar::Sub(const Scalar& b) const { return Sub(FromPublic(b)); }
SecretScalar SecretScalar::Mul(const Scalar& b) const { return Mul(FromPublic(b)); }

SecretScalar SecretScalar::Negate() const {
  SecretScalar out;
  crypto_core_ristretto255_scalar_negate(out.bytes_.data(), bytes_.data());
  return out;
}

SecretScalar SecretScalar::Choose(uint8_t bit, const SecretScalar& a, const SecretScalar& b) {
  // volatile: so that no compiler turns the mask back into a branch; and no check of bit, which would be one
  const volatile uint8_t mask_source = static_cast<uint8_t>(-(bit & 1));
  const uint8_t mask = mask_source;
  SecretScalar out;
  for (size_t i = 0; i < 32; ++i)
    out.bytes_[i] = static_cast<uint8_t>(a.bytes_[i] ^ (mask & (a.bytes_[i] ^ b.bytes_[i])));
  return out;
}

Scalar SecretScalar::Declassify() const {
  Result<Scalar> out = Scalar::Decode(bytes_);
  CONSTAT_CHECK(out.has_value());
  return *out;
}

EncodedPoint SecretScalar::MulBaseEncoded() const {
  crypto::RequireSodium();
  EncodedPoint out{};
  // -1 says only that the result is the identity, the honest multiple by zero, whose 32 zero bytes then are
  // in out: looking at it would be a branch on the value.
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255_base(out.data(), bytes_.data());
  return out;
}

EncodedPoint SecretScalar::MulEncoded(const EncodedPoint& point) const {
  crypto::RequireSodium();
  EncodedPoint out{};
  // -1 says that the point is refused, which REQUIRES excludes, or that the result is the identity: out is
  // zero then, as it is in MulBaseEncoded.
  [[maybe_unused]] const int is_identity =
      crypto_scalarmult_ristretto255(out.data(), bytes_.data(), point.data());
  return out;
}

EncodedPoint SecretScalar::MulDoubleBaseEncoded(const SecretScalar& a, const EncodedPoint& p,
                                                const SecretScalar& b) {
  const EncodedPoint left = a.MulEncoded(p);
  const EncodedPoint right = b.MulBaseEncoded();
  EncodedPoint out;
  CONSTAT_CHECK(crypto_core_ristretto255_add(out.data(), left.data(), right.data()) == 0);
  return out;
}

Point SecretScalar::MulBase() const { return DecodeOwn(MulBaseEncoded()); }

Point SecretScalar::Mul(const Point& point) const { return DecodeOwn(MulEncoded(point.Encode())); }

}  // namespace constat::group
