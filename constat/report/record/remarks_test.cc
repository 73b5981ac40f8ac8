// Spec: TAL-3
#include "constat/report/record/remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/record/wording.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Of(const record::Manifest& manifest, const std::vector<RegionVotes>& votes) {
  const verify::Verification v = FinishedVerification(manifest, votes);
  return Remarks(Words(ManifestOf(v), "en", &PlainName), v);
}

// RemarkedRegions are two regions, with votes for yes, no and blank.
record::Manifest RemarkedRegions() {
  record::Manifest m = DemoManifest();
  m.regions.resize(2);
  m.questions[0].terms.clear();
  return m;
}

TEST(Remarks, AreNoneOfAnOrdinaryResult) {
  EXPECT_THAT(Of(RemarkedRegions(), {{{100, 50, 50}, {{30, 15, 5}}}, {{90, 40, 41}, {{1, 38, 1}}}}),
              IsEmpty());
}

TEST(Remarks, NameARegionWithoutADissentingVote) {
  EXPECT_THAT(Of(RemarkedRegions(), {{{100, 50, 50}, {{0, 45, 5}}}, {{90, 40, 41}, {{1, 38, 1}}}}),
              ElementsAre("Crimea: not one valid vote is against \u201cNo\u201d. All 45 are for it, so "
                          "everybody there knows how everybody else voted."));
  // One valid vote alone is no unanimity, and where several may be chosen nothing is against anything.
  EXPECT_THAT(Of(RemarkedRegions(), {{{100, 50, 50}, {{1, 0, 49}}}, {{90, 40, 41}, {{1, 38, 1}}}}),
              IsEmpty());
  record::Manifest several = RemarkedRegions();
  several.questions[0].max = 2;
  EXPECT_THAT(Of(several, {{{100, 50, 50}, {{0, 45, 5}}}, {{90, 40, 41}, {{1, 38, 1}}}}), IsEmpty());
}

TEST(Remarks, NameARegionAtTheFloorAndOneWhereEverybodyTookPart) {
  record::Manifest m = RemarkedRegions();
  EXPECT_THAT(
      Of(m, {{{100, m.floor, 50}, {{m.floor - 1u, 1, 0}}}, {{90, m.floor + 1u, 41}, {{m.floor, 1, 0}}}}),
      ElementsAre("Crimea: exactly as many ballots count as are needed for these votes to be shown: 10."));
  EXPECT_THAT(Of(m, {{{50, 50, 50}, {{30, 15, 5}}}, {{0, 0, 0}, {{0, 0, 0}}}}),
              ElementsAre("Crimea: everybody on the roll took part, 50 of 50."));
}

TEST(Remarks, AreNoMoreThanPeopleRead) {
  record::Manifest m = DemoManifest();
  std::vector<RegionVotes> votes;
  for (size_t r = 0; r < m.regions.size(); ++r) votes.push_back({{20, 20, 20}, {{20, 0, 0}}});
  const std::vector<std::string> all = Of(m, votes);
  ASSERT_EQ(all.size(), kMostRemarks + 1);
  EXPECT_EQ(all.back(), "14 more remarks are not shown.");
}

TEST(Remarks, AreNoneWithoutAResult) {
  const verify::Verification open = OpenVerification();
  EXPECT_THAT(Remarks(Words(ManifestOf(open), "en", &PlainName), open), IsEmpty());
}

}  // namespace
}  // namespace constat::report
