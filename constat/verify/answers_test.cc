#include "constat/verify/answers.h"

#include "constat/testing/record.h"
#include "constat/testing/vectors.h"

namespace constat::verify {
namespace {

using ::testing::HasSubstr;
using testing::MemoryRecord;
using testing::VectorTrust;
using testing::VerifyWith;

// Spec: BAL-17
TEST(Vectors, Promises) {
  ForEachVector("promises", [](Vector& v) {
    const tlog::VerifierKey log = Value(tlog::ParseVerifierKey(v.Text("log")));
    Result<tlog::InclusionReceipt> promise = tlog::ParseReceipt(v.Text("promise"));
    // A trust file takes none without an entry.
    if (promise && promise->extra.empty()) promise = Fail(ErrorCode::kBadText, "no entry");
    ASSERT_EQ(CodeOf(promise), v.Code());
    if (!promise) return;
    const Result<record::EntryView> entry = CheckPromise(*promise, log);
    EXPECT_EQ(entry.has_value(), v.Has("type"));
    EXPECT_EQ(entry.has_value(), v.Has("body"));
    if (!entry) return;
    EXPECT_EQ(static_cast<uint8_t>(entry->type), v.Get<uint8_t>("type"));
    EXPECT_TRUE(std::ranges::equal(entry->body, v.Hex("body")));
  });
}

TEST(Answers, FollowTheFoldWithAnyThreads) {
  for (const char* const name :
       {"answers-kept", "false-refusal", "misplaced-refusal", "refused-then-counted", "false-late",
        "stale-late", "forged-refusal", "promise-ahead", "broken-promise", "moved-promise"}) {
    const Trust trust = VectorTrust(name);
    const Verification one = VerifyWith(MemoryRecord(name), {.trust = &trust, .threads = 1});
    const Verification many = VerifyWith(MemoryRecord(name), {.trust = &trust, .threads = 4});
    EXPECT_EQ(one.At(CheckId::kRefusals).count(), many.At(CheckId::kRefusals).count()) << name;
    EXPECT_EQ(one.At(CheckId::kReceipts).count(), many.At(CheckId::kReceipts).count()) << name;
    ASSERT_EQ(one.notes.size(), many.notes.size()) << name;
    for (size_t i = 0; i < one.notes.size(); ++i) EXPECT_EQ(one.notes[i].text, many.notes[i].text) << name;
  }
}

// Spec: BAL-16
TEST(Answers, AreCountedWhereTheBoardWasRight) {
  const Trust trust = VectorTrust("answers-kept");
  const Verification v = VerifyWith(MemoryRecord("answers-kept"), {.trust = &trust, .threads = 1});
  EXPECT_EQ(v.outcome(), VerificationOutcome::kVerified);
  EXPECT_EQ(v.refusals_rightly, trust.refusals.size() - 1);
  EXPECT_EQ(v.promises_kept, 1u);
  EXPECT_EQ(v.CountOf(NoteKind::kLate), 1u);

  // Each that was right or kept says which ballot it is about.
  ASSERT_EQ(v.held.size(), v.refusals_rightly + v.promises_kept + v.receipts_checked);
  size_t of_ballots = 0;
  for (const HeldPaper& paper : v.held) {
    EXPECT_EQ(paper.entry.has_value(), paper.kind != HeldPaper::Kind::kRefusal) << paper.file;
    of_ballots += paper.ballot ? 1 : 0;
  }
  EXPECT_GT(of_ballots, 0u);
}

TEST(Answers, SayWhichFileAndWhy) {
  const Trust trust = VectorTrust("stale-late");
  const Verification v = VerifyWith(MemoryRecord("stale-late"), {.trust = &trust, .threads = 1});
  const std::vector<Finding>& findings = v.At(CheckId::kRefusals).findings();
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_THAT(findings[0].text, HasSubstr("smaller: "));
  EXPECT_THAT(findings[1].text, HasSubstr("larger: "));
}

// Spec: VER-7, BAL-17. Of a copy whose first bytes were spoilt nobody can say what the board kept.
TEST(Answers, ConvictNobodyWithoutAUsableManifest) {
  const Trust trust = VectorTrust("spoilt-manifest");
  const Verification v = VerifyWith(MemoryRecord("spoilt-manifest"), {.trust = &trust, .threads = 1});
  EXPECT_EQ(v.context, nullptr);
  EXPECT_EQ(v.CountOf(NoteKind::kPromiseNotJudged), trust.promises.size());
  EXPECT_EQ(v.CountOf(NoteKind::kRefusalElsewhere), trust.refusals.size());
  for (const Finding& finding : v.At(CheckId::kReceipts).findings()) {
    EXPECT_EQ(finding.code, ErrorCode::kBadConsistency) << "of the receipt, whose checkpoint is "
                                                           "of other bytes";
  }
  EXPECT_EQ(v.At(CheckId::kReceipts).count(), trust.receipts.size());
  EXPECT_EQ(v.At(CheckId::kRefusals).status(), CheckStatus::kNotApplicable);
}

// Spec: VER-1
TEST(Answers, ATrustFileNamesNotTooMuch) {
  const std::string head = "manifest = \"" + std::string(64, '0') + "\"\npolicy = \"\"\"\n" +
                           VectorTrust("plain").policy.Format() + "\"\"\"\n";
  size_t read = 0;
  const auto parse = [&](const std::string& text, size_t bytes) {
    return ParseTrust({.text = text, .files = [&, bytes](const std::string&, size_t max) -> Result<Bytes> {
                         ++read;
                         EXPECT_EQ(max, record::kMaxRefusalFile);
                         Bytes file = record::EncodeRefusalFile({});
                         file.resize(std::max(file.size(), bytes));
                         return file;
                       }});
  };
  const auto list = [](size_t names) {
    std::string out = "refusals = [";
    for (size_t i = 0; i < names; ++i) out += "\"r\",";
    return out + "]\n";
  };
  EXPECT_EQ(Value(parse(head + list(3), 0)).refusals.size(), 3u);
  EXPECT_THAT(parse(head + list(1), 1000), FailsWith(ErrorCode::kTrailingBytes));
  EXPECT_EQ(Value(parse(head + list(kMaxTrustNames), 0)).refusals.size(), kMaxTrustNames);
  read = 0;
  EXPECT_THAT(parse(head + list(kMaxTrustNames + 1), 0), FailsWith(ErrorCode::kTooLarge));
  EXPECT_EQ(read, 0u);
}

}  // namespace
}  // namespace constat::verify
