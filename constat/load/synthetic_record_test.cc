#include "constat/load/synthetic_record.h"

#include <gtest/gtest.h>

#include "constat/testing/matchers.h"
#include "constat/verify/verify.h"

namespace constat::load {
namespace {

TEST(SyntheticRecord, IsARecordWithAllItsBallots) {
  const std::unique_ptr<SyntheticRecord> record = Value(SyntheticRecord::Make(70, 2));
  EXPECT_EQ(record->bodies().size(), 70u);
  EXPECT_EQ(record->bad(), 0u);
  const verify::Verified verified = Value(verify::VerifyRecord(*record, {.threads = 1}));
  EXPECT_EQ(verified.verification.ballots, 70u);
  EXPECT_EQ(verified.verification.At(verify::CheckId::kBallots).count(), 0u);
  EXPECT_EQ(verified.verification.At(verify::CheckId::kLog).count(), 0u);
}

TEST(SyntheticRecord, EveryHundredthBallotIsForbiddenIfAsked) {
  const std::unique_ptr<SyntheticRecord> record =
      Value(SyntheticRecord::Make(160, 1, SyntheticRecord::Quality::kOnePercentBad));
  EXPECT_EQ(record->bad(), 2u);  // the 51st and the 151st
  const verify::Verified verified = Value(verify::VerifyRecord(*record, {.threads = 1}));
  EXPECT_EQ(verified.verification.ballots, 158u);
  EXPECT_EQ(verified.verification.At(verify::CheckId::kBallots).count(), 2u);
}

// Spec: ROL-10
TEST(SyntheticRecord, EveryHundredthCodeIsReplacedIfAsked) {
  const std::unique_ptr<SyntheticRecord> record =
      Value(SyntheticRecord::Make(160, 1, SyntheticRecord::Quality::kOnePercentReplaced));
  for (const unsigned threads : {1u, 3u}) {
    const verify::Verified verified = Value(verify::VerifyRecord(*record, {.threads = threads}));
    EXPECT_EQ(verified.verification.ballots, 160u);
    EXPECT_EQ(verified.verification.replaced, (std::vector<uint32_t>{2}));
    EXPECT_EQ(verified.verification.At(verify::CheckId::kReplacements).status(),
              verify::CheckStatus::kPassed);
    EXPECT_EQ(verified.verification.At(verify::CheckId::kBallots).count(), 0u);
  }
}

TEST(SyntheticRecord, IsTheSameOnAnyNumberOfThreads) {
  const std::unique_ptr<SyntheticRecord> one = Value(SyntheticRecord::Make(66, 1));
  const std::unique_ptr<SyntheticRecord> two = Value(SyntheticRecord::Make(66, 2));
  EXPECT_EQ(one->bodies(), two->bodies());
  EXPECT_EQ(Value(one->Read("checkpoint", 4096)), Value(two->Read("checkpoint", 4096)));
}

TEST(SyntheticRecord, ReadsItsFilesWithinLimits) {
  const std::unique_ptr<SyntheticRecord> record = Value(SyntheticRecord::Make(1, 1));
  uint64_t largest = 0;
  std::string path;
  ASSERT_THAT(record->ForEachFile([&](const tlog::ListedFile& file) {
    if (file.size_bytes > largest) {
      largest = file.size_bytes;
      path = file.path;
    }
    return Status{};
  }),
              Succeeds());
  ASSERT_GT(largest, 0u);
  EXPECT_EQ(Value(record->Read(path, largest)).size(), largest);
  EXPECT_THAT(record->Read(path, largest - 1), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(record->Read("tile/9/000", 4096), FailsWith(ErrorCode::kMissingFile));
}

}  // namespace
}  // namespace constat::load
