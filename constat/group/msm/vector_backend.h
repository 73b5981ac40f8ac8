// What the back ends that work on vectors share: the frame around their arithmetic, compiled for any CPU.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "constat/base/check.h"
#include "constat/group/msm/backends.h"
#include "constat/group/msm/plan.h"

namespace constat::group::msm {

// DecodedLanes is affine coordinates of some points, limb by limb, in limbs of 51 bits.
template <size_t lanes>
struct alignas(64) DecodedLanes {
  uint64_t x[5][lanes];
  uint64_t y[5][lanes];
  uint64_t t[5][lanes];
};

// SumLanes is some accumulators, one a lane: limbs of Y - X, Y + X, Z, T.
template <size_t lanes>
struct alignas(64) SumLanes {
  uint64_t limbs[20][lanes];
};

// Buckets is BucketLists without its containers.
struct Buckets {
  const uint32_t* entries;
  const uint32_t* starts;
  const uint32_t* by_length;
  size_t count;  // of by_length
};

// What a list that has ended adds.
inline constexpr uint64_t kIdentity alignas(128)[16] = {1, 0, 0, 0, 0, 0, 0, 0, 1};

// 1 / 2d.
inline constexpr Field kInverse2D{133296036314136, 426780519490142, 971550796200877, 1003625501967667,
                                  1693814684165806};

static_assert(sizeof(AffineNiels) == 128);
static_assert(sizeof(EncodedPoint) == 32);

// VectorBackend is the functions of a Backend. Vector, a type in an unnamed namespace so that no two back
// ends share a function, has
//   kLanes, the points in a vector; kStep, those decoded at a time; kCost
//   DecodeStep: kStep encodings to kStep / kLanes blocks; PrepareStep: to AffineNiels; bits are those refused
//   ClearBuckets, FillBuckets, CloseBuckets: see avx512ifma_sum.inc
//   Powers: each element of four vectors to the power n + 1
template <class Vector>
struct VectorBackend {
  static constexpr size_t kLanes = Vector::kLanes;
  static constexpr size_t kStep = Vector::kStep;
  using Sums = SumLanes<kLanes>;

  static std::vector<size_t> Decode(std::span<const EncodedPoint> encodings, std::span<Point> out) {
    std::vector<size_t> bad;
    std::array<EncodedPoint, kStep> space;
    DecodedLanes<kLanes> blocks[kStep / kLanes];
    for (size_t start = 0; start < encodings.size(); start += kStep) {
      const size_t count = std::min(kStep, encodings.size() - start);
      AppendBad(Vector::DecodeStep(Padded(encodings, start, space), blocks), start, count, bad);
      for (size_t i = 0; i < count; ++i) {
        const auto& block = blocks[i / kLanes];
        const size_t lane = i % kLanes;
        out[start + i] = Point::FromCoordinates(
            {LimbsOf(block.x, lane), LimbsOf(block.y, lane), Field::One(), LimbsOf(block.t, lane)});
      }
    }
    for (const size_t i : bad) out[i] = Point();
    return bad;
  }

  static std::vector<size_t> DecodePrepared(std::span<const EncodedPoint> encodings,
                                            std::span<AffineNiels> out) {
    std::vector<size_t> bad;
    std::array<EncodedPoint, kStep> space;
    AffineNiels last[kStep];
    for (size_t start = 0; start < encodings.size(); start += kStep) {
      const size_t count = std::min(kStep, encodings.size() - start);
      AffineNiels* const to = count < kStep ? last : &out[start];
      AppendBad(Vector::PrepareStep(Padded(encodings, start, space), to->limbs.data()), start, count, bad);
      if (count < kStep) std::copy(last, last + count, out.begin() + static_cast<ptrdiff_t>(start));
    }
    for (const size_t i : bad) out[i] = AffineNiels::Identity();
    return bad;
  }

  static Point Sum(std::span<const Scalar> scalars, std::span<const AffineNiels> points) {
    CONSTAT_CHECK(scalars.size() == points.size());
    const std::vector<Window> windows = PlanWindows(scalars, Vector::kCost);
    const SignedDigits digits(scalars, windows);
    const auto* const limbs = points.data()->limbs.data();
    BucketLists lists;
    std::vector<Sums> buckets;
    Point sum;
    for (size_t w = windows.size(); w-- > 0;) {
      for (int i = 0; i < windows[w].width; ++i) sum = sum.Double();
      ListBuckets(digits.Of(w), windows[w], lists);
      const size_t size = std::max<size_t>(windows[w].Buckets() / kLanes, 1);  // of one lane
      buckets.resize(std::max(size, buckets.size()));
      Vector::ClearBuckets(buckets.data(), size);
      const Buckets view{lists.entries.data(), lists.starts.data(), lists.by_length.data(),
                         lists.by_length.size()};
      Vector::FillBuckets(limbs, view, size, buckets.data());
      Sums plain;
      Sums weighted;
      Vector::CloseBuckets(buckets.data(), size, plain, weighted);
      sum += CloseWindow(plain, weighted, size);
    }
    return sum;
  }

  static void Powers(std::span<Field> values, size_t n) {
    Sums four;
    for (size_t start = 0; start < values.size(); start += 4 * kLanes) {
      for (size_t i = 0; i < 4 * kLanes; ++i) {
        for (size_t k = 0; k < 5; ++k)
          four.limbs[5 * (i / kLanes) + k][i % kLanes] = values[start + i].Limbs()[k];
      }
      Vector::Powers(four, n);
      for (size_t i = 0; i < 4 * kLanes; ++i)
        values[start + i] = LimbsOf(four.limbs + 5 * (i / kLanes), i % kLanes);
    }
  }

 private:
  // Padded is the kStep encodings from start on, identities after the last one.
  static const uint8_t* Padded(std::span<const EncodedPoint> encodings, size_t start,
                               std::array<EncodedPoint, kStep>& space) {
    if (encodings.size() - start >= kStep) return encodings[start].data();
    space = {};
    std::copy(encodings.begin() + static_cast<ptrdiff_t>(start), encodings.end(), space.begin());
    return space[0].data();
  }

  // AppendBad lists the points of this step, those of count, whose bits are set.
  static void AppendBad(uint32_t bits, size_t start, size_t count, std::vector<size_t>& bad) {
    for (size_t i = 0; i < count; ++i) {
      if ((bits >> i & 1) != 0) bad.push_back(start + i);
    }
  }

  static Field LimbsOf(const uint64_t (*v)[kLanes], size_t lane) {
    return {v[0][lane], v[1][lane], v[2][lane], v[3][lane], v[4][lane]};
  }

  // FromLane is the point of one lane: (X, Y, Z, T) times two.
  static Point FromLane(const Sums& sums, size_t lane) {
    const Field y_minus_x = LimbsOf(sums.limbs, lane);
    const Field y_plus_x = LimbsOf(sums.limbs + 5, lane);
    const Field z = LimbsOf(sums.limbs + 10, lane);
    const Field t = LimbsOf(sums.limbs + 15, lane);
    return Point::FromCoordinates(
        {(y_plus_x - y_minus_x).Carry(), (y_plus_x + y_minus_x).Carry(), (z + z).Carry(), (t + t).Carry()});
  }

  // CloseWindow is sum_b (b + 1) buckets[b], from what each lane made of its part of the buckets: its plain
  // sum and its sum weighted 1, 2, ...; a lane's buckets weigh lane * size more than that.
  static Point CloseWindow(const Sums& plain, const Sums& weighted, size_t size) {
    Point running;
    Point by_lane;
    Point total;
    for (size_t lane = kLanes; lane-- > 0;) {
      total += FromLane(weighted, lane);
      if (lane > 0) {
        running += FromLane(plain, lane);
        by_lane += running;
      }
    }
    for (size_t factor = 1; factor < size; factor *= 2) by_lane = by_lane.Double();
    return total + by_lane;
  }
};

}  // namespace constat::group::msm
