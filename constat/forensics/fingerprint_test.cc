#include "constat/forensics/fingerprint.h"

#include <gtest/gtest.h>

#include <numeric>

namespace constat::forensics {
namespace {

TEST(Fingerprint, PutsWholePercentagesIntoTheBinTheyBegin) {
  Stations s;
  s.registered = {100, 1000, 50, 200};
  s.ballots = {29, 579, 50, 115};
  s.counted = {29, 100, 50, 100};
  s.options = {{"yes", {29, 57, 0, 58}}};
  const Fingerprint f = MakeFingerprint(s, 0);
  EXPECT_EQ(f.included, 4);
  EXPECT_EQ(f.StationsAt(29, 99), 1);  // 29 % exactly, all for the option
  EXPECT_EQ(f.StationsAt(57, 57), 1);  // 57.9 %
  EXPECT_EQ(f.StationsAt(99, 0), 1);   // full turnout belongs to the last bin
  EXPECT_EQ(f.StationsAt(57, 58), 1);  // 57.5 %
  EXPECT_EQ(std::accumulate(f.stations.begin(), f.stations.end(), int64_t{0}), 4);
}

TEST(Fingerprint, LeavesOutWhatHasNoTurnoutOrShare) {
  Stations s;
  s.registered = {0, 100, 100, 100, -1};
  s.ballots = {0, 0, 101, 50, 0};
  s.counted = {0, 0, 101, 50, 0};
  s.options = {{"yes", {0, 0, 3, 51, 0}}};
  const Fingerprint f = MakeFingerprint(s, 0);
  EXPECT_EQ(f.included, 0);
  EXPECT_EQ(f.left_out, 5);
}

TEST(Fingerprint, OfNothingIsEmpty) {
  Stations s;
  s.ballots = {};
  s.options = {{"yes", {}}};
  EXPECT_EQ(MakeFingerprint(s, 0).included, 0);
}

}  // namespace
}  // namespace constat::forensics
