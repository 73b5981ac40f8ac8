// Threads: the only place that starts and joins them, and what they lock and wait with.
//
// CONSTAT_THREADS (CMake's option of that name) is 1 where nothing is said. Where it is 0, for a machine
// without threads such as a browser's, everything runs on the caller's thread, with the same results, and no
// header of threads is included. tools/check_layers wants them nowhere else.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>

#ifndef CONSTAT_THREADS
#define CONSTAT_THREADS 1
#endif
#if CONSTAT_THREADS
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>
#else
#include "constat/base/check.h"
#endif

namespace constat {

#if CONSTAT_THREADS

// A Mutex is held by a Lock, from its beginning to its end or between lock and unlock; a Condition is waited
// for with a Lock, and told to all.
using Mutex = std::mutex;
using Lock = std::unique_lock<std::mutex>;
using Condition = std::condition_variable;

// DefaultThreads is the number of threads the machine runs at once, at least 1.
inline unsigned DefaultThreads() { return std::max(1u, std::thread::hardware_concurrency()); }

// OnThreads calls work(0) on the caller's thread and, at the same time, work(1) to work(threads - 1) each on
// one of its own; it returns when all have. Without threads there is only work(0), which must not wait for
// the others. work must not throw.
template <typename Work>
void OnThreads(size_t threads, const Work& work) {
  std::vector<std::jthread> helpers;
  for (size_t t = 1; t < threads; ++t) helpers.emplace_back([&work, t] { work(t); });
  work(size_t{0});
}

#else

struct Mutex {};

class Lock {
 public:
  explicit Lock(Mutex&) {}
  void lock() {}
  void unlock() {}
};

class Condition {
 public:
  void notify_all() {}
  // Nobody is there to end the wait.
  void wait(Lock&) { CONSTAT_CHECK(false); }
};

inline unsigned DefaultThreads() { return 1; }

template <typename Work>
void OnThreads(size_t, const Work& work) {
  work(size_t{0});
}

#endif

// ParallelFor calls work(i) for every i in [0, count), each once, on up to threads threads (the caller's is
// one). work must not throw.
template <typename Work>
void ParallelFor(size_t count, size_t threads, const Work& work) {
  std::atomic<size_t> next{0};
  OnThreads(std::min(count, threads), [&](size_t) {
    for (size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  });
}

}  // namespace constat
