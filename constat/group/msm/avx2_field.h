// Four field elements at a time, on AVX2: the arithmetic of the back end avx2.
//
// Included by avx2.cc alone, inside its target region; avx512ifma_field.h says what may be here.
//
// Radix 2^25.5, as field_10x25.h but not signed, one element of Lanes per 64-bit lane. The CPU multiplies 32
// by 32 bits. Bounds, in units of 2^26 for even limbs and 2^25 for odd ones:
//   reduced: 1 and 2^12
//   operands of products: the second, and that of Square, below 3.3, as 19 times it has 32 bits; the first
//   below 8
namespace constat::group::msm {
namespace {

using Word = __m256i;

struct Lanes {
  Word v[10];
};

// Packed is five limbs of 51 bits.
struct Packed {
  Word v[5];
};

#define CONSTAT_INLINE inline __attribute__((always_inline))

CONSTAT_INLINE Word All(uint64_t value) { return _mm256_set1_epi64x(static_cast<long long>(value)); }
CONSTAT_INLINE Word Plus(Word a, Word b) { return _mm256_add_epi64(a, b); }
CONSTAT_INLINE Word Less(Word a, Word b) { return _mm256_sub_epi64(a, b); }
CONSTAT_INLINE Word And(Word a, Word b) { return _mm256_and_si256(a, b); }
CONSTAT_INLINE Word Or(Word a, Word b) { return _mm256_or_si256(a, b); }
// Bits is the highest bit of each lane.
CONSTAT_INLINE uint32_t Bits(Word a) {
  return static_cast<uint32_t>(_mm256_movemask_pd(_mm256_castsi256_pd(a)));
}
CONSTAT_INLINE Word Times(Word a, Word b) { return _mm256_mul_epu32(a, b); }
// Times19 is for words of more than 32 bits.
CONSTAT_INLINE Word Times19(Word a) { return Plus(Plus(a, Plus(a, a)), _mm256_slli_epi64(a, 4)); }
template <class... Words>
CONSTAT_INLINE Word Sum(Word first, Words... others) {
  ((first = Plus(first, others)), ...);
  return first;
}

inline constexpr uint64_t kMask26 = (1 << 26) - 1;
inline constexpr uint64_t kMask25 = (1 << 25) - 1;

CONSTAT_INLINE Lanes Unpack(const Packed& a) {
  const Word mask = All(kMask26);
  return {{And(a.v[0], mask), _mm256_srli_epi64(a.v[0], 26), And(a.v[1], mask), _mm256_srli_epi64(a.v[1], 26),
           And(a.v[2], mask), _mm256_srli_epi64(a.v[2], 26), And(a.v[3], mask), _mm256_srli_epi64(a.v[3], 26),
           And(a.v[4], mask), _mm256_srli_epi64(a.v[4], 26)}};
}

CONSTAT_INLINE Packed Pack(const Lanes& a) {
  Packed out;
#pragma GCC unroll 10
  for (size_t i = 0; i < 5; ++i) out.v[i] = Plus(a.v[2 * i], _mm256_slli_epi64(a.v[2 * i + 1], 26));
  return out;
}

CONSTAT_INLINE Packed BroadcastPacked(const Field& a) {
  const auto& v = a.Limbs();
  return {{All(v[0]), All(v[1]), All(v[2]), All(v[3]), All(v[4])}};
}
CONSTAT_INLINE Lanes Broadcast(const Field& a) { return Unpack(BroadcastPacked(a)); }

CONSTAT_INLINE Lanes Add(const Lanes& a, const Lanes& b) {
  Lanes out;
#pragma GCC unroll 10
  for (size_t i = 0; i < 10; ++i) out.v[i] = Plus(a.v[i], b.v[i]);
  return out;
}

// Subtract is a + 2p - b. REQUIRES: b reduced. Two units more than a.
CONSTAT_INLINE Lanes Subtract(const Lanes& a, const Lanes& b) {
  const Word even = All(2 * kMask26);
  const Word odd = All(2 * kMask25);
  Lanes out;
  out.v[0] = Less(Plus(a.v[0], All(2 * (kMask26 - 18))), b.v[0]);
#pragma GCC unroll 10
  for (size_t i = 1; i < 10; ++i) out.v[i] = Less(Plus(a.v[i], i % 2 == 0 ? even : odd), b.v[i]);
  return out;
}

// CarryOut leaves a limb its bits and adds the rest to the next limb.
CONSTAT_INLINE void CarryOut(Word& limb, Word& next, int bits) {
  next = Plus(next, _mm256_srli_epi64(limb, bits));
  limb = And(limb, All(bits == 26 ? kMask26 : kMask25));
}

// Reduce carries twice around, in two chains that do not wait for each other. See field_10x25.h.
CONSTAT_INLINE Lanes Reduce(const Lanes& a) {
  Lanes z = a;
  CarryOut(z.v[0], z.v[1], 26);
  CarryOut(z.v[5], z.v[6], 25);
  CarryOut(z.v[1], z.v[2], 25);
  CarryOut(z.v[6], z.v[7], 26);
  CarryOut(z.v[2], z.v[3], 26);
  CarryOut(z.v[7], z.v[8], 25);
  CarryOut(z.v[3], z.v[4], 25);
  CarryOut(z.v[8], z.v[9], 26);
  CarryOut(z.v[4], z.v[5], 26);
  z.v[0] = Plus(z.v[0], Times19(_mm256_srli_epi64(z.v[9], 25)));
  z.v[9] = And(z.v[9], All(kMask25));
  CarryOut(z.v[5], z.v[6], 25);
  CarryOut(z.v[0], z.v[1], 26);
  return z;
}

// Mul is not inlined: 300 instructions. By rows, so that ten sums stay in registers; twice the products
// of two odd limbs. A position sums at most 125 times 2^52 times both operands' units: below 2^64 up to
// 8 times 3.3.
__attribute__((noinline)) Lanes Mul(const Lanes& a, const Lanes& b) {
  const Word k19 = All(19);
  Word c[10];
#pragma GCC unroll 10
  for (size_t j = 1; j < 10; ++j) c[j] = Times(b.v[j], k19);
  Lanes z;
#pragma GCC unroll 10
  for (size_t k = 0; k < 10; ++k) z.v[k] = Times(a.v[0], b.v[k]);
#pragma GCC unroll 10
  for (size_t i = 1; i < 10; ++i) {
    const Word twice = Plus(a.v[i], a.v[i]);
#pragma GCC unroll 10
    for (size_t k = 0; k < 10; ++k) {
      const size_t j = (k + 10 - i) % 10;
      z.v[k] = Plus(z.v[k], Times(i % 2 == 1 && j % 2 == 1 ? twice : a.v[i], i <= k ? b.v[j] : c[j]));
    }
  }
  return Reduce(z);
}

// Square: the same sums, with products of two different limbs once, the first one doubled.
CONSTAT_INLINE Lanes Square(const Lanes& a) {
  const Word(&v)[10] = a.v;
  Word d[9];
#pragma GCC unroll 10
  for (size_t i = 0; i < 9; ++i) d[i] = Plus(v[i], v[i]);
  const Word k19 = All(19), k38 = All(38);
  const Word c6 = Times(v[6], k19), c7 = Times(v[7], k19), c8 = Times(v[8], k19), c9 = Times(v[9], k19);
  const Word e5 = Times(v[5], k38), e7 = Times(v[7], k38), e9 = Times(v[9], k38);  // for two odd limbs
  Lanes z;
  z.v[0] = Sum(Times(v[0], v[0]), Times(d[1], e9), Times(d[2], c8), Times(d[3], e7), Times(d[4], c6),
               Times(v[5], e5));
  z.v[1] = Sum(Times(d[0], v[1]), Times(d[2], c9), Times(d[3], c8), Times(d[4], c7), Times(d[5], c6));
  z.v[2] = Sum(Times(d[0], v[2]), Times(d[1], v[1]), Times(d[3], e9), Times(d[4], c8), Times(d[5], e7),
               Times(v[6], c6));
  z.v[3] = Sum(Times(d[0], v[3]), Times(d[1], v[2]), Times(d[4], c9), Times(d[5], c8), Times(d[6], c7));
  z.v[4] = Sum(Times(d[0], v[4]), Times(d[1], d[3]), Times(v[2], v[2]), Times(d[5], e9), Times(d[6], c8),
               Times(v[7], e7));
  z.v[5] = Sum(Times(d[0], v[5]), Times(d[1], v[4]), Times(d[2], v[3]), Times(d[6], c9), Times(d[7], c8));
  z.v[6] = Sum(Times(d[0], v[6]), Times(d[1], d[5]), Times(d[2], v[4]), Times(d[3], v[3]), Times(d[7], e9),
               Times(v[8], c8));
  z.v[7] = Sum(Times(d[0], v[7]), Times(d[1], v[6]), Times(d[2], v[5]), Times(d[3], v[4]), Times(d[8], c9));
  z.v[8] = Sum(Times(d[0], v[8]), Times(d[1], d[7]), Times(d[2], v[6]), Times(d[3], d[5]), Times(v[4], v[4]),
               Times(v[9], e9));
  z.v[9] = Sum(Times(d[0], v[9]), Times(d[1], v[8]), Times(d[2], v[7]), Times(d[3], v[6]), Times(d[4], v[5]));
  return Reduce(z);
}

// Sum and Difference of reduced elements, reduced.
CONSTAT_INLINE Lanes Sum(const Lanes& a, const Lanes& b) { return Reduce(Add(a, b)); }
CONSTAT_INLINE Lanes Difference(const Lanes& a, const Lanes& b) { return Reduce(Subtract(a, b)); }

// Blend takes b where mask is all ones.
CONSTAT_INLINE Lanes Blend(Word mask, const Lanes& a, const Lanes& b) {
  Lanes out;
#pragma GCC unroll 10
  for (size_t i = 0; i < 10; ++i) out.v[i] = _mm256_blendv_epi8(a.v[i], b.v[i], mask);
  return out;
}

// Canonical is the representative below p, limbs below 2^51. See Field::Canonical. REQUIRES: reduced.
CONSTAT_INLINE Packed Canonical(const Lanes& reduced) {
  const Word mask = All(Field::kMask);
  const Packed a = Pack(reduced);
  // The value is below 2p, and q = 1 exactly if it is at least p.
  Word q = All(19);
#pragma GCC unroll 10
  for (size_t i = 0; i < 5; ++i) q = _mm256_srli_epi64(Plus(a.v[i], q), 51);
  Word carry = Times(q, All(19));
  Packed out;
#pragma GCC unroll 10
  for (size_t i = 0; i < 5; ++i) {
    const Word sum = Plus(a.v[i], carry);
    out.v[i] = And(sum, mask);
    carry = _mm256_srli_epi64(sum, 51);
  }
  return out;
}

// EqualTo compares canonical representatives: all ones where they are equal.
CONSTAT_INLINE Word EqualTo(const Packed& a, const Packed& b) {
  Word out = _mm256_cmpeq_epi64(a.v[0], b.v[0]);
#pragma GCC unroll 10
  for (size_t i = 1; i < 5; ++i) out = And(out, _mm256_cmpeq_epi64(a.v[i], b.v[i]));
  return out;
}

// IsOdd of a canonical representative, the sign of RFC 9496: all ones where it is.
CONSTAT_INLINE Word IsOdd(const Packed& a) { return Less(_mm256_setzero_si256(), And(a.v[0], All(1))); }

// Transpose makes rows of columns: four vectors of four words.
CONSTAT_INLINE void Transpose(Word (&r)[4]) {
  const Word e01 = _mm256_unpacklo_epi64(r[0], r[1]), o01 = _mm256_unpackhi_epi64(r[0], r[1]);
  const Word e23 = _mm256_unpacklo_epi64(r[2], r[3]), o23 = _mm256_unpackhi_epi64(r[2], r[3]);
  r[0] = _mm256_permute2x128_si256(e01, e23, 0x20);
  r[1] = _mm256_permute2x128_si256(o01, o23, 0x20);
  r[2] = _mm256_permute2x128_si256(e01, e23, 0x31);
  r[3] = _mm256_permute2x128_si256(o01, o23, 0x31);
}

}  // namespace
}  // namespace constat::group::msm
