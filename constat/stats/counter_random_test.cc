#include "constat/stats/counter_random.h"

#include <gtest/gtest.h>

namespace constat::stats {
namespace {

TEST(CounterRandom, DrawsTheOutputsOfSplitmix64) {
  // The generator's published outputs for the seeds 0 and 1234567.
  EXPECT_EQ(CounterRandom(0).Draw(0), 0xe220a8397b1dcdafu);
  EXPECT_EQ(CounterRandom(0).Draw(1), 0x6e789e6aa1b965f4u);
  EXPECT_EQ(CounterRandom(0).Draw(2), 0x06c45d188009454fu);
  EXPECT_EQ(CounterRandom(1234567).Draw(0), 6457827717110365317u);
  EXPECT_EQ(CounterRandom(1234567).Draw(1), 3203168211198807973u);
}

TEST(CounterRandom, KeysEachReplicateBySeedAndNumber) {
  // mix((key) + 6 gamma), key = mix(mix(7 + gamma) ^ 3 gamma), worked out in Python.
  EXPECT_EQ(CounterRandom(7, 3).Draw(5), 0xde775acaedd54fc7u);
  EXPECT_NE(CounterRandom(7, 3).Draw(5), CounterRandom(7, 4).Draw(5));
  EXPECT_NE(CounterRandom(7, 3).Draw(5), CounterRandom(3, 7).Draw(5));
}

}  // namespace
}  // namespace constat::stats
