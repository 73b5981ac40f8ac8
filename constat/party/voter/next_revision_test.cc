#include "constat/party/voter/next_revision.h"

#include "constat/testing/town.h"
#include "constat/tlog/secret/sign.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::NumberedBallot;
using referendum::OwnEntries;
using testing::kOpeningMs;
using testing::Town;
using testing::WitnessName;

class NextRevisionTest : public ::testing::Test {
 protected:
  NextRevisionTest() { town_.ToOpen(); }

  // Seen is the published record as the voter's device reads it.
  struct Seen {
    referendum::Referendum state;
    OwnEntries own;
  };
  Seen Read(size_t voter) {
    Seen out{referendum::Referendum(), OwnEntries(town_.voters[voter].secret.credential())};
    const uint64_t size = town_.board->published()->checkpoint.size;
    EXPECT_THAT(tlog::ForEachEntry(
                    town_.board->log(), size, {0, size},
                    [&](uint64_t, ByteView bytes) -> Status {
                      if (out.state.phase() == referendum::Phase::kOpen) {
                        out.own.Add(out.state, bytes);
                        return {};
                      }
                      return out.state.Apply({Value(record::DecodeEntry(bytes)), tlog::LeafHash(bytes)});
                    }),
                Succeeds());
    return out;
  }
  Result<NumberedBallot> Check(const tlog::InclusionReceipt& receipt, const Seen& seen) {
    const tlog::Policy policy = town_.context().LogPolicy();
    return CheckOwnReceipt(receipt, {&policy, &seen.state, &seen.own});
  }
  // Signed is a receipt of any entry at index 0 of a log of one entry, signed by this board
  // and its witnesses.
  tlog::InclusionReceipt Signed(const Bytes& entry) {
    tlog::SignedCheckpoint head;
    head.checkpoint = {town_.manifest.origin, 1, tlog::LeafHash(entry)};
    head.signatures.push_back(tlog::SignCheckpoint(town_.board_key, head.checkpoint));
    for (size_t w = 0; w < 2; ++w) {
      head.signatures.push_back(
          tlog::CosignCheckpoint(town_.witness_keys[w], WitnessName(w), head.checkpoint, kOpeningMs / 1000));
    }
    return {entry, 0, {}, head};
  }
  Town town_{{.voters = {3, 1}}};
};

// Spec: BAL-14
TEST_F(NextRevisionTest, NotesDoNotEnterTheNumber) {
  const Seen seen = Read(0);
  const NumberedBallot a{1, {1}};
  const NumberedBallot b{2, {2}};
  const NextBallot next = PlanNextBallot(seen.own, {}, std::vector{a, b});
  EXPECT_EQ(next.revision, 1u);
  EXPECT_EQ(next.rivals, std::vector{a});
  EXPECT_EQ(next.above, std::vector{b});
  EXPECT_EQ(PlanNextBallot(seen.own, {}, {}).revision, 1u);
}

// Spec: BAL-14
TEST_F(NextRevisionTest, IsOneAboveTheRecordsAndTheReceipts) {
  const Seen older = Read(0);
  const uint64_t index = town_.Vote(0, {{0}});
  town_.Publish();
  const Seen newer = Read(0);
  ASSERT_EQ(newer.own.entries().size(), 1u);
  const NumberedBallot first = *newer.own.entries().front().ballot;
  EXPECT_EQ(PlanNextBallot(newer.own, {}, std::vector{first}).revision, 2u);
  EXPECT_TRUE(PlanNextBallot(newer.own, {}, std::vector{first}).rivals.empty());

  // The record at hand is older than the receipt.
  const tlog::InclusionReceipt receipt = Value(town_.board->Receipt(index));
  EXPECT_EQ(Value(Check(receipt, older)), first);
  EXPECT_EQ(Value(Check(receipt, newer)), first);
  const NextBallot next = PlanNextBallot(older.own, std::vector{first}, std::vector{first});
  EXPECT_EQ(next.revision, 2u);
  EXPECT_TRUE(next.rivals.empty() && next.above.empty());
}

// held-back-ballot: the telephone's ballot gets no answer, the laptop's gets a receipt. Neither device knows
// of the other, so both ballots have revision 1, and what the board brings in later is refused. Spec:
// BAL-14, BAL-8 (5)
TEST_F(NextRevisionTest, HeldBackBallot) {
  const auto make = [&](const record::Choices& choices, const std::vector<NumberedBallot>& receipts) {
    const Seen seen = Read(0);
    const DraftInput input{.context = town_.context_ptr(),
                           .joint_key = seen.state.ceremony().JointKey(),
                           .region = town_.voters[0].region,
                           .revision = PlanNextBallot(seen.own, receipts, {}).revision,
                           .choices = choices};
    return Value(Value(BallotDraft::Make(input, town_.voters[0].secret, town_.rng))
                     .Cast(town_.voters[0].secret, town_.rng));
  };
  const Bytes held_back = make({{0}}, {});  // by the telephone
  const uint64_t index = town_.Append(EntryType::kBallot, make({{1}}, {}));
  town_.Publish();
  const NumberedBallot receipted = Value(Check(Value(town_.board->Receipt(index)), Read(0)));
  EXPECT_EQ(receipted.revision, 1u);
  EXPECT_THAT(town_.board->Append(EntryType::kBallot, held_back), FailsWith(ErrorCode::kStaleRevision));

  const OwnEntries own = Read(0).own;
  ASSERT_TRUE(own.Counting().has_value());
  EXPECT_EQ(own.entries()[*own.Counting()].entry, index) << "the receipted one counts";

  // After the receipt the vote can be changed, with either device, and the old one still cannot come in.
  town_.Append(EntryType::kBallot, make({{2}}, {receipted}));
  EXPECT_THAT(town_.board->Append(EntryType::kBallot, held_back), FailsWith(ErrorCode::kStaleRevision));
}

// Spec: BAL-14
TEST_F(NextRevisionTest, RefusesReceiptsOfOtherThingsAndSaysWhatTheyAre) {
  const uint64_t index = town_.Vote(0, {{0}});
  town_.Publish();
  const Seen seen = Read(0);
  const tlog::InclusionReceipt good = Value(town_.board->Receipt(index));
  const Seen other = Read(1);
  const Result<NumberedBallot> of_other = Check(good, other);
  ASSERT_THAT(of_other, FailsWith(ErrorCode::kAnotherVoter));
  const auto name_of = [&](size_t voter) {
    return record::FormatCredentialName(town_.manifest_hash, town_.voters[voter].secret.credential());
  };
  EXPECT_THAT(of_other.error().detail,
              ::testing::HasSubstr("is of " + name_of(0) + ", and your codes are of " + name_of(1)));
  const Result<NumberedBallot> of_roll = Check(Value(town_.board->Receipt(0)), seen);
  EXPECT_THAT(of_roll, FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(of_roll.error().detail, ::testing::HasSubstr("manifest"));
  tlog::InclusionReceipt unsigned_one = good;
  unsigned_one.checkpoint.signatures.resize(1);
  EXPECT_THAT(Check(unsigned_one, seen), FailsWith(ErrorCode::kNoQuorum));
}

// A board cannot name a number by logging a ballot that the rules refuse, nor show one log to the voter's
// record and another to the receipt. Spec: BAL-14
TEST_F(NextRevisionTest, RefusesAForgedBallotAndAForkedLog) {
  const Seen seen = Read(0);
  town_.voters[0].revision = 700;
  Bytes body = town_.MakeBallot(town_.voters[0], {{0}});
  const auto entry = [&] { return record::EncodeEntry(record::Entry{EntryType::kBallot, kOpeningMs, body}); };
  EXPECT_THAT(Check(Signed(entry()), seen), FailsWith(ErrorCode::kReceiptNotIncluded));

  body[body.size() - 32] ^= 1;
  const Bytes forged = entry();
  // At an index beyond the record nothing contradicts it, but its proof fails.
  const uint64_t size = seen.state.tree().size();
  tlog::MerkleFrontier tree;
  std::vector<tlog::Hash> leaves(size + 1, tlog::Hash{});
  leaves[size] = tlog::LeafHash(forged);
  for (const tlog::Hash& leaf : leaves) tree.Append(leaf);
  tlog::InclusionReceipt receipt = Signed(forged);
  receipt.index = size;
  receipt.checkpoint.checkpoint.size = size + 1;
  receipt.checkpoint.checkpoint.root = tree.Root();
  receipt.checkpoint.signatures.clear();
  receipt.checkpoint.signatures.push_back(
      tlog::SignCheckpoint(town_.board_key, receipt.checkpoint.checkpoint));
  for (size_t w = 0; w < 2; ++w) {
    receipt.checkpoint.signatures.push_back(tlog::CosignCheckpoint(
        town_.witness_keys[w], WitnessName(w), receipt.checkpoint.checkpoint, kOpeningMs / 1000));
  }
  class Leaves final : public tlog::HashSource {
   public:
    explicit Leaves(const std::vector<tlog::Hash>& leaves) : leaves_(leaves) {}
    Result<tlog::Hash> NodeAt(unsigned level, uint64_t index) const override {
      if (level == 0) return leaves_[index];
      return tlog::NodeHash(*NodeAt(level - 1, 2 * index), *NodeAt(level - 1, 2 * index + 1));
    }

   private:
    const std::vector<tlog::Hash>& leaves_;
  };
  receipt.proof = Value(tlog::InclusionProof(Leaves(leaves), size, size + 1));
  EXPECT_THAT(Check(receipt, seen), FailsWith(ErrorCode::kBadProof));
}

}  // namespace
}  // namespace constat::party
