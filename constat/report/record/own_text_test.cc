#include "constat/report/record/own_text.h"

#include <gtest/gtest.h>

namespace constat::report {
namespace {

TEST(FormatVerdict, NamesEachVerdictWithItsReason) {
  referendum::OwnEntry entry;
  entry.verdict = referendum::OwnVerdict::kAccepted;
  EXPECT_EQ(FormatVerdict(entry), "valid");
  entry.verdict = referendum::OwnVerdict::kRefused;
  entry.refusal = Error{ErrorCode::kBadProof, "the proof fails"};
  EXPECT_EQ(FormatVerdict(entry), "REFUSED, it does not count: the proof fails (bad-proof)");
  entry.verdict = referendum::OwnVerdict::kNotJudged;
  entry.doubt = "it depends on entry 7";
  EXPECT_EQ(FormatVerdict(entry), "not judged here: it depends on entry 7");
}

TEST(FormatJudged, SaysWhatToDoAboutARefusedBallot) {
  referendum::OwnEntry entry;
  entry.verdict = referendum::OwnVerdict::kAccepted;
  EXPECT_EQ(FormatJudged(entry), "By the rules the ballot is valid, its proofs included.");
  entry.verdict = referendum::OwnVerdict::kRefused;
  entry.refusal = Error{ErrorCode::kCredentialReplaced, "void"};
  const std::string judged = FormatJudged(entry);
  EXPECT_NE(judged.find("(credential-replaced)"), std::string::npos);
  EXPECT_NE(judged.find(kRecordIsWrong), std::string::npos);
}

// Spec: ROL-10
TEST(FormatReplaced, NamesTheEntryAndWhoseWordItIs) {
  const std::string said = FormatReplaced(17);
  EXPECT_NE(said.find("The registrars replaced this code (entry 17 of the record)"), std::string::npos);
}

}  // namespace
}  // namespace constat::report
