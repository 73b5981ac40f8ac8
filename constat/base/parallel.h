// ParallelFor: the same work for many indices on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace constat {

// DefaultThreads is the number of threads the machine runs at once, at least 1.
inline unsigned DefaultThreads() { return std::max(1u, std::thread::hardware_concurrency()); }

// ParallelFor calls work(i) for every i in [0, count), each once, on up to threads threads (the caller's is
// one). work must not throw.
template <typename Work>
void ParallelFor(size_t count, unsigned threads, const Work& work) {
  std::atomic<size_t> next{0};
  auto run = [&] {
    for (size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  };
  std::vector<std::jthread> helpers;
  for (size_t t = 1; t < threads && t < count; ++t) helpers.emplace_back(run);
  run();
}

}  // namespace constat
