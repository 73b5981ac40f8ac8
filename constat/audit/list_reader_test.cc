#include "constat/audit/list_reader.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::HasSubstr;

TEST(ListReader, FindsColumnsByNameAndReadsRows) {
  ListReader rows = Value(ListReader::Open(" Draw ;vote\r\n1; yes \r\n2\r\n", "d.csv"));
  const size_t draw = Value(rows.Column("draw"));
  const size_t vote = Value(rows.Column("VOTE"));
  EXPECT_TRUE(rows.Has("vote"));
  EXPECT_FALSE(rows.Has("ticket"));
  ASSERT_TRUE(Value(rows.Next()));
  EXPECT_EQ(Value(rows.Count(draw)), 1);
  EXPECT_EQ(rows.Cell(vote), "yes");
  ASSERT_TRUE(Value(rows.Next()));
  EXPECT_EQ(rows.Cell(vote), "");
  EXPECT_FALSE(Value(rows.Next()));
}

TEST(ListReader, NamesFileAndRowOfWhatIsWrong) {
  EXPECT_THAT(ListReader::Open("", "d.csv"), FailsWith(ErrorCode::kBadText));
  ListReader rows = Value(ListReader::Open("draw,vote,vote\none,x,y\n", "d.csv"));
  EXPECT_THAT(DetailOf(rows.Column("ticket")), HasSubstr("d.csv has no column \"ticket\""));
  EXPECT_THAT(DetailOf(rows.Column("vote")), HasSubstr("d.csv has two columns"));
  ASSERT_TRUE(Value(rows.Next()));
  const Result<int64_t> count = rows.Count(Value(rows.Column("draw")));
  EXPECT_THAT(count, FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(DetailOf(count), HasSubstr("d.csv row 2: \"one\" under \"draw\""));
}

TEST(SameWord, IgnoresTheCaseOfAsciiLettersAlone) {
  EXPECT_TRUE(SameWord("Yes", "yES"));
  EXPECT_TRUE(SameWord("", ""));
  EXPECT_FALSE(SameWord("Yes", "Ye"));
  EXPECT_FALSE(SameWord("Ä", "ä"));
}

}  // namespace
}  // namespace constat::audit
