#include "constat/forensics/unimodality.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

TEST(Unimodality, LooksAtTurnoutAndShare) {
  Stations s;
  s.options = {{"yes", {}}};
  for (int i = 0; i < 100; ++i) {
    s.registered.push_back(1000);
    s.ballots.push_back(i % 2 == 0 ? 300 + i / 4 : 800 + i / 4);
    s.counted.push_back(1000);
    s.options[0].votes.push_back(500 + 2 * i);
  }
  const Unimodality u = TestUnimodality(s, 0, {.replicates = 99});
  EXPECT_EQ(u.turnout.n, 100);
  EXPECT_EQ(u.turnout.p, 0.01);
  EXPECT_GT(u.share.p, 0.9);
  EXPECT_TRUE(TestUnimodality(s, 0, {.replicates = 9}, 1001).turnout.refusal);
}

}  // namespace
}  // namespace constat::forensics
