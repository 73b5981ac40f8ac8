// Scalar: a public integer modulo l, the order of ristretto255.
//
// l = 2^252 + 27742317777372353535851937790883648493. Every operation is variable-time: for values anyone may
// know. Secret exponents are SecretScalar (secret_scalar.h), which does not convert to Scalar.
// Values are always reduced. Thread-safe like an integer.
#pragma once

#include <array>
#include <cstdint>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/label.h"

namespace constat::group {

class Scalar {
 public:
  // Scalar() is zero.
  constexpr Scalar() = default;

  // Decode reads 32 little-endian bytes.
  // ERRORS: kBadLength unless 32 bytes; kBadScalar if the number is not below l.
  // SOURCE: RFC 9496, section 4.4.
  [[nodiscard]] static Result<Scalar> Decode(ByteView bytes);

  // Encode is the number as 32 little-endian bytes.
  [[nodiscard]] Bytes32 Encode() const;

  [[nodiscard]] static Scalar FromUint64(uint64_t value);

  // FromUint128Bytes reads 16 little-endian bytes; every value is below l.
  [[nodiscard]] static Scalar FromUint128Bytes(const std::array<uint8_t, 16>& bytes);

  // FromWideBytes reads 64 little-endian bytes and reduces them mod l.
  [[nodiscard]] static Scalar FromWideBytes(const Bytes64& bytes);

  friend Scalar operator+(const Scalar& a, const Scalar& b);
  friend Scalar operator-(const Scalar& a, const Scalar& b);
  friend Scalar operator*(const Scalar& a, const Scalar& b);
  Scalar operator-() const;
  Scalar& operator+=(const Scalar& b) { return *this = *this + b; }
  Scalar& operator-=(const Scalar& b) { return *this = *this - b; }
  Scalar& operator*=(const Scalar& b) { return *this = *this * b; }
  friend bool operator==(const Scalar& a, const Scalar& b) { return a.limbs_ == b.limbs_; }

  [[nodiscard]] bool IsZero() const { return *this == Scalar(); }

  // InvertVartime is 1/this mod l. REQUIRES: not zero. COST: about 330 multiplications.
  [[nodiscard]] Scalar InvertVartime() const;

  // BitLength is the position of the highest set bit plus one; 0 for zero, at most 253.
  [[nodiscard]] int BitLength() const;

  // Limbs is the number as four 64-bit limbs, the least significant first.
  [[nodiscard]] const std::array<uint64_t, 4>& Limbs() const { return limbs_; }

 private:
  std::array<uint64_t, 4> limbs_{};  // below l
};

// ChallengeScalar is SHA-512(label || statement) reduced mod l: the Fiat-Shamir challenge of a public
// statement. Spec: clause LAB-1.
[[nodiscard]] Scalar ChallengeScalar(crypto::Label label, ByteView statement);

}  // namespace constat::group
