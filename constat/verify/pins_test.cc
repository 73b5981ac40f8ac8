// Pins and receipts: every failure by itself, and several in their order. Spec: VER-3, VER-11
#include "constat/testing/record.h"

namespace constat::verify {
namespace {

using ::testing::ElementsAre;
using testing::Everything;
using testing::Findings;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MemoryRecord;
using testing::VectorTrust;
using testing::VerifyUnpinned;
using testing::VerifyWith;

class PinsTest : public ::testing::Test {
 protected:
  [[nodiscard]] Verification Verify() const { return VerifyWith(record_, {.trust = &trust_, .threads = 1}); }
  [[nodiscard]] std::vector<std::string> Pins() const { return Findings(Verify(), CheckId::kPins); }
  [[nodiscard]] std::vector<std::string> Receipts() const { return Findings(Verify(), CheckId::kReceipts); }
  void PinRecordsOwnCheckpoint() {
    trust_.checkpoints.push_back({"own", tlog::ReadCheckpoint(record_).value()});
  }
  void SetPolicy(const std::string& text) { trust_.policy = tlog::Policy::Parse(text).value(); }
  [[nodiscard]] tlog::InclusionReceipt& Receipt() { return trust_.receipts.front().receipt; }

  MemoryRecord record_{"plain"};
  Trust trust_ = VectorTrust("plain");
};

TEST_F(PinsTest, AllPinsAreMet) {
  PinRecordsOwnCheckpoint();
  const Verification v = Verify();
  EXPECT_THAT(Everything(v), IsEmpty());
  EXPECT_EQ(v.outcome(), VerificationOutcome::kVerified);
  EXPECT_EQ(v.At(CheckId::kPins).status(), CheckStatus::kPassed);
  EXPECT_EQ(v.At(CheckId::kReceipts).status(), CheckStatus::kPassed);
}

// Spec: VER-7
TEST_F(PinsTest, WithoutPinsOrReceiptsTheChecksAreNotApplicable) {
  trust_.receipts.clear();
  EXPECT_EQ(Verify().At(CheckId::kReceipts).status(), CheckStatus::kNotApplicable);
  EXPECT_EQ(Verify().At(CheckId::kPins).status(), CheckStatus::kPassed);
  EXPECT_EQ(VerifyUnpinned(record_).At(CheckId::kPins).status(), CheckStatus::kNotApplicable);
}

// Spec: VER-3
TEST_F(PinsTest, AnotherManifestIsWrong) {
  trust_.manifest_hash[31] ^= 1;
  EXPECT_THAT(Pins(), ElementsAre("- wrong-referendum"));
}

// Spec: VER-10
TEST_F(PinsTest, WithoutAManifestThePinnedOneIsNotMet) {
  record_ = MemoryRecord("undecodable-first");
  trust_ = VectorTrust("undecodable-first");
  EXPECT_THAT(Pins(), ElementsAre("- wrong-referendum"));
}

// Spec: VER-3. The first of wrong-origin, missing-signature, bad-signature, no-quorum.
TEST_F(PinsTest, ThePolicysCodesHaveAnOrder) {
  trust_.checkpoints.clear();
  trust_.receipts.clear();
  const std::string good = trust_.policy.Format();
  const std::string other = VectorTrust("other-policy").policy.Format();
  const std::string log = good.substr(0, good.find('\n') + 1);
  SetPolicy(other);
  EXPECT_THAT(Pins(), ElementsAre("- wrong-origin"));
  SetPolicy(log + other.substr(other.find('\n') + 1));
  EXPECT_THAT(Pins(), ElementsAre("- no-quorum"));
  SetPolicy(good);
  tlog::SignedCheckpoint note = tlog::ReadCheckpoint(record_).value();
  const auto put = [&] {
    const std::string text = tlog::FormatSignedCheckpoint(note);
    record_.files["checkpoint"] = Bytes(text.begin(), text.end());
  };
  note.signatures[2].signature[20] ^= 1;
  put();
  EXPECT_THAT(Everything(Verify()), ElementsAre("witnesses - no-quorum", "pins - no-quorum"));
  EXPECT_THAT(Verify().At(CheckId::kPins).findings().front().text, HasSubstr("do not verify"));
  // Every line of the board must verify.
  note.signatures.push_back(note.signatures[0]);
  note.signatures.back().signature[20] ^= 1;
  put();
  EXPECT_THAT(Everything(Verify()), ElementsAre("board-signature - bad-signature", "witnesses - no-quorum",
                                                "pins - bad-signature"));
  note.signatures.pop_back();
  const auto board = note.signatures[0];
  note.signatures.erase(note.signatures.begin());
  put();
  EXPECT_THAT(Everything(Verify()), ElementsAre("board-signature - missing-signature",
                                                "witnesses - no-quorum", "pins - missing-signature"));
  note.signatures = {board};
  put();
  EXPECT_THAT(Everything(Verify()), ElementsAre("witnesses - no-quorum", "pins - no-quorum"));
}

// The attack `spoilt-line`: whoever carries a record spoils it with a line. Spec: LOG-3, VER-3, VER-8
TEST_F(PinsTest, SpoiltLinesOfWitnessesAreNotes) {
  tlog::SignedCheckpoint note = tlog::ReadCheckpoint(record_).value();
  for (const size_t line : {1u, 2u, 2u}) {
    note.signatures.push_back(note.signatures[line]);
    note.signatures.back().signature[20] ^= 1;
  }
  const std::string text = tlog::FormatSignedCheckpoint(note);
  record_.files["checkpoint"] = Bytes(text.begin(), text.end());
  Receipt().checkpoint.signatures.push_back(note.signatures.back());
  const Verification v = Verify();
  EXPECT_THAT(Everything(v), IsEmpty());
  EXPECT_EQ(v.outcome(), VerificationOutcome::kVerified);
  ASSERT_EQ(v.notes.size(), 2u);
  EXPECT_EQ(v.notes[0].kind, NoteKind::kSpoiltLine);
  EXPECT_EQ(v.notes[0].file, "checkpoint");
  EXPECT_EQ(v.notes[0].count, 3u);
  EXPECT_EQ(v.notes[1].file, "receipt.tlog-proof");
  EXPECT_EQ(v.notes[1].count, 1u);
  EXPECT_EQ(v.CountOf(NoteKind::kSpoiltLine), 4u);
  EXPECT_EQ(v.CountOf(NoteKind::kStray), 0u);
}

// Spec: VER-3, VER-11. Signature, size, root: of each earlier checkpoint the first that fails.
TEST_F(PinsTest, EarlierCheckpointsFailOnceEach) {
  tlog::SignedCheckpoint seen = trust_.checkpoints.front().checkpoint;
  trust_.checkpoints.clear();
  trust_.checkpoints.push_back({"unsigned", seen});
  trust_.checkpoints.back().checkpoint.signatures.erase(
      trust_.checkpoints.back().checkpoint.signatures.begin());
  seen.checkpoint.size = 10000;
  trust_.checkpoints.push_back({"altered", seen});
  seen.checkpoint.origin = "elsewhere";
  trust_.checkpoints.push_back({"elsewhere", seen});
  const Verification v = Verify();
  EXPECT_THAT(Findings(v, CheckId::kPins),
              ElementsAre("- missing-signature", "- bad-signature", "- wrong-origin"));
  EXPECT_THAT(v.At(CheckId::kPins).findings()[1].text, HasSubstr("altered"));
}

TEST_F(PinsTest, ALogThatWasRewoundOrForkedIsNamed) {
  for (const auto& [name, code] :
       {std::pair{"log-rewound", "- log-rewound"}, {"bad-consistency", "- bad-consistency"}}) {
    record_ = MemoryRecord(name);
    trust_ = VectorTrust(name);
    EXPECT_THAT(Pins(), ElementsAre(code));
  }
}

TEST_F(PinsTest, CheckpointsOfAnySizeOfTheRecordAreMet) {
  record_ = MemoryRecord("bad-consistency");
  trust_ = VectorTrust("bad-consistency");
  trust_.checkpoints.clear();
  PinRecordsOwnCheckpoint();
  EXPECT_THAT(Pins(), IsEmpty());
  // A checkpoint of the empty log is met by every log of that origin.
  record_ = MemoryRecord("empty-log");
  trust_ = VectorTrust("empty-log");
  PinRecordsOwnCheckpoint();
  EXPECT_THAT(Pins(), ElementsAre("- wrong-referendum"));
}

// Spec: VER-11. The manifest hash; the policy; each earlier checkpoint, in the order of the trust file.
TEST_F(PinsTest, FindingsStandInTheOrderOfTheClause) {
  const Trust other = VectorTrust("other-policy");
  trust_.manifest_hash[0] ^= 1;
  trust_.policy = other.policy;
  EXPECT_THAT(Pins(), ElementsAre("- wrong-referendum", "- wrong-origin", "- wrong-origin"));
  EXPECT_THAT(Receipts(), ElementsAre("- wrong-origin"));
  // A fork's checkpoint between two good ones is one finding.
  record_ = MemoryRecord("bad-consistency");
  trust_ = VectorTrust("bad-consistency");
  PinRecordsOwnCheckpoint();
  trust_.checkpoints.insert(trust_.checkpoints.begin(), trust_.checkpoints.back());
  trust_.manifest_hash[0] ^= 1;
  const Verification v = Verify();
  EXPECT_THAT(Findings(v, CheckId::kPins), ElementsAre("- wrong-referendum", "- bad-consistency"));
  EXPECT_THAT(v.At(CheckId::kPins).findings().back().text, HasSubstr("seen"));
}

// Spec: VER-11, BAL-12. The receipt itself, its entry, its checkpoint.
TEST_F(PinsTest, AReceiptItselfComesFirst) {
  Receipt().index += 1;
  EXPECT_THAT(Receipts(), ElementsAre("- bad-inclusion"));
  Receipt().index -= 1;
  Receipt().extra.push_back(0);
  EXPECT_THAT(Receipts(), ElementsAre("- bad-inclusion"));
  Receipt().checkpoint.signatures.pop_back();
  EXPECT_THAT(Receipts(), ElementsAre("- no-quorum"));
  Receipt().checkpoint.signatures.erase(Receipt().checkpoint.signatures.begin());
  EXPECT_THAT(Receipts(), ElementsAre("- missing-signature"));
  Receipt().checkpoint.checkpoint.origin = "elsewhere";
  EXPECT_THAT(Receipts(), ElementsAre("- wrong-origin"));
}

TEST_F(PinsTest, AReceiptsEntryComesBeforeItsCheckpoint) {
  for (const auto& [name, code] : {std::pair{"dropped-ballot", "- receipt-not-included"},
                                   {"forked-receipt", "- bad-consistency"},
                                   {"rewound-receipt", "- log-rewound"},
                                   {"bad-inclusion", "- bad-inclusion"}}) {
    record_ = MemoryRecord(name);
    trust_ = VectorTrust(name);
    EXPECT_THAT(Everything(Verify()), ElementsAre(std::string("receipts ") + code)) << name;
  }
}

TEST_F(PinsTest, AReceiptOfAnEntryBehindTheRecordsEndIsNotIncluded) {
  const tlog::InclusionReceipt receipt = Receipt();
  record_ = MemoryRecord("empty-log");
  EXPECT_THAT(Receipts(), ElementsAre("- receipt-not-included"));
  EXPECT_EQ(Verify().receipts_checked, 1u);
}

TEST_F(PinsTest, EachReceiptIsCheckedByItself) {
  trust_.receipts.push_back(trust_.receipts.front());
  trust_.receipts.back().name = "second";
  trust_.receipts.back().receipt.index = 0;
  trust_.receipts.push_back(trust_.receipts.front());
  const Verification v = Verify();
  EXPECT_THAT(Findings(v, CheckId::kReceipts), ElementsAre("- bad-inclusion"));
  EXPECT_THAT(v.At(CheckId::kReceipts).findings().front().text, HasSubstr("second"));
  EXPECT_EQ(v.receipts_checked, 3u);
  ASSERT_EQ(v.held.size(), 2u) << "a bad one says nothing about a ballot";
  EXPECT_EQ(v.held[0].entry, trust_.receipts.front().receipt.index);
  EXPECT_TRUE(v.held[0].ballot.has_value());
}

}  // namespace
}  // namespace constat::verify
