// CONSTAT_INT128: 1 where the compiler has 128-bit integers, else 0.
//
// The one place that asks. Defining CONSTAT_NO_INT128 builds the arithmetic for other machines, 32-bit ones
// and WebAssembly, on any machine: for its test.
#pragma once

#if defined(__SIZEOF_INT128__) && !defined(CONSTAT_NO_INT128)
#define CONSTAT_INT128 1

namespace constat::group {

__extension__ using uint128_t = unsigned __int128;

}  // namespace constat::group
#else
#define CONSTAT_INT128 0
#endif
