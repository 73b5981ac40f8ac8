#include "constat/text/carried_csv.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::text {
namespace {

using ::testing::ElementsAre;

// Rows are all records, fields joined with |; or the error.
std::vector<std::string> Rows(std::string_view text) {
  CarriedCsv reader(text, "x.csv");
  std::vector<std::string> fields;
  std::vector<std::string> out;
  for (;;) {
    const Result<bool> more = reader.Next(fields);
    if (!more) out.push_back(more.error().detail);
    if (!more || !*more) return out;
    std::string row;
    for (const std::string& field : fields) row += (row.empty() ? "" : "|") + field;
    out.push_back(row);
  }
}

TEST(CarriedCsv, FindsTheSeparatorInTheFirstLine) {
  EXPECT_THAT(Rows("a,b\n1;2,3\n"), ElementsAre("a|b", "1;2|3"));
  EXPECT_THAT(Rows("a;b\n1,2;3\n"), ElementsAre("a|b", "1,2|3"));
  EXPECT_THAT(Rows("a\tb\n1,2\t3;4\n"), ElementsAre("a|b", "1,2|3;4"));
  EXPECT_THAT(Rows("\"a,\";b\n1;2\n"), ElementsAre("a,|b", "1|2"));
  EXPECT_THAT(Rows("sep=;\r\na;b\r\n"), ElementsAre("a|b"));
  EXPECT_THAT(Rows("sep=\t\na,x\tb\n"), ElementsAre("a,x|b"));
  EXPECT_THAT(Rows("a\n1\n"), ElementsAre("a", "1"));
}

TEST(CarriedCsv, WhatASpreadsheetAddsDoesNotCount) {
  EXPECT_THAT(Rows("a,b,,\n1,2,,\n1,,,\n,,,\n"), ElementsAre("a|b", "1|2", "1|"));
  EXPECT_THAT(Rows("a,b\n1,2,3\n"), ElementsAre("a|b", "1|2|3")) << "what is there is not dropped";
  EXPECT_THAT(Rows("m,n\na,b,c\n1,2,3\n"), ElementsAre("m|n", "a|b|c", "1|2|3"));
  EXPECT_THAT(Rows("a,b\r1,2\r"), ElementsAre("a|b", "1|2"));
  EXPECT_THAT(Rows("a,b\n \"1\" , \"2\" \t\n3,4 \t\n"), ElementsAre("a|b", "1|2", "3|4 "));
}

TEST(CarriedCsv, IsDecodedWhereThatIsCertain) {
  EXPECT_THAT(Rows(std::string("\xff\xfe"
                               "a\0;\0b\0\n\0",
                               10)),
              ElementsAre("a|b"));
  EXPECT_THAT(Rows("a,b=20\n1,=C3=A4=\n\n"), ElementsAre("a|b ", "1|ä"));
  EXPECT_THAT(Rows("a,b\nx=3D,y\n"), ElementsAre("a|b", "x=3D|y")) << "a value may be so";
  EXPECT_THAT(Rows("a,b\n&quot;1,2&quot;,3\n"), ElementsAre("a|b", "1,2|3"));
  EXPECT_THAT(Rows("a,b\n&amp;,\"3\"\n"), ElementsAre("a|b", "&amp;|3"));
  EXPECT_THAT(Rows(std::string("\xff\xfe"
                               "a",
                               3)),
              ElementsAre("x.csv: this is UTF-16 text that ends in the middle of a character; save it again "
                          "as UTF-8, or have it sent again"));
}

TEST(CarriedCsv, NamesAreWordsInSmallLetters) {
  CarriedCsv reader("\u200bID , Re\u00adgion\u00a0\n A , B\n", "x.csv");
  std::vector<std::string> names;
  EXPECT_TRUE(Value(reader.NextNames(names)));
  EXPECT_THAT(names, ElementsAre("id", "region"));
  EXPECT_TRUE(Value(reader.NextWords(names)));
  EXPECT_THAT(names, ElementsAre("A", "B"));
  EXPECT_EQ(reader.Where(), "x.csv line 2");
}

TEST(FindAltered, KnowsWhatProgramsDoToWords) {
  const std::vector<std::string> known = {"007", "north", "p-1"};
  EXPECT_EQ(FindAltered(known, "7"), "007");
  EXPECT_EQ(FindAltered(known, "NORTH"), "north");
  EXPECT_EQ(FindAltered(known, "p–1"), "p-1");
  EXPECT_EQ(FindAltered(known, "8"), "");
  EXPECT_EQ(FindAltered(known, "0north"), "");
}

}  // namespace
}  // namespace constat::text
