// The sums of Pippenger's method, eight buckets at a time. See avx512ifma_field.h for where this
// may be included.

namespace constat::group::msm {
namespace {

// Addend is eight affine points.
struct Addend {
  Lanes y_plus_x, y_minus_x, xy2d;
};

// An addition in four steps, none of which needs the one just before it when two additions alternate: Begin
// makes the products A, B, C and the sum D, Combine carries E, F, G, H; Products makes EF, GH, FG, EH, Settle
// carries them. X and Y are kept as their sum and difference, taken before the carries; Z is not carried at
// all, as it is only doubled and added.
struct Accumulator {
  Lanes y_minus_x, y_plus_x, t;
  Wide z;  // with half the bias
};

struct Begun {
  Wide a, b, c, d;  // b and d biased
};

struct Middle {
  Lanes e, f, g, h;
};

struct Products {
  Wide x, y, z, t;  // y biased, z with half the bias
};

CONSTAT_INLINE Begun Begin(const Accumulator& p, const Addend& q) {
  return {MulWide(p.y_minus_x, q.y_minus_x), MulBiased(p.y_plus_x, q.y_plus_x), MulWide(p.t, q.xy2d),
          Add(p.z, p.z)};
}

// Begin with eight points that are not affine; p_t2d is 2 d T of p.
CONSTAT_INLINE Begun Begin(const Accumulator& p, const Lanes& p_t2d, const Accumulator& q) {
  const Wide zz = MulHalfBiased(Reduce(p.z), Reduce(q.z));
  return {MulWide(p.y_minus_x, q.y_minus_x), MulBiased(p.y_plus_x, q.y_plus_x), MulWide(p_t2d, q.t),
          Add(zz, zz)};
}

CONSTAT_INLINE Middle Combine(const Begun& p) {
  return {Reduce(Subtract(p.b, p.a)), Reduce(Subtract(p.d, p.c)), Reduce(Add(p.d, p.c)),
          Reduce(Add(p.b, p.a))};
}

CONSTAT_INLINE Products Multiply(const Middle& p) {
  return {MulWide(p.e, p.f), MulBiased(p.g, p.h), MulHalfBiased(p.f, p.g), MulWide(p.e, p.h)};
}

CONSTAT_INLINE Accumulator Settle(const Products& p) {
  return {Reduce(Subtract(p.y, p.x)), Reduce(Add(p.y, p.x)), Reduce(p.t), p.z};
}

// Lists is eight buckets' entries.
struct Lists {
  const uint32_t* entries[8];
  uint64_t length[8];
  uint64_t longest;
};

// Place is where one step's eight addends are: the first of each point's two cache lines, or the second one
// first if the digit is negative.
struct Place {
  const uint64_t* point[8];
  __mmask8 negative;
};

// Locate finds entry number step of each list, the identity where a list has ended, and asks for its memory.
CONSTAT_INLINE void Locate(const uint64_t* points, const Lists& lists, uint64_t step, Place& out) {
  uint32_t negative = 0;
  for (size_t lane = 0; lane < 8; ++lane) {
    const bool active = step < lists.length[lane];
    const uint32_t entry = active ? lists.entries[lane][step] : 0;
    const uint64_t* const point = active ? points + 8 * static_cast<size_t>(entry) : kIdentity;
    out.point[lane] = point;
    negative |= (entry & 1) << lane;
    __builtin_prefetch(point);
    __builtin_prefetch(reinterpret_cast<const uint64_t*>(reinterpret_cast<uintptr_t>(point) ^ 64));
  }
  out.negative = static_cast<__mmask8>(negative);
}

// Fetch loads a step's addends. A negative digit has changed the places of y + x and y - x by the order of
// the lines, and changes the sign of 2dxy here, to 2p - 2dxy: below 2^52, as 2dxy is reduced.
CONSTAT_INLINE Addend Fetch(const Place& place) {
  Word first[8];
  Word second[8];
  for (size_t lane = 0; lane < 8; ++lane) {
    const auto address = reinterpret_cast<uintptr_t>(place.point[lane]);
    first[lane] = _mm512_load_si512(reinterpret_cast<const void*>(address));
    second[lane] = _mm512_load_si512(reinterpret_cast<const void*>(address ^ 64));
  }
  Transpose(first);
  Transpose(second);
  const __mmask8 negative = place.negative;
  const Word two_p = All(2 * Field::kMask);
  const Word two_p0 = All(2 * (Field::kMask - 18));
  return {{first[0], first[1], first[2], first[3], first[4]},
          {second[0], second[1], second[2], second[3], second[4]},
          {_mm512_mask_sub_epi64(first[5], negative, two_p0, second[5]),
           _mm512_mask_sub_epi64(first[6], negative, two_p, second[6]),
           _mm512_mask_sub_epi64(first[7], negative, two_p, second[7]),
           _mm512_mask_sub_epi64(second[5], negative, two_p, first[5]),
           _mm512_mask_sub_epi64(second[6], negative, two_p, first[6])}};
}

// HalfBiasedOne is Z = 1 as an accumulator keeps it.
CONSTAT_INLINE Wide HalfBiasedOne() {
  const Word half = All(kBias / 2);
  return {All(kBias0 / 2 + 1), half, half, half, half};
}

// Start is an accumulator at its first addend: Z = 1 and T = xy.
CONSTAT_INLINE Accumulator Start(const Addend& q, const Lanes& inverse_2d) {
  return {Reduce(Widen(q.y_minus_x)), Reduce(Widen(q.y_plus_x)), Mul(q.xy2d, inverse_2d), HalfBiasedOne()};
}

// How many steps ahead points are asked for. A power of two less one.
inline constexpr uint64_t kAhead = 3;

// SumLists adds up two times eight lists: two accumulators, so that one computes while the other waits.
void SumLists(const uint64_t* points, const Lists (&lists)[2], Accumulator (&out)[2]) {
  Place p_places[kAhead + 1];
  Place q_places[kAhead + 1];
  for (uint64_t step = 0; step < kAhead; ++step) {
    Locate(points, lists[0], step, p_places[step]);
    Locate(points, lists[1], step, q_places[step]);
  }
  Locate(points, lists[0], kAhead, p_places[kAhead]);
  const Lanes inverse_2d = Broadcast(kInverse2D);
  Accumulator p = Start(Fetch(p_places[0]), inverse_2d);
  Accumulator q = Start(Fetch(q_places[0]), inverse_2d);
  const uint64_t longest = lists[0].longest > lists[1].longest ? lists[0].longest : lists[1].longest;
  Begun p_begun = Begin(p, Fetch(p_places[1]));
  Products q_products{};
  for (uint64_t step = 1; step < longest; ++step) {
    const uint64_t ahead = step + kAhead - 1;
    Locate(points, lists[0], ahead + 1, p_places[(ahead + 1) % (kAhead + 1)]);
    Locate(points, lists[1], ahead, q_places[ahead % (kAhead + 1)]);
    const Middle p_middle = Combine(p_begun);
    if (step > 1) q = Settle(q_products);
    const Products p_products = Multiply(p_middle);
    const Begun q_begun = Begin(q, Fetch(q_places[step % (kAhead + 1)]));
    p = Settle(p_products);
    const Middle q_middle = Combine(q_begun);
    p_begun = Begin(p, Fetch(p_places[(step + 1) % (kAhead + 1)]));
    q_products = Multiply(q_middle);
  }
  if (longest > 1) q = Settle(q_products);
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
      list.length[lane] = places[i / 8][lane] = 0;
      list.entries[lane] = buckets.entries;
      if (first + i >= buckets.count) continue;
      const uint64_t bucket = buckets.by_length[first + i];
      list.entries[lane] = buckets.entries + buckets.starts[bucket];
      list.length[lane] = buckets.starts[bucket + 1] - buckets.starts[bucket];
      if (list.length[lane] > list.longest) list.longest = list.length[lane];
      places[i / 8][lane] = (bucket % size) * (sizeof(Sums) / 8) + bucket / size;
      used[i / 8] = static_cast<__mmask8>(used[i / 8] | 1 << lane);
    }
    Accumulator done[2];
    SumLists(points, lists, done);
    for (size_t half = 0; half < 2; ++half) {
      const Word at = _mm512_load_si512(places[half]);
      uint64_t* const limbs = &sums[0].limbs[0][0];
      Scatter(limbs, used[half], at, done[half].y_minus_x);
      Scatter(limbs + 40, used[half], at, done[half].y_plus_x);
      Scatter(limbs + 80, used[half], at, Reduce(done[half].z));
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
  Store(out.limbs + 10, Reduce(p.z));
  Store(out.limbs + 15, p.t);
}

CONSTAT_INLINE Accumulator Identity() {
  const Lanes zero = Broadcast(Field::Zero());
  const Lanes one = Broadcast(Field::One());
  return {one, one, zero, HalfBiasedOne()};
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
                                LoadLanes(sums[i].limbs + 15), Widen(LoadLanes(sums[i].limbs + 10))};
    const Begun weighted_begun = Begin(plain, plain_t2d, weighted);
    const Begun plain_begun = Begin(plain, plain_t2d, bucket);
    const Products weighted_products = Multiply(Combine(weighted_begun));
    const Products plain_products = Multiply(Combine(plain_begun));
    weighted = Settle(weighted_products);
    plain = Settle(plain_products);
    plain_t2d = Mul(plain.t, d2);
  }
  weighted = Settle(Multiply(Combine(Begin(plain, plain_t2d, weighted))));
  StoreSums(plain_out, plain);
  StoreSums(weighted_out, weighted);
}

// Powers multiplies each of four vectors of elements n times by itself.
void Powers(Sums& four, size_t n) {
  Lanes base[4];
  Lanes power[4];
  for (size_t k = 0; k < 4; ++k) {
    const auto* const v = four.limbs + 5 * k;
    base[k] = {_mm512_load_si512(v[0]), _mm512_load_si512(v[1]), _mm512_load_si512(v[2]),
               _mm512_load_si512(v[3]), _mm512_load_si512(v[4])};
    power[k] = base[k];
  }
  for (size_t i = 0; i < n; ++i) {
    power[0] = Mul(power[0], base[0]);
    power[1] = Mul(power[1], base[1]);
    power[2] = Mul(power[2], base[2]);
    power[3] = Mul(power[3], base[3]);
  }
  for (size_t k = 0; k < 4; ++k) {
    auto* const v = four.limbs + 5 * k;
    const Lanes out = Canonical(power[k]);
    _mm512_store_si512(v[0], out.v0);
    _mm512_store_si512(v[1], out.v1);
    _mm512_store_si512(v[2], out.v2);
    _mm512_store_si512(v[3], out.v3);
    _mm512_store_si512(v[4], out.v4);
  }
}

}  // namespace
}  // namespace constat::group::msm
