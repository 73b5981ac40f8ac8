#include "constat/forensics/association.h"

#include <gtest/gtest.h>

namespace constat::forensics {
namespace {

// The last three are left out: too few persons, more ballots than persons, nothing counted.
Stations TwoRegions() {
  Stations s;
  s.registered = {1000, 800, 1200, 500, 150, 90, 300, 400};
  s.ballots = {600, 480, 900, 250, 150, 80, 310, 100};
  s.counted = {590, 480, 895, 250, 150, 80, 300, 0};
  s.options = {{"yes", {300, 200, 700, 100, 149, 70, 10, 0}}};
  s.region = {0, 0, 2, 2, 2, 0, 0, 0};
  s.region_names = {"east", "empty", "west"};
  return s;
}

TEST(Association, AgreesWithSumsWorkedOutInPython) {
  const Association a = DescribeAssociation(TwoRegions(), 0);
  EXPECT_EQ(a.n, 5);
  EXPECT_NEAR(a.pearson, 0.9693971096773503, 1e-13);
  EXPECT_NEAR(a.spearman, 0.9746794344808964, 1e-13);  // two turnouts are equal
  EXPECT_NEAR(a.pearson_weighted, 0.9456796325497628, 1e-13);
  EXPECT_NEAR(a.slope_leader, 1.6804824561403509, 1e-13);
  EXPECT_NEAR(a.slope_others, -0.6762061403508772, 1e-13);
  EXPECT_NEAR(a.overall_share, 1449.0 / 2365, 1e-15);
  EXPECT_NEAR(a.overall_turnout, 2380.0 / 3650, 1e-15);
  EXPECT_NEAR(a.vote_rate_skewness, -1.2912219893333186, 1e-12);
  EXPECT_NEAR(a.vote_rate_kurtosis, 2.9337059822832128, 1e-12);
  EXPECT_NEAR(a.share_skewness, 0.5768091029041107, 1e-12);
  EXPECT_NEAR(a.share_kurtosis, 1.6940614587195595, 1e-12);
  EXPECT_NEAR(a.turnout_skewness, 0.8184255374428419, 1e-12);
  EXPECT_NEAR(a.turnout_kurtosis, 2.311850761772852, 1e-12);
  EXPECT_EQ(a.both_above_95, 1);
  EXPECT_EQ(a.full_turnout, 1);
}

TEST(Association, LeavesOutWhatCannotBe) {
  Stations s = TwoRegions();
  const Association before = DescribeAssociation(s, 0);
  for (const int64_t votes : {int64_t{-5}, int64_t{1} << 62}) {
    s.registered.push_back(int64_t{1} << 62);
    s.ballots.push_back(10);
    s.counted.push_back(int64_t{1} << 62);
    s.options[0].votes.push_back(votes);
  }
  EXPECT_EQ(DescribeAssociation(s, 0).n, before.n);
  EXPECT_EQ(DescribeAssociation(s, 0).overall_turnout, before.overall_turnout);
}

TEST(Association, WithinRegionsAgreesWithSumsWorkedOutInPython) {
  const WithinRegions w = DescribeWithinRegions(TwoRegions(), 0);
  EXPECT_EQ(w.n, 5);
  EXPECT_EQ(w.regions, 2);
  EXPECT_NEAR(w.correlation, 0.9751570839269599, 1e-13);
  EXPECT_NEAR(w.slope_leader, 1.5866666666666664, 1e-13);
  EXPECT_NEAR(w.slope_others, -0.5866666666666667, 1e-13);
}

TEST(Association, DoesNotSeeADifferenceBetweenRegionsWithinThem) {
  // Town and country differ in both; within each, share falls with turnout.
  Stations s;
  s.registered = {1000, 1000, 1000, 1000, 1000};
  s.ballots = {300, 400, 800, 900, 999};
  s.counted = s.ballots;
  s.options = {{"yes", {90, 100, 720, 765, 0}}};
  s.region = {0, 0, 1, 1, 2};
  s.region_names = {"town", "country", "one station"};
  const WithinRegions w = DescribeWithinRegions(s, 0);
  EXPECT_EQ(w.n, 4);
  EXPECT_LT(w.correlation, -0.99);
  s.registered.pop_back(), s.ballots.pop_back(), s.counted.pop_back(), s.region.pop_back();
  s.options[0].votes.pop_back();
  EXPECT_GT(DescribeAssociation(s, 0).pearson, 0.9);
  EXPECT_NEAR(DescribeWithinRegions(s, 0).slope_leader, w.slope_leader, 1e-14);
}

TEST(Association, SlopesAddUpToOneWhereAllBallotsAreCounted) {
  Stations s = TwoRegions();
  s.counted = s.ballots;
  const Association a = DescribeAssociation(s, 0);
  EXPECT_NEAR(a.slope_leader + a.slope_others, 1, 1e-13);
}

TEST(Association, OfStationsThatDoNotDifferIsZero) {
  Stations s;
  s.registered = {1000, 1000, 1000};
  s.ballots = s.counted = {700, 700, 700};
  s.options = {{"yes", {300, 300, 300}}};
  const Association a = DescribeAssociation(s, 0);
  EXPECT_EQ(a.pearson, 0);
  EXPECT_EQ(a.spearman, 0);
  EXPECT_EQ(a.slope_leader, 0);
  EXPECT_EQ(a.share_skewness, 0);
  EXPECT_EQ(DescribeAssociation(s, 0, 2000).n, 0);
}

}  // namespace
}  // namespace constat::forensics
