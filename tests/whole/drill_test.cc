// One of five trustees is away when keys are shown.
#include "constat/party/organiser/organiser.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using testing::ConvictsNobody;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Story;

// Four of five drills are enough; whoever was away then helps to decrypt. Spec: CER-12, ROL-8, TAL-10
TEST(AwayForTheDrill, OneOfFiveStopsNothing) {
  Story story({.voters = {5, 4}, .trustees = 5, .threshold = 3});
  ASSERT_EQ(story.manifest.drills, 4u);
  story.Start();
  story.HoldCeremony();
  story.MakeRoll();
  story.DrillWith({0, 1, 3});
  const Result<Bytes> early = party::MakeOpenBody(story.board->state(), story.organiser_key);
  EXPECT_THAT(early, FailsWith(ErrorCode::kDrillMissing));
  EXPECT_THAT(DetailOf(early), HasSubstr("3 (Trustee 3), 5 (Trustee 5)"));
  story.DrillWith({4});
  story.OpenVoting();
  story.KeepCheckpoint();
  story.CastAll({0, 1, 2, 5, 6, 7});
  story.Close();
  story.Count({2, 3, 4});
  const verify::Verification v = story.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_THAT(v.drilled_trustees, ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(v.sharing_trustees, ElementsAre(3, 4, 5));
  EXPECT_EQ(v.receipts_checked, 6u);
  EXPECT_EQ(v.result->units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 0}}));
}

// With two away the voting is not opened, and it is once one of them is back.
TEST(AwayForTheDrill, TwoOfFiveDelayTheOpening) {
  Story story({.voters = {5, 4}, .trustees = 5, .threshold = 3});
  story.Start();
  story.HoldCeremony();
  story.MakeRoll();
  story.DrillWith({0, 1, 3});
  story.clock.Set(testing::kOpeningMs + testing::kGraceMs / 2);
  EXPECT_THAT(party::MakeOpenBody(story.board->state(), story.organiser_key),
              FailsWith(ErrorCode::kDrillMissing));
  story.DrillWith({2});
  const uint64_t opened_ms = story.clock.NowMs();
  story.Append(record::EntryType::kOpen,
               Value(party::MakeOpenBody(story.board->state(), story.organiser_key)));
  story.Publish();
  story.CastAll({0, 1, 2, 5, 6, 7});
  story.Close();
  story.Count({1, 2, 4});
  const verify::Verification v = story.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.voting_begin_ms, opened_ms) << "the report says that it was late";
}

}  // namespace
}  // namespace constat::whole
