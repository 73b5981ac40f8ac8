#include "constat/tlog/checkpoint.h"

#include "constat/testing/log.h"

namespace constat::tlog {
namespace {

using ::testing::ElementsAre;
using testing::kCheckpoint;
using testing::KeyFromByte;

// The example of c2sp.org/tlog-cosignature.
constexpr std::string_view kExample =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
    "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

SignedCheckpoint SignedByLog() { return {kCheckpoint, {SignCheckpoint(KeyFromByte(1), kCheckpoint)}}; }

TEST(Checkpoint, ReadsTheClausesExample) {
  const SignedCheckpoint example = ParseSignedCheckpoint(kExample).value();
  EXPECT_EQ(example.checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(example.checkpoint.size, 20852163u);
  EXPECT_EQ(text::FormatBase64(example.checkpoint.root), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  ASSERT_EQ(example.signatures.size(), 2u);
  EXPECT_EQ(example.signatures[1].signature.size(), 72u);
  EXPECT_EQ(FormatSignedCheckpoint(example), kExample);
}

TEST(Checkpoint, CosignedMessageIsTheClauses) {
  // c2sp.org/tlog-cosignature, "Ed25519 signed message".
  EXPECT_EQ(CosignedMessage(ParseSignedCheckpoint(kExample).value().Text(), 1679315147),
            "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
            "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
}

TEST(Checkpoint, RefusesMalformedTexts) {
  const std::string root = text::FormatBase64(kCheckpoint.root);
  ASSERT_THAT(ParseCheckpoint("o\n1\n" + root + "\n"), Succeeds());
  for (const std::string& bad : std::vector<std::string>{
           "",
           "o\n1\n" + root,                            // no line feed at the end
           "o\n1\n",                                   //
           "\n1\n" + root + "\n",                      // empty origin
           "o\n01\n" + root + "\n",                    // leading zero
           "o\n-1\n" + root + "\n",                    //
           "o\n+1\n" + root + "\n",                    //
           "o\n1 \n" + root + "\n",                    //
           "o\n\n" + root + "\n",                      //
           "o\n4611686018427387905\n" + root + "\n",   // beyond kMaxTreeSize
           "o\n18446744073709551617\n" + root + "\n",  // beyond 64 bits
           "o\n1\n" + root.substr(4) + "\n",           // 29 bytes
           "o\n1\n" + root + "AAAA\n",                 //
           "o\n1\n" + root + "\nextension\n",          // allowed by the clause, but not here
           "o\r\n1\n" + root + "\n",                   //
           "o\xff\n1\n" + root + "\n",
       }) {
    EXPECT_THAT(ParseCheckpoint(bad), FailsWith(ErrorCode::kBadCheckpoint)) << bad;
  }
}

TEST(Checkpoint, RefusesEveryTruncation) {
  for (size_t size = 0; size < kExample.size(); ++size) {
    const Result<SignedCheckpoint> parsed = ParseSignedCheckpoint(kExample.substr(0, size));
    // Cut after the first signature line, it is a checkpoint with one signature.
    if (parsed) {
      EXPECT_EQ(FormatSignedCheckpoint(*parsed), kExample.substr(0, size));
      EXPECT_EQ(parsed->signatures.size(), 1u);
    } else {
      EXPECT_EQ(parsed.error().code, ErrorCode::kBadCheckpoint);
    }
  }
}

TEST(Checkpoint, LogSignatureVerifies) {
  const VerifierKey key = LogKeyOf(KeyFromByte(1), "example.com/log");
  EXPECT_THAT(VerifyLogSignature(SignedByLog(), key), Succeeds());
}

TEST(Checkpoint, EveryFlippedSignatureBitIsRefused) {
  const VerifierKey key = LogKeyOf(KeyFromByte(1), "example.com/log");
  for (size_t bit = 0; bit < 512; ++bit) {
    SignedCheckpoint changed = SignedByLog();
    changed.signatures[0].signature[bit / 8] ^= static_cast<uint8_t>(1 << (bit % 8));
    ASSERT_THAT(VerifyLogSignature(changed, key), FailsWith(ErrorCode::kBadSignature)) << bit;
  }
  SignedCheckpoint other_size = SignedByLog();
  ++other_size.checkpoint.size;
  EXPECT_THAT(VerifyLogSignature(other_size, key), FailsWith(ErrorCode::kBadSignature));
  SignedCheckpoint shorter = SignedByLog();
  shorter.signatures[0].signature.pop_back();
  EXPECT_THAT(VerifyLogSignature(shorter, key), FailsWith(ErrorCode::kBadSignature));
}

TEST(Checkpoint, SignatureOfAnUnknownKeyIsIgnoredButMissing) {
  // c2sp.org/signed-note: "Verifiers MUST ignore signatures from unknown keys, even if they share a
  // name or ID".
  const SignedCheckpoint checkpoint = SignedByLog();
  EXPECT_THAT(VerifyLogSignature(checkpoint, LogKeyOf(KeyFromByte(2), "example.com/log")),
              FailsWith(ErrorCode::kMissingSignature));
  SignedCheckpoint renamed = checkpoint;
  renamed.signatures[0].name = "example.com/other";
  EXPECT_THAT(VerifyLogSignature(renamed, LogKeyOf(KeyFromByte(1), "example.com/log")),
              FailsWith(ErrorCode::kMissingSignature));
  EXPECT_THAT(VerifyLogSignature(checkpoint, LogKeyOf(KeyFromByte(1), "example.com/other")),
              FailsWith(ErrorCode::kWrongOrigin));
}

TEST(Checkpoint, OneBadLineOfAKnownKeySpoilsAGoodOne) {
  SignedCheckpoint checkpoint = SignedByLog();
  checkpoint.signatures.push_back(checkpoint.signatures[0]);
  checkpoint.signatures[1].signature[0] ^= 1;
  EXPECT_THAT(VerifyLogSignature(checkpoint, LogKeyOf(KeyFromByte(1), "example.com/log")),
              FailsWith(ErrorCode::kBadSignature));
}

TEST(Checkpoint, AWitnessKeyDoesNotPassForALogsSignature) {
  // The same Ed25519 key in both roles: the key id keeps them apart.
  SignedCheckpoint checkpoint{kCheckpoint,
                              {CosignCheckpoint(KeyFromByte(1), "example.com/log", kCheckpoint, 7)}};
  EXPECT_THAT(VerifyLogSignature(checkpoint, LogKeyOf(KeyFromByte(1), "example.com/log")),
              FailsWith(ErrorCode::kMissingSignature));
}

// ExpectSpoilt: the only line of w1 does not verify.
void ExpectSpoilt(const WitnessLines& lines) {
  EXPECT_TRUE(lines.cosignatures.empty());
  EXPECT_THAT(lines.spoilt, ElementsAre("w1"));
}

TEST(Checkpoint, CosignaturesTellWitnessAndTime) {
  SignedCheckpoint checkpoint = SignedByLog();
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w1", kCheckpoint, 1000));
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(12), "w2", kCheckpoint, 2000));
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(13), "w3", kCheckpoint, 3000));
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w1", kCheckpoint, 4000));
  const std::vector<VerifierKey> known = {WitnessKeyOf(KeyFromByte(11), "w1"),
                                          WitnessKeyOf(KeyFromByte(13), "w3")};
  const std::vector<Cosignature> found = VerifyCosignatures(checkpoint, known).cosignatures;
  std::vector<uint64_t> times;
  for (const Cosignature& one : found) times.push_back(one.time_s);
  EXPECT_THAT(times, ElementsAre(1000, 3000, 4000));
  EXPECT_EQ(CountWitnesses(found), 2u);
}

TEST(Checkpoint, TwoNamesOfOneKeyAreOneWitness) {
  SignedCheckpoint checkpoint = SignedByLog();
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w1", kCheckpoint, 1));
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w2", kCheckpoint, 1));
  const std::vector<VerifierKey> known = {WitnessKeyOf(KeyFromByte(11), "w1"),
                                          WitnessKeyOf(KeyFromByte(11), "w2")};
  EXPECT_EQ(CountWitnesses(VerifyCosignatures(checkpoint, known).cosignatures), 1u);
}

// Spec: LOG-3
TEST(Checkpoint, EveryChangedCosignatureByteCountsForNothing) {
  const std::vector<VerifierKey> known = {WitnessKeyOf(KeyFromByte(11), "w1")};
  SignedCheckpoint good = SignedByLog();
  good.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w1", kCheckpoint, 1679315147));
  ASSERT_EQ(good.signatures[1].signature.size(), 72u);
  for (size_t i = 0; i < 72; ++i) {
    SignedCheckpoint bad = good;
    bad.signatures[1].signature[i] ^= 0x80;
    ExpectSpoilt(VerifyCosignatures(bad, known));
  }
  for (const size_t size : {size_t{71}, size_t{64}, size_t{8}}) {
    SignedCheckpoint bad = good;
    bad.signatures[1].signature.resize(size);
    ExpectSpoilt(VerifyCosignatures(bad, known));
  }
}

TEST(Checkpoint, TimeBeyond63BitsIsRefused) {
  // c2sp.org/tlog-cosignature: "It MUST NOT exceed 2^63 - 1".
  const uint64_t time_s = uint64_t{1} << 63;
  const crypto::Ed25519Key key = KeyFromByte(11);
  const crypto::Ed25519Signature signature =
      key.Sign(AsBytes(CosignedMessage(FormatCheckpoint(kCheckpoint), time_s)));
  Bytes line = {0x80, 0, 0, 0, 0, 0, 0, 0};
  Append(line, signature);
  const VerifierKey witness = WitnessKeyOf(key, "w1");
  const SignedCheckpoint checkpoint{kCheckpoint, {{"w1", witness.Id(), line}}};
  ExpectSpoilt(VerifyCosignatures(checkpoint, std::vector{witness}));
}

// The attack: whoever carries a checkpoint adds a line. Spec: LOG-3
TEST(Checkpoint, ASpoiltLineBesideAGoodOneChangesNothing) {
  const std::vector<VerifierKey> known = {WitnessKeyOf(KeyFromByte(11), "w1"),
                                          WitnessKeyOf(KeyFromByte(12), "w2")};
  SignedCheckpoint checkpoint = SignedByLog();
  checkpoint.signatures.push_back({"w1", known[0].Id(), Bytes(72)});
  checkpoint.signatures.push_back(CosignCheckpoint(KeyFromByte(11), "w1", kCheckpoint, 7));
  checkpoint.signatures.push_back({"w2", known[1].Id(), Bytes(3)});
  checkpoint.signatures.push_back({"w1", known[0].Id(), Bytes(64)});
  checkpoint.signatures.push_back({"w1", 5, Bytes(72)});  // of an unknown key
  const WitnessLines lines = VerifyCosignatures(checkpoint, known);
  ASSERT_EQ(lines.cosignatures.size(), 1u);
  EXPECT_EQ(lines.cosignatures[0].time_s, 7u);
  EXPECT_THAT(lines.spoilt, ElementsAre("w1", "w2", "w1"));
  EXPECT_EQ(lines.SpoiltNames(), "w1, w2");
  EXPECT_EQ(lines.SpoiltText(), ", and lines that do not verify have the name of w1, w2");
  EXPECT_EQ(WitnessLines{}.SpoiltText(), "");
}

}  // namespace
}  // namespace constat::tlog
