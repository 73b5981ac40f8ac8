// CONSTAT_CHECK(condition): a bug in Constat ends the program here. No input can reach it: what input can
// cause is a Result.
#pragma once

#include <cstdio>
#include <cstdlib>

#define CONSTAT_CHECK(condition)                                                                      \
  do {                                                                                                \
    if (!(condition)) [[unlikely]] {                                                                  \
      std::fprintf(stderr, "constat: internal error at %s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                                   \
    }                                                                                                 \
  } while (false)
