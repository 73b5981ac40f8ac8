// Decoding eight ristretto255 encodings at a time. See avx2_field.h for where this may be included.
//
// The same steps as Point::Decode, with masks for its conditions. SOURCE: RFC 9496, section 4.3.1.

namespace constat::group::msm {
namespace {

// Pair is two vectors that go through the same steps: eight elements.
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

// Load reads four field elements of 255 bits; bad is those from p on, with bit 255, or odd.
CONSTAT_INLINE Lanes Load(const uint8_t* bytes, uint32_t& bad) {
  Word w[4];
  for (size_t i = 0; i < 4; ++i) w[i] = _mm256_loadu_si256(reinterpret_cast<const Word*>(bytes + 32 * i));
  Transpose(w);
  const Word mask = All(Field::kMask);
  const Packed out{{And(w[0], mask), And(Or(_mm256_srli_epi64(w[0], 51), _mm256_slli_epi64(w[1], 13)), mask),
                    And(Or(_mm256_srli_epi64(w[1], 38), _mm256_slli_epi64(w[2], 26)), mask),
                    And(Or(_mm256_srli_epi64(w[2], 25), _mm256_slli_epi64(w[3], 39)), mask),
                    And(_mm256_srli_epi64(w[3], 12), mask)}};
  const Word full = And(And(out.v[1], out.v[2]), And(out.v[3], out.v[4]));
  const Word from_p =
      And(_mm256_cmpeq_epi64(full, mask), _mm256_cmpgt_epi64(out.v[0], All(Field::kMask - 19)));
  bad = Bits(Or(Or(from_p, w[3]), _mm256_slli_epi64(w[0], 63)));
  return Unpack(out);
}

// ChooseRoot is the square root of 1/w from a candidate r and check = w r^2.
CONSTAT_INLINE void ChooseRoot(const Lanes& r, const Lanes& check, Lanes& root, uint32_t& bad) {
  // w r^2 is a fourth root of one, or zero with w: 1 is found, -1 needs a turn, and the others have no root.
  const Packed canonical = Canonical(check);
  const Packed minus_one = {
      {All(Field::kMask - 19), All(Field::kMask), All(Field::kMask), All(Field::kMask), All(Field::kMask)}};
  const Word turn = EqualTo(canonical, minus_one);
  bad |= Bits(Or(EqualTo(canonical, BroadcastPacked(Field::One())), turn)) ^ 15;
  root = Blend(turn, r, Mul(r, Broadcast(kSqrtM1)));
}

// InvertSquareRoots is 1/sqrt(w), up to its sign, in each lane; bad gains the lanes where w is no
// square or zero.
void InvertSquareRoots(const Pair& w, Pair& root, uint32_t (&bad)[2]) {
  const Pair w3 = Mul(Square(w), w);
  const Pair w7 = Mul(Square(w3), w);
  Pair power;
  Pow22523(power, w7);
  const Pair r = Mul(power, w3);
  const Pair check = Mul(Square(r), w);
  ChooseRoot(r.a, check.a, root.a, bad[0]);
  ChooseRoot(r.b, check.b, root.b, bad[1]);
}

struct Affine {
  Pair x, y, t;
};

// Absolute is the representative that is not negative.
CONSTAT_INLINE Lanes Absolute(const Lanes& a) {
  return Blend(IsOdd(Canonical(a)), a, Difference(Broadcast(Field::Zero()), a));
}

CONSTAT_INLINE uint32_t RefusedBySign(const Lanes& y, const Lanes& t) {
  return Bits(Or(IsOdd(Canonical(t)), EqualTo(Canonical(y), BroadcastPacked(Field::Zero()))));
}

void DecodePair(const uint8_t* bytes, Affine& out, uint32_t (&bad)[2]) {
  Pair s;
  s.a = Load(bytes, bad[0]);
  s.b = Load(bytes + 128, bad[1]);
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
  bad[0] |= RefusedBySign(out.y.a, out.t.a);
  bad[1] |= RefusedBySign(out.y.b, out.t.b);
}

CONSTAT_INLINE void Store(uint64_t (*out)[4], const Lanes& a) {
  const Packed packed = Pack(a);
#pragma GCC unroll 10
  for (size_t i = 0; i < 5; ++i) _mm256_store_si256(reinterpret_cast<Word*>(out[i]), packed.v[i]);
}

// DecodeEight decodes 8 * 32 bytes into two blocks of four; the bits of the result are those refused.
uint32_t DecodeEight(const uint8_t* bytes, Decoded* out) {
  Affine p;
  uint32_t bad[2];
  DecodePair(bytes, p, bad);
  Store(out[0].x, p.x.a);
  Store(out[1].x, p.x.b);
  Store(out[0].y, p.y.a);
  Store(out[1].y, p.y.b);
  Store(out[0].t, p.t.a);
  Store(out[1].t, p.t.b);
  return bad[0] | bad[1] << 4;
}

CONSTAT_INLINE void StoreRows(uint64_t* out, Word (&columns)[4]) {
  Transpose(columns);
  for (size_t i = 0; i < 4; ++i) _mm256_store_si256(reinterpret_cast<Word*>(out + 16 * i), columns[i]);
}

// StorePrepared writes four AffineNiels, 16 words each.
CONSTAT_INLINE void StorePrepared(uint64_t* out, const Lanes& x, const Lanes& y, const Lanes& t) {
  const Packed sum = Pack(Sum(y, x));
  const Packed difference = Pack(Difference(y, x));
  const Packed t2d = Pack(Mul(t, Broadcast(kEdwards2D)));
  Word quarters[4][4] = {{sum.v[0], sum.v[1], sum.v[2], sum.v[3]},
                         {sum.v[4], t2d.v[0], t2d.v[1], t2d.v[2]},
                         {difference.v[0], difference.v[1], difference.v[2], difference.v[3]},
                         {difference.v[4], t2d.v[3], t2d.v[4], _mm256_setzero_si256()}};
  for (size_t i = 0; i < 4; ++i) StoreRows(out + 4 * i, quarters[i]);
}

// PrepareEight is the same, with the results as eight AffineNiels.
uint32_t PrepareEight(const uint8_t* bytes, uint64_t* out) {
  Affine p;
  uint32_t bad[2];
  DecodePair(bytes, p, bad);
  StorePrepared(out, p.x.a, p.y.a, p.t.a);
  StorePrepared(out + 64, p.x.b, p.y.b, p.t.b);
  return bad[0] | bad[1] << 4;
}

}  // namespace
}  // namespace constat::group::msm
