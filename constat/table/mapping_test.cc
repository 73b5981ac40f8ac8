#include "constat/table/mapping.h"

#include <gmock/gmock.h>

#include "constat/testing/table.h"

namespace constat::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Texts = std::vector<std::string>;

TEST(Mapping, ReadsEveryKey) {
  const Mapping mapping = MappingOf(R"(
registered = ["A", "B"]
ballots = "C"
counted = ["re:^D"]
region = "R"
station = ["S", "T"]
latitude = "la"
longitude = "lo"
missing = ["NA"]
separator = "\t"
[options]
Yes = "Y"
No = ["N", "M"]
[drop]
abroad = ["True", "yes"]
)");
  EXPECT_EQ(mapping.registered, (Texts{"A", "B"}));
  EXPECT_EQ(mapping.ballots, Texts{"C"});
  EXPECT_EQ(mapping.counted, Texts{"re:^D"});
  EXPECT_EQ(mapping.region, "R");
  EXPECT_EQ(mapping.station, (Texts{"S", "T"}));
  EXPECT_EQ(mapping.latitude, "la");
  EXPECT_EQ(mapping.longitude, "lo");
  EXPECT_EQ(mapping.missing, Texts{"NA"});
  EXPECT_EQ(mapping.separator, '\t');
  ASSERT_EQ(mapping.options.size(), 2u);
  EXPECT_EQ(mapping.options[0].name, "Yes");  // the order of the file, not of the alphabet
  EXPECT_EQ(mapping.options[1].texts, (Texts{"N", "M"}));
  ASSERT_EQ(mapping.drop.size(), 1u);
  EXPECT_EQ(mapping.drop[0].texts, (Texts{"True", "yes"}));
}

TEST(Mapping, KeepsTheOrderOfAnInlineTable) {
  const Mapping mapping = MappingOf("registered = \"A\"\noptions = { z = \"1\", a = \"2\" }\n");
  ASSERT_EQ(mapping.options.size(), 2u);
  EXPECT_EQ(mapping.options[0].name, "z");
}

TEST(Mapping, TakesAnyTextInQuotesAndComments) {
  const Mapping mapping = MappingOf(
      "\xef\xbb\xbf# Выборы \"\n"
      "registered = ['Число', \"\"\"З\"\"\"\"] # да\n"
      "[options]\n"
      "\"Да\" = \"\\\"ДА\\\"\"\n");
  EXPECT_EQ(mapping.registered, (Texts{"Число", "З\""}));
  EXPECT_EQ(mapping.options.at(0).name, "Да");
  EXPECT_EQ(mapping.options.at(0).texts, Texts{"\"ДА\""});
}

TEST(Mapping, MeansTheSameInEitherKindOfQuotes) {
  const Mapping mapping = MappingOf(
      "registered = ['a\"b\\c', \"a\\\"b\\\\c\", 'Ж\"', \"\\u0416\\\"\"]\n"
      "ballots = ['''x'y'''', \"\"\"\\\n   x'y'\"\"\"]\n");
  ASSERT_EQ(mapping.registered.size(), 4u);
  EXPECT_EQ(mapping.registered[0], "a\"b\\c");
  EXPECT_EQ(mapping.registered[0], mapping.registered[1]);
  EXPECT_EQ(mapping.registered[2], "Ж\"");
  EXPECT_EQ(mapping.registered[2], mapping.registered[3]);
  EXPECT_EQ(mapping.ballots, (Texts{"x'y'", "x'y'"}));
}

TEST(Mapping, RefusesWhatItDoesNotKnow) {
  const std::pair<const char*, const char*> cases[] = {
      {"region = \"B\"", "\"registered\" is missing"},
      {"registered = \"A\"\nvotes = \"B\"", "line 2: \"votes\" is not a key"},
      {"registered = 3", "\"registered\" is not a list"},
      {"registered = []", "\"registered\" is not a list"},
      {"registered = [\"A\", 3]", "\"registered\" is not a list"},
      {"registered = \"\"", "\"registered\" is not a list"},
      {"registered = \"A\"\nregion = [\"R\"]", "\"region\" is not a text"},
      {"registered = \"A\"\nlatitude = \"R\"", "\"longitude\" is missing"},
      {"registered = \"A\"\nseparator = \"|\"", "\"separator\" must be"},
      {"registered = \"A\"\ndrop = \"x\"", "\"drop\" is not a section"},
      {"registered = \"A\"\n[options.x]\ny = \"z\"", "\"x\" is not a list"},
      {"registered = \"A", "line 1"},
      {"registered = \"A\"\n[", "line 2: the name of a section has only"},
      {"registered = \"A\"\n [[ !", "line 2: the name of a section has only"},
      {"registered = \"A\"\n[!]\n", "line 2: the name of a section has only"},
      {"registered = \"A\"\n[опции]\n", "line 2: a character that is not allowed"},
      {"registered = \"\\Ч\"", "line 1: a character that is not allowed"},
      {"registered = \"\xff\"", "is not UTF-8"},
      {"registered = -\"Ч3", "line 1"},
      {"registered = [}", "line 1: a character that is not allowed"},
      {"registered = [\"a\",\n}]", "line 2: a character that is not allowed"},
      {"registered = [1=\"Ч\"]", "line 1"},
      {"registered = Число", "line 1: a character that is not allowed"},
      {"x = \"\"\"Ч\"\n\\\"\"\"\"\"\n\ny = Ч", "line 4: a character that is not allowed"},
      {"registered = \"A\"\n[options]\nДа = \"ДА\"\n", "line 3"},
  };
  for (const auto& [text, what] : cases) {
    const auto mapping = ParseMapping(text, "map.toml");
    ASSERT_FALSE(mapping) << text;
    EXPECT_EQ(mapping.error().code, ErrorCode::kBadText);
    EXPECT_THAT(mapping.error().detail, HasSubstr(what));
    EXPECT_THAT(mapping.error().detail, HasSubstr("map.toml"));
  }
  EXPECT_EQ(ParseMapping(std::string(kMaxMappingSize + 1, '\n'), "m").error().code, ErrorCode::kTooLarge);
}

Result<Columns> Find(std::string_view mapping, const Texts& headers) {
  return FindColumns(MappingOf(mapping), headers);
}

TEST(ColumnsOf, AnExactHeaderAreThatOneOnly) {
  const auto columns = Find("registered = \"votes\"", {"total votes", " votes ", "votes cast"});
  ASSERT_TRUE(columns) << columns.error().detail;
  EXPECT_THAT(columns->registered, ElementsAre(1));
}

TEST(ColumnsOf, APartOfHeadersAreAllThatContainIt) {
  const auto columns = Find("registered = \"N\"\nballots = [\"issued\", \"early\"]",
                            {"N", "papers issued early", "papers issued on the day", "lost"});
  ASSERT_TRUE(columns) << columns.error().detail;
  EXPECT_THAT(columns->ballots, ElementsAre(1, 2));  // the first named twice, summed once
}

TEST(ColumnsOf, APatternAreAllItMatches) {
  const auto columns = Find("registered = \"N\"\noptions = [\"re:^C[0-9]+$\"]", {"N", "C1", "C2", "Code"});
  ASSERT_TRUE(columns) << columns.error().detail;
  ASSERT_EQ(columns->options.size(), 2u);
  EXPECT_EQ(columns->options[1].name, "C2");
  EXPECT_THAT(columns->options[1].columns, ElementsAre(2));
}

TEST(ColumnsOf, TheBallotsMayStandInForTheCounted) {
  EXPECT_TRUE(Find("registered = \"N\"\nballots = \"B\"\ncounted = \"B\"", {"N", "B"}));
}

TEST(ColumnsOf, AMappingThatDoesNotFitAreRefused) {
  const Texts headers{"N", "B", "C one", "C two", "twice", "twice"};
  const std::tuple<const char*, ErrorCode, const char*> cases[] = {
      {"registered = \"X\"", ErrorCode::kUsage, "names no column; the table has \"N\", \"B\""},
      {"registered = \"re:^X\"", ErrorCode::kUsage, "names no column"},
      {"registered = \"re:(\"", ErrorCode::kBadText, "regular expression"},
      {"registered = \"twice\"", ErrorCode::kDuplicate, "2 columns have the header \"twice\""},
      {"registered = \"N\"\nregion = \"C\"", ErrorCode::kUsage, "names 2 columns"},
      {"registered = \"N\"\nstation = \"C\"", ErrorCode::kUsage, "names 2 columns"},
      {"registered = \"N\"\nballots = \"N\"", ErrorCode::kDuplicate, "registered and as ballots"},
      {"registered = \"N\"\ncounted = \"B\"\noptions = \"B\"", ErrorCode::kDuplicate,
       "option \"B\" and as counted"},
      {"registered = \"N\"\n[options]\na = \"C\"\nb = \"C one\"", ErrorCode::kDuplicate,
       "option \"a\" and as option \"b\""},
      {"registered = \"N\"\noptions = \"re:twice\"", ErrorCode::kDuplicate,
       "two options have the name \"twice\""},
      {"registered = \"N\"\n[drop]\nX = \"1\"", ErrorCode::kUsage, "drop = \"X\" names no column"},
  };
  for (const auto& [text, code, what] : cases) {
    const auto columns = Find(text, headers);
    ASSERT_FALSE(columns) << text;
    EXPECT_EQ(columns.error().code, code) << text;
    EXPECT_THAT(columns.error().detail, HasSubstr(what));
  }
}

}  // namespace
}  // namespace constat::table
