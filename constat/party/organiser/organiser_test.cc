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
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.board_key), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), Succeeds());
}

}  // namespace
}  // namespace constat::party
