#include "constat/record/tally.h"

#include "constat/record/entry.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedClose(ByteView body) {
  CONSTAT_ASSIGN(const Close close, DecodeClose(body));
  return EncodeClose(close);
}

// Spec: TAL-1, ENC-1
TEST(Close, IsCountCheckpointAndSignature) {
  const Close close{.ballots = 258, .checkpoint = "note\n", .signature = TestSignature("close")};
  const Bytes encoded = EncodeClose(close);
  EXPECT_EQ(text::FormatHex(encoded),
            "0000000000000102"
            "0005" +
                text::FormatHex(AsBytes("note\n")) + text::FormatHex(close.signature));
  ExpectCanonical(encoded, RecodedClose);
}

// Spec: TAL-1
TEST(Close, CheckpointHasOneTo16384Bytes) {
  const auto with = [](size_t n) { return EncodeClose({.checkpoint = std::string(n, '\xff')}); };
  EXPECT_EQ(CodeOf(RecodedClose(with(0))), "bad-length");
  EXPECT_EQ(CodeOf(RecodedClose(with(1))), "ok");
  EXPECT_EQ(CodeOf(RecodedClose(with(16384))), "ok");
  EXPECT_EQ(CodeOf(RecodedClose(with(16385))), "bad-length");
}

DecryptionShare TestShare(size_t sums) {
  DecryptionShare share{.trustee = 2, .chunk = 0x0103, .proof = TestDleq("share")};
  for (size_t i = 0; i < sums; ++i) share.shares.push_back(TestPoint(fmt::format("D{}", i)));
  return share;
}

Result<Bytes> RecodedShare(ByteView body) {
  CONSTAT_ASSIGN(const DecryptionShare share, DecodeDecryptionShare(body, 3));
  return EncodeDecryptionShare(share);
}

// Spec: TAL-6, ENC-1, ENC-2, ENC-3, ENC-7
TEST(DecryptionShare, IsTrusteeChunkSharesAndProof) {
  const DecryptionShare share = TestShare(3);
  const Bytes encoded = EncodeDecryptionShare(share);
  std::string hex = "00020103";
  for (const group::WirePoint& point : share.shares) hex += text::FormatHex(point.encoded);
  hex += text::FormatHex(share.proof.commitment_base.encoded) +
         text::FormatHex(share.proof.commitment_other.encoded) +
         text::FormatHex(share.proof.response.Encode());
  EXPECT_EQ(text::FormatHex(encoded), hex);
  ExpectCanonical(encoded, RecodedShare);
  ExpectStrictFields(encoded,
                     {share.shares[0], share.shares[1], share.shares[2], share.proof.commitment_base,
                      share.proof.commitment_other},
                     {share.proof.response}, RecodedShare);
}

// Spec: ENC-7
TEST(DecryptionShare, LengthComesBeforeContents) {
  // No field of these bytes is canonical.
  const size_t size = 4 + 32 * 3 + 96;
  EXPECT_EQ(CodeOf(DecodeDecryptionShare(Bytes(size - 1, 0xff), 3)), "truncated");
  EXPECT_EQ(CodeOf(DecodeDecryptionShare(Bytes(size, 0xff), 3)), "bad-point");
  EXPECT_EQ(CodeOf(DecodeDecryptionShare(Bytes(size + 1, 0xff), 3)), "trailing-bytes");
}

// Spec: TAL-5, LOG-2
TEST(DecryptionShare, OfAFullChunkFitsAnEntry) {
  EXPECT_LE(EncodeDecryptionShare(TestShare(kSumsPerChunk)).size(), kMaxBodySize);
}

TEST(DecryptionShare, HeadSaysTrusteeAndChunk) {
  const Bytes encoded = EncodeDecryptionShare(TestShare(1));
  const auto head = DecodeDecryptionShareHead(encoded);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->trustee, 2);
  EXPECT_EQ(head->chunk, 0x0103);
  for (const size_t size : {0, 1, 2, 3}) {
    EXPECT_EQ(CodeOf(DecodeDecryptionShareHead(ByteView(encoded).first(size))), "truncated");
  }
}

Result<Bytes> RecodedPart(ByteView body) {
  CONSTAT_ASSIGN(const ResultPart part, DecodeResultPart(body));
  return EncodeResultPart(part);
}

// Spec: TAL-9, ENC-1
TEST(ResultPart, IsChunkPartAndSignature) {
  const ResultPart part{.chunk = 1, .part = {1, 2, 3}, .signature = TestSignature("part")};
  const Bytes encoded = EncodeResultPart(part);
  EXPECT_EQ(text::FormatHex(encoded),
            "0001"
            "0003"
            "010203" +
                text::FormatHex(part.signature));
  ExpectCanonical(encoded, RecodedPart);
}

// Spec: TAL-9
TEST(ResultPart, HasOneTo60000Bytes) {
  const auto with = [](size_t n) { return EncodeResultPart({.part = Bytes(n, 1)}); };
  EXPECT_EQ(CodeOf(RecodedPart(with(0))), "bad-length");
  EXPECT_EQ(CodeOf(RecodedPart(with(1))), "ok");
  EXPECT_EQ(CodeOf(RecodedPart(with(60000))), "ok");
  EXPECT_LE(with(60000).size(), kMaxBodySize);
  EXPECT_EQ(CodeOf(RecodedPart(with(60001))), "bad-length");
}

Outcome TestOutcome() {
  Outcome outcome;
  outcome.regions = {{100, 60, 70}, {50, 0, 0}, {20, 2, 3}};
  outcome.units = {{.regions = {0, 2}, .counted = 62, .decrypted = true, .votes = {{40, 20, 2}, {1, 2, 3}}},
                   {.regions = {1}, .counted = 0, .decrypted = false}};
  outcome.questions = {{Verdict::kUndetermined,
                        {{TermOutcome::kHolds, 40, 20},
                         {TermOutcome::kHolds, 62, 170},
                         {TermOutcome::kUndetermined, 0, 3},
                         {TermOutcome::kFails, 0x0102030405060708, 2}}},
                       {Verdict::kNoRule, {}}};
  return outcome;
}

Result<Bytes> RecodedOutcome(ByteView bytes) {
  CONSTAT_ASSIGN(const Outcome outcome, DecodeOutcome(TestManifest(), bytes));
  return EncodeOutcome(outcome);
}

// Spec: TAL-9, ENC-1, ENC-7
TEST(Outcome, IsTurnoutUnitsAndVerdicts) {
  const Bytes encoded = EncodeOutcome(TestOutcome());
  const std::string before =
      "000000640000003c00000046"
      "000000320000000000000000"
      "000000140000000200000003"
      "0002"
      "000200000002"
      "0000003e"
      "01"
      "000000280000001400000002"
      "000000010000000200000003"
      "00010001"
      "00000000"
      "00";
  const std::string after =
      "02"
      "0100000000000000280000000000000014"
      "01000000000000003e00000000000000aa"
      "0200000000000000000000000000000003"
      "0001020304050607080000000000000002"
      "03";
  EXPECT_EQ(text::FormatHex(encoded), before + after);
  EXPECT_EQ(OutcomeVerdictOffset(TestOutcome()), before.size() / 2);
  ExpectCanonical(encoded, RecodedOutcome);
  const auto decoded = DecodeOutcome(TestManifest(), encoded);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, TestOutcome());
}

// Spec: TAL-9, ENC-1, ENC-6
TEST(Outcome, EnumerationsAreListedValues) {
  const Bytes encoded = EncodeOutcome(TestOutcome());
  const size_t verdict = OutcomeVerdictOffset(TestOutcome());
  const auto with = [&](size_t at, uint8_t value) {
    Bytes altered = encoded;
    altered[at] = value;
    return CodeOf(RecodedOutcome(altered));
  };
  const size_t decrypted = 3 * 12 + 2 + 6 + 4;
  ASSERT_EQ(encoded[decrypted], 1);
  EXPECT_EQ(with(decrypted, 2), "unknown-enum");
  EXPECT_EQ(with(verdict, 3), "ok");
  EXPECT_EQ(with(verdict, 4), "unknown-enum");
  EXPECT_EQ(with(verdict + 1, 2), "ok");
  EXPECT_EQ(with(verdict + 1, 3), "unknown-enum");
}

// Spec: TAL-9
TEST(Outcome, CountsHaveLimits) {
  Outcome outcome = TestOutcome();
  outcome.units[1].regions.clear();
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "bad-length");
  outcome.units[1].regions.assign(4096, 1);
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "ok");
  outcome.units[1].regions.assign(4097, 1);
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "bad-length");
  outcome = TestOutcome();
  outcome.units.clear();
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "ok");
  outcome.units.assign(4096, TestOutcome().units[1]);
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "ok");
  outcome.units.assign(4097, TestOutcome().units[1]);
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "bad-length");
}

TEST(Outcome, RegionsAreThoseOfTheManifest) {
  Outcome outcome = TestOutcome();
  outcome.units[1].regions = {3};
  EXPECT_EQ(CodeOf(RecodedOutcome(EncodeOutcome(outcome))), "bad-number");
}

TEST(Verdict, HasAName) {
  EXPECT_EQ(VerdictName(Verdict::kNotCarried), "not carried");
  EXPECT_EQ(VerdictName(Verdict::kCarried), "carried");
  EXPECT_EQ(VerdictName(Verdict::kUndetermined), "undetermined");
  EXPECT_EQ(VerdictName(Verdict::kNoRule), "no decision rule");
}

}  // namespace
}  // namespace constat::record
