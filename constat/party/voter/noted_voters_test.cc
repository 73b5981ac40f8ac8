#include "constat/party/voter/noted_voters.h"

#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

using parcel::OwnBallot;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Bytes32 kHash{1};
const Bytes32 kOtherHash{9};
const group::EncodedPoint kAnna{2};
const group::EncodedPoint kBoris{3};

std::string NameOf(const group::EncodedPoint& credential) {
  return record::FormatCredentialName(kHash, credential);
}
OwnBallot NoteOf(const group::EncodedPoint& credential, uint64_t revision) {
  return {kHash, credential, revision, {credential[0], static_cast<uint8_t>(revision)}};
}

class NotedVotersTest : public ::testing::Test {
 protected:
  // ballots_ outlives what it returns.
  Notes Of(std::vector<OwnBallot> ballots) {
    ballots_ = std::move(ballots);
    return {"my-ballots.txt", kHash, ballots_};
  }
  std::vector<OwnBallot> ballots_;
};

TEST_F(NotedVotersTest, TwoVotersNotesInOneFileAreToldApart) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "my-ballots.txt";
  const std::vector<OwnBallot> cast = {NoteOf(kAnna, 1), NoteOf(kBoris, 1), NoteOf(kAnna, 2)};
  for (const OwnBallot& ballot : cast) EXPECT_THAT(parcel::AddOwnBallot(path, ballot), Succeeds());
  const std::vector<OwnBallot> read = Value(parcel::ReadOwnBallots(path));
  EXPECT_EQ(read, cast);
  const Notes notes{path.string(), kHash, read};
  EXPECT_THAT(NotedVoters(notes), ElementsAre(kAnna, kBoris));
  EXPECT_THAT(NotesOf(notes, kAnna), ElementsAre(cast[0], cast[2]));
  EXPECT_THAT(NotesOf(notes, kBoris), ElementsAre(cast[1]));
}

TEST_F(NotedVotersTest, TheOnlyOneIsTakenAndOneOfSeveralIsAsked) {
  EXPECT_EQ(Value(FindNotedVoter(Of({}), {})), std::nullopt);
  EXPECT_EQ(Value(FindNotedVoter(Of({NoteOf(kAnna, 1), NoteOf(kAnna, 2)}), {})), kAnna);
  OwnBallot elsewhere = NoteOf(kBoris, 1);
  elsewhere.manifest_hash = kOtherHash;
  EXPECT_EQ(Value(FindNotedVoter(Of({NoteOf(kAnna, 1), elsewhere}), {})), kAnna);
  const auto several = FindNotedVoter(Of({NoteOf(kAnna, 1), NoteOf(kBoris, 1)}), {});
  ASSERT_THAT(several, FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(
      several.error().detail,
      AllOf(HasSubstr("my-ballots.txt has notes of 2 voters: " + NameOf(kAnna) + ", " + NameOf(kBoris)),
            HasSubstr("--voter")));
}

TEST_F(NotedVotersTest, AReaderSaysWhose) {
  const Notes notes = Of({NoteOf(kAnna, 1), NoteOf(kBoris, 1)});
  EXPECT_EQ(Value(FindNotedVoter(notes, kAnna)), kAnna);
  EXPECT_EQ(Value(FindNotedVoter(notes, group::EncodedPoint{7})), (group::EncodedPoint{7}));
  EXPECT_EQ(Value(FindNotedVoter(notes, Value(verify::ReadReader(NameOf(kAnna))))), kAnna);
  const verify::Reader nobody = Value(verify::ReadReader(NameOf(group::EncodedPoint{7})));
  const auto wrong = FindNotedVoter(notes, nobody);
  ASSERT_THAT(wrong, FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(wrong.error().detail,
              AllOf(HasSubstr(NameOf({7})), HasSubstr(NameOf(kAnna)), HasSubstr(NameOf(kBoris))));
  EXPECT_THAT(FindNotedVoter(Of({}), nobody), FailsWith(ErrorCode::kAnotherVoter));
}

// Two values of one name: whose_test.cc.
TEST_F(NotedVotersTest, TwoVotersOfOneNameAreListedByCredential) {
  const group::EncodedPoint one{0x00, 0x06, 0x32, 0x8a};
  const group::EncodedPoint two{0x00, 0x23, 0xdf, 0xb0};
  const auto both =
      FindNotedVoter(Of({NoteOf(one, 1), NoteOf(two, 1)}), Value(verify::ReadReader(NameOf(one))));
  ASSERT_THAT(both, FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(both.error().detail, AllOf(HasSubstr("0006328a"), HasSubstr("0023dfb0")));
}

TEST_F(NotedVotersTest, SaysWhatIsComparedAndWhatIsAnothers) {
  const std::string anna = NameOf(kAnna);
  EXPECT_THAT(DescribeNotes(Of({NoteOf(kAnna, 1)}), kAnna),
              ElementsAre("my-ballots.txt has 1 note of " + anna + "."));
  EXPECT_THAT(DescribeNotes(Of({}), kAnna), ElementsAre(HasSubstr("has no note of " + anna)));
  OwnBallot elsewhere = NoteOf(kAnna, 1);
  elsewhere.manifest_hash = kOtherHash;
  EXPECT_THAT(
      DescribeNotes(Of({NoteOf(kBoris, 1), elsewhere}), kAnna),
      ElementsAre(HasSubstr("has no note of " + anna), AllOf(HasSubstr(NameOf(kBoris)), Not(HasSubstr(anna))),
                  "1 note in it is of another referendum and was not looked at."));
}

}  // namespace
}  // namespace constat::party
