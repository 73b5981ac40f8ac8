// Nothing holds a record whole: the most memory in use at a time does not grow with the record.
#include "constat/testing/memory.h"

#include "constat/testing/record.h"

namespace constat::verify {
namespace {

using testing::MadeUpLog;
using testing::VerifyWith;

constexpr size_t kEntrySize = 1200;  // about a ballot's
constexpr unsigned kThreads = 2;

// MostInUse is how many bytes verifying a log of that many entries takes, beyond those of the
// log's own tiles.
size_t MostInUse(uint64_t entries) {
  const MadeUpLog log(entries, [](uint64_t i) {
    return record::EncodeEntry(
        record::EntryView{record::EntryType::kBallot, i, Bytes(kEntrySize, static_cast<uint8_t>(i))});
  });
  return memory::MostTaken(
      [&] { EXPECT_EQ(VerifyWith(log, {.threads = kThreads}).outcome(), VerificationOutcome::kWrong); });
}

TEST(MemoryTest, DoesNotGrowWithTheRecord) {
  // At most two slices of 16 bundles a thread are in memory at a time, and what is known of them.
  if (!memory::kCounts) GTEST_SKIP() << "a sanitizer manages the memory";
  constexpr size_t kWindow = 2 * kThreads * 16 * 256 * kEntrySize;
  EXPECT_LT(MostInUse(81920), 2 * kWindow) << "81,920 entries have " << 81920 * kEntrySize << " bytes";
  EXPECT_LT(MostInUse(163840), 2 * kWindow) << "twice as many";
}

}  // namespace
}  // namespace constat::verify
