#include "constat/audit/ballot_manifest.h"

#include <gmock/gmock.h>

#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::HasSubstr;

Result<BallotManifest> Read(std::string_view text) {
  return ParseBallotManifest(AsBytes(text), "ballots.csv");
}

TEST(ReadBallotManifest, ReadsAFile) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("ballots.csv");
  EXPECT_THAT(ReadBallotManifest(path), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(io::WriteFile(path, AsBytes("batch,ballots\nN,3\n")), Succeeds());
  EXPECT_EQ(Value(ReadBallotManifest(path)).ballots, 3);
  EXPECT_THAT(io::WriteFile(path, AsBytes("batch,ballots\nN,x\n")), Succeeds());
  EXPECT_THAT(DetailOf(ReadBallotManifest(path)), HasSubstr(path.string()));
}

TEST(ParseBallotManifest, ReadsBatchesInTheirOrder) {
  const std::string_view text = "Batch,hall,BALLOTS\nNorth,x,400\n\"Hall, old\",y,0\n South ,z,250\n";
  const BallotManifest manifest = Value(Read(text));
  EXPECT_EQ(manifest.sha256, crypto::Sha256(AsBytes(text)));
  EXPECT_EQ(manifest.ballots, 650);
  ASSERT_EQ(manifest.batches.size(), 3u);
  EXPECT_EQ(manifest.batches[0].name, "North");
  EXPECT_EQ(manifest.batches[1].name, "Hall, old");
  EXPECT_EQ(manifest.batches[1].ballots, 0);
  EXPECT_EQ(manifest.batches[2].name, "South");
}

TEST(ParseBallotManifest, RefusesWhatIsNoListOfPaper) {
  struct Case {
    const char* text;
    ErrorCode code;
    const char* words;
  };
  for (const Case& c :
       {Case{"", ErrorCode::kBadText, "empty"}, Case{"a,b\nN,3\n", ErrorCode::kBadText, "no column"},
        Case{"batch,ballots,ballots\nN,3,3\n", ErrorCode::kBadText, "two columns"},
        Case{"batch,ballots\n", ErrorCode::kBadNumber, "lists no ballots"},
        Case{"batch,ballots\nN,x\n", ErrorCode::kBadNumber, "row 2"},
        Case{"batch,ballots\n,3\n", ErrorCode::kBadText, "a batch has no name"},
        Case{"batch,ballots\nN,3\nN,4\n", ErrorCode::kDuplicate, "row 3"},
        Case{"batch,ballots\nN,2147483647\nM,1\n", ErrorCode::kTooLarge, "row 3"}}) {
    const Result<BallotManifest> read = Read(c.text);
    EXPECT_THAT(read, FailsWith(c.code)) << c.text;
    EXPECT_THAT(DetailOf(read), HasSubstr(c.words)) << c.text;
  }
}

TEST(CheckManifest, TakesTheOneOfThePlanAlone) {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 6, .loser = 3, .ballots = 10};
  const BallotManifest manifest = Value(Read("batch,ballots\nN,4\nS,5\n"));
  EXPECT_THAT(CheckManifest(plan, manifest), Succeeds());
  plan.manifest = Pinned(manifest);
  EXPECT_THAT(CheckManifest(plan, manifest), Succeeds());
  EXPECT_THAT(CheckManifest(plan, Value(Read("batch,ballots\nN,5\nS,4\n"))),
              FailsWith(ErrorCode::kWrongHash));
  plan.manifest.reset();
  EXPECT_THAT(CheckManifest(plan, Value(Read("batch,ballots\nN,11\n"))), FailsWith(ErrorCode::kBadNumber));
}

TEST(PlacesOf, CountsPositionsWithinBatchesAndKnowsWhatIsMissing) {
  const BallotManifest manifest{{}, {{"A", 2}, {"none", 0}, {"B", 3}}, 5};
  const std::vector<BallotPlace> places = PlacesOf(manifest, {1, 2, 3, 5, 6});
  EXPECT_EQ(places[0].batch->name, "A");
  EXPECT_EQ(places[1].position, 2);
  EXPECT_EQ(places[2].batch->name, "B");
  EXPECT_EQ(places[2].position, 1);
  EXPECT_EQ(places[3].position, 3);
  EXPECT_EQ(places[4].batch, nullptr);
}

}  // namespace
}  // namespace constat::audit
