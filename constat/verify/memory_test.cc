// Nothing holds a record whole: the most memory in use at a time does not grow with the record.
//
// operator new counts the bytes in use, for the whole of this test program; under a sanitizer, which has its
// own, nothing is counted and the test is skipped.
#include <malloc.h>

#include <atomic>
#include <new>

#include "constat/verify/test_record.h"

namespace {

std::atomic<size_t> bytes_in_use{0};
std::atomic<size_t> most_in_use{0};

[[maybe_unused]] void* Take(size_t size) {
  void* const at = std::malloc(size);
  if (at == nullptr) throw std::bad_alloc();
  const size_t now = bytes_in_use.fetch_add(::malloc_usable_size(at)) + ::malloc_usable_size(at);
  size_t most = most_in_use.load();
  while (now > most && !most_in_use.compare_exchange_weak(most, now)) {
  }
  return at;
}

[[maybe_unused]] void Give(void* at) noexcept {
  if (at == nullptr) return;
  bytes_in_use.fetch_sub(::malloc_usable_size(at));
  std::free(at);
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCounts = false;
#else
constexpr bool kCounts = true;
void* operator new(size_t size) { return Take(size); }
void* operator new[](size_t size) { return Take(size); }
void operator delete(void* at) noexcept { Give(at); }
void operator delete[](void* at) noexcept { Give(at); }
void operator delete(void* at, size_t) noexcept { Give(at); }
void operator delete[](void* at, size_t) noexcept { Give(at); }
#endif

namespace constat::verify::testing {
namespace {

constexpr size_t kEntrySize = 1200;  // about a ballot's
constexpr unsigned kThreads = 2;

// MostInUse is how many bytes verifying a log of that many entries takes, beyond those of the log's own
// tiles.
size_t MostInUse(uint64_t entries) {
  const MadeUpLog log(entries, [](uint64_t i) {
    return record::EncodeEntry(
        record::EntryView{record::EntryType::kBallot, i, Bytes(kEntrySize, static_cast<uint8_t>(i))});
  });
  const size_t before = bytes_in_use.load();
  most_in_use.store(before);
  EXPECT_EQ(VerifyWith(log, {.threads = kThreads}).outcome(), Outcome::kWrong);
  return most_in_use.load() - before;
}

TEST(MemoryTest, DoesNotGrowWithTheRecord) {
  // At most two slices of 16 bundles a thread are in memory at a time, and what is known of them.
  if (!kCounts) GTEST_SKIP() << "a sanitizer manages the memory";
  constexpr size_t kWindow = 2 * kThreads * 16 * 256 * kEntrySize;
  EXPECT_LT(MostInUse(81920), 2 * kWindow) << "81,920 entries have " << 81920 * kEntrySize << " bytes";
  EXPECT_LT(MostInUse(163840), 2 * kWindow) << "twice as many";
}

}  // namespace
}  // namespace constat::verify::testing
