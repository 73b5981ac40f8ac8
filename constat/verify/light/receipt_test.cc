#include "constat/verify/light/receipt.h"

#include <fmt/core.h>

#include "constat/record/shown_hash.h"
#include "constat/testing/town.h"

namespace constat::verify {
namespace {

using record::EntryType;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::kFirstMinuteMs;
using testing::Town;
using testing::TownVoter;

// Spec: BAL-12
TEST(Receipt, StatesInclusionAndNamesTheTrackerAndTheVoter) {
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
  const std::string name = record::FormatCredentialName(town.manifest_hash, voter.secret.credential());
  EXPECT_THAT(DescribeReceipt(checked, town.context()),
              AllOf(HasSubstr(record::FormatTracker(tracker)), HasSubstr("  of          " + name + "\n")));
  const Paper paper = PaperOf(PaperKind::kReceipt, checked, town.context());
  EXPECT_THAT(CheckWhose(paper, voter.secret.credential()), Succeeds());
  EXPECT_THAT(CheckWhose(paper, town.voters[0].secret.credential()), FailsWith(ErrorCode::kAnotherVoter));

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

// Spec: BAL-17
TEST(Promise, NamesTheEntryTheTrackerAndTheVoter) {
  Town town;
  town.ToOpen();
  const uint64_t index = town.Vote(0, {{1}});
  town.Publish();
  tlog::InclusionReceipt promise = Value(town.board->Receipt(index));
  promise.checkpoint.signatures.resize(1);
  const tlog::Policy policy = town.context().LogPolicy();
  const Result<CheckedReceipt> refused = CheckReceipt(promise, policy, town.context());
  ASSERT_THAT(refused, FailsWith(ErrorCode::kNoQuorum));
  ASSERT_TRUE(IsPromise(promise, policy, refused.error()));
  const CheckedReceipt promised = Value(ReadPromise(promise, town.context()));
  const std::string name =
      record::FormatCredentialName(town.manifest_hash, town.voters[0].secret.credential());
  EXPECT_THAT(DescribePromise(promised, town.context()),
              AllOf(HasSubstr(fmt::format("that entry {} of the log is a ballot", index)),
                    HasSubstr(record::FormatTracker(promised.ballot->tracker)), HasSubstr(name)));
  EXPECT_EQ(PaperOf(PaperKind::kPromise, promised, town.context()).credential,
            town.voters[0].secret.credential());

  // The board can sign bytes that are no ballot: that is worth keeping, and nobody's.
  tlog::InclusionReceipt broken = promise;
  record::EntryView entry = Value(record::DecodeEntry(promise.extra));
  entry.body = entry.body.first(entry.body.size() - 1);
  broken.extra = record::EncodeEntry(entry);
  const CheckedReceipt odd = Value(ReadPromise(broken, town.context()));
  EXPECT_FALSE(odd.ballot.has_value());
  EXPECT_THAT(DescribePromise(odd, town.context()), HasSubstr("whose it is cannot be told"));
  EXPECT_THAT(CheckWhose(PaperOf(PaperKind::kPromise, odd, town.context()), Reader()), Succeeds());
}

}  // namespace
}  // namespace constat::verify
