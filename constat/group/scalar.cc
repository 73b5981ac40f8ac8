#include "constat/group/scalar.h"

#include <bit>
#include <cstring>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/group/words.h"

namespace constat::group {
namespace {

template <size_t n>
using Words = std::array<uint64_t, n>;

// l = 2^252 + c.
constexpr Words<4> kOrder{0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000};
constexpr Words<4> kTwiceOrder{0xb024c634b9eba7da, 0x29bdf3bd45ef39ac, 0, 0x2000000000000000};
constexpr Words<2> kC{0x5812631a5cf5d3ed, 0x14def9dea2f79cd6};

// Product, AddTo and SubtractFrom are unrolled as a whole: a loop's carries would go through memory.
template <size_t n, size_t m>
Words<n + m> Product(const Words<n>& a, const Words<m>& b) {
  Words<n + m> out{};
#pragma GCC unroll 8
  for (size_t i = 0; i < n; ++i) {
    uint64_t carry = 0;
#pragma GCC unroll 8
    for (size_t j = 0; j < m; ++j) out[i + j] = MulAdd(a[i], b[j], out[i + j], carry);
    out[i + m] = carry;
  }
  return out;
}

// AddTo adds b to a and returns the carry out of a.
template <size_t n, size_t m>
uint64_t AddTo(Words<n>& a, const Words<m>& b) {
  static_assert(m <= n);
  uint64_t carry = 0;
#pragma GCC unroll 8
  for (size_t i = 0; i < n; ++i) a[i] = AddCarry(a[i], i < m ? b[i] : 0, carry);
  return carry;
}

// SubtractFrom subtracts b from a and returns the borrow.
template <size_t n, size_t m>
uint64_t SubtractFrom(Words<n>& a, const Words<m>& b) {
  static_assert(m <= n);
  uint64_t borrow = 0;
#pragma GCC unroll 8
  for (size_t i = 0; i < n; ++i) a[i] = SubtractBorrow(a[i], i < m ? b[i] : 0, borrow);
  return borrow;
}

// SubtractOnce is a - b if that is not negative, else a. By a mask: which it is cannot be predicted.
Words<4> SubtractOnce(const Words<4>& a, const Words<4>& b) {
  Words<4> difference = a;
  const uint64_t mask = 0 - SubtractFrom(difference, b);
  Words<4> out;
  for (size_t i = 0; i < 4; ++i) out[i] = difference[i] ^ (mask & (difference[i] ^ a[i]));
  return out;
}

// Low252 is a mod 2^252.
template <size_t n>
Words<4> Low252(const Words<n>& a) {
  return {a[0], a[1], a[2], a[3] & 0x0fffffffffffffff};
}

// High252 is the m low limbs of a / 2^252.
template <size_t m, size_t n>
Words<m> High252(const Words<n>& a) {
  Words<m> out{};
  for (size_t i = 0; i < m; ++i) out[i] = a[3 + i] >> 60 | (4 + i < n ? a[4 + i] << 4 : 0);
  return out;
}

// ReduceWide is a mod l, by 2^252 = -c three times: with x = h 2^252 + low(x),
//   a = low(a) - h0 c,  h0 c = h1 2^252 + low(h0 c),  h1 c = h2 2^252 + low(h1 c),  so
//   a = low(a) - low(h0 c) + low(h1 c) - h2 c  (mod l),
// where h0 < 2^260, h1 < 2^133, h2 < 2^6, and the right side lies strictly between -2 * 2^252 and 2 * 2^252.
Words<4> ReduceWide(const Words<8>& a) {
  const Words<7> h0c = Product(High252<5>(a), kC);
  const Words<5> h1c = Product(High252<3>(h0c), kC);
  const Words<3> h2c = Product(High252<1>(h1c), kC);
  Words<4> sum = kTwiceOrder;
  AddTo(sum, Low252(a));
  AddTo(sum, Low252(h1c));
  SubtractFrom(sum, Low252(h0c));
  SubtractFrom(sum, h2c);
  return SubtractOnce(SubtractOnce(sum, kTwiceOrder), kOrder);
}

}  // namespace

Result<Scalar> Scalar::Decode(ByteView bytes) {
  if (bytes.size() != 32) return Fail(ErrorCode::kBadLength, "a scalar has 32 bytes");
  Scalar out;
  std::memcpy(out.limbs_.data(), bytes.data(), 32);
  Words<4> difference = out.limbs_;
  if (SubtractFrom(difference, kOrder) == 0)
    return Fail(ErrorCode::kBadScalar, "this number is not below the group's order");
  return out;
}

Bytes32 Scalar::Encode() const {
  Bytes32 out;
  std::memcpy(out.data(), limbs_.data(), 32);
  return out;
}

Scalar Scalar::FromUint64(uint64_t value) {
  Scalar out;
  out.limbs_[0] = value;
  return out;
}

Scalar Scalar::FromUint128Bytes(const std::array<uint8_t, 16>& bytes) {
  Scalar out;
  std::memcpy(out.limbs_.data(), bytes.data(), 16);
  return out;
}

Scalar Scalar::FromWideBytes(const Bytes64& bytes) {
  Words<8> wide;
  std::memcpy(wide.data(), bytes.data(), 64);
  Scalar out;
  out.limbs_ = ReduceWide(wide);
  return out;
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  Scalar out = a;
  AddTo(out.limbs_, b.limbs_);  // below 2^254: no carry
  out.limbs_ = SubtractOnce(out.limbs_, kOrder);
  return out;
}

Scalar operator-(const Scalar& a, const Scalar& b) {
  Scalar out = a;
  if (SubtractFrom(out.limbs_, b.limbs_) != 0) AddTo(out.limbs_, kOrder);
  return out;
}

Scalar operator*(const Scalar& a, const Scalar& b) {
  Scalar out;
  out.limbs_ = ReduceWide(Product(a.limbs_, b.limbs_));
  return out;
}

Scalar Scalar::operator-() const { return Scalar() - *this; }

Scalar Scalar::InvertVartime() const {
  CONSTAT_CHECK(!IsZero());
  Words<4> exponent = kOrder;
  SubtractFrom(exponent, Words<1>{2});
  std::array<Scalar, 16> powers{FromUint64(1)};  // this^0 .. this^15
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * *this;
  Scalar out = FromUint64(1);
  for (int i = 63; i >= 0; --i) {
    for (int j = 0; j < 4; ++j) out *= out;
    const size_t digit = (exponent[static_cast<size_t>(i) / 16] >> (4 * (i % 16))) & 15;
    if (digit != 0) out *= powers[digit];
  }
  return out;
}

int Scalar::BitLength() const {
  for (int i = 3; i >= 0; --i) {
    const uint64_t limb = limbs_[static_cast<size_t>(i)];
    if (limb != 0) return 64 * i + static_cast<int>(std::bit_width(limb));
  }
  return 0;
}

Scalar ChallengeScalar(crypto::Label label, ByteView statement) {
  return Scalar::FromWideBytes(crypto::LabelledSha512(label, statement));
}

}  // namespace constat::group
