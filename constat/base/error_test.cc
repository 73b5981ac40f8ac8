#include "constat/base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "constat/base/clock.h"
#include "constat/base/result.h"

namespace constat {
namespace {

TEST(ErrorCode, HasANumberANameAndAMeaningOfItsOwn) {
  std::set<int> numbers;
  std::set<std::string_view> names;
  std::set<std::string_view> meanings;
  size_t count = 0;
#define CONSTAT_COLLECT(number, constant, name, meaning) \
  numbers.insert(number);                                \
  names.insert(name);                                    \
  meanings.insert(meaning);                              \
  EXPECT_EQ(ErrorName(ErrorCode::constant), name);       \
  EXPECT_EQ(ErrorMeaning(ErrorCode::constant), meaning); \
  ++count;
  CONSTAT_ERROR_CODES(CONSTAT_COLLECT)
#undef CONSTAT_COLLECT
  EXPECT_EQ(numbers.size(), count);
  EXPECT_EQ(names.size(), count);
  EXPECT_EQ(meanings.size(), count);
  for (const std::string_view name : names) {
    EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '-';
    })) << name;
  }
}

// Numbers and names are for good: signed refusals and other programs hold them. What is listed here is never
// changed, only added to. A number is that of the name behind it; the next name has the next one.
TEST(ErrorCode, NumbersAndNamesStay) {
  std::istringstream names(
      "100 truncated trailing-bytes bad-length unknown-enum bad-point bad-scalar identity-point bad-text "
      "bad-signature bad-proof bad-key decryption-failed bad-number 200 bad-checkpoint wrong-origin "
      "wrong-root wrong-tile missing-file missing-signature no-quorum bad-inclusion bad-consistency "
      "log-rewound unknown-file bad-policy 300 wrong-phase time-went-back outside-voting-time "
      "time-not-rounded bad-manifest unknown-author duplicate bad-share unfounded-complaint wrong-hash "
      "wrong-count roll-order credential-twice wrong-key not-on-roll stale-revision revision-jump "
      "already-voted too-many-ballots wrong-close-time wrong-share too-few-shares wrong-result "
      "wrong-verdict no-count incomplete wrong-referendum receipt-not-included ceremony-failed "
      "unknown-mode drill-missing order-differs credential-replaced too-many-replacements "
      "too-many-statements late refused-wrongly 400 refuses-overwrite refuses-decryption already-used "
      "bad-code wrong-order unsafe-file record-not-verified memory-missing another-voter 500 cannot-read "
      "cannot-write usage too-large ");
  std::map<int, std::string> expected;
  int next = 0;
  for (std::string word; names >> word;) {
    if (word[0] >= '0' && word[0] <= '9') {
      next = std::stoi(word);
    } else {
      expected[next++] = word;
    }
  }
  std::map<int, std::string> found;
#define CONSTAT_NUMBER(number, constant, name, meaning)       \
  EXPECT_EQ(static_cast<int>(ErrorCode::constant), (number)); \
  found[number] = name;
  CONSTAT_ERROR_CODES(CONSTAT_NUMBER)
#undef CONSTAT_NUMBER
  EXPECT_EQ(found, expected);
}

TEST(ErrorCode, StandsInTheSpecification) {
  std::ifstream file(std::string(CONSTAT_SOURCE_DIR) + "/docs/spec/errors.md");
  ASSERT_TRUE(file.is_open());
  std::set<std::string> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("| ") && line[2] >= '0' && line[2] <= '9') rows.insert(line);
  }
  std::set<std::string> expected;
#define CONSTAT_ROW(number, constant, name, meaning) \
  expected.insert("| " #number " | `" name "` | " meaning " |");
  CONSTAT_ERROR_CODES(CONSTAT_ROW)
#undef CONSTAT_ROW
  EXPECT_EQ(rows, expected);
}

Result<int> Half(int n) {
  if (n % 2 != 0) return Fail(ErrorCode::kBadNumber, "odd");
  return n / 2;
}

Status CheckQuarter(int n) {
  CONSTAT_ASSIGN(const int half, Half(n));
  CONSTAT_TRY(Half(half));
  return {};
}

TEST(Result, TryAndAssignReturnTheFirstError) {
  EXPECT_TRUE(CheckQuarter(4));
  EXPECT_EQ(CheckQuarter(2).error().code, ErrorCode::kBadNumber);
  EXPECT_EQ(CheckQuarter(1).error().detail, "odd");
}

TEST(Result, PrefixNamesThePart) {
  const Error error = Prefix("questions[1]", {ErrorCode::kBadText, "odd"});
  EXPECT_EQ(error.code, ErrorCode::kBadText);
  EXPECT_EQ(error.detail, "questions[1]: odd");
}

TEST(SetClock, StandsWhereItIsPut) {
  SetClock clock(7);
  EXPECT_EQ(clock.NowMs(), 7u);
  clock.Set(9);
  EXPECT_EQ(clock.NowMs(), 9u);
}

}  // namespace
}  // namespace constat
