#include "constat/party/voter/own_numbers.h"

#include "constat/testing/town.h"
#include "constat/verify/light/place.h"

namespace constat::party {
namespace {

using referendum::NumberedBallot;
using testing::Town;

TEST(OwnNumbers, AreThoseOfOneCredentialOfOneReferendum) {
  const std::vector<parcel::OwnBallot> notes = {
      {{1}, {2}, 1, {10}}, {{1}, {3}, 1, {11}}, {{9}, {2}, 1, {12}}, {{1}, {2}, 2, {13}}};
  const std::vector<NumberedBallot> own = OwnNumbers(notes, {1}, {2});
  EXPECT_EQ(own, (std::vector<NumberedBallot>{{1, {10}}, {2, {13}}}));
}

// Spec: BAL-14
TEST(ReadOwnReceipts, JudgesEachFileAndNamesTheBadOne) {
  Town town({.voters = {2, 1}});
  town.ToOpen();
  const uint64_t mine = town.Vote(0, {{0}});
  const uint64_t other = town.Vote(1, {{0}});
  town.Publish();
  const auto write = [&](const std::string& name, uint64_t index) {
    const std::string path = (town.folder.path() / name).string();
    const std::string text = Value(tlog::FormatReadable(Value(town.board->Receipt(index))));
    EXPECT_THAT(io::WriteNewFile(path, AsBytes(text)), Succeeds());
    return path;
  };
  const std::string good = write("good", mine);
  const std::string bad = write("bad", other);
  const verify::OpenedPlace place =
      Value(verify::OpenPlace({.record = (town.folder.path() / "record").string(), .trust = ""}));
  const verify::RecordView view =
      Value(verify::RecordView::OpenFor(place, town.voters[0].secret.credential(), {}));
  const OwnReceiptInput input{&view.policy(), &view.state(), &view.own()};

  const std::vector<NumberedBallot> read = Value(ReadOwnReceipts(std::vector{good}, input));
  EXPECT_EQ(read, std::vector{*view.own().entries().front().ballot});
  const auto refused = ReadOwnReceipts(std::vector{good, bad}, input);
  ASSERT_THAT(refused, FailsWith(ErrorCode::kAnotherVoter));
  EXPECT_THAT(refused.error().detail, ::testing::StartsWith(bad));
  EXPECT_THAT(ReadOwnReceipts(std::vector{good + "?"}, input), FailsWith(ErrorCode::kMissingFile));
  EXPECT_TRUE(Value(ReadOwnReceipts({}, input)).empty());
}

}  // namespace
}  // namespace constat::party
