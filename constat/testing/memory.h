// Counting memory, for tests: how many bytes a piece of code takes. Included by exactly one file of a test
// program, whose operator new it replaces.
//
// Under a sanitizer, which has its own operator new, nothing is counted: skip the test where
// kCounts is false.
#pragma once

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

// GCC defines a macro, Clang answers a question.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CONSTAT_OTHERS_COUNT 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CONSTAT_OTHERS_COUNT 1
#endif
#endif

namespace constat::memory {

inline std::atomic<size_t> bytes_in_use{0};
inline std::atomic<size_t> most_in_use{0};

inline void* Take(size_t size) {
  void* const at = std::malloc(size);
  if (at == nullptr) throw std::bad_alloc();
  const size_t now = bytes_in_use.fetch_add(::malloc_usable_size(at)) + ::malloc_usable_size(at);
  size_t most = most_in_use.load();
  while (now > most && !most_in_use.compare_exchange_weak(most, now)) {
  }
  return at;
}

inline void Give(void* at) noexcept {
  if (at == nullptr) return;
  bytes_in_use.fetch_sub(::malloc_usable_size(at));
  std::free(at);
}

// MostTaken runs work and returns the most bytes that were in use at a time, beyond those in use before.
template <typename Work>
size_t MostTaken(const Work& work) {
  const size_t before = bytes_in_use.load();
  most_in_use.store(before);
  work();
  return most_in_use.load() - before;
}

#ifdef CONSTAT_OTHERS_COUNT
inline constexpr bool kCounts = false;
#else
inline constexpr bool kCounts = true;
#endif

}  // namespace constat::memory

#ifndef CONSTAT_OTHERS_COUNT
// NOLINTBEGIN(misc-definitions-in-headers): one file of a program includes this
void* operator new(size_t size) { return constat::memory::Take(size); }
void* operator new[](size_t size) { return constat::memory::Take(size); }
void operator delete(void* at) noexcept { constat::memory::Give(at); }
void operator delete[](void* at) noexcept { constat::memory::Give(at); }
void operator delete(void* at, size_t) noexcept { constat::memory::Give(at); }
void operator delete[](void* at, size_t) noexcept { constat::memory::Give(at); }
// NOLINTEND(misc-definitions-in-headers)
#endif
