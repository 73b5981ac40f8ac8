#include "constat/demo/verdict.h"

#include <gmock/gmock.h>

#include "constat/demo/folder.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::demo {
namespace {

TEST(PublishedTable, HasEveryRegionAtTheDemosScale) {
  const Electorate electorate = Value(MakeElectorate(3000));
  const report::Published table = PublishedTable(electorate);
  ASSERT_EQ(table.regions.size(), electorate.regions.size());
  uint64_t counted = 0;
  for (size_t r = 0; r < table.regions.size(); ++r) {
    EXPECT_EQ(table.regions[r].label, electorate.regions[r].name);
    EXPECT_EQ(table.regions[r].votes.size(), kOptions);
    counted += table.regions[r].counted;
  }
  EXPECT_EQ(counted, electorate.published_ballots);
  EXPECT_EQ(table.scale, (electorate.published_ballots + 1500) / 3000);
  EXPECT_EQ(table.regions.front().id, "r01");
}

TEST(FormatWhatNext, NamesAttacksAfterAnHonestDemoOnly) {
  EXPECT_THAT(FormatWhatNext("d", "./constat", false),
              ::testing::AllOf(::testing::HasSubstr("\nThe record:  d/record\n"),
                               ::testing::HasSubstr("  ./constat verify d/record --trust d/trust.toml\n"),
                               ::testing::HasSubstr("./constat demo --attack list")));
  EXPECT_THAT(FormatWhatNext("d", "./constat", true), ::testing::Not(::testing::HasSubstr("--attack")));
}

TEST(VerifyAndReport, AnHonestDemoIsVerifiedAndReported) {
  const TemporaryFolder folder;
  const std::filesystem::path out = folder.File("demo");
  ASSERT_THAT(PrepareFolder(out), Succeeds());
  const std::unique_ptr<World> world =
      Value(World::Make({.ballots = 60, .out = out, .seed = "verdict", .threads = 2, .fast = true}));
  ASSERT_THAT(world->Run(), Succeeds());
  const verify::Verification verification =
      Value(VerifyAndReport(*world, {.program = "a test", .threads = 2}));
  EXPECT_EQ(verification.outcome(), verify::VerificationOutcome::kVerified);
  EXPECT_TRUE(std::filesystem::exists(out / "report.html"));
  EXPECT_TRUE(std::filesystem::exists(out / "report.json"));
  Cheat cheat;
  cheat.check = verify::CheckId::kLog;
  EXPECT_FALSE(NamesAttack(verification, cheat));
}

}  // namespace
}  // namespace constat::demo
