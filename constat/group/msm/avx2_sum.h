// The sums of Pippenger's method, four buckets at a time. See avx2_field.h for where this may be included.

namespace constat::group::msm {
namespace {

// Addend is four affine points.
struct Addend {
  Lanes y_plus_x, y_minus_x, xy2d;
};

// Accumulator keeps X and Y as their sum and difference, of 2 and 3 units; z and t are reduced.
struct Accumulator {
  Lanes y_minus_x, y_plus_x, z, t;
};

// Complete is the second half of an addition, from products a, b, c and d = 2 Z1 Z2: operands of at most 4
// and 3 units.
CONSTAT_INLINE void Complete(const Lanes& a, const Lanes& b, const Lanes& c, const Lanes& d,
                             Accumulator& out) {
  const Lanes e = Subtract(b, a);
  const Lanes f = Subtract(d, c);
  const Lanes g = Add(d, c);
  const Lanes h = Add(b, a);
  const Lanes x = Mul(f, e);
  const Lanes y = Mul(g, h);
  out.z = Mul(f, g);
  out.t = Mul(e, h);
  out.y_minus_x = Subtract(y, x);
  out.y_plus_x = Add(y, x);
}

CONSTAT_INLINE void AddAffine(Accumulator& p, const Addend& q) {
  const Lanes a = Mul(p.y_minus_x, q.y_minus_x);
  const Lanes b = Mul(p.y_plus_x, q.y_plus_x);
  const Lanes c = Mul(p.t, q.xy2d);
  Complete(a, b, c, Add(p.z, p.z), p);
}

// AddPoints is p + q; p_t2d is 2 d T of p.
CONSTAT_INLINE void AddPoints(const Accumulator& p, const Lanes& p_t2d, const Accumulator& q,
                              Accumulator& out) {
  const Lanes a = Mul(p.y_minus_x, q.y_minus_x);
  const Lanes b = Mul(p.y_plus_x, q.y_plus_x);
  const Lanes c = Mul(p_t2d, q.t);
  const Lanes zz = Mul(p.z, q.z);
  Complete(a, b, c, Add(zz, zz), out);
}

// Lists is four buckets' entries.
struct Lists {
  const uint32_t* entries[4];
  uint64_t length[4];
  uint64_t longest;
};

// Place is where one step's four addends are: the first of each point's two cache lines, or the second one
// first if the digit is negative.
struct Place {
  const uint64_t* point[4];
  alignas(32) uint64_t negative[4];  // all ones or zero
};

// Locate finds entry number step of each list, the identity where a list has ended, and asks for its memory.
CONSTAT_INLINE void Locate(const uint64_t* points, const Lists& lists, uint64_t step, Place& out) {
  for (size_t lane = 0; lane < 4; ++lane) {
    const bool active = step < lists.length[lane];
    const uint32_t entry = active ? lists.entries[lane][step] : 0;
    const uint64_t* const point = active ? points + 8 * static_cast<size_t>(entry) : kIdentity;
    out.point[lane] = point;
    out.negative[lane] = 0 - static_cast<uint64_t>(entry & 1);
    __builtin_prefetch(point);
    __builtin_prefetch(reinterpret_cast<const uint64_t*>(reinterpret_cast<uintptr_t>(point) ^ 64));
  }
}

CONSTAT_INLINE void LoadColumns(const Place& place, uintptr_t flip, Word (&out)[4]) {
  for (size_t lane = 0; lane < 4; ++lane) {
    out[lane] = _mm256_load_si256(
        reinterpret_cast<const Word*>(reinterpret_cast<uintptr_t>(place.point[lane]) ^ flip));
  }
  Transpose(out);
}

// Fetch loads a step's addends. A negative digit has changed the places of y + x and y - x by the order of
// the lines, and changes the sign of 2dxy here, to 2p - 2dxy: 2 units.
CONSTAT_INLINE Addend Fetch(const Place& place) {
  Word first[4], first_end[4], second[4], second_end[4];
  LoadColumns(place, 0, first);
  LoadColumns(place, 32, first_end);
  LoadColumns(place, 64, second);
  LoadColumns(place, 96, second_end);
  const Word negative = _mm256_load_si256(reinterpret_cast<const Word*>(place.negative));
  const Word two_p = All(2 * Field::kMask);
  const Word two_p0 = All(2 * (Field::kMask - 18));
  const Packed xy2d{{_mm256_blendv_epi8(first_end[1], Less(two_p0, second_end[1]), negative),
                     _mm256_blendv_epi8(first_end[2], Less(two_p, second_end[2]), negative),
                     _mm256_blendv_epi8(first_end[3], Less(two_p, second_end[3]), negative),
                     _mm256_blendv_epi8(second_end[1], Less(two_p, first_end[1]), negative),
                     _mm256_blendv_epi8(second_end[2], Less(two_p, first_end[2]), negative)}};
  return {Unpack({{first[0], first[1], first[2], first[3], first_end[0]}}),
          Unpack({{second[0], second[1], second[2], second[3], second_end[0]}}), Unpack(xy2d)};
}

// How many steps ahead points are asked for. A power of two less one.
inline constexpr uint64_t kAhead = 3;

// SumLists adds up four lists.
void SumLists(const uint64_t* points, const Lists& lists, Accumulator& out) {
  Place places[kAhead + 1];
  for (uint64_t step = 0; step < kAhead; ++step) Locate(points, lists, step, places[step]);
  const Addend first = Fetch(places[0]);
  out = {first.y_minus_x, first.y_plus_x, Broadcast(Field::One()), Mul(first.xy2d, Broadcast(kInverse2D))};
  for (uint64_t step = 1; step < lists.longest; ++step) {
    Locate(points, lists, step + kAhead - 1, places[(step + kAhead - 1) % (kAhead + 1)]);
    AddAffine(out, Fetch(places[step % (kAhead + 1)]));
  }
}

CONSTAT_INLINE void StoreSums(Sums& out, const Accumulator& p) {
  Store(out.limbs, p.y_minus_x);
  Store(out.limbs + 5, p.y_plus_x);
  Store(out.limbs + 10, p.z);
  Store(out.limbs + 15, p.t);
}

// FillBuckets sums each bucket that is not empty into its place: bucket b in lane b / size of sums[b % size].
void FillBuckets(const uint64_t* points, const Buckets& buckets, size_t size, Sums* sums) {
  for (size_t first = 0; first < buckets.count; first += 4) {
    const size_t used = buckets.count - first < 4 ? buckets.count - first : 4;
    Lists lists{};
    for (size_t lane = 0; lane < used; ++lane) {
      const uint32_t* const starts = buckets.starts + buckets.by_length[first + lane];
      lists.entries[lane] = buckets.entries + starts[0];
      lists.length[lane] = starts[1] - starts[0];
      if (lists.length[lane] > lists.longest) lists.longest = lists.length[lane];
    }
    Accumulator sum;
    SumLists(points, lists, sum);
    Sums done;
    StoreSums(done, sum);
    for (size_t lane = 0; lane < used; ++lane) {
      const size_t bucket = buckets.by_length[first + lane];
      for (size_t i = 0; i < 20; ++i) sums[bucket % size].limbs[i][bucket / size] = done.limbs[i][lane];
    }
  }
}

CONSTAT_INLINE Lanes LoadLanes(const uint64_t (*v)[4]) {
  Packed out;
#pragma GCC unroll 10
  for (size_t i = 0; i < 5; ++i) out.v[i] = _mm256_load_si256(reinterpret_cast<const Word*>(v[i]));
  return Unpack(out);
}

CONSTAT_INLINE Accumulator Identity() {
  const Lanes one = Broadcast(Field::One());
  return {one, one, one, Broadcast(Field::Zero())};
}

void ClearBuckets(Sums* sums, size_t size) {
  for (size_t i = 0; i < size; ++i) StoreSums(sums[i], Identity());
}

// CloseBuckets is each lane's sums of its buckets: plain, and with weights 1 to size. From the top, the plain
// sum grows by a bucket before the weighted one grows by the plain sum.
void CloseBuckets(const Sums* sums, size_t size, Sums& plain_out, Sums& weighted_out) {
  const Lanes d2 = Broadcast(kEdwards2D);
  Accumulator plain = Identity();
  Accumulator weighted = Identity();
  Lanes plain_t2d = Broadcast(Field::Zero());
  for (size_t i = size; i-- > 0;) {
    const Accumulator bucket = {LoadLanes(sums[i].limbs), LoadLanes(sums[i].limbs + 5),
                                LoadLanes(sums[i].limbs + 10), LoadLanes(sums[i].limbs + 15)};
    AddPoints(plain, plain_t2d, bucket, plain);
    plain_t2d = Mul(plain.t, d2);
    AddPoints(plain, plain_t2d, weighted, weighted);
  }
  StoreSums(plain_out, plain);
  StoreSums(weighted_out, weighted);
}

// Powers multiplies each of four vectors of elements n times by itself.
void Powers(Sums& four, size_t n) {
  Lanes base[4];
  Lanes power[4];
  for (size_t k = 0; k < 4; ++k) {
    Packed packed;
    for (size_t j = 0; j < 5; ++j)
      packed.v[j] = _mm256_load_si256(reinterpret_cast<const Word*>(four.limbs[5 * k + j]));
    base[k] = Unpack(packed);
    power[k] = base[k];
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < 4; ++k) power[k] = Mul(power[k], base[k]);
  }
  for (size_t k = 0; k < 4; ++k) {
    const Packed packed = Canonical(power[k]);
    for (size_t j = 0; j < 5; ++j)
      _mm256_store_si256(reinterpret_cast<Word*>(four.limbs[5 * k + j]), packed.v[j]);
  }
}

}  // namespace
}  // namespace constat::group::msm
