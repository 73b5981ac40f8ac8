// What a board makes of witnesses' files. Spec: LOG-3, LOG-4
#include "constat/party/board/cosigned.h"

#include "constat/testing/town.h"
#include "constat/tlog/secret/sign.h"

namespace constat::party {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::Town;
using testing::WitnessName;

class CosignedTest : public ::testing::Test {
 protected:
  CosignedTest() {
    town_.Start();
    head_ = Value(town_.board->Commit());
  }
  // By is the head with one witness's line.
  [[nodiscard]] CosignedFile By(size_t witness, uint64_t time_s) {
    CosignedFile out{"file-" + std::to_string(witness), head_};
    out.checkpoint.signatures.push_back(Line(witness, time_s));
    return out;
  }
  [[nodiscard]] tlog::NoteSignature Line(size_t witness, uint64_t time_s) {
    return tlog::CosignCheckpoint(town_.witness_keys[witness], WitnessName(witness), head_.checkpoint,
                                  time_s);
  }
  [[nodiscard]] Cosigned Merge(const std::vector<CosignedFile>& files, Seconds wanted = {}) {
    return MergeCosigned(town_.context(), head_, files, wanted);
  }
  [[nodiscard]] std::vector<uint64_t> Times(const Cosigned& merged) {
    std::vector<uint64_t> out;
    const auto lines = tlog::VerifyCosignatures(merged.checkpoint, town_.context().WitnessKeys());
    for (const auto& c : lines.cosignatures) out.push_back(c.time_s);
    return out;
  }

  Town town_;
  tlog::SignedCheckpoint head_;
};

TEST_F(CosignedTest, TakesOneLineOfEachWitness) {
  const Cosigned merged = Merge({By(1, 20), By(0, 10), By(1, 15)});
  EXPECT_EQ(Times(merged), (std::vector<uint64_t>{10, 20}));
  EXPECT_THAT(merged.faults, IsEmpty());
  EXPECT_EQ(merged.checkpoint.signatures.size(), 3u);
}

// A witness that signed before the closing and again after it.
TEST_F(CosignedTest, PrefersATimeThatIsWanted) {
  EXPECT_EQ(Times(Merge({By(0, 5), By(0, 12), By(0, 30)}, {.from = 10, .to = 20})),
            (std::vector<uint64_t>{12}));
  EXPECT_EQ(Times(Merge({By(0, 30), By(0, 12), By(0, 15)}, {.from = 10, .to = 20})),
            (std::vector<uint64_t>{15}));
  EXPECT_EQ(Times(Merge({By(0, 5), By(0, 30)}, {.from = 10, .to = 20})), (std::vector<uint64_t>{30}));
}

// The attack: one witness pads its file, and no reader reads what the board publishes.
TEST_F(CosignedTest, LinesOfOthersAreLeftOut) {
  CosignedFile padded = By(0, 10);
  while (padded.checkpoint.signatures.size() < tlog::kMaxNoteSignatures) {
    padded.checkpoint.signatures.push_back(
        {"pad.example", static_cast<uint32_t>(padded.checkpoint.signatures.size()), Bytes(72)});
  }
  const Cosigned merged = Merge({padded, By(1, 20)});
  EXPECT_EQ(merged.checkpoint.signatures.size(), 3u);
  EXPECT_THAT(merged.faults, IsEmpty());
  EXPECT_THAT(town_.board->Publish(merged.checkpoint), Succeeds());
}

// The attack: witness 0 writes a wrong line in the name of witness 1, who would be blamed.
TEST_F(CosignedTest, AWrongLineIsNamedWithItsFileAndTheGoodOnesCount) {
  CosignedFile poisoned = By(0, 10);
  poisoned.name = "from-0";
  poisoned.checkpoint.signatures.push_back(Line(1, 10));
  poisoned.checkpoint.signatures.back().signature.back() ^= 1;
  const Cosigned merged = Merge({poisoned, By(1, 20)});
  EXPECT_EQ(Times(merged), (std::vector<uint64_t>{10, 20}));
  ASSERT_THAT(merged.faults, SizeIs(1));
  EXPECT_EQ(merged.faults[0].code, ErrorCode::kBadSignature);
  EXPECT_THAT(merged.faults[0].detail, HasSubstr("from-0"));
  EXPECT_THAT(merged.faults[0].detail, HasSubstr(WitnessName(1)));
  EXPECT_THAT(town_.board->Publish(merged.checkpoint), Succeeds());
}

TEST_F(CosignedTest, AFileOfAnotherTreeIsNamedAndTheOthersCount) {
  const tlog::SignedCheckpoint old = head_;
  town_.Append(record::EntryType::kTrusteeCommit, town_.trustees[0].Commit(town_.rng));
  CosignedFile stale{"stale", old};
  head_ = Value(town_.board->Commit());
  const Cosigned merged = Merge({stale, By(0, 10), By(2, 10), {"bare", head_}});
  EXPECT_EQ(Times(merged), (std::vector<uint64_t>{10, 10}));
  ASSERT_THAT(merged.faults, SizeIs(1));
  EXPECT_EQ(merged.faults[0].code, ErrorCode::kBadConsistency);
  EXPECT_THAT(merged.faults[0].detail, HasSubstr("stale"));
  EXPECT_EQ(merged.files, std::vector<std::string>{"bare"});
}

}  // namespace
}  // namespace constat::party
