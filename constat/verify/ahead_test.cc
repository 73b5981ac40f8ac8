// Checking ahead on one thread while another applies, as the fold does; run with the thread sanitizer too.
#include <atomic>

#include "constat/base/parallel.h"
#include "constat/testing/world.h"

namespace constat::verify {
namespace {

using record::EntryType;
using testing::World;

// A ballot of a new credential may be checked ahead while the shares that make others are applied: it is
// found or not, and means the same. Spec: ROL-10, VER-5
TEST(CheckingAhead, GoesOnWhileCodesAreReplaced) {
  World w({.name = "ahead", .voters = {40}, .replace_permille = 1000});
  w.ToOpen();
  w.Replace(0);
  const Bytes body = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  Bytes unknown = body;
  std::copy_n(group::Point::Base().Encode().begin(), 32, unknown.begin());
  const std::vector<record::EntryView> entries = {{EntryType::kBallot, testing::kFirstMinuteMs, body},
                                                  {EntryType::kBallot, testing::kFirstMinuteMs, unknown}};
  std::atomic<bool> done{false};
  size_t found = 0;
  size_t rounds = 0;
  OnThreads(2, [&](size_t thread) {
    if (thread == 0) {
      for (size_t voter = 1; voter < 30; ++voter) w.Replace(voter);
      done = true;
      return;
    }
    do {
      const std::vector<referendum::Prechecked> checked = w.referendum.Precheck(entries);
      found += checked[0].ballot->slot.has_value() && !checked[1].ballot->slot ? 1 : 0;
      ++rounds;
    } while (!done);
  });
  EXPECT_EQ(found, rounds);
  EXPECT_EQ(w.Put(EntryType::kBallot, body, testing::kFirstMinuteMs), "ok");
  EXPECT_EQ(w.Put(EntryType::kBallot, unknown, testing::kFirstMinuteMs), "not-on-roll");
}

}  // namespace
}  // namespace constat::verify
