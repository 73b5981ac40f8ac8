// The sums of Pippenger's method, eight buckets at a time. See avx512ifma_field.h for where this may be
// included.

namespace constat::group::msm {
namespace {

// Accumulator is eight points as (Y - X, Y + X, Z, T): what the next addition starts from.
struct Accumulator {
  Lanes y_minus_x, y_plus_x, z, t;
};

struct Addend {
  Lanes y_plus_x, y_minus_x, xy2d;
};

// Finish is the second half of an addition: X = EF, Y = GH, Z = FG, T = EH, with X and Y combined before
// their carries.
CONSTAT_INLINE void Finish(Accumulator& p, const Lanes& e, const Lanes& f, const Lanes& g, const Lanes& h) {
  const Wide x = MulWide(e, f);
  const Wide y = MulBiased(g, h);
  p.z = Mul(f, g);
  p.t = Mul(e, h);
  p.y_minus_x = Reduce(Subtract(y, x));
  p.y_plus_x = Reduce(Add(y, x));
}

// Middle is E, F, G, H of an addition, from A, B (biased), C, D: each carried once.
struct Middle {
  Lanes e, f, g, h;
};

CONSTAT_INLINE Middle Combine(const Wide& a, const Wide& b, const Wide& c, const Wide& d) {
  return {Reduce(Subtract(b, a)), Reduce(Subtract(Add(Bias(), d), c)), Reduce(Add(d, c)), Reduce(Add(b, a))};
}

CONSTAT_INLINE Middle AddHalf(const Accumulator& p, const Addend& q) {
  const Wide a = MulWide(p.y_minus_x, q.y_minus_x);
  const Wide b = MulBiased(p.y_plus_x, q.y_plus_x);
  const Wide c = MulWide(p.t, q.xy2d);
  return Combine(a, b, c, Add(Widen(p.z), Widen(p.z)));
}

// AddHalf with eight points that are not affine; p_t2d is 2 d T of p.
CONSTAT_INLINE Middle AddHalf(const Accumulator& p, const Lanes& p_t2d, const Accumulator& q) {
  const Wide a = MulWide(p.y_minus_x, q.y_minus_x);
  const Wide b = MulBiased(p.y_plus_x, q.y_plus_x);
  const Wide c = MulWide(p_t2d, q.t);
  const Wide zz = MulWide(p.z, q.z);
  return Combine(a, b, c, Add(zz, zz));
}

// Lists is eight buckets' entries: where each list starts and how long it is.
struct alignas(64) Lists {
  uint64_t start[8];
  uint64_t length[8];
  uint64_t longest;
};

// Fetch gathers entry number step of each list, the identity where a list is shorter; a negative digit
// changes the places of y + x and y - x, and the sign of 2dxy.
CONSTAT_INLINE Addend Fetch(const uint64_t* points, const uint32_t* entries, const Lists& lists,
                            uint64_t step) {
  const Word number = All(step);
  const __mmask8 active = _mm512_cmpgt_epu64_mask(_mm512_load_si512(lists.length), number);
  const Word at = Plus(_mm512_load_si512(lists.start), number);
  const Word entry =
      _mm512_cvtepu32_epi64(_mm512_mask_i64gather_epi32(_mm256_setzero_si256(), active, at, entries, 4));
  const Word base = _mm512_slli_epi64(_mm512_srli_epi64(entry, 1), 4);  // in limbs: 16 to a point
  const __mmask8 negative = _mm512_test_epi64_mask(entry, All(1));
  const Word plus = _mm512_mask_add_epi64(base, negative, base, All(5));
  const Word minus = _mm512_sub_epi64(Plus(Twice(base), All(5)), plus);
  const Word zero = _mm512_setzero_si512();
  const Word one = All(1);
#define CONSTAT_GATHER(initial, index, limb) \
  _mm512_mask_i64gather_epi64(initial, active, index, points + (limb), 8)
  Addend out{{CONSTAT_GATHER(one, plus, 0), CONSTAT_GATHER(zero, plus, 1), CONSTAT_GATHER(zero, plus, 2),
              CONSTAT_GATHER(zero, plus, 3), CONSTAT_GATHER(zero, plus, 4)},
             {CONSTAT_GATHER(one, minus, 0), CONSTAT_GATHER(zero, minus, 1), CONSTAT_GATHER(zero, minus, 2),
              CONSTAT_GATHER(zero, minus, 3), CONSTAT_GATHER(zero, minus, 4)},
             {CONSTAT_GATHER(zero, base, 10), CONSTAT_GATHER(zero, base, 11), CONSTAT_GATHER(zero, base, 12),
              CONSTAT_GATHER(zero, base, 13), CONSTAT_GATHER(zero, base, 14)}};
#undef CONSTAT_GATHER
  // 2p - t: below 2^52, as t is reduced
  const Word two_p = All(2 * Field::kMask);
  out.xy2d.v0 = _mm512_mask_sub_epi64(out.xy2d.v0, negative, All(2 * (Field::kMask - 18)), out.xy2d.v0);
  out.xy2d.v1 = _mm512_mask_sub_epi64(out.xy2d.v1, negative, two_p, out.xy2d.v1);
  out.xy2d.v2 = _mm512_mask_sub_epi64(out.xy2d.v2, negative, two_p, out.xy2d.v2);
  out.xy2d.v3 = _mm512_mask_sub_epi64(out.xy2d.v3, negative, two_p, out.xy2d.v3);
  out.xy2d.v4 = _mm512_mask_sub_epi64(out.xy2d.v4, negative, two_p, out.xy2d.v4);
  return out;
}

// Prefetch asks for the points that Fetch will read at that step.
CONSTAT_INLINE void Prefetch(const uint64_t* points, const uint32_t* entries, const Lists& lists,
                             uint64_t step) {
  for (size_t lane = 0; lane < 8; ++lane) {
    if (step >= lists.length[lane]) continue;
    const uint64_t* point = points + 16 * static_cast<size_t>(entries[lists.start[lane] + step] >> 1);
    __builtin_prefetch(point);
    __builtin_prefetch(point + 8);
  }
}

// Start is an accumulator at its first addend: Z = 1 and T = xy.
CONSTAT_INLINE Accumulator Start(const Addend& q, const Lanes& inverse_2d) {
  return {Reduce(Widen(q.y_minus_x)), Reduce(Widen(q.y_plus_x)), Broadcast(Field::One()),
          Mul(q.xy2d, inverse_2d)};
}

// How many steps ahead points are asked for.
inline constexpr uint64_t kAhead = 3;

// SumLists adds up two times eight lists: two accumulators, so that one computes while the other waits.
void SumLists(const uint64_t* points, const uint32_t* entries, const Lists (&lists)[2],
              Accumulator (&out)[2]) {
  const Lanes inverse_2d = Broadcast(kInverse2D);
  for (uint64_t step = 0; step < kAhead; ++step) {
    Prefetch(points, entries, lists[0], step);
    Prefetch(points, entries, lists[1], step);
  }
  Accumulator p = Start(Fetch(points, entries, lists[0], 0), inverse_2d);
  Accumulator q = Start(Fetch(points, entries, lists[1], 0), inverse_2d);
  const uint64_t longest = lists[0].longest > lists[1].longest ? lists[0].longest : lists[1].longest;
  for (uint64_t step = 1; step < longest; ++step) {
    Prefetch(points, entries, lists[0], step + kAhead);
    Prefetch(points, entries, lists[1], step + kAhead);
    const Middle p_half = AddHalf(p, Fetch(points, entries, lists[0], step));
    const Middle q_half = AddHalf(q, Fetch(points, entries, lists[1], step));
    Finish(p, p_half.e, p_half.f, p_half.g, p_half.h);
    Finish(q, q_half.e, q_half.f, q_half.g, q_half.h);
  }
  out[0] = p;
  out[1] = q;
}

CONSTAT_INLINE void Scatter(uint64_t* sums, __mmask8 mask, Word at, const Lanes& a) {
  _mm512_mask_i64scatter_epi64(sums, mask, at, a.v0, 8);
  _mm512_mask_i64scatter_epi64(sums + 8, mask, at, a.v1, 8);
  _mm512_mask_i64scatter_epi64(sums + 16, mask, at, a.v2, 8);
  _mm512_mask_i64scatter_epi64(sums + 24, mask, at, a.v3, 8);
  _mm512_mask_i64scatter_epi64(sums + 32, mask, at, a.v4, 8);
}

// FillBuckets sums each bucket that is not empty into its place: bucket b in lane b / size of sums[b % size].
void FillBuckets(const uint64_t* points, const Buckets& buckets, size_t size, Sums* sums) {
  alignas(64) uint64_t places[2][8];
  for (size_t first = 0; first < buckets.count; first += 16) {
    Lists lists[2];
    __mmask8 used[2] = {0, 0};
    for (size_t i = 0; i < 16; ++i) {
      Lists& list = lists[i / 8];
      const size_t lane = i % 8;
      if (lane == 0) list.longest = 0;
      list.start[lane] = list.length[lane] = places[i / 8][lane] = 0;
      if (first + i >= buckets.count) continue;
      const uint64_t bucket = buckets.by_length[first + i];
      list.start[lane] = buckets.starts[bucket];
      list.length[lane] = buckets.starts[bucket + 1] - buckets.starts[bucket];
      if (list.length[lane] > list.longest) list.longest = list.length[lane];
      places[i / 8][lane] = (bucket % size) * (sizeof(Sums) / 8) + bucket / size;
      used[i / 8] = static_cast<__mmask8>(used[i / 8] | 1 << lane);
    }
    Accumulator done[2];
    SumLists(points, buckets.entries, lists, done);
    for (size_t half = 0; half < 2; ++half) {
      const Word at = _mm512_load_si512(places[half]);
      uint64_t* const limbs = &sums[0].limbs[0][0];
      Scatter(limbs, used[half], at, done[half].y_minus_x);
      Scatter(limbs + 40, used[half], at, done[half].y_plus_x);
      Scatter(limbs + 80, used[half], at, done[half].z);
      Scatter(limbs + 120, used[half], at, done[half].t);
    }
  }
}

CONSTAT_INLINE Lanes LoadLanes(const uint64_t (*v)[8]) {
  return {_mm512_load_si512(v[0]), _mm512_load_si512(v[1]), _mm512_load_si512(v[2]), _mm512_load_si512(v[3]),
          _mm512_load_si512(v[4])};
}

CONSTAT_INLINE void StoreSums(Sums& out, const Accumulator& p) {
  Store(out.limbs, p.y_minus_x);
  Store(out.limbs + 5, p.y_plus_x);
  Store(out.limbs + 10, p.z);
  Store(out.limbs + 15, p.t);
}

CONSTAT_INLINE Accumulator Identity() {
  const Lanes zero = Broadcast(Field::Zero());
  const Lanes one = Broadcast(Field::One());
  return {one, one, one, zero};
}

void ClearBuckets(Sums* sums, size_t size) {
  for (size_t i = 0; i < size; ++i) StoreSums(sums[i], Identity());
}

// CloseBuckets is each lane's sums of its buckets: plain, and with weights 1 to size. From the top, the plain
// sum grows by a bucket while the weighted one grows by the plain sum before.
void CloseBuckets(const Sums* sums, size_t size, Sums& plain_out, Sums& weighted_out) {
  const Lanes d2 = Broadcast(kEdwards2D);
  Accumulator plain = Identity();
  Accumulator weighted = Identity();
  Lanes plain_t2d = Broadcast(Field::Zero());
  for (size_t i = size; i-- > 0;) {
    const Accumulator bucket = {LoadLanes(sums[i].limbs), LoadLanes(sums[i].limbs + 5),
                                LoadLanes(sums[i].limbs + 10), LoadLanes(sums[i].limbs + 15)};
    const Middle weighted_half = AddHalf(plain, plain_t2d, weighted);
    const Middle plain_half = AddHalf(plain, plain_t2d, bucket);
    Finish(weighted, weighted_half.e, weighted_half.f, weighted_half.g, weighted_half.h);
    Finish(plain, plain_half.e, plain_half.f, plain_half.g, plain_half.h);
    plain_t2d = Mul(plain.t, d2);
  }
  const Middle half = AddHalf(plain, plain_t2d, weighted);
  Finish(weighted, half.e, half.f, half.g, half.h);
  StoreSums(plain_out, plain);
  StoreSums(weighted_out, weighted);
}

}  // namespace
}  // namespace constat::group::msm
