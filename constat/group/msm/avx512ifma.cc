// The back end avx512ifma: eight points at a time.
//
// What runs AVX-512 stands between the target pragmas, in an unnamed namespace; what comes before (headers
// with inline functions and templates) and after (the table of functions) is compiled for every x86-64 CPU.
#include "constat/group/msm/backends.h"

#if defined(__x86_64__) && CONSTAT_INT128  // its limbs are those of field_5x51.h

#if !defined(__clang__)
// GCC 12 takes the "undefined" operands inside its own intrinsics for mistakes.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "constat/base/check.h"
#include "constat/group/msm/plan.h"

namespace constat::group::msm {
namespace {

// Sixteen points at a time: two vectors of eight, so that one computes while the other waits for its carries.
constexpr size_t kDecodeStep = 16;

// Decoded is affine coordinates of eight points, limb by limb.
struct alignas(64) Decoded {
  uint64_t x[5][8];
  uint64_t y[5][8];
  uint64_t t[5][8];
};

// Sums is eight accumulators, one a lane: limbs of Y - X, Y + X, Z, T.
struct alignas(64) Sums {
  uint64_t limbs[20][8];
};

// Buckets is BucketLists without its containers.
struct Buckets {
  const uint32_t* entries;
  const uint32_t* starts;
  const uint32_t* by_length;
  size_t count;  // of by_length
};

// What a list that has ended adds.
constexpr uint64_t kIdentity alignas(128)[16] = {1, 0, 0, 0, 0, 0, 0, 0, 1};

// 1 / 2d.
constexpr Field kInverse2D{133296036314136, 426780519490142, 971550796200877, 1003625501967667,
                           1693814684165806};

static_assert(sizeof(AffineNiels) == 128);
static_assert(sizeof(EncodedPoint) == 32);

}  // namespace
}  // namespace constat::group::msm

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx512ifma"))), \
                                 apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,avx512ifma")
#endif

// The order matters.
// clang-format off
#include "constat/group/msm/avx512ifma_field.h"
#include "constat/group/msm/avx512ifma_decode.h"
#include "constat/group/msm/avx512ifma_sum.h"
// clang-format on

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace constat::group::msm {
namespace {

bool IsSupported() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512ifma");
}

// Padded is the 16 encodings from start on, identities after the last one.
const uint8_t* Padded(std::span<const EncodedPoint> encodings, size_t start,
                      std::array<EncodedPoint, kDecodeStep>& space) {
  if (encodings.size() - start >= kDecodeStep) return encodings[start].data();
  space = {};
  std::copy(encodings.begin() + static_cast<ptrdiff_t>(start), encodings.end(), space.begin());
  return space[0].data();
}

// AppendBad lists the points of this step, those of count, whose bits are set.
void AppendBad(uint32_t bits, size_t start, size_t count, std::vector<size_t>& bad) {
  for (size_t i = 0; i < count; ++i) {
    if ((bits >> i & 1) != 0) bad.push_back(start + i);
  }
}

Field LimbsOf(const uint64_t (&v)[5][8], size_t lane) {
  return {v[0][lane], v[1][lane], v[2][lane], v[3][lane], v[4][lane]};
}

std::vector<size_t> Decode(std::span<const EncodedPoint> encodings, std::span<Point> out) {
  std::vector<size_t> bad;
  std::array<EncodedPoint, kDecodeStep> space;
  Decoded blocks[2];
  for (size_t start = 0; start < encodings.size(); start += kDecodeStep) {
    const size_t count = std::min(kDecodeStep, encodings.size() - start);
    AppendBad(DecodeSixteen(Padded(encodings, start, space), blocks), start, count, bad);
    for (size_t i = 0; i < count; ++i) {
      const Decoded& block = blocks[i / 8];
      out[start + i] = Point::FromCoordinates(
          {LimbsOf(block.x, i % 8), LimbsOf(block.y, i % 8), Field::One(), LimbsOf(block.t, i % 8)});
    }
  }
  for (const size_t i : bad) out[i] = Point();
  return bad;
}

std::vector<size_t> DecodePrepared(std::span<const EncodedPoint> encodings, std::span<AffineNiels> out) {
  std::vector<size_t> bad;
  std::array<EncodedPoint, kDecodeStep> space;
  AffineNiels last[kDecodeStep];
  for (size_t start = 0; start < encodings.size(); start += kDecodeStep) {
    const size_t count = std::min(kDecodeStep, encodings.size() - start);
    AffineNiels* const to = count < kDecodeStep ? last : &out[start];
    AppendBad(PrepareSixteen(Padded(encodings, start, space), to->limbs.data()), start, count, bad);
    if (count < kDecodeStep) std::copy(last, last + count, out.begin() + static_cast<ptrdiff_t>(start));
  }
  for (const size_t i : bad) out[i] = AffineNiels::Identity();
  return bad;
}

// Field multiplications of one addition to a bucket, and of closing one bucket (8 lanes for each).
constexpr Cost kCost{.addition = 8, .bucket = 20};

// FromLane is the point of one lane: (X, Y, Z, T) times two.
Point FromLane(const Sums& sums, size_t lane) {
  const auto field = [&](size_t first) {
    const auto& v = sums.limbs;
    return Field(v[first][lane], v[first + 1][lane], v[first + 2][lane], v[first + 3][lane],
                 v[first + 4][lane]);
  };
  const Field y_minus_x = field(0);
  const Field y_plus_x = field(5);
  return Point::FromCoordinates({(y_plus_x - y_minus_x).Carry(), (y_plus_x + y_minus_x).Carry(),
                                 (field(10) + field(10)).Carry(), (field(15) + field(15)).Carry()});
}

// CloseWindow is sum_b (b + 1) buckets[b], from what each lane made of its eighth of the buckets: its plain
// sum and its sum weighted 1, 2, ...; a lane's buckets weigh lane * size more than that.
Point CloseWindow(const Sums& plain, const Sums& weighted, size_t size) {
  Point running;
  Point by_lane;
  Point total;
  for (size_t lane = 8; lane-- > 0;) {
    total += FromLane(weighted, lane);
    if (lane > 0) {
      running += FromLane(plain, lane);
      by_lane += running;
    }
  }
  for (size_t factor = 1; factor < size; factor *= 2) by_lane = by_lane.Double();
  return total + by_lane;
}

Point Sum(std::span<const Scalar> scalars, std::span<const AffineNiels> points) {
  CONSTAT_CHECK(scalars.size() == points.size());
  const std::vector<Window> windows = PlanWindows(scalars, kCost);
  const SignedDigits digits(scalars, windows);
  const auto* const limbs = points.data()->limbs.data();
  BucketLists lists;
  std::vector<Sums> buckets;
  Point sum;
  for (size_t w = windows.size(); w-- > 0;) {
    for (int i = 0; i < windows[w].width; ++i) sum = sum.Double();
    ListBuckets(digits.Of(w), windows[w], lists);
    const size_t size = std::max<size_t>(windows[w].Buckets() / 8, 1);  // of one lane
    buckets.resize(std::max(size, buckets.size()));
    ClearBuckets(buckets.data(), size);
    const Buckets view{lists.entries.data(), lists.starts.data(), lists.by_length.data(),
                       lists.by_length.size()};
    FillBuckets(limbs, view, size, buckets.data());
    Sums plain;
    Sums weighted;
    CloseBuckets(buckets.data(), size, plain, weighted);
    sum += CloseWindow(plain, weighted, size);
  }
  return sum;
}

constexpr Backend kAvx512Ifma{.name = "avx512ifma",
                              .is_supported = IsSupported,
                              .decode = Decode,
                              .decode_prepared = DecodePrepared,
                              .sum = Sum,
                              .sum_from = 64};

}  // namespace

const Backend* Avx512IfmaBackend() { return &kAvx512Ifma; }

}  // namespace constat::group::msm

#else

namespace constat::group::msm {

const Backend* Avx512IfmaBackend() { return nullptr; }

}  // namespace constat::group::msm

#endif
