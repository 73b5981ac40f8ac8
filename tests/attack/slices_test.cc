// A record of several bundles, with forbidden ballots spread over all of them: they are found by name, and
// nothing depends on how threads and batches cut the record. Spec: VER-5, BAL-9, BAL-13.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "constat/demo/world.h"
#include "constat/testing/folder.h"
#include "constat/testing/record.h"

namespace constat::demo {
namespace {

using testing::Everything;

constexpr uint64_t kManyBallots = 1100;  // and as many roll slots: more bundles than a thread has slices

// Spoiler changes some of the ballots that the board is given, in three ways.
struct Spoiler {
  std::map<Bytes, std::string> spoilt;  // body -> code
  size_t seen = 0;

  void Change(record::EntryType type, Bytes& body) {
    if (type != record::EntryType::kBallot) return;
    ++seen;
    if (seen % 41 == 0) {
      body[body.size() - 32] ^= 1;  // the signature's response
      spoilt[body] = "bad-proof";
    } else if (seen % 97 == 0) {
      body[40] ^= 1;  // the first R: a negative field element
      spoilt[body] = "bad-point";
    } else if (seen % 131 == 0) {
      body.pop_back();
      spoilt[body] = "truncated";
    }
  }
};

TEST(SlicesOfABoard, ForbiddenBallotsOfManyBundlesAreNamedWhateverTheThreads) {
  const TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  Spoiler spoiler;
  Cheat cheat{
      .name = "spoiler", .story = "the board lets spoilt ballots in", .change_entry = {}, .after = {}};
  cheat.change_entry = [&](World&, record::EntryType type, Bytes& body) { spoiler.Change(type, body); };
  const Result<std::unique_ptr<World>> world = World::Make({.ballots = kManyBallots,
                                                            .out = folder,
                                                            .seed = "slices-test",
                                                            .threads = 2,
                                                            .fast = true,
                                                            .cheat = &cheat});
  ASSERT_TRUE(world.has_value());
  ASSERT_TRUE((*world)->Run().has_value());
  const Result<std::vector<record::Entry>> entries = (*world)->Entries();
  ASSERT_TRUE(entries.has_value());
  ASSERT_GT(entries->size(), 4 * tlog::kTileWidth);
  std::vector<std::string> expected;
  for (size_t i = 0; i < entries->size(); ++i) {
    const auto at = spoiler.spoilt.find((*entries)[i].body);
    if (at != spoiler.spoilt.end()) expected.push_back("ballots " + std::to_string(i) + " " + at->second);
  }
  ASSERT_EQ(expected.size(), spoiler.spoilt.size());
  ASSERT_GT(expected.size(), 30u);

  const tlog::DirectorySource record(folder / "record");
  const Result<verify::Trust> trust = verify::ReadTrust(folder / "trust.toml");
  ASSERT_TRUE(trust.has_value());
  std::optional<Bytes32> sums;
  for (const auto method : {referendum::ProofMethod::kOneByOne, referendum::ProofMethod::kBatch}) {
    for (const unsigned threads : {1u, 2u, 5u}) {
      Result<verify::Verified> verified =
          verify::VerifyRecord(record, {.trust = &*trust, .threads = threads, .method = method});
      ASSERT_TRUE(verified.has_value());
      const verify::Verification& v = verified->verification;
      EXPECT_EQ(v.outcome(), verify::VerificationOutcome::kWrong);
      EXPECT_EQ(Everything(v), expected) << threads << " threads";
      EXPECT_EQ(v.ballots, spoiler.seen - expected.size());
      uint64_t counted = 0;
      for (const record::RegionTurnout& region : v.turnout) counted += region.counted;
      EXPECT_LT(counted, v.ballots) << "some ballots are superseded";
      // The trustees refuse to decrypt; what they would have decrypted is the same for all.
      ASSERT_EQ(v.phase, referendum::Phase::kTallying);
      if (!sums) sums = verified->state.tally().SumsHash();
      EXPECT_EQ(verified->state.tally().SumsHash(), *sums);
    }
  }
}

}  // namespace
}  // namespace constat::demo
