// Eight field elements at a time, on AVX-512 IFMA: the arithmetic of the back end avx512ifma.
//
// Included by avx512ifma.cc alone, inside its target region: everything is in an unnamed namespace, so that
// no copy of an AVX-512 function can be linked in place of a plain one. No lambdas and no variables of static
// storage here: a compiler may give them other targets, or run their constructors on a CPU without AVX-512.
//
// Radix 2^51, as field.h, one element of Lanes per 64-bit lane. The CPU multiplies 52 by 52 bits and adds the
// low or the high 52 bits of the product to 64 bits. Bounds:
//   Lanes: limbs below 2^51 + 2^16 (reduced); as operands of products, below 2^52
//   Wide:  limbs below 2^62, a product or a sum of them before its carries
// The high half of a product of limbs i and j weighs 2^(51 (i+j)) 2^52, twice position i+j+1:
// hence the doublings.

namespace constat::group::msm {
namespace {

using Word = __m512i;

struct Lanes {
  Word v0, v1, v2, v3, v4;
};

struct Wide {
  Word v0, v1, v2, v3, v4;
};

#define CONSTAT_INLINE inline __attribute__((always_inline))

CONSTAT_INLINE Word All(uint64_t value) { return _mm512_set1_epi64(static_cast<long long>(value)); }
CONSTAT_INLINE Word Low(Word sum, Word a, Word b) { return _mm512_madd52lo_epu64(sum, a, b); }
CONSTAT_INLINE Word High(Word sum, Word a, Word b) { return _mm512_madd52hi_epu64(sum, a, b); }
CONSTAT_INLINE Word Plus(Word a, Word b) { return _mm512_add_epi64(a, b); }
CONSTAT_INLINE Word Less(Word a, Word b) { return _mm512_sub_epi64(a, b); }
CONSTAT_INLINE Word Twice(Word a) { return _mm512_add_epi64(a, a); }

CONSTAT_INLINE Lanes Broadcast(const Field& a) {
  const auto& v = a.Limbs();
  return {All(v[0]), All(v[1]), All(v[2]), All(v[3]), All(v[4])};
}

// The limbs of 2^10 p: at least every limb of an unbiased product, which is below 2^60.4.
inline constexpr uint64_t kBias0 = ((uint64_t{1} << 51) - 19) << 10;
inline constexpr uint64_t kBias = ((uint64_t{1} << 51) - 1) << 10;

// Fold is low + 19 high: position k + 5 weighs 2^255 = 19 times position k.
CONSTAT_INLINE Word Fold(Word low, Word high) {
  return Plus(Plus(low, high), Plus(Twice(high), _mm512_slli_epi64(high, 4)));
}

// Reduce carries each limb into the next, once, in parallel.
CONSTAT_INLINE Lanes Reduce(const Wide& a) {
  const Word mask = All(Field::kMask);
  return {Low(_mm512_and_si512(a.v0, mask), _mm512_srli_epi64(a.v4, 51), All(19)),
          Plus(_mm512_and_si512(a.v1, mask), _mm512_srli_epi64(a.v0, 51)),
          Plus(_mm512_and_si512(a.v2, mask), _mm512_srli_epi64(a.v1, 51)),
          Plus(_mm512_and_si512(a.v3, mask), _mm512_srli_epi64(a.v2, 51)),
          Plus(_mm512_and_si512(a.v4, mask), _mm512_srli_epi64(a.v3, 51))};
}

CONSTAT_INLINE Wide Add(const Wide& a, const Wide& b) {
  return {Plus(a.v0, b.v0), Plus(a.v1, b.v1), Plus(a.v2, b.v2), Plus(a.v3, b.v3), Plus(a.v4, b.v4)};
}

// Subtract REQUIRES a biased (every limb of a at least b's).
CONSTAT_INLINE Wide Subtract(const Wide& a, const Wide& b) {
  return {Less(a.v0, b.v0), Less(a.v1, b.v1), Less(a.v2, b.v2), Less(a.v3, b.v3), Less(a.v4, b.v4)};
}

CONSTAT_INLINE Wide Widen(const Lanes& a) { return {a.v0, a.v1, a.v2, a.v3, a.v4}; }

CONSTAT_INLINE Wide Bias() { return {All(kBias0), All(kBias), All(kBias), All(kBias), All(kBias)}; }

// MulFrom is a * b plus start (its limb 0, and twice its limbs 1 to 4), without carries.
CONSTAT_INLINE Wide MulFrom(const Wide& start, const Lanes& a, const Lanes& b) {
  const Word zero = _mm512_setzero_si512();
  Word z5 = High(High(High(High(High(zero, a.v0, b.v4), a.v1, b.v3), a.v2, b.v2), a.v3, b.v1), a.v4, b.v0);
  Word z6 = High(High(High(High(zero, a.v1, b.v4), a.v2, b.v3), a.v3, b.v2), a.v4, b.v1);
  Word z7 = High(High(High(zero, a.v2, b.v4), a.v3, b.v3), a.v4, b.v2);
  Word z8 = High(High(zero, a.v3, b.v4), a.v4, b.v3);
  Word z9 = High(zero, a.v4, b.v4);
  Word z1 = High(start.v1, a.v0, b.v0);
  Word z2 = High(High(start.v2, a.v0, b.v1), a.v1, b.v0);
  Word z3 = High(High(High(start.v3, a.v0, b.v2), a.v1, b.v1), a.v2, b.v0);
  Word z4 = High(High(High(High(start.v4, a.v0, b.v3), a.v1, b.v2), a.v2, b.v1), a.v3, b.v0);
  z5 = Low(Low(Low(Low(Twice(z5), a.v1, b.v4), a.v2, b.v3), a.v3, b.v2), a.v4, b.v1);
  z6 = Low(Low(Low(Twice(z6), a.v2, b.v4), a.v3, b.v3), a.v4, b.v2);
  z7 = Low(Low(Twice(z7), a.v3, b.v4), a.v4, b.v3);
  z8 = Low(Twice(z8), a.v4, b.v4);
  z9 = Twice(z9);
  Word z0 = Low(start.v0, a.v0, b.v0);
  const Word k19 = All(19);
  z1 = Low(High(z1, z5, k19), _mm512_srli_epi64(z5, 52), k19);
  z2 = Low(High(z2, z6, k19), _mm512_srli_epi64(z6, 52), k19);
  z3 = Low(High(z3, z7, k19), _mm512_srli_epi64(z7, 52), k19);
  z4 = Low(High(z4, z8, k19), _mm512_srli_epi64(z8, 52), k19);
  const Word top = High(zero, z9, k19);
  z1 = Low(Low(Low(Twice(z1), a.v0, b.v1), a.v1, b.v0), z6, k19);
  z2 = Low(Low(Low(Low(Twice(z2), a.v0, b.v2), a.v1, b.v1), a.v2, b.v0), z7, k19);
  z3 = Low(Low(Low(Low(Low(Twice(z3), a.v0, b.v3), a.v1, b.v2), a.v2, b.v1), a.v3, b.v0), z8, k19);
  z4 = Low(Low(Low(Low(Low(Low(Twice(z4), a.v0, b.v4), a.v1, b.v3), a.v2, b.v2), a.v3, b.v1), a.v4, b.v0), z9,
           k19);
  z0 = Low(Low(z0, z5, k19), top, All(38));
  return {z0, z1, z2, z3, z4};
}

CONSTAT_INLINE Wide MulWide(const Lanes& a, const Lanes& b) {
  const Word zero = _mm512_setzero_si512();
  return MulFrom({zero, zero, zero, zero, zero}, a, b);
}

// MulBiased is a * b + 2^10 p: what an unbiased product may be subtracted from.
CONSTAT_INLINE Wide MulBiased(const Lanes& a, const Lanes& b) {
  const Word half = All(kBias / 2);
  return MulFrom({All(kBias0), half, half, half, half}, a, b);
}

// MulHalfBiased is a * b + 2^9 p: twice it is biased.
CONSTAT_INLINE Wide MulHalfBiased(const Lanes& a, const Lanes& b) {
  const Word quarter = All(kBias / 4);
  return MulFrom({All(kBias0 / 2), quarter, quarter, quarter, quarter}, a, b);
}

CONSTAT_INLINE Lanes Mul(const Lanes& a, const Lanes& b) { return Reduce(MulWide(a, b)); }

// Square: products of two different limbs once, doubled with their high halves.
CONSTAT_INLINE Lanes Square(const Lanes& a) {
  const Word zero = _mm512_setzero_si512();
  Word z2 = High(zero, a.v0, a.v1);
  Word z3 = High(zero, a.v0, a.v2);
  Word z4 = High(High(zero, a.v0, a.v3), a.v1, a.v2);
  Word z5 = High(High(zero, a.v0, a.v4), a.v1, a.v3);
  Word z6 = High(High(zero, a.v1, a.v4), a.v2, a.v3);
  Word z7 = High(zero, a.v2, a.v4);
  Word z8 = High(zero, a.v3, a.v4);
  Word z9 = Twice(High(zero, a.v4, a.v4));
  Word z1 = Twice(Low(High(zero, a.v0, a.v0), a.v0, a.v1));
  z2 = Twice(Low(Twice(z2), a.v0, a.v2));
  z3 = Twice(High(Low(Low(Twice(z3), a.v0, a.v3), a.v1, a.v2), a.v1, a.v1));
  z4 = Twice(Low(Low(Twice(z4), a.v0, a.v4), a.v1, a.v3));
  z5 = Twice(High(Low(Low(Twice(z5), a.v1, a.v4), a.v2, a.v3), a.v2, a.v2));
  z6 = Twice(Low(Twice(z6), a.v2, a.v4));
  z7 = Twice(High(Low(Twice(z7), a.v3, a.v4), a.v3, a.v3));
  z8 = Low(Twice(Twice(z8)), a.v4, a.v4);
  const Word z0 = Low(zero, a.v0, a.v0);
  z2 = Low(z2, a.v1, a.v1);
  z4 = Low(z4, a.v2, a.v2);
  z6 = Low(z6, a.v3, a.v3);
  return Reduce({Fold(z0, z5), Fold(z1, z6), Fold(z2, z7), Fold(z3, z8), Fold(z4, z9)});
}

// Sum and Difference of reduced elements, reduced.
CONSTAT_INLINE Lanes Sum(const Lanes& a, const Lanes& b) { return Reduce(Add(Widen(a), Widen(b))); }
CONSTAT_INLINE Lanes Difference(const Lanes& a, const Lanes& b) {
  return Reduce(Subtract(Add(Bias(), Widen(a)), Widen(b)));
}

CONSTAT_INLINE Lanes Blend(__mmask8 mask, const Lanes& a, const Lanes& b) {
  return {_mm512_mask_blend_epi64(mask, a.v0, b.v0), _mm512_mask_blend_epi64(mask, a.v1, b.v1),
          _mm512_mask_blend_epi64(mask, a.v2, b.v2), _mm512_mask_blend_epi64(mask, a.v3, b.v3),
          _mm512_mask_blend_epi64(mask, a.v4, b.v4)};
}

// Canonical is the representative below p, limbs below 2^51. See Field::Canonical.
CONSTAT_INLINE Lanes Canonical(const Lanes& a) {
  const Word mask = All(Field::kMask);
  // The value is below 2^255 + 2^220, so below 2p, and q = 1 exactly if it is at least p.
  Word q = _mm512_srli_epi64(Plus(a.v0, All(19)), 51);
  q = _mm512_srli_epi64(Plus(a.v1, q), 51);
  q = _mm512_srli_epi64(Plus(a.v2, q), 51);
  q = _mm512_srli_epi64(Plus(a.v3, q), 51);
  q = _mm512_srli_epi64(Plus(a.v4, q), 51);
  const Word s0 = Low(a.v0, q, All(19));
  const Word s1 = Plus(a.v1, _mm512_srli_epi64(s0, 51));
  const Word s2 = Plus(a.v2, _mm512_srli_epi64(s1, 51));
  const Word s3 = Plus(a.v3, _mm512_srli_epi64(s2, 51));
  const Word s4 = Plus(a.v4, _mm512_srli_epi64(s3, 51));
  return {_mm512_and_si512(s0, mask), _mm512_and_si512(s1, mask), _mm512_and_si512(s2, mask),
          _mm512_and_si512(s3, mask), _mm512_and_si512(s4, mask)};
}

// EqualTo compares canonical representatives limb by limb.
CONSTAT_INLINE __mmask8 EqualTo(const Lanes& a, const Lanes& b) {
  return static_cast<__mmask8>(_mm512_cmpeq_epi64_mask(a.v0, b.v0) & _mm512_cmpeq_epi64_mask(a.v1, b.v1) &
                               _mm512_cmpeq_epi64_mask(a.v2, b.v2) & _mm512_cmpeq_epi64_mask(a.v3, b.v3) &
                               _mm512_cmpeq_epi64_mask(a.v4, b.v4));
}

// Transpose makes rows of columns: eight vectors of eight words.
CONSTAT_INLINE void Transpose(Word (&r)[8]) {
  const Word e01 = _mm512_unpacklo_epi64(r[0], r[1]), o01 = _mm512_unpackhi_epi64(r[0], r[1]);
  const Word e23 = _mm512_unpacklo_epi64(r[2], r[3]), o23 = _mm512_unpackhi_epi64(r[2], r[3]);
  const Word e45 = _mm512_unpacklo_epi64(r[4], r[5]), o45 = _mm512_unpackhi_epi64(r[4], r[5]);
  const Word e67 = _mm512_unpacklo_epi64(r[6], r[7]), o67 = _mm512_unpackhi_epi64(r[6], r[7]);
  // quarters 0 and 2, or 1 and 3, of two vectors each time
  const Word e04a = _mm512_shuffle_i64x2(e01, e23, 0x88), e04b = _mm512_shuffle_i64x2(e45, e67, 0x88);
  const Word e26a = _mm512_shuffle_i64x2(e01, e23, 0xdd), e26b = _mm512_shuffle_i64x2(e45, e67, 0xdd);
  const Word o15a = _mm512_shuffle_i64x2(o01, o23, 0x88), o15b = _mm512_shuffle_i64x2(o45, o67, 0x88);
  const Word o37a = _mm512_shuffle_i64x2(o01, o23, 0xdd), o37b = _mm512_shuffle_i64x2(o45, o67, 0xdd);
  r[0] = _mm512_shuffle_i64x2(e04a, e04b, 0x88);
  r[4] = _mm512_shuffle_i64x2(e04a, e04b, 0xdd);
  r[2] = _mm512_shuffle_i64x2(e26a, e26b, 0x88);
  r[6] = _mm512_shuffle_i64x2(e26a, e26b, 0xdd);
  r[1] = _mm512_shuffle_i64x2(o15a, o15b, 0x88);
  r[5] = _mm512_shuffle_i64x2(o15a, o15b, 0xdd);
  r[3] = _mm512_shuffle_i64x2(o37a, o37b, 0x88);
  r[7] = _mm512_shuffle_i64x2(o37a, o37b, 0xdd);
}

// IsOdd of a canonical representative: the sign of RFC 9496.
CONSTAT_INLINE __mmask8 IsOdd(const Lanes& a) { return _mm512_test_epi64_mask(a.v0, All(1)); }

}  // namespace
}  // namespace constat::group::msm
