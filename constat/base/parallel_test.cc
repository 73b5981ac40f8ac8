#include "constat/base/parallel.h"

#include <gmock/gmock.h>

#include <vector>

// Compiled a second time with CONSTAT_THREADS=0: all of it holds without threads.
namespace constat {
namespace {

using ::testing::Each;
using ::testing::Eq;

TEST(ParallelFor, VisitsEachIndexOnce) {
  for (const unsigned threads : {0u, 1u, 2u, 7u}) {
    for (const size_t count : {size_t{0}, size_t{1}, size_t{5}, size_t{1000}}) {
      std::vector<int> visits(count);
      ParallelFor(count, threads, [&](size_t i) { ++visits[i]; });
      EXPECT_THAT(visits, Each(Eq(1))) << threads << " threads";
    }
  }
}

TEST(OnThreads, CallsTheFirstOnTheCallersThreadAndTheOthersWhereThereAreThreads) {
  for (const size_t threads : {size_t{1}, size_t{3}}) {
    static thread_local bool is_caller = false;
    is_caller = true;
    std::vector<int> calls(threads);
    std::vector<int> on_callers_thread(threads);
    OnThreads(threads, [&](size_t t) {
      ++calls[t];
      on_callers_thread[t] = is_caller ? 1 : 0;
    });
    for (size_t t = 0; t < threads; ++t) {
      EXPECT_EQ(calls[t], t == 0 || CONSTAT_THREADS ? 1 : 0);
      EXPECT_EQ(on_callers_thread[t], t == 0 ? 1 : 0);
    }
  }
}

TEST(Condition, EndsAWaitForWhatAnotherThreadDoes) {
  Mutex mutex;
  Condition changed;
  bool done = !CONSTAT_THREADS;
  int sum = 0;
  OnThreads(2, [&](size_t t) {
    Lock lock(mutex);
    if (t == 1) {
      done = true;
      changed.notify_all();
    }
    while (!done) changed.wait(lock);
    ++sum;
    lock.unlock();
  });
  EXPECT_EQ(sum, CONSTAT_THREADS ? 2 : 1);
}

#if !CONSTAT_THREADS
TEST(ConditionDeathTest, NobodyEndsAWaitWithoutThreads) {
  Mutex mutex;
  Lock lock(mutex);
  Condition changed;
  EXPECT_DEATH(changed.wait(lock), "internal error");
}
#endif

TEST(DefaultThreads, IsAtLeastOne) { EXPECT_GE(DefaultThreads(), 1u); }

}  // namespace
}  // namespace constat
