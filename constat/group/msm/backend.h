// The back ends of msm.h, and their choice at run time.
//
// "portable" runs everywhere; "avx2" needs a CPU with AVX2, "avx512ifma" one with AVX-512 F, VL, DQ, BW and
// IFMA. All give the same group elements; their tests compare them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::group::msm {

// AvailableBackends names what this CPU can run, the preferred one first; "portable" is always last.
[[nodiscard]] std::vector<std::string_view> AvailableBackends();

// BackendName is the back end in use: the first available one, unless SelectBackend chose.
[[nodiscard]] std::string_view BackendName();

// MeasureMultiplication does 32 n field multiplications in the back end in use, and returns what came out:
// the same with every back end.
[[nodiscard]] Bytes32 MeasureMultiplication(size_t n);

// SelectBackend chooses for the whole process, for tests, benchmarks and a command-line flag.
// ERRORS: kUsage if this CPU cannot run it or nothing has that name.
[[nodiscard]] Status SelectBackend(std::string_view name);

}  // namespace constat::group::msm
