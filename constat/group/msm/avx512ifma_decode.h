// Decoding sixteen ristretto255 encodings at a time. See avx512ifma_field.h for where this may be included.
//
// The same steps as Point::Decode, with masks for its conditions. SOURCE: RFC 9496, section 4.3.1.

namespace constat::group::msm {
namespace {

// Pair is two vectors that go through the same steps: sixteen elements.
struct Pair {
  Lanes a, b;
};

CONSTAT_INLINE Pair Mul(const Pair& x, const Pair& y) { return {Mul(x.a, y.a), Mul(x.b, y.b)}; }
CONSTAT_INLINE Pair Square(const Pair& x) { return {Square(x.a), Square(x.b)}; }
CONSTAT_INLINE Pair Sum(const Pair& x, const Pair& y) { return {Sum(x.a, y.a), Sum(x.b, y.b)}; }
CONSTAT_INLINE Pair Difference(const Pair& x, const Pair& y) {
  return {Difference(x.a, y.a), Difference(x.b, y.b)};
}
CONSTAT_INLINE Pair Both(const Lanes& x) { return {x, x}; }

// SquareTimesMul is x^(2^n) * y.
__attribute__((noinline)) void SquareTimesMul(Pair& x, int n, const Pair& y) {
  Pair out = x;
  for (int i = 0; i < n; ++i) out = Square(out);
  x = Mul(out, y);
}

// Pow22523 is x^((p - 5) / 8); see Field::Pow22523.
void Pow22523(Pair& out, const Pair& x) {
  const Pair x2 = Square(x);
  Pair x9 = x2;
  SquareTimesMul(x9, 2, x);
  Pair b5 = Mul(x9, x2);  // x^11
  SquareTimesMul(b5, 1, x9);
  Pair b10 = b5;
  SquareTimesMul(b10, 5, b5);
  Pair b20 = b10;
  SquareTimesMul(b20, 10, b10);
  Pair b50 = b20;
  SquareTimesMul(b50, 20, b20);
  SquareTimesMul(b50, 10, b10);
  Pair b100 = b50;
  SquareTimesMul(b100, 50, b50);
  out = b100;
  SquareTimesMul(out, 100, b100);
  SquareTimesMul(out, 50, b50);
  SquareTimesMul(out, 2, x);
}

// Load reads eight field elements of 255 bits; bad is those of 255 bits from p on, with bit 255, or odd.
CONSTAT_INLINE Lanes Load(const uint8_t* bytes, __mmask8& bad) {
  const Word index = _mm512_set_epi64(28, 24, 20, 16, 12, 8, 4, 0);
  const Word w0 = _mm512_i64gather_epi64(index, bytes, 8);
  const Word w1 = _mm512_i64gather_epi64(index, bytes + 8, 8);
  const Word w2 = _mm512_i64gather_epi64(index, bytes + 16, 8);
  const Word w3 = _mm512_i64gather_epi64(index, bytes + 24, 8);
  const Word mask = All(Field::kMask);
  const Lanes out{
      _mm512_and_si512(w0, mask),
      _mm512_and_si512(_mm512_or_si512(_mm512_srli_epi64(w0, 51), _mm512_slli_epi64(w1, 13)), mask),
      _mm512_and_si512(_mm512_or_si512(_mm512_srli_epi64(w1, 38), _mm512_slli_epi64(w2, 26)), mask),
      _mm512_and_si512(_mm512_or_si512(_mm512_srli_epi64(w2, 25), _mm512_slli_epi64(w3, 39)), mask),
      _mm512_and_si512(_mm512_srli_epi64(w3, 12), mask)};
  const Word full = _mm512_and_si512(_mm512_and_si512(out.v1, out.v2), _mm512_and_si512(out.v3, out.v4));
  const __mmask8 from_p = static_cast<__mmask8>(_mm512_cmpeq_epi64_mask(full, mask) &
                                                _mm512_cmpge_epu64_mask(out.v0, All(Field::kMask - 18)));
  bad = static_cast<__mmask8>(from_p | _mm512_movepi64_mask(w3) | _mm512_test_epi64_mask(w0, All(1)));
  return out;
}

// InvertSquareRoots is 1/sqrt(w), up to its sign, in each lane; bad gains the lanes where w is no
// square or zero.
void InvertSquareRoots(const Pair& w, Pair& root, __mmask8 (&bad)[2]) {
  const Pair w3 = Mul(Square(w), w);
  const Pair w7 = Mul(Square(w3), w);
  Pair power;
  Pow22523(power, w7);
  const Pair r = Mul(power, w3);
  const Pair check = Mul(Square(r), w);
  const Pair turned = Mul(r, Both(Broadcast(kSqrtM1)));
  const Lanes one = Broadcast(Field::One());
  const Lanes minus_one =
      Broadcast(Field(Field::kMask - 19, Field::kMask, Field::kMask, Field::kMask, Field::kMask));
  // w r^2 is a fourth root of one, or zero with w: 1 is found, -1 needs a turn, and the others have no root.
  const Lanes check_a = Canonical(check.a);
  const Lanes check_b = Canonical(check.b);
  const __mmask8 turn_a = EqualTo(check_a, minus_one);
  const __mmask8 turn_b = EqualTo(check_b, minus_one);
  bad[0] = static_cast<__mmask8>(bad[0] | ~(EqualTo(check_a, one) | turn_a));
  bad[1] = static_cast<__mmask8>(bad[1] | ~(EqualTo(check_b, one) | turn_b));
  root = {Blend(turn_a, r.a, turned.a), Blend(turn_b, r.b, turned.b)};
}

struct Affine {
  Pair x, y, t;
};

// Absolute is the representative that is not negative, canonical.
CONSTAT_INLINE Lanes Absolute(const Lanes& a) {
  const Lanes canonical = Canonical(a);
  const Lanes zero = Broadcast(Field::Zero());
  const Lanes negated = Canonical(Difference(zero, canonical));
  return Blend(IsOdd(canonical), canonical, negated);
}

CONSTAT_INLINE __mmask8 RefusedBySign(const Lanes& y, const Lanes& t) {
  return static_cast<__mmask8>(IsOdd(Canonical(t)) | EqualTo(Canonical(y), Broadcast(Field::Zero())));
}

void DecodePair(const uint8_t* bytes, Affine& out, __mmask8 (&bad)[2]) {
  Pair s;
  s.a = Load(bytes, bad[0]);
  s.b = Load(bytes + 256, bad[1]);
  const Pair one = Both(Broadcast(Field::One()));
  const Pair ss = Square(s);
  const Pair u1 = Difference(one, ss);
  const Pair u2 = Sum(one, ss);
  const Pair u2_squared = Square(u2);
  const Pair zero = Both(Broadcast(Field::Zero()));
  const Pair v = Difference(Difference(zero, Mul(Square(u1), Both(Broadcast(kEdwardsD)))), u2_squared);
  Pair root;
  InvertSquareRoots(Mul(v, u2_squared), root, bad);
  const Pair den_x = Mul(root, u2);
  const Pair den_y = Mul(Mul(root, den_x), v);
  const Pair x = Mul(Sum(s, s), den_x);
  out.x = {Absolute(x.a), Absolute(x.b)};
  out.y = Mul(u1, den_y);
  out.t = Mul(out.x, out.y);
  bad[0] = static_cast<__mmask8>(bad[0] | RefusedBySign(out.y.a, out.t.a));
  bad[1] = static_cast<__mmask8>(bad[1] | RefusedBySign(out.y.b, out.t.b));
}

CONSTAT_INLINE void Store(uint64_t (*out)[8], const Lanes& a) {
  _mm512_store_si512(out[0], a.v0);
  _mm512_store_si512(out[1], a.v1);
  _mm512_store_si512(out[2], a.v2);
  _mm512_store_si512(out[3], a.v3);
  _mm512_store_si512(out[4], a.v4);
}

// DecodeSixteen decodes 16 * 32 bytes into two blocks of eight; the bits of the result are those refused.
uint32_t DecodeSixteen(const uint8_t* bytes, Decoded* out) {
  Affine p;
  __mmask8 bad[2];
  DecodePair(bytes, p, bad);
  Store(out[0].x, p.x.a);
  Store(out[1].x, p.x.b);
  Store(out[0].y, p.y.a);
  Store(out[1].y, p.y.b);
  Store(out[0].t, p.t.a);
  Store(out[1].t, p.t.b);
  return bad[0] | static_cast<uint32_t>(bad[1]) << 8;
}

// StorePrepared writes eight AffineNiels, 16 words each.
CONSTAT_INLINE void StorePrepared(uint64_t* out, const Lanes& sum, const Lanes& difference,
                                  const Lanes& t2d) {
  Word first[8] = {sum.v0, sum.v1, sum.v2, sum.v3, sum.v4, t2d.v0, t2d.v1, t2d.v2};
  Word second[8] = {difference.v0, difference.v1, difference.v2, difference.v3,
                    difference.v4, t2d.v3,        t2d.v4,        _mm512_setzero_si512()};
  Transpose(first);
  Transpose(second);
  for (size_t i = 0; i < 8; ++i) {
    _mm512_store_si512(out + 16 * i, first[i]);
    _mm512_store_si512(out + 16 * i + 8, second[i]);
  }
}

// PrepareSixteen is the same, with the results as sixteen AffineNiels.
uint32_t PrepareSixteen(const uint8_t* bytes, uint64_t* out) {
  Affine p;
  __mmask8 bad[2];
  DecodePair(bytes, p, bad);
  const Pair sum = Sum(p.y, p.x);
  const Pair difference = Difference(p.y, p.x);
  const Pair t2d = Mul(p.t, Both(Broadcast(kEdwards2D)));
  StorePrepared(out, sum.a, difference.a, t2d.a);
  StorePrepared(out + 128, sum.b, difference.b, t2d.b);
  return bad[0] | static_cast<uint32_t>(bad[1]) << 8;
}

}  // namespace
}  // namespace constat::group::msm
