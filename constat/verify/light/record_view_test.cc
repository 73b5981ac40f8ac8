#include "constat/verify/light/record_view.h"

#include "constat/io/file.h"
#include "constat/record/local_time.h"
#include "constat/testing/town.h"
#include "constat/text/number.h"
#include "constat/tlog/log_reader.h"
#include "constat/verify/light/place.h"

namespace constat::verify {
namespace {

using testing::Town;

class RecordViewTest : public ::testing::Test {
 protected:
  RecordViewTest() {
    town_.ToOpen();
    town_.Vote(0, {{0}});
    town_.Vote(1, {{1}});
    town_.Vote(0, {{1}});
    town_.Publish();
  }
  [[nodiscard]] OpenedPlace Place() {
    return Value(OpenPlace({.record = (town_.folder.path() / "record").string(), .trust = ""}));
  }

  Town town_;
};

TEST_F(RecordViewTest, JudgesUpToTheOpeningAndShowsWhatComesAfter) {
  std::vector<uint64_t> seen;
  const RecordView view = Value(RecordView::Open(Place(), {}, [&](const LaterEntry& later) -> Status {
    EXPECT_EQ(later.entry.type, record::EntryType::kBallot);
    seen.push_back(later.index);
    return {};
  }));
  const uint64_t size = view.checkpoint().checkpoint.size;
  EXPECT_EQ(seen, (std::vector<uint64_t>{size - 3, size - 2, size - 1}));
  EXPECT_EQ(view.state().phase(), referendum::Phase::kOpen);
  EXPECT_EQ(view.state().ballots().Ballots(), 0u) << "no ballot is judged";
  EXPECT_EQ(view.context().manifest_hash, town_.manifest_hash);
  uint64_t last_s = 0;
  for (const tlog::Cosignature& signed_at : Value(view.policy().Check(view.checkpoint())))
    last_s = std::max(last_s, signed_at.time_s);
  ASSERT_GT(last_s, 0u);
  EXPECT_EQ(view.seen_ms(), last_s * 1000);
  const std::string moment = DescribeMoment(view);
  EXPECT_THAT(moment, ::testing::HasSubstr(text::PluralEntries(size)));
  EXPECT_THAT(moment, ::testing::HasSubstr(record::FormatLocalTime(town_.manifest, last_s * 1000)));
}

TEST_F(RecordViewTest, JudgesTheBallotsOfOneCredential) {
  const RecordView view = Value(RecordView::OpenFor(Place(), town_.voters[0].secret.credential(), {}));
  ASSERT_EQ(view.own().entries().size(), 2u);
  for (const referendum::OwnEntry& own : view.own().entries()) {
    EXPECT_EQ(own.verdict, referendum::OwnVerdict::kAccepted);
  }
  EXPECT_EQ(view.state().ballots().Ballots(), 2u);
}

TEST_F(RecordViewTest, WantsACosignedCheckpointOfTheseEntries) {
  OpenedPlace place = Place();
  place.trust = Trust{.manifest_hash = town_.manifest_hash,
                      .policy = town_.context().LogPolicy(),
                      .checkpoints = {},
                      .receipts = {}};
  EXPECT_THAT(RecordView::Open(place, {}, {}), Succeeds());
  place.trust->manifest_hash[0] ^= 1;
  EXPECT_THAT(RecordView::Open(place, {}, {}), FailsWith(ErrorCode::kWrongReferendum));

  const std::filesystem::path file = town_.folder.path() / "record" / "checkpoint";
  const tlog::SignedCheckpoint good = Value(tlog::ReadCheckpoint(*Place().source));
  tlog::SignedCheckpoint bad = good;
  bad.signatures.pop_back();
  ASSERT_THAT(io::WriteFile(file, AsBytes(tlog::FormatSignedCheckpoint(bad))), Succeeds());
  EXPECT_THAT(RecordView::Open(Place(), {}, {}), FailsWith(ErrorCode::kNoQuorum));
  bad = good;
  bad.checkpoint.root[0] ^= 1;
  ASSERT_THAT(io::WriteFile(file, AsBytes(tlog::FormatSignedCheckpoint(bad))), Succeeds());
  EXPECT_THAT(RecordView::Open(Place(), {}, {}), FailsWith(ErrorCode::kWrongRoot));
}

}  // namespace
}  // namespace constat::verify
