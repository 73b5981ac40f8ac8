// Flipping bytes of a record: every flip in every file is found. Spec: LOG-5, VER-9.
//
// A random sample by default; all bytes where CONSTAT_FLIP_ALL is set (make nightly).
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "constat/demo/world.h"
#include "constat/testing/folder.h"
#include "constat/testing/record.h"

namespace constat::demo {
namespace {

using testing::MemoryRecord;

bool Found(const MemoryRecord& source, const verify::Trust& trust) {
  const Result<verify::Verified> verified = verify::VerifyRecord(source, {.trust = &trust, .threads = 1});
  return !verified || verified->verification.outcome() == verify::VerificationOutcome::kWrong;
}

TEST(Flip, EveryChangedByteOfARecordIsFound) {
  const TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  Result<std::unique_ptr<World>> world =
      World::Make({.ballots = 20, .out = folder, .seed = "flip-test", .threads = 1});
  ASSERT_TRUE(world.has_value());
  ASSERT_TRUE((*world)->Run().has_value());
  const Result<verify::Trust> trust = verify::ReadTrust(folder / "trust.toml");
  ASSERT_TRUE(trust.has_value());
  MemoryRecord source(folder / "record");
  // Without the line of the witness who can be spared: a flip in any other line costs the quorum.
  Bytes& checkpoint = source.files.at("checkpoint");
  checkpoint.pop_back();
  while (checkpoint.back() != '\n') checkpoint.pop_back();
  ASSERT_FALSE(Found(source, *trust)) << "the unchanged record must verify";

  const bool all = std::getenv("CONSTAT_FLIP_ALL") != nullptr;
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  size_t flips = 0;
  for (auto& [path, bytes] : source.files) {
    // The checkpoint is small and has the most structure: all of it, always.
    const size_t sample = all || path == "checkpoint" ? bytes.size() : std::min<size_t>(bytes.size(), 60);
    for (size_t k = 0; k < sample; ++k) {
      const size_t at = sample == bytes.size() ? k : random() % bytes.size();
      const auto mask = static_cast<uint8_t>(1u << (random() % 8));
      bytes[at] ^= mask;
      EXPECT_TRUE(Found(source, *trust)) << path << " byte " << at << " mask " << int{mask};
      bytes[at] ^= mask;
      ++flips;
    }
  }
  std::cout << flips << " flips, all found\n";
}

}  // namespace
}  // namespace constat::demo
