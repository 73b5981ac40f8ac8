#include "constat/party/voter/own_fate.h"

#include "constat/testing/town.h"
#include "constat/verify/light/place.h"

namespace constat::party {
namespace {

using testing::kOpeningMs;
using testing::Town;

class OwnFateTest : public ::testing::Test {
 protected:
  OwnFateTest() { town_.ToOpen(); }
  verify::RecordView View() {
    const verify::OpenedPlace place =
        Value(verify::OpenPlace({.record = (town_.folder.path() / "record").string(), .trust = ""}));
    return Value(verify::RecordView::OpenFor(place, town_.voters[0].secret.credential(), {}));
  }
  // NoteOf is the note of a ballot in the record.
  parcel::OwnBallot NoteOf(const referendum::OwnEntry& entry) {
    return {town_.context().manifest_hash, town_.voters[0].secret.credential(), entry.ballot->revision,
            entry.ballot->tracker};
  }
  parcel::OwnBallot Note(uint64_t revision, Bytes32 tracker) {
    return {town_.context().manifest_hash, town_.voters[0].secret.credential(), revision, tracker};
  }
  Town town_{{.voters = {2, 1}}};
};

// Spec: BAL-9
TEST_F(OwnFateTest, TheLastValidBallotCountsAndTheOthersAreReplaced) {
  town_.Vote(0, {{0}});
  town_.Vote(0, {{1}});
  town_.Publish();
  const verify::RecordView view = View();
  EXPECT_EQ(StandingOf(view.own(), 0), Standing::kReplaced);
  EXPECT_EQ(StandingOf(view.own(), 1), Standing::kCounts);
}

TEST_F(OwnFateTest, ANotedBallotArrivesIsOvertakenOrMissing) {
  town_.Vote(0, {{0}});
  town_.Publish();
  const verify::RecordView view = View();
  const parcel::OwnBallot arrived = NoteOf(view.own().entries().front());
  EXPECT_EQ(FateOf(arrived, view.own()), Fate::kArrived);
  EXPECT_EQ(FateOf(Note(arrived.revision, {9}), view.own()), Fate::kOvertaken);
  EXPECT_EQ(FateOf(Note(arrived.revision + 1, {9}), view.own()), Fate::kMissing);
  const std::vector all{arrived, Note(arrived.revision, {9}), Note(arrived.revision + 1, {9})};
  EXPECT_THAT(DescribeMissing(view.own(), all),
              ::testing::ElementsAre(::testing::EndsWith("another one with its number is valid"),
                                     ::testing::EndsWith("in your notes, but not in the record")));
  EXPECT_TRUE(IsNoted(std::vector{arrived}, view.own().entries().front()));
  EXPECT_FALSE(IsNoted(std::vector{Note(1, {9})}, view.own().entries().front()));
}

TEST_F(OwnFateTest, ABallotThatIsNotNotedMayBeAThiefs) {
  town_.Vote(0, {{0}});
  town_.Publish();
  const verify::RecordView view = View();
  EXPECT_TRUE(FindingsOf(view.own(), {}).stolen);
  EXPECT_TRUE(FindingsOf(view.own(), {}).IsWrong());
  const std::vector notes{NoteOf(view.own().entries().front())};
  EXPECT_FALSE(FindingsOf(view.own(), notes).IsWrong());
}

TEST_F(OwnFateTest, AMissingBallotIsLostOnlyAfterTheClose) {
  const std::vector notes{Note(1, {9})};
  EXPECT_FALSE(FindingsOf(View().own(), notes).lost);
  EXPECT_FALSE(FindingsOf(View().own(), notes).IsWrong());
  town_.Vote(1, {{0}});
  town_.Close();
  const OwnFindings findings = FindingsOf(View().own(), notes);
  EXPECT_TRUE(findings.lost);
  EXPECT_TRUE(findings.IsWrong());
}

// A board may log a spoilt copy of a ballot: the rules refuse it, and its tracker is the same.
TEST_F(OwnFateTest, ARefusedBallotIsTold) {
  const Bytes body = town_.MakeBallot(town_.voters[0], {{0}});
  Bytes spoilt = body;
  spoilt[spoilt.size() - 32] ^= 1;
  town_.Publish();
  referendum::Referendum state;
  const uint64_t size = town_.board->published()->checkpoint.size;
  ASSERT_THAT(
      tlog::ForEachEntry(town_.board->log(), size, {0, size},
                         [&](uint64_t, ByteView bytes) -> Status {
                           return state.Apply({Value(record::DecodeEntry(bytes)), tlog::LeafHash(bytes)});
                         }),
      Succeeds());
  referendum::OwnEntries own(town_.voters[0].secret.credential());
  own.Add(state, record::EncodeEntry(record::Entry{record::EntryType::kBallot, kOpeningMs, spoilt}));
  ASSERT_EQ(own.entries().size(), 1u);
  EXPECT_EQ(StandingOf(own, 0), Standing::kNotAccepted);
  const std::vector notes{NoteOf(own.entries().front())};
  EXPECT_EQ(FateOf(notes.front(), own), Fate::kRefused);
  const OwnFindings findings = FindingsOf(own, notes);
  EXPECT_TRUE(findings.refused);
  EXPECT_TRUE(findings.record_wrong);
  EXPECT_FALSE(findings.stolen);
}

TEST(OwnFindings, AreEachToldWithWhatToDo) {
  EXPECT_TRUE(Advise({}).empty());
  EXPECT_THAT(Advise({.stolen = true, .refused = true, .lost = true}),
              ::testing::ElementsAre(::testing::HasSubstr("somebody else has your code"),
                                     ::testing::HasSubstr("the rules refuse it there"),
                                     ::testing::HasSubstr("show the receipt")));
}

}  // namespace
}  // namespace constat::party
