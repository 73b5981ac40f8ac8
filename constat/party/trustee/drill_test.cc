#include "constat/party/trustee/drill.h"

#include "constat/record/ceremony.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;

// DrillTest is a town whose roll is complete, and trustee 1 in it.
class DrillTest : public ::testing::Test {
 protected:
  DrillTest() {
    town_.Start();
    town_.HoldCeremony();
    town_.MakeRoll();
  }
  [[nodiscard]] Result<Bytes> Ask(const std::string& memory = "trustee-0") {
    const RecordHead head{town_.manifest_hash, town_.board->log(),
                          Value(town_.board->Commit()).checkpoint.Tree()};
    return Drill({.state = town_.board->state(),
                  .record = head,
                  .trustee = town_.trustees[0],
                  .memory = town_.folder.path() / memory},
                 town_.rng);
  }

  Town town_;
};

// Spec: CER-12, TAL-10
TEST_F(DrillTest, ShowsAKeyThatTheRulesAccept) {
  const Bytes body = Value(Ask());
  EXPECT_EQ(Value(record::DecodeTrusteeDrill(body)).trustee, 1);
  town_.Append(EntryType::kTrusteeDrill, body);
  EXPECT_TRUE(town_.board->state().ceremony().HasDrilled(1));
  EXPECT_THAT(Ask(), FailsWith(ErrorCode::kDuplicate));
}

// Lost-memory: whoever forgot what it accepted shows no working key. Spec: TAL-10
TEST_F(DrillTest, LostMemoryIsNoNewOne) {
  const Result<Bytes> body = Ask("mistyped");
  ASSERT_THAT(body, FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_NE(body.error().detail.find("accept --again"), std::string::npos) << body.error().detail;
  EXPECT_FALSE(std::filesystem::exists(town_.folder.path() / "mistyped"));
  EXPECT_THAT(Ask("trustee-1"), FailsWith(ErrorCode::kWrongKey)) << "another trustee's folder";
}

// Spec: CER-12, TAL-10
TEST_F(DrillTest, RemembersTheRecordItWasMadeFor) {
  ASSERT_THAT(Ask(), Succeeds());
  const auto memory = town_.MemoryOf(0);
  const tlog::TreeHead shorter{town_.board->head()->checkpoint.size - 1, {}};
  EXPECT_THAT(SeeRecord(*memory, {town_.manifest_hash, town_.board->log(), shorter}),
              FailsWith(ErrorCode::kLogRewound));
}

// Spec: CER-12
TEST(Drill, IsOfferedBetweenRollAndOpeningOnly) {
  Town town;
  town.Start();
  town.HoldCeremony();
  const auto ask = [&] {
    return Drill({.state = town.board->state(),
                  .record = {town.manifest_hash, town.board->log(), town.board->head()->checkpoint.Tree()},
                  .trustee = town.trustees[0],
                  .memory = town.folder.path() / "trustee-0"},
                 town.rng);
  };
  EXPECT_THAT(ask(), FailsWith(ErrorCode::kWrongOrder)) << "before the roll is complete";
  town.MakeRoll();
  for (const size_t t : {1, 2}) {
    town.Append(EntryType::kTrusteeDrill, Value(town.trustees[t].MakeDrill(town.board->state(), town.rng)));
  }
  EXPECT_THAT(ask(), Succeeds()) << "also beyond those that are needed";
  town.OpenVoting();
  EXPECT_THAT(ask(), FailsWith(ErrorCode::kWrongOrder)) << "after the opening";
}

}  // namespace
}  // namespace constat::party
