#include "constat/tlog/policy.h"

#include "constat/testing/log.h"
#include "constat/tlog/receipt.h"

namespace constat::tlog {
namespace {

using ::testing::HasSubstr;
using testing::kCheckpoint;
using testing::KeyFromByte;
using testing::kOrigin;

std::string LogLine(uint8_t key = 1) {
  return "log " + FormatVerifierKey(LogKeyOf(KeyFromByte(key), kOrigin)) + "\n";
}

std::string KeyOfWitness(uint8_t key) {
  return FormatVerifierKey(WitnessKeyOf(KeyFromByte(key), "witness.example/" + std::to_string(key)));
}

std::string WitnessLine(const std::string& name, uint8_t key) {
  return "witness " + name + " " + KeyOfWitness(key) + "\n";
}

// SignedBy has the log's signature and those of the witnesses with the given keys.
SignedCheckpoint SignedBy(const std::vector<uint8_t>& witnesses) {
  SignedCheckpoint out{kCheckpoint, {SignCheckpoint(KeyFromByte(1), kCheckpoint)}};
  for (const uint8_t key : witnesses) {
    out.signatures.push_back(CosignCheckpoint(KeyFromByte(key), "witness.example/" + std::to_string(key),
                                              kCheckpoint, 1000 + key));
  }
  return out;
}

// The example policy of c2sp.org/tlog-policy, with keys filled in: X are 11 to 13, Y 21 to 23.
std::string ExamplePolicy() {
  return LogLine() + "\n" + WitnessLine("X1", 11) + WitnessLine("X2", 12) + WitnessLine("X3", 13) +
         "group X-witnesses 2 X1 X2 X3\n\n" + WitnessLine("Y1", 21) + WitnessLine("Y2", 22) +
         WitnessLine("Y3", 23) +
         "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
}

TEST(Policy, TheClausesExampleAsksForTwoXAndOneY) {
  const Policy policy = Policy::Parse(ExamplePolicy()).value();
  const std::vector<uint8_t> keys = {11, 12, 13, 21, 22, 23};
  for (unsigned subset = 0; subset < 64; ++subset) {
    std::vector<uint8_t> chosen;
    unsigned x = 0;
    unsigned y = 0;
    for (unsigned i = 0; i < 6; ++i) {
      if ((subset >> i & 1) == 0) continue;
      chosen.push_back(keys[i]);
      ++(i < 3 ? x : y);
    }
    const auto outcome = policy.Check(SignedBy(chosen));
    if (x >= 2 && y >= 1) {
      ASSERT_THAT(outcome, Succeeds()) << subset;
      EXPECT_EQ(CountWitnesses(*outcome), chosen.size());
    } else {
      ASSERT_THAT(outcome, FailsWith(ErrorCode::kNoQuorum)) << subset;
    }
  }
}

TEST(Policy, FormatReadsBackToTheSameMeaning) {
  const Policy policy = Policy::Parse(ExamplePolicy()).value();
  const Policy again = Policy::Parse(policy.Format()).value();
  EXPECT_EQ(again.Format(), policy.Format());
  EXPECT_THAT(again.Check(SignedBy({11, 13, 22})), Succeeds());
  EXPECT_THAT(again.Check(SignedBy({11, 21, 22})), FailsWith(ErrorCode::kNoQuorum));
}

TEST(Policy, AllowsWhatTheSyntaxAllows) {
  const std::string text =
      "# comment\n  \t \n \t# indented comment\n\t" + LogLine().substr(0, LogLine().size() - 1) +
      "  https://example.com/log \t\nwitness \xe2\x84\xaa " + KeyOfWitness(11) +
      " https://witness.example/\nquorum\t\xe2\x84\xaa\nwitness K " + KeyOfWitness(12) + "\n";
  const Policy policy = Policy::Parse(text).value();
  EXPECT_EQ(policy.logs()[0].url, "https://example.com/log");
  EXPECT_EQ(policy.witnesses()[0].url, "https://witness.example/");
  EXPECT_EQ(policy.witnesses()[0].name, "\xe2\x84\xaa");  // the Kelvin sign is another name than K
  EXPECT_THAT(policy.Check(SignedBy({11})), Succeeds());
  EXPECT_THAT(policy.Check(SignedBy({12})), FailsWith(ErrorCode::kNoQuorum));
}

TEST(Policy, RefusesWhatTheSyntaxForbids) {
  const std::string w1 = WitnessLine("w1", 11);
  const std::string w2 = WitnessLine("w2", 12);
  const std::string log_key = FormatVerifierKey(LogKeyOf(KeyFromByte(1), kOrigin));
  for (const std::string& bad : std::vector<std::string>{
           "",                                                         // no quorum
           LogLine() + w1,                                             //
           "quorum none\nquorum none\n",                               // two
           "quorum\n",                                                 //
           "quorum none none\n",                                       //
           "quorum w1\n" + w1,                                         // defined later
           "quorum none",                                              // no line feed
           "quorum none\r\r\n",                                        //
           "quorum none\n\x7f\n",                                      //
           std::string("quorum none\n\0\n", 14),                       //
           "quota none\n",                                             //
           "Quorum none\n",                                            //
           w1 + w1 + "quorum w1\n",                                    // name and key twice
           w1 + WitnessLine("w1", 12) + "quorum w1\n",                 // name twice
           w1 + WitnessLine("w2", 11) + "quorum w1\n",                 // key twice
           WitnessLine("none", 11) + "quorum none\n",                  // predefined name
           w1 + "group none 1 w1\nquorum none\n",                      //
           w1 + "group w1 1 w1\nquorum none\n",                        // one name space
           w1 + "group g 0 w1\nquorum g\n",                            // k >= 1
           w1 + "group g 2 w1\nquorum g\n",                            // k <= n
           w1 + "group g 01 w1\nquorum g\n",                           //
           w1 + "group g -1 w1\nquorum g\n",                           //
           w1 + "group g some w1\nquorum g\n",                         //
           w1 + "group g all\nquorum none\n",                          // n >= 1
           w1 + "group g any g\nquorum g\n",                           // itself
           w1 + "group g any none\nquorum g\n",                        //
           w1 + "group g any w2\n" + w2 + "quorum g\n",                // defined later
           w1 + "group g any w1 w1\nquorum g\n",                       // member twice
           w1 + w2 + "group g any w1 w2\ngroup h any w1\nquorum g\n",  // member of two groups
           "log\nquorum none\n",                                       //
           "log " + log_key + " url more\nquorum none\n",              //
           LogLine() + LogLine() + "quorum none\n",                    // log twice
           "log " + KeyOfWitness(11) + "\nquorum none\n",              // a witness's key
           "witness w " + log_key + "\nquorum none\n",                 // a log's key
           "witness w\nquorum none\n",                                 //
           "witness w " + KeyOfWitness(11) + "x\nquorum none\n",       // key id does not fit
       }) {
    EXPECT_THAT(Policy::Parse(bad), FailsWith(ErrorCode::kBadPolicy)) << bad;
  }
  EXPECT_THAT(Policy::Parse(std::string(kMaxPolicySize + 1, '\n')), FailsWith(ErrorCode::kTooLarge));
}

TEST(Policy, HoldsThirtyTwoOfEach) {
  // c2sp.org/tlog-policy, "Implementation limits".
  std::string text;
  for (uint8_t i = 0; i < 32; ++i) text += LogLine(static_cast<uint8_t>(100 + i));
  for (uint8_t i = 0; i < 32; ++i) {
    const std::string n = std::to_string(i);
    text += WitnessLine("w" + n, static_cast<uint8_t>(i + 10)) + "group g" + n + " all w" + n + "\n";
  }
  EXPECT_THAT(Policy::Parse(text + "quorum g31\n"), Succeeds());
}

TEST(Policy, QuorumNoneNeedsNoWitness) {
  const Policy policy = Policy::Parse(LogLine() + "quorum none\n").value();
  EXPECT_THAT(policy.Check(SignedBy({})), Succeeds());
}

TEST(Policy, ChecksTheLog) {
  const Policy policy = Policy::Parse(LogLine() + WitnessLine("w", 11) + "quorum w\n").value();
  SignedCheckpoint unsigned_one = SignedBy({11});
  unsigned_one.signatures.erase(unsigned_one.signatures.begin());
  EXPECT_THAT(policy.Check(unsigned_one), FailsWith(ErrorCode::kMissingSignature));
  SignedCheckpoint forged = SignedBy({11});
  forged.signatures[0].signature[3] ^= 1;
  EXPECT_THAT(policy.Check(forged), FailsWith(ErrorCode::kBadSignature));
  SignedCheckpoint bad_witness = SignedBy({11});
  bad_witness.signatures[1].signature[13] ^= 1;
  const auto refused = policy.Check(bad_witness);
  ASSERT_THAT(refused, FailsWith(ErrorCode::kNoQuorum));
  EXPECT_THAT(refused.error().detail, HasSubstr("(missing: witness.example/11)"));
  EXPECT_THAT(refused.error().detail, HasSubstr("have the name of witness.example/11"));  // it names both
  bad_witness.signatures.push_back(SignedBy({11}).signatures[1]);
  EXPECT_THAT(policy.Check(bad_witness), Succeeds());
  Checkpoint other = kCheckpoint;
  other.origin = "example.com/other";
  const SignedCheckpoint foreign{other, {SignCheckpoint(KeyFromByte(1), other)}};
  EXPECT_THAT(policy.Check(foreign), FailsWith(ErrorCode::kWrongOrigin));
}

// Spec: VER-1
TEST(Policy, ACarriageReturnBeforeALineFeedCountsForNothing) {
  const std::string text = LogLine() + WitnessLine("w", 11) + "\nquorum w\n";
  std::string returned;
  for (const char c : text) returned += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(Policy::Parse(returned).value().Format(), Policy::Parse(text).value().Format());
  EXPECT_THAT(Policy::Parse(text + "#\r\r\n"), FailsWith(ErrorCode::kBadPolicy));
  EXPECT_THAT(Policy::Parse(text + "#\rx\n"), FailsWith(ErrorCode::kBadPolicy));
}

TEST(Policy, AnyListedLogKeyWillDo) {
  // "a checkpoint is considered valid if it is signed by any one of the listed logs"
  const Policy policy = Policy::Parse(LogLine(2) + LogLine(1) + LogLine(3) + "quorum none\n").value();
  EXPECT_THAT(policy.Check(SignedBy({})), Succeeds());
  const Policy others = Policy::Parse(LogLine(2) + LogLine(3) + "quorum none\n").value();
  EXPECT_THAT(others.Check(SignedBy({})), FailsWith(ErrorCode::kMissingSignature));
}

TEST(Policy, WithoutLogsOnlyTheQuorumCounts) {
  const Policy policy = Policy::Parse(WitnessLine("w", 11) + "quorum w\n").value();
  EXPECT_THAT(policy.Check(SignedBy({11})), Succeeds());
  EXPECT_THAT(policy.Check(SignedBy({})), FailsWith(ErrorCode::kNoQuorum));
}

TEST(Policy, ARepeatedCosignatureCountsOnce) {
  const Policy policy = Policy::MakeThreshold(LogKeyOf(KeyFromByte(1), kOrigin),
                                              {WitnessKeyOf(KeyFromByte(11), "witness.example/11"),
                                               WitnessKeyOf(KeyFromByte(12), "witness.example/12")},
                                              2)
                            .value();
  EXPECT_THAT(policy.Check(SignedBy({11, 11, 11})), FailsWith(ErrorCode::kNoQuorum));
  EXPECT_THAT(policy.Check(SignedBy({11, 12})), Succeeds());
}

TEST(Policy, MakeThresholdRefusesQuorumsThatCannotBeMet) {
  const VerifierKey log = LogKeyOf(KeyFromByte(1), kOrigin);
  const VerifierKey witness = WitnessKeyOf(KeyFromByte(11), "w");
  EXPECT_THAT(Policy::MakeThreshold(log, {witness}, 2), FailsWith(ErrorCode::kBadPolicy));
  EXPECT_THAT(Policy::MakeThreshold(log, {}, 1), FailsWith(ErrorCode::kBadPolicy));
  EXPECT_THAT(Policy::MakeThreshold(log, {witness, witness}, 1), FailsWith(ErrorCode::kBadPolicy));
  EXPECT_THAT(Policy::MakeThreshold(log, {log}, 1), FailsWith(ErrorCode::kBadPolicy));
  EXPECT_THAT(Policy::MakeThreshold(log, {}, 0), Succeeds());
}

// A receipt for entry 1 of a tree of three.
InclusionReceipt SomeReceipt() {
  const Hash a = LeafHash(testing::EntryAt(0));
  const Hash c = LeafHash(testing::EntryAt(2));
  const Checkpoint checkpoint{kOrigin, 3, testing::TreeOfEntries(3).root};
  return {{1, 2, 3}, 1, {a, c}, {checkpoint, {SignCheckpoint(KeyFromByte(1), checkpoint)}}};
}

TEST(Receipt, RoundTripsInTheClausesForm) {
  const InclusionReceipt receipt = SomeReceipt();
  const std::string text = FormatReceipt(receipt);
  EXPECT_EQ(text, "c2sp.org/tlog-proof@v1\nextra AQID\nindex 1\n" + text::FormatBase64(receipt.proof[0]) +
                      "\n" + text::FormatBase64(receipt.proof[1]) + "\n\n" +
                      FormatSignedCheckpoint(receipt.checkpoint));
  const InclusionReceipt again = ParseReceipt(text).value();
  EXPECT_EQ(FormatReceipt(again), text);
  EXPECT_EQ(again.extra, receipt.extra);
  EXPECT_EQ(again.index, 1u);
  EXPECT_EQ(again.proof, receipt.proof);
  InclusionReceipt bare = receipt;
  bare.extra.clear();
  EXPECT_EQ(FormatReceipt(bare).find("extra"), std::string::npos);
  EXPECT_EQ(ParseReceipt(FormatReceipt(bare)).value().extra, Bytes());
}

// Spec: BAL-12
TEST(Receipt, TheLinesBeforeItsCheckpointAreJudgedFirst) {
  InclusionReceipt receipt = SomeReceipt();
  const std::string note = FormatSignedCheckpoint(receipt.checkpoint);
  const auto with_note = [&](const std::string& other) {
    const std::string text = FormatReceipt(receipt);
    return text.substr(0, text.size() - note.size()) + other;
  };
  for (const size_t size : {size_t{1}, kMaxProofExtraSize}) {
    receipt.extra.resize(size);
    EXPECT_THAT(ParseReceipt(with_note(note)), Succeeds());
    EXPECT_THAT(ParseReceipt(with_note("no note")), FailsWith(ErrorCode::kBadCheckpoint));
    EXPECT_THAT(ParseReceipt(with_note("\n" + note)), FailsWith(ErrorCode::kBadCheckpoint));
  }
  receipt.extra.resize(kMaxProofExtraSize + 1);
  EXPECT_THAT(ParseReceipt(with_note("no note")), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseReceipt(std::string(kMaxReceiptFile, 'x')), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseReceipt(std::string(kMaxReceiptFile + 1, 'x')), FailsWith(ErrorCode::kTooLarge));
}

TEST(Receipt, IsReadBackBeforeItIsWritten) {
  const InclusionReceipt good = SomeReceipt();
  EXPECT_EQ(FormatReadable(good).value(), FormatReceipt(good));
  InclusionReceipt bad = good;
  bad.checkpoint.signatures.resize(kMaxNoteSignatures + 1, good.checkpoint.signatures.front());
  EXPECT_THAT(FormatReadable(bad), FailsWith(ErrorCode::kBadCheckpoint));
  bad = good;
  bad.extra.resize(kMaxProofExtraSize + 1);
  EXPECT_THAT(FormatReadable(bad), FailsWith(ErrorCode::kBadText));
  bad = good;
  bad.index = UINT64_MAX;
  EXPECT_THAT(FormatReadable(bad), FailsWith(ErrorCode::kBadText));
}

TEST(Receipt, VerifiesOnlyItsEntryAtItsPlace) {
  const InclusionReceipt receipt = SomeReceipt();
  const Policy policy = Policy::Parse(LogLine() + "quorum none\n").value();
  EXPECT_THAT(VerifyReceipt(receipt, testing::EntryAt(1), policy), Succeeds());
  EXPECT_THAT(VerifyReceipt(receipt, testing::EntryAt(0), policy), FailsWith(ErrorCode::kBadInclusion));
  InclusionReceipt moved = receipt;
  moved.index = 0;
  EXPECT_THAT(VerifyReceipt(moved, testing::EntryAt(1), policy), FailsWith(ErrorCode::kBadInclusion));
  const Policy witnessed = Policy::Parse(LogLine() + WitnessLine("w", 11) + "quorum w\n").value();
  EXPECT_THAT(VerifyReceipt(receipt, testing::EntryAt(1), witnessed), FailsWith(ErrorCode::kNoQuorum));
}

TEST(Receipt, EveryTruncationIsRefused) {
  const std::string text = FormatReceipt(SomeReceipt());
  for (size_t size = 0; size < text.size(); ++size) {
    const Result<InclusionReceipt> parsed = ParseReceipt(std::string_view(text).substr(0, size));
    ASSERT_FALSE(parsed.has_value()) << size;
    EXPECT_TRUE(parsed.error().code == ErrorCode::kBadText ||
                parsed.error().code == ErrorCode::kBadCheckpoint);
  }
}

TEST(Receipt, RefusesMalformedTexts) {
  const std::string good = FormatReceipt(SomeReceipt());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  ASSERT_THAT(ParseReceipt(with("index 1", "index 0")), Succeeds());
  for (const std::string& bad : std::vector<std::string>{
           with("@v1", "@v2"), with("proof@v1\n", "proof@v1\r\n"), with("extra AQID\n", "extra \n"),
           with("extra AQID\n", "extra\n"), with("extra AQID\n", "extra AQID\nextra AQID\n"),
           with("extra AQID\n", "extra AQI\n"), with("extra AQID\nindex 1\n", "index 1\nextra AQID\n"),
           with("index 1", "index 01"), with("index 1", "index -1"), with("index 1", "index"),
           with("index 1\n", ""), with("index 1\n", "index 1\nAAAA\n"), with("index 1\n", "index 1\n\n")}) {
    EXPECT_FALSE(ParseReceipt(bad).has_value()) << bad;
  }
  std::string many;
  for (int i = 0; i < 65; ++i) many += text::FormatBase64(EmptyRoot()) + "\n";
  EXPECT_THAT(ParseReceipt(with("index 1\n", "index 1\n" + many)), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseReceipt(good + "x"), FailsWith(ErrorCode::kBadCheckpoint));
}

}  // namespace
}  // namespace constat::tlog
