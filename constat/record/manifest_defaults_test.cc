#include "constat/record/manifest_defaults.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

constexpr uint64_t kMinuteMs = 60'000;
constexpr uint64_t kHourMs = 60 * kMinuteMs;

TEST(ManifestDefaults, GraceIsAQuarterOfTheVotingWithinBounds) {
  EXPECT_EQ(DefaultGraceMs(0, 4 * kHourMs), kHourMs);
  EXPECT_EQ(DefaultGraceMs(0, 4 * kHourMs + 5000), kHourMs + 1000) << "whole seconds, rounded down";
  EXPECT_EQ(DefaultGraceMs(0, kHourMs - 1000), 15 * kMinuteMs);
  EXPECT_EQ(DefaultGraceMs(0, 25 * kHourMs), 6 * kHourMs);
}

// Where every witness is needed, nobody may be away by the seal: then all have the whole grace.
TEST(ManifestDefaults, SealIsShortWhereAWitnessCanBeSpared) {
  Manifest m = TestManifest();
  m.grace_ms = kHourMs;
  EXPECT_EQ(DefaultSealMs(m), 15 * kMinuteMs);
  m.grace_ms = 10 * kMinuteMs;
  EXPECT_EQ(DefaultSealMs(m), 10 * kMinuteMs);
  m.grace_ms = kHourMs;
  m.quorum = static_cast<uint16_t>(m.witnesses.size());
  EXPECT_EQ(DefaultSealMs(m), kHourMs);
}

TEST(ManifestDefaults, ReplacementsLeaveTimeToVote) {
  Manifest m = TestManifest();
  m.opening_ms = 0;
  m.closing_ms = 4 * kHourMs + 30'000;
  m.grace_ms = kHourMs;
  EXPECT_EQ(DefaultReplaceUntilMs(m), 2 * kHourMs) << "half of the voting, a whole minute";
  m.grace_ms = 3 * kHourMs;
  EXPECT_EQ(DefaultReplaceUntilMs(m), kHourMs) << "the grace, where it is longer";
  m.closing_ms = 72 * kHourMs;
  EXPECT_EQ(DefaultReplaceUntilMs(m), 48 * kHourMs) << "at most a day";
  m.replace_permille = m.replace_least = 0;
  EXPECT_EQ(DefaultReplaceUntilMs(m), 0u);
}

// One trustee can be away for the drill wherever one can be away for the count.
TEST(ManifestDefaults, DrillsSpareOneTrusteeWhereTheThresholdDoes) {
  const auto drills = [](size_t trustees, uint16_t threshold) {
    Manifest m;
    m.trustees.resize(trustees);
    m.threshold = threshold;
    return DefaultDrills(m);
  };
  EXPECT_EQ(drills(3, 2), 2);
  EXPECT_EQ(drills(5, 3), 4);
  EXPECT_EQ(drills(5, 4), 4);
  EXPECT_EQ(drills(9, 5), 6);
  EXPECT_EQ(drills(2, 2), 2);
}

// Whatever the numbers are, the defaults are a manifest that may be signed.
TEST(ManifestDefaults, AreAllowed) {
  for (const uint16_t threshold : {uint16_t{2}, uint16_t{3}}) {
    Manifest m = TestManifest();
    m.threshold = threshold;
    m.check_pages.clear();
    m.grace_ms = DefaultGraceMs(m.opening_ms, m.closing_ms);
    SetDefaults(m);
    const Status checked = CheckManifest(m);
    EXPECT_EQ(CodeOf(checked), "ok") << DetailOf(checked);
    EXPECT_EQ(m.no_spare_trustee, threshold == 3);
    EXPECT_EQ(m.contact, (LocalText{"Town", "Town"}));
  }
}

}  // namespace
}  // namespace constat::record
