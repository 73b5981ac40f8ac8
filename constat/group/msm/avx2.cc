// The back end avx2: four points at a time.
//
// What runs AVX2 stands between the target pragmas, in an unnamed namespace; what comes before (headers with
// inline functions and templates) and after (the table of functions) is compiled for every x86-64 CPU.
#include "constat/group/msm/backends.h"

#if defined(__x86_64__) && CONSTAT_INT128  // points stand in the limbs of field_5x51.h

#if !defined(__clang__)
// GCC 12 takes the "undefined" operands inside its own intrinsics for mistakes.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

#include "constat/group/msm/vector_backend.h"

namespace constat::group::msm {
namespace {

using Decoded = DecodedLanes<4>;
using Sums = SumLanes<4>;

}  // namespace
}  // namespace constat::group::msm

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif

// The order matters.
// clang-format off
#include "constat/group/msm/avx2_field.inc"
#include "constat/group/msm/avx2_decode.inc"
#include "constat/group/msm/avx2_sum.inc"
// clang-format on

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace constat::group::msm {
namespace {

struct Vector {
  static constexpr size_t kLanes = 4;
  static constexpr size_t kStep = 8;
  // Field multiplications of one addition to a bucket, and of closing one bucket (4 lanes for each).
  static constexpr Cost kCost{.addition = 8, .bucket = 20};
  static constexpr auto DecodeStep = DecodeEight;
  static constexpr auto PrepareStep = PrepareEight;
  static constexpr auto ClearBuckets = msm::ClearBuckets;
  static constexpr auto FillBuckets = msm::FillBuckets;
  static constexpr auto CloseBuckets = msm::CloseBuckets;
  static constexpr auto Powers = msm::Powers;
};

constexpr Backend kAvx2{.name = "avx2",
                        .is_supported = [] { return __builtin_cpu_supports("avx2") != 0; },
                        .decode = VectorBackend<Vector>::Decode,
                        .decode_prepared = VectorBackend<Vector>::DecodePrepared,
                        .sum = VectorBackend<Vector>::Sum,
                        .powers = VectorBackend<Vector>::Powers,
                        .sum_from = 100};

}  // namespace

const Backend* Avx2Backend() { return &kAvx2; }

}  // namespace constat::group::msm

#else

namespace constat::group::msm {

const Backend* Avx2Backend() { return nullptr; }

}  // namespace constat::group::msm

#endif
