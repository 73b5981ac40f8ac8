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

}  // namespace
}  // namespace constat::report
