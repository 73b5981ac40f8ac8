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

#include "constat/group/msm/vector_backend.h"

namespace constat::group::msm {
namespace {

using Decoded = DecodedLanes<8>;
using Sums = SumLanes<8>;

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
#include "constat/group/msm/avx512ifma_field.inc"
#include "constat/group/msm/avx512ifma_decode.inc"
#include "constat/group/msm/avx512ifma_sum.inc"
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

struct Vector {
  static constexpr size_t kLanes = 8;
  // Two vectors, so that one computes while the other waits for its carries.
  static constexpr size_t kStep = 16;
  // Field multiplications of one addition to a bucket, and of closing one bucket (8 lanes for each).
  static constexpr Cost kCost{.addition = 8, .bucket = 20};
  static constexpr auto DecodeStep = DecodeSixteen;
  static constexpr auto PrepareStep = PrepareSixteen;
  static constexpr auto ClearBuckets = msm::ClearBuckets;
  static constexpr auto FillBuckets = msm::FillBuckets;
  static constexpr auto CloseBuckets = msm::CloseBuckets;
  static constexpr auto Powers = msm::Powers;
};

constexpr Backend kAvx512Ifma{.name = "avx512ifma",
                              .is_supported = IsSupported,
                              .decode = VectorBackend<Vector>::Decode,
                              .decode_prepared = VectorBackend<Vector>::DecodePrepared,
                              .sum = VectorBackend<Vector>::Sum,
                              .powers = VectorBackend<Vector>::Powers,
                              .sum_from = 64};

}  // namespace

const Backend* Avx512IfmaBackend() { return &kAvx512Ifma; }

}  // namespace constat::group::msm

#else

namespace constat::group::msm {

const Backend* Avx512IfmaBackend() { return nullptr; }

}  // namespace constat::group::msm

#endif
