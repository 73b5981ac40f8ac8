#include "constat/party/organiser/organiser.h"

#include "constat/testing/town.h"

namespace constat::party {
namespace {

using testing::Town;

// Spec: ROL-8
TEST(Organiser, SignsOnlyWhatIsItsOwnAndInTime) {
  Town town;
  EXPECT_THAT(MakeManifestBody(town.manifest, town.board_key), FailsWith(ErrorCode::kWrongKey));
  record::Manifest bad = town.manifest;
  bad.quorum = 1;
  EXPECT_THAT(MakeManifestBody(bad, town.organiser_key), FailsWith(ErrorCode::kBadManifest));
  town.Start();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.HoldCeremony();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.MakeRoll();
  const Result<Bytes> early = MakeOpenBody(town.board->state(), town.organiser_key);
  ASSERT_THAT(early, FailsWith(ErrorCode::kDrillMissing));
  EXPECT_NE(early.error().detail.find("trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)"),
            std::string::npos)
      << early.error().detail;
  town.Drill();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.board_key), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), Succeeds());
}

}  // namespace
}  // namespace constat::party
