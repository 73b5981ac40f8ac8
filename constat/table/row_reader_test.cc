#include "constat/table/row_reader.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include "constat/testing/table.h"

namespace constat::table {
namespace {

using ::testing::HasSubstr;

TEST(Rows, EndWithAnyLineEnd) {
  const Cells expected{{"a", "b"}, {"1", "2"}, {"3", "4"}};
  EXPECT_EQ(ReadAll("a,b\n1,2\n3,4\n").value(), expected);
  EXPECT_EQ(ReadAll("a,b\r\n1,2\r\n3,4\r\n").value(), expected);
  EXPECT_EQ(ReadAll("a,b\r1,2\r3,4\r").value(), expected);
  EXPECT_EQ(ReadAll("a,b\n1,2\n3,4").value(), expected);
  EXPECT_EQ(ReadAll("a,b\r\n1,2\r3,4").value(), expected);
}

TEST(Rows, KeepQuotedSeparatorsLineEndsAndQuotes) {
  const Cells expected{{"a,b", "c\r\nd", "say \"no\"", ""}, {"", "x", "", "y"}};
  EXPECT_EQ(ReadAll("\"a,b\",\"c\r\nd\",\"say \"\"no\"\"\",\"\"\n,x,,y\n").value(), expected);
}

TEST(Rows, AreTheSameForAnyChunks) {
  const std::string text = "\xef\xbb\xbfn\xc3\xa4me;\"b;\"\"q\"\"\"\r\n\r\n1;2\r3;\"4\r\n5\"\n\n";
  const Cells expected{{"n\xc3\xa4me", "b;\"q\""}, {"1", "2"}, {"3", "4\r\n5"}};
  for (size_t chunk = 1; chunk <= text.size(); ++chunk)
    EXPECT_EQ(ReadAll(text, chunk).value(), expected) << chunk;
}

TEST(Rows, AreTheSameForAnyChunksBeyondTheSample) {
  std::string text = "a,b\n";
  Cells expected{{"a", "b"}};
  for (int i = 0; i < 10'000; ++i) {
    text += fmt::format("{},\"x\"\"{}\"\r\n", i, i);
    expected.push_back({fmt::format("{}", i), fmt::format("x\"{}", i)});
  }
  for (const size_t chunk : {1, 7, 1000, 65536}) EXPECT_EQ(ReadAll(text, chunk).value(), expected) << chunk;
}

TEST(Rows, CountFromTheHeaderWithEmptyLines) {
  RowReader reader = RowReader::Open(FromText("a,b\n\n\n1,2\n\"\"\n")).value();
  ASSERT_TRUE(reader.Next().value());
  EXPECT_EQ(reader.row().number, 1u);
  ASSERT_TRUE(reader.Next().value());
  EXPECT_EQ(reader.row().number, 4u);
  EXPECT_EQ(reader.empty_lines(), 2u);
  ASSERT_TRUE(reader.Next().value());  // one empty cell in quotes is no empty line
  EXPECT_EQ(reader.row().cells.size(), 1u);
  EXPECT_FALSE(reader.Next().value());
  EXPECT_FALSE(reader.Next().value());
}

TEST(Rows, OfAnEmptyTableAreNone) {
  EXPECT_TRUE(ReadAll("").value().empty());
  EXPECT_TRUE(ReadAll("\xef\xbb\xbf").value().empty());
  EXPECT_TRUE(ReadAll("\r\n\n\r").value().empty());
}

TEST(Separator, IsTheOneThatDividesLinesAlike) {
  EXPECT_EQ(GuessSeparator("a,b,c\n1,2,3\n"), ',');
  EXPECT_EQ(GuessSeparator("a;b;c\n1,5;2,5;3\n"), ';');
  EXPECT_EQ(GuessSeparator("name, of it;b\nx;1\ny;2\n"), ';');
  EXPECT_EQ(GuessSeparator("a\tb\n1,2\t3\n"), '\t');
  EXPECT_EQ(GuessSeparator("\"a;b;c;d\",x\n\"1;2\",3\n"), ',');
  EXPECT_EQ(GuessSeparator("a,b\tc\n1,2\t3\n"), ',');
  EXPECT_EQ(GuessSeparator("alone\n1\n"), ',');
  EXPECT_EQ(GuessSeparator(""), ',');
  EXPECT_EQ(GuessSeparator("a;b"), ';');
}

TEST(Separator, CanBeGiven) {
  EXPECT_EQ(ReadAll("a,b;c\n", 100, {.separator = ';', .limits = {}}).value(), (Cells{{"a,b", "c"}}));
}

TEST(TabTables, KeepQuotesInsideCells) {
  EXPECT_EQ(ReadAll("a\tParty \"X\"\n1\t\"2\t3\"\n").value(), (Cells{{"a", "Party \"X\""}, {"1", "2\t3"}}));
}

struct BadTable {
  const char* text;
  ErrorCode code;
  const char* place;
  const char* what;
};

TEST(BadTables, AreRefusedWithRowAndColumn) {
  const BadTable cases[] = {
      {"a,b\n1,x\"y\"\n", ErrorCode::kBadText, "row 2, column 2", "does not begin with one"},
      {"a,b\n1, \"y\"\n", ErrorCode::kBadText, "row 2, column 2", "does not begin with one"},
      {"a,b\n\"1\"x,2\n", ErrorCode::kBadText, "row 2, column 1", "after a closing quote"},
      {"a,b\n1,\"2\n3,4\n", ErrorCode::kBadText, "row 2, column 2", "never closed"},
      {"a,b\n1,\"", ErrorCode::kBadText, "row 2, column 2", "never closed"},
      {"a,b\n1,caf\xe9\n", ErrorCode::kBadText, "row 2, column 2", "not UTF-8"},
      {"a,b\n\xc3,\xa4\n", ErrorCode::kBadText, "row 2, column 1", "not UTF-8"},
      {"\xff\xfe"
       "a",
       ErrorCode::kBadText, "UTF-16", "save it as UTF-8"},
  };
  for (const BadTable& bad : cases) {
    const auto rows = ReadAll(bad.text);
    ASSERT_FALSE(rows) << bad.text;
    EXPECT_EQ(rows.error().code, bad.code);
    EXPECT_THAT(rows.error().detail, HasSubstr(bad.place));
    EXPECT_THAT(rows.error().detail, HasSubstr(bad.what));
  }
}

TEST(BadTables, WithNulAreRefused) {
  for (const std::string& text : {std::string("a,b\n1,\0\n", 8), std::string("a,b\n1,\"\0\"\n", 10)}) {
    const auto rows = ReadAll(text);
    ASSERT_FALSE(rows);
    EXPECT_THAT(rows.error().detail, HasSubstr("row 2, column 2: a zero byte"));
  }
}

// Cells of two bytes on both sides of a separator would be text together, and are none apart.
TEST(BadTables, DoNotJoinHalvesOfACharacter) { EXPECT_FALSE(ReadAll("a,b\n1\xd0,\x94\n")); }

RowOptions SmallLimits() {
  return {.separator = ',', .limits = {.cell_bytes = 10, .row_bytes = 30, .columns = 4, .rows = 3}};
}

TEST(Limits, HoldForCells) {
  EXPECT_TRUE(ReadAll("0123456789", 100, SmallLimits()));
  for (const char* text :
       {"a,01234567890", "a,\"01234567890\"", "a,\"0123456789012345678901234567890123456789"}) {
    for (const size_t chunk : {1, 100}) {
      const auto rows = ReadAll(text, chunk, SmallLimits());
      ASSERT_FALSE(rows);
      EXPECT_EQ(rows.error().code, ErrorCode::kTooLarge);
      EXPECT_THAT(rows.error().detail, HasSubstr("row 1, column 2: a cell of more than 10 bytes"));
    }
  }
}

TEST(Limits, HoldForRowsAndColumns) {
  EXPECT_TRUE(ReadAll("0123456789,0123456789,0123456789", 100, SmallLimits()));
  EXPECT_THAT(ReadAll("0123456789,0123456789,0123456789,0", 100, SmallLimits()).error().detail,
              HasSubstr("row 1, column 4: a row of more than 30 bytes"));
  EXPECT_TRUE(ReadAll("1,2,3,4", 100, SmallLimits()));
  EXPECT_THAT(ReadAll("1\n1,2,3,4,5", 100, SmallLimits()).error().detail,
              HasSubstr("row 2, column 5: more than 4 columns"));
  EXPECT_TRUE(ReadAll("1\n2\n3", 100, SmallLimits()));
  EXPECT_EQ(ReadAll("1\n2\n3\n4", 100, SmallLimits()).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(ReadAll("\n\n\n\n\n", 100, SmallLimits()).error().code, ErrorCode::kTooLarge);
}

TEST(Limits, StopAHugeCellEarly) {
  const auto rows =
      ReadAll("a,b\n1,\"" + std::string(10'000'000, 'x'));  // NOLINT(bugprone-string-constructor)
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(rows.error().detail, HasSubstr("is its quote never closed?"));
}

}  // namespace
}  // namespace constat::table
