#include "constat/verify/light/receipt.h"

#include "constat/testing/town.h"

namespace constat::verify {
namespace {

using record::EntryType;
using testing::kFirstMinuteMs;
using testing::Town;
using testing::TownVoter;

// Spec: BAL-12
TEST(Receipt, StatesInclusionAndNamesTheTracker) {
  Town town;
  town.ToOpen();
  TownVoter& voter = town.voters[1];
  party::BallotDraft draft =
      Value(party::BallotDraft::Make(town.DraftOf(voter, {{1}}), voter.secret, town.rng));
  const Bytes32 tracker = draft.tracker();
  const uint64_t index =
      town.Append(EntryType::kBallot, Value(std::move(draft).Cast(voter.secret, town.rng)));
  town.Publish();
  const tlog::InclusionReceipt receipt =
      Value(tlog::ParseReceipt(FormatReceipt(Value(town.board->Receipt(index)))));
  const tlog::Policy policy = town.context().LogPolicy();
  const CheckedReceipt checked = Value(CheckReceipt(receipt, policy, town.context()));
  EXPECT_EQ(checked.index, index);
  EXPECT_EQ(checked.time_ms, kFirstMinuteMs);
  ASSERT_TRUE(checked.ballot.has_value());
  EXPECT_EQ(checked.ballot->tracker, tracker);
  EXPECT_EQ(checked.ballot->credential, voter.secret.credential());
  EXPECT_EQ(checked.ballot->revision, 1u);
  EXPECT_EQ(checked.cosignatures.size(), 2u);

  tlog::InclusionReceipt other = receipt;
  other.extra.back() ^= 1;
  EXPECT_THAT(CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadInclusion));
  other = receipt;
  other.index -= 1;
  EXPECT_THAT(CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadInclusion));
  other = receipt;
  other.checkpoint.signatures.pop_back();
  EXPECT_THAT(CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kNoQuorum));
  other = receipt;
  other.extra.clear();
  EXPECT_THAT(CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadText));
  Town elsewhere({.name = "elsewhere"});
  elsewhere.Start();
  EXPECT_THAT(CheckReceipt(receipt, elsewhere.context().LogPolicy(), elsewhere.context()),
              FailsWith(ErrorCode::kMissingSignature));
  // A good receipt of another log that the policy knows says nothing about this referendum's.
  referendum::Context other_log = town.context();
  other_log.manifest.origin = "constat.example/other";
  EXPECT_THAT(CheckReceipt(receipt, policy, other_log), FailsWith(ErrorCode::kWrongOrigin));
}

}  // namespace
}  // namespace constat::verify
