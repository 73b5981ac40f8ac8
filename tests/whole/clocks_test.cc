// Everybody's clock is two minutes fast or slow: all goes on, and nothing convicts the honest.
// Spec: LOG-8, BAL-15, TAL-1, TAL-11
#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/party/registrar/replace_files.h"
#include "constat/testing/fold.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using record::EntryType;
using testing::ConvictsNobody;
using testing::Device;
using testing::kClosingMs;
using testing::kOpeningMs;
using testing::Story;

constexpr int64_t kMinute = 60'000;  // milliseconds

// Shifts is by how much clocks are fast; people are voters, registrars and trustees.
struct Shifts {
  int64_t board = 0;
  int64_t witnesses = 0;
  int64_t people = 0;
};

std::vector<Shifts> AllShifts() {
  std::vector<Shifts> out;
  for (const int64_t board : {-2, 2}) {
    for (const int64_t witnesses : {-2, 2}) {
      for (const int64_t people : {-2, 2})
        out.push_back({board * kMinute, witnesses * kMinute, people * kMinute});
    }
  }
  return out;
}

void PrintTo(const Shifts& shifts, std::ostream* out) {
  *out << "board " << shifts.board << " ms, witnesses " << shifts.witnesses << " ms, people " << shifts.people
       << " ms";
}

class Clocks : public ::testing::TestWithParam<Shifts> {
 protected:
  explicit Clocks(testing::Plan plan = {.voters = {5, 4}}) : story_(std::move(plan)) {
    story_.board_clock.Shift(GetParam().board);
    for (testing::ShiftedClock& clock : story_.witness_clocks) clock.Shift(GetParam().witnesses);
  }
  void At(uint64_t right_ms) { story_.clock.Set(right_ms); }
  [[nodiscard]] Device DeviceOf(size_t voter) {
    Device out = story_.DeviceOf(voter);
    out.clock.Shift(GetParam().people);
    return out;
  }
  // Replace gives a voter a new code, by the registrar's clock, and is the device that has it.
  [[nodiscard]] Device Replace(size_t voter) {
    const std::filesystem::path slots = story_.folder.path() / "slots.csv";
    const std::string text = parcel::FormatSlots(story_.manifest, story_.persons, story_.order);
    EXPECT_THAT(io::WriteNewFile(slots, AsBytes(text), io::FileAccess::kSecret), Succeeds());
    referendum::Referendum state = testing::FoldOf(story_);
    testing::ShiftedClock clock(&story_.clock);
    clock.Shift(GetParam().people);
    const party::ReplaceTarget target{story_.folder.path() / "replaced"};
    const party::Replaced made = Value(
        party::ReplaceFiles({state, story_.registrar_keys[0], {story_.persons[voter]}, slots, clock.NowMs()},
                            target, story_.rng));
    EXPECT_EQ(made.complete, 1u);
    for (const parcel::EntryBody& entry : Value(parcel::ReadEntryFile(target.entries())).entries)
      story_.Append(entry.type, entry.body);
    story_.Publish();
    const parcel::Sheet sheet = Value(parcel::ReadSheet(target.sheet(), story_.manifest));
    Device out(story_, Value(party::VoterSecret::FromCodes(story_.context(), {&sheet.rows[0].code, 1})));
    out.clock.Shift(GetParam().people);
    return out;
  }
  // Arrives brings a ballot at the moment, or keeps what the board says in writing.
  void Arrives(Device& device) {
    const Bytes body = Value(device.Vote(0));
    const Result<uint64_t> index = story_.Bring(body);
    if (index) {
      story_.Publish();
      story_.KeepReceipt(Value(story_.board->Receipt(*index)));
      return;
    }
    EXPECT_EQ(index.error().code, ErrorCode::kOutsideVotingTime);
    story_.KeepRefusal(story_.Refused(device, body));
  }
  // CloseWhenAllFits offers the frozen tree every half minute until the close is accepted. False if
  // it never is.
  [[nodiscard]] bool CloseWhenAllFits(uint64_t frozen_ms) {
    for (uint64_t now_ms = frozen_ms; now_ms <= kClosingMs + story_.manifest.grace_ms + 2 * kMinute;
         now_ms += 30'000) {
      At(now_ms);
      const Result<tlog::SignedCheckpoint> head = story_.board->PrepareClose();
      if (!head) continue;
      if (story_.board->Close(story_.Cosign(*head))) return true;
    }
    return false;
  }
  [[nodiscard]] verify::Verification End() {
    story_.Publish();
    story_.Count({0, 1});
    return story_.Verify();
  }
  // Hold is the referendum up to its last minutes.
  void Hold() {
    story_.Start();
    story_.Deal();
    testing::ShiftedClock trustees_clock(&story_.clock);
    trustees_clock.Shift(GetParam().people);
    story_.AcceptBy(trustees_clock);
    story_.MakeRoll();
    story_.DrillWith({0, 1});
    story_.OpenVoting();
    At(kOpeningMs + 3 * kMinute);
    Device fresh = Replace(0);
    story_.CastWith(fresh, 0);
    for (const size_t voter : {1, 2, 5, 6}) {
      Device device = DeviceOf(voter);
      story_.CastWith(device, 0);
    }
    Device device = DeviceOf(1);
    Bytes spoilt = Value(device.Vote(1));
    spoilt[spoilt.size() - 32] ^= 1;
    story_.KeepRefusal(story_.Refused(device, spoilt));
  }

  Story story_;
};

TEST_P(Clocks, TwoMinutesWrongConvictNobody) {
  Hold();
  At(kClosingMs - kMinute);
  Device device = DeviceOf(7);
  Arrives(device);
  At(kClosingMs + kMinute);
  Device other = DeviceOf(8);
  Arrives(other);
  ASSERT_TRUE(CloseWhenAllFits(kClosingMs + kMinute + 5'000));
  EXPECT_LE(story_.clock.NowMs(), kClosingMs + 5 * kMinute);
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.replaced[0], 1u);
  EXPECT_EQ(v.refusals_rightly + v.ballots, 8u);
}

INSTANTIATE_TEST_SUITE_P(FastOrSlow, Clocks, ::testing::ValuesIn(AllShifts()));

// By the board's clock it freezes the tree as late as it may, and brings in what waited.
class ClocksAndSlowDisk : public Clocks {
 protected:
  explicit ClocksAndSlowDisk(uint32_t seal_ms = 15 * kMinute)
      : Clocks({.voters = {5, 4}, .grace_ms = 15 * kMinute, .seal_ms = seal_ms}) {}
  // Freeze gives the right time of the frozen tree.
  uint64_t Freeze() {
    Hold();
    const uint64_t board_closes_ms = kClosingMs - static_cast<uint64_t>(GetParam().board);
    At(board_closes_ms - 1);
    Device device = DeviceOf(7);
    const Bytes waits = Value(device.Vote(0));
    const uint64_t most_ms = std::min<uint64_t>(5 * kMinute, story_.manifest.seal_ms / 3);
    At(board_closes_ms + most_ms);
    const uint64_t index = Value(story_.Bring(waits, most_ms + 1));
    story_.Publish();
    story_.KeepReceipt(Value(story_.board->Receipt(index)));
    return board_closes_ms + most_ms;
  }
};

// The seal of the defaults, fifteen minutes, has room for both.
TEST_P(ClocksAndSlowDisk, FitIntoTheSealOfTheDefaults) {
  ASSERT_TRUE(CloseWhenAllFits(Freeze()));
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.ballots, 6u);
}

INSTANTIATE_TEST_SUITE_P(FastOrSlow, ClocksAndSlowDisk, ::testing::ValuesIn(AllShifts()));

class ClocksAndShortSeal : public ClocksAndSlowDisk {
 protected:
  ClocksAndShortSeal() : ClocksAndSlowDisk(5 * kMinute) {}
};

// The shortest seal that a manifest may have has not, where the board's clock is slow and the witnesses' are
// fast: the close comes too late, and no one is convicted.
TEST_P(ClocksAndShortSeal, AreTooMuchWhereTheyAreFourMinutesApart) {
  const bool too_much = GetParam().board < 0 && GetParam().witnesses > 0;
  EXPECT_EQ(CloseWhenAllFits(Freeze()), !too_much);
  const verify::Verification v = too_much ? story_.Verify() : End();
  EXPECT_THAT(testing::Everything(v), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(FastOrSlow, ClocksAndShortSeal, ::testing::ValuesIn(AllShifts()));

// A board whose clock is set back goes on: times of entries wait for the clock, and no ballot
// does. Spec: TAL-11
TEST(ClockSetBack, DelaysNoBallot) {
  Story story;
  story.board_clock.Shift(2 * kMinute);
  story.ToOpen();
  story.CastAll({1, 2, 5});
  const uint64_t last_ms = story.board->state().LastTimeMs();
  story.board_clock.Shift(-2 * kMinute);
  Device device = story.DeviceOf(0);
  const Bytes body = Value(device.Vote(0));
  const std::vector<ByteView> one = {body};
  ASSERT_THAT(story.board->AppendBallots(one).front(), Succeeds());
  EXPECT_EQ(story.board->state().LastTimeMs(), last_ms);
  story.CastAll({6, 7});
  EXPECT_EQ(story.board->state().LastTimeMs(), last_ms);
  story.board_clock.Shift(0);
  story.CloseAndCount();
  EXPECT_THAT(story.Verify(), ConvictsNobody());
}

// Nor do the two minutes convict it of having refused against an old tree: a ballot may bear a time that is
// before that of a refusal. Spec: BAL-16
TEST(ClockSetBack, ByTwoMinutesConvictsNobodyForWhatItRefused) {
  for (const uint64_t second : {0, 29, 30, 31, 59}) {
    Story story;
    story.ToOpen();
    story.CastAll({1, 2, 5});
    story.clock.Set(kOpeningMs + 20 * kMinute + second * 1000);
    Device device = story.DeviceOf(0);
    const Bytes body = Value(device.Vote(0));
    Bytes spoilt = body;
    spoilt[spoilt.size() - 32] ^= 1;
    story.board_clock.Shift(2 * kMinute);
    story.KeepRefusal(story.Refused(device, spoilt));
    story.board_clock.Shift(0);
    Value(story.Bring(body));
    story.CastAll({6, 7});
    story.CloseAndCount();
    EXPECT_THAT(story.Verify(), ConvictsNobody()) << second;
  }
}

// A clock two minutes fast that is set right at the close: whoever was turned away in writing sends the same
// ballot again, or makes another of the same number; both the refusal and the ballot are right. Spec: BAL-16
TEST(ClockSetBack, AtTheCloseConvictsNobodyWhoLetsTheVoterInAfterAll) {
  for (const bool the_same_bytes : {true, false}) {
    Story story;
    story.ToOpen();
    story.CastAll({1, 2, 5, 6, 7});
    Device device = story.DeviceOf(0);
    const Bytes refused = Value(device.Vote(0));
    story.clock.Set(kClosingMs - kMinute);
    story.board_clock.Shift(2 * kMinute);
    const record::RefusalFile too_late = story.Refused(device, refused);
    EXPECT_EQ(too_late.refusal.code, static_cast<uint16_t>(ErrorCode::kOutsideVotingTime));
    story.KeepRefusal(too_late);
    story.board_clock.Shift(0);
    if (the_same_bytes) {
      Value(story.Bring(refused));
    } else {
      story.CastWith(device, 0);
    }
    story.CloseAndCount();
    const verify::Verification v = story.Verify();
    EXPECT_THAT(v, ConvictsNobody());
    EXPECT_EQ(v.ballots, 6u);
  }
}

}  // namespace
}  // namespace constat::whole
