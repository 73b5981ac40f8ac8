// Two registrars, six days of voting, and letters that were lost before and after the vote.
#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/party/registrar/own_shares.h"
#include "constat/party/registrar/replace_files.h"
#include "constat/testing/fold.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using testing::ConvictsNobody;
using testing::Device;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kOpeningMs;
using testing::Story;

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kDayMs = 24 * kHourMs;

// A town that votes for six days, so that a share's 71 hours end before replacing does.
class LostCodes : public ::testing::Test {
 protected:
  LostCodes() : story_({.voters = {6, 4}, .registrars = 2, .closing_ms = kOpeningMs + 6 * kDayMs}) {
    story_.ToOpen();
    for (size_t registrar = 0; registrar < 2; ++registrar) {
      const std::string slots = parcel::FormatSlots(story_.manifest, story_.persons, story_.order);
      EXPECT_THAT(io::WriteNewFile(Slots(registrar), AsBytes(slots), io::FileAccess::kSecret), Succeeds());
    }
  }

  void At(uint64_t hours) { story_.clock.Set(kOpeningMs + hours * kHourMs); }
  [[nodiscard]] std::filesystem::path Slots(size_t registrar) const {
    return story_.folder.path() / ("slots-" + std::to_string(registrar));
  }
  [[nodiscard]] party::ReplaceTarget Target(size_t registrar, const std::string& day) const {
    return {story_.folder.path() / ("registrar-" + std::to_string(registrar)) / day};
  }
  // Replace is what a registrar's program does for those who came to its counter; the board gets the shares.
  party::Replaced Replace(size_t registrar, const std::string& day, const std::vector<size_t>& voters) {
    std::vector<parcel::Person> persons;
    for (const size_t voter : voters) persons.push_back(story_.persons[voter]);
    referendum::Referendum state = testing::FoldOf(story_);
    party::Replaced made = Value(party::ReplaceFiles(
        {state, story_.registrar_keys[registrar], persons, Slots(registrar), story_.clock.NowMs()},
        Target(registrar, day), story_.rng));
    if (made.made == 0) return made;
    const auto file = Value(parcel::ReadEntryFile(Target(registrar, day).entries()));
    for (const parcel::EntryBody& entry : file.entries) story_.Append(entry.type, entry.body);
    story_.Publish();
    return made;
  }
  // NewCode is what this registrar prints for the voter: the code of its sheets that the record holds.
  [[nodiscard]] std::vector<parcel::VotingCode> NewCode(size_t registrar, const std::string& day,
                                                        size_t voter) {
    const referendum::Referendum state = testing::FoldOf(story_);
    const party::OwnShares shares =
        Value(party::OwnShares::Read(story_.board->log(), state, static_cast<uint16_t>(registrar)));
    parcel::Sheet sheet = Value(parcel::ReadSheet(Target(registrar, day).sheet(), story_.manifest));
    const Result<party::SheetStanding> standing = party::JudgeSheet(shares, std::move(sheet), "sheet");
    std::vector<parcel::VotingCode> out;
    if (!standing) return out;
    for (const parcel::Issued& row : standing->held) {
      if (row.person.id == story_.persons[voter].id) out.push_back(row.code.Copy());
    }
    return out;
  }
  // NewDevice is a device that was given the new codes of both letters.
  [[nodiscard]] Device NewDevice(const std::string& day_of_0, const std::string& day_of_1, size_t voter) {
    std::vector<parcel::VotingCode> codes = NewCode(0, day_of_0, voter);
    for (parcel::VotingCode& code : NewCode(1, day_of_1, voter)) codes.push_back(std::move(code));
    return {story_, Value(party::VoterSecret::FromCodes(story_.context(), codes))};
  }
  // KeepsRefused: the ballot of this device is refused in writing with this code; its owner keeps that.
  void KeepsRefused(Device& device, const Bytes& body, ErrorCode code) {
    const record::RefusalFile refusal = story_.Refused(device, body);
    EXPECT_EQ(refusal.refusal.code, static_cast<uint16_t>(code));
    story_.KeepRefusal(refusal);
  }
  [[nodiscard]] verify::Verification End() {
    story_.Close();
    story_.Count({0, 1});
    return story_.Verify();
  }

  Story story_;
};

// The letter was lost before its voter voted: the new code votes, the old one never again.
// Spec: ROL-10, BAL-8
TEST_F(LostCodes, BeforeTheVoteAreReplacedByBoth) {
  At(20);
  Device finder = story_.DeviceOf(0);
  const Bytes found = Value(finder.Vote(1));
  EXPECT_EQ(Replace(0, "day-1", {0, 6}).complete, 0u);
  EXPECT_THAT(NewCode(0, "day-1", 0), IsEmpty()) << "nobody knows yet which of its codes fits";
  EXPECT_EQ(Replace(1, "day-1", {0, 6}).complete, 2u);
  Device fresh = NewDevice("day-1", "day-1", 0);
  story_.CastWith(fresh, 0);
  EXPECT_THAT(finder.Vote(1), FailsWith(ErrorCode::kCredentialReplaced));
  KeepsRefused(finder, found, ErrorCode::kCredentialReplaced);
  story_.CastAll({1, 2, 7, 8, 9});
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_THAT(v.replaced, ElementsAre(1, 1));
  EXPECT_EQ(v.refusals_rightly, 1u);
  EXPECT_EQ(v.result->units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 0}}));
}

// A code that has voted is not replaced, whoever asks for it: its ballot stays. Spec: ROL-10
TEST_F(LostCodes, AfterTheVoteTheBallotStays) {
  story_.CastAll({0, 1, 2, 6, 7, 8});
  At(20);
  const party::Replaced asked = Replace(0, "day-1", {0});
  EXPECT_EQ(asked.made, 0u);
  ASSERT_EQ(asked.refused.size(), 1u);
  EXPECT_EQ(asked.refused[0].error.code, ErrorCode::kAlreadyVoted);
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_THAT(v.replaced, ElementsAre(0, 0));
  EXPECT_EQ(v.result->units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 0}}));
}

// One registrar does not believe the person: the share waits for nothing, and the old code goes on
// working. Spec: ROL-10
TEST_F(LostCodes, OneRegistrarRefusesAndTheOldCodeVotes) {
  At(20);
  EXPECT_EQ(Replace(0, "day-1", {0}).made, 1u);
  story_.CastAll({0, 1, 2, 6, 7, 8});
  EXPECT_THAT(NewCode(0, "day-1", 0), IsEmpty());
  const party::Replaced later = Replace(1, "day-1", {0});
  ASSERT_EQ(later.refused.size(), 1u);
  EXPECT_EQ(later.refused[0].error.code, ErrorCode::kAlreadyVoted);
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_THAT(v.replaced, ElementsAre(0, 0));
}

// What nobody joined is over after its 71 hours; then both can make new shares, in whatever order.
// Spec: ROL-10, ROL-11
TEST_F(LostCodes, WhatWasRefusedCanBeAskedForAgain) {
  At(2);
  EXPECT_EQ(Replace(0, "day-1", {0}).made, 1u);
  At(2 + 71);
  EXPECT_EQ(Replace(1, "day-4", {0}).complete, 0u) << "the share of day 1 is no longer there to join";
  At(2 + 80);
  EXPECT_EQ(Replace(0, "day-4", {0}).complete, 1u);
  EXPECT_THAT(NewCode(0, "day-1", 0), IsEmpty());
  Device fresh = NewDevice("day-4", "day-4", 0);
  story_.CastWith(fresh, 0);
  story_.CastAll({1, 2, 6, 7, 8});
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_THAT(v.replaced, ElementsAre(1, 0));
  EXPECT_EQ(v.result->units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 0}}));
}

// A new code that is tried before both shares are in is on no roll; the very same ballot is accepted
// afterwards, and the refusal convicts nobody. Spec: BAL-15, BAL-16, ROL-10
TEST_F(LostCodes, ANewCodeThatIsTriedTooSoonIsRefusedAndLaterAccepted) {
  At(20);
  EXPECT_EQ(Replace(0, "day-1", {0}).complete, 0u);
  referendum::Referendum state = testing::FoldOf(story_);
  const party::ReplaceTarget waiting = Target(1, "day-1");
  const party::Replaced made = Value(party::ReplaceFiles(
      {state, story_.registrar_keys[1], {story_.persons[0]}, Slots(1), story_.clock.NowMs()}, waiting,
      story_.rng));
  EXPECT_EQ(made.complete, 1u) << "but the board does not have it yet";
  std::vector<parcel::VotingCode> codes;
  for (const size_t registrar : {0, 1}) {
    const parcel::Sheet sheet = Value(parcel::ReadSheet(Target(registrar, "day-1").sheet(), story_.manifest));
    codes.push_back(sheet.rows.at(0).code.Copy());
  }
  const party::VoterSecret secret = Value(party::VoterSecret::FromCodes(story_.context(), codes));
  Device device(story_, Value(party::VoterSecret::FromCodes(story_.context(), codes)));
  EXPECT_THAT(device.Vote(0), FailsWith(ErrorCode::kNotOnRoll));
  party::BallotDraft draft = Value(party::BallotDraft::Make(
      {story_.context_ptr(), story_.board->state().ceremony().JointKey(), 0, 1, {{0}}}, secret, story_.rng));
  const Bytes body = Value(std::move(draft).Cast(secret, story_.rng));
  KeepsRefused(device, body, ErrorCode::kNotOnRoll);
  for (const parcel::EntryBody& entry : Value(parcel::ReadEntryFile(waiting.entries())).entries)
    story_.Append(entry.type, entry.body);
  const uint64_t index = Value(story_.Bring(body));
  story_.Publish();
  story_.KeepReceipt(Value(story_.board->Receipt(index)));
  story_.CastAll({1, 2, 6, 7, 8});
  const verify::Verification v = End();
  EXPECT_THAT(v, ConvictsNobody());
  EXPECT_EQ(v.refusals_rightly, 1u);
}

// A registrar may also ask again while its share waits; then the later one counts, and only its
// code is printed.
TEST_F(LostCodes, AShareCanBeMadeAnewWhileItWaits) {
  At(2);
  EXPECT_EQ(Replace(0, "day-1", {0}).made, 1u);
  At(26);
  EXPECT_EQ(Replace(0, "day-2", {0}).made, 1u);
  EXPECT_EQ(Replace(1, "day-2", {0}).complete, 1u);
  EXPECT_THAT(NewCode(0, "day-1", 0), IsEmpty());
  Device fresh = NewDevice("day-2", "day-2", 0);
  story_.CastWith(fresh, 0);
  story_.CastAll({1, 2, 6, 7, 8});
  EXPECT_THAT(End(), ConvictsNobody());
}

}  // namespace
}  // namespace constat::whole
