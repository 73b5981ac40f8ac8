// SecretScalar: a secret integer modulo l. Keys, shares, randomness, witnesses.
//
// Every operation is libsodium's, in time independent of the values. The 32 bytes are in the object itself
// and are wiped when it dies or is moved from; a key that lives long is kept by its owner as Secret<Bytes32>
// (locked memory), and becomes a SecretScalar for the moments it is computed with.
// It cannot be copied, compared, printed or converted to Scalar by accident.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/secret.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::group {

class SecretScalar {
 public:
  // SecretScalar() is zero.
  SecretScalar() = default;
  ~SecretScalar() { crypto::WipeMemory(bytes_.data(), bytes_.size()); }
  SecretScalar(SecretScalar&& other) noexcept;
  SecretScalar& operator=(SecretScalar&& other) noexcept;
  SecretScalar(const SecretScalar&) = delete;
  SecretScalar& operator=(const SecretScalar&) = delete;

  // Random is uniform below l (64 random bytes, reduced: distance from uniform below 2^-250).
  [[nodiscard]] static SecretScalar Random(crypto::Rng& rng);

  // FromWideBytes reduces 64 little-endian bytes mod l; the caller wipes its bytes.
  [[nodiscard]] static SecretScalar FromWideBytes(std::span<const uint8_t, 64> bytes);

  // FromPublic is a public value where a secret one is expected.
  [[nodiscard]] static SecretScalar FromPublic(const Scalar& value);

  // Decode reads 32 little-endian bytes, in constant time but for the verdict. Zero is accepted.
  // ERRORS: kBadLength unless 32 bytes; kBadScalar if not below l.
  [[nodiscard]] static Result<SecretScalar> Decode(ByteView bytes);

  // Encode is the number as 32 little-endian bytes, in locked memory.
  [[nodiscard]] crypto::Secret<Bytes32> Encode() const;

  // CopyTo writes those 32 bytes where they are hashed; the caller wipes them.
  void CopyTo(std::span<uint8_t, 32> out) const;

  // Copy is the only way to a second copy.
  [[nodiscard]] SecretScalar Copy() const;

  [[nodiscard]] SecretScalar Add(const SecretScalar& b) const;
  [[nodiscard]] SecretScalar Sub(const SecretScalar& b) const;
  [[nodiscard]] SecretScalar Mul(const SecretScalar& b) const;
  [[nodiscard]] SecretScalar Add(const Scalar& b) const;
  [[nodiscard]] SecretScalar Sub(const Scalar& b) const;
  [[nodiscard]] SecretScalar Mul(const Scalar& b) const;
  [[nodiscard]] SecretScalar Negate() const;

  // Choose is a where bit = 0, b where bit = 1, in constant time. REQUIRES: bit is 0 or 1.
  [[nodiscard]] static SecretScalar Choose(uint8_t bit, const SecretScalar& a, const SecretScalar& b);

  // Declassify gives the value as public. Only for what the protocol publishes: a proof's responses, a share
  // revealed in answer to a complaint.
  [[nodiscard]] Scalar Declassify() const;

  // MulBase is this * Base(). Zero gives the identity. COST: 16 us, and 3 more for the decoding.
  [[nodiscard]] Point MulBase() const;
  [[nodiscard]] EncodedPoint MulBaseEncoded() const;

  // Mul is this * point. Zero or the identity gives the identity; that case alone shows in the time.
  // COST: 46 us, and 3 for each of decoding and encoding, which the Encoded form avoids.
  [[nodiscard]] Point Mul(const Point& point) const;

  // MulEncoded is this * point. REQUIRES: point is the encoding of a Point (Encode made it or
  // Decode accepted it).
  [[nodiscard]] EncodedPoint MulEncoded(const EncodedPoint& point) const;

  // MulDoubleBaseEncoded is a * p + b * Base(), all in libsodium. Where a and b are never zero by
  // construction, no intermediate is the identity, and nothing of the values shows in the time. REQUIRES: p
  // as for MulEncoded. COST: 76 us.
  [[nodiscard]] static EncodedPoint MulDoubleBaseEncoded(const SecretScalar& a, const EncodedPoint& p,
                                                         const SecretScalar& b);

 private:
  std::array<uint8_t, 32> bytes_{};  // little-endian, below l
};

}  // namespace constat::group
