#include "constat/table/suggest.h"

#include <gmock/gmock.h>

#include "constat/table/header_role.h"
#include "constat/testing/table.h"

namespace constat::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Suggestion {
  std::string text;
  Mapping mapping;
};

// Suggest proposes a mapping, which must be one and must fit the table.
Suggestion Suggest(const std::string& table) {
  const TableHead head = ReadHead(FromText(table)).value();
  Suggestion out{SuggestMapping(head), {}};
  out.mapping = MappingOf(out.text);
  const auto columns = FindColumns(out.mapping, head.headers);
  EXPECT_TRUE(columns) << columns.error().detail << "\n" << out.text;
  return out;
}

std::vector<std::string> OptionNames(const Mapping& mapping) {
  std::vector<std::string> names;
  for (const Group& option : mapping.options) names.push_back(option.name);
  return names;
}

TEST(Suggest, KnowsEnglishNames) {
  const auto [text, mapping] = Suggest(
      "id,Region_Code,Region,Area_Code,Area,Electorate,Votes_Cast,Valid_Votes,Remain,Leave,Rejected_Ballots,"
      "Pct_Leave\n"
      "1,E1,East,E06,Luton,100,70,69,30,39,1,56.5\n");
  EXPECT_THAT(mapping.registered, ElementsAre("Electorate"));
  EXPECT_THAT(mapping.ballots, ElementsAre("Votes_Cast"));
  EXPECT_THAT(mapping.counted, ElementsAre("Valid_Votes"));
  EXPECT_EQ(mapping.region, "Region");
  EXPECT_THAT(mapping.station, ElementsAre("Area"));
  EXPECT_THAT(OptionNames(mapping), ElementsAre("Remain", "Leave"));
  EXPECT_THAT(text, HasSubstr("# Not used:\n# \"id\"\n# \"Region_Code\"\n"));
}

TEST(Suggest, SumsRussianProtocolLines) {
  const auto [text, mapping] = Suggest(
      "region,tik,uik,\"Число избирателей, включенных в список избирателей\","
      "\"Число избирательных бюллетеней, полученных участковой избирательной комиссией\","
      "\"Число избирательных бюллетеней, выданных избирателям, проголосовавшим досрочно\","
      "\"Число избирательных бюллетеней, выданных в помещении для голосования\","
      "Число бюллетеней в стационарных ящиках для голосования,Число недействительных "
      "избирательных бюллетеней,"
      "Число действительных избирательных бюллетеней,Число утраченных избирательных бюллетеней,"
      "\"1. Партия \"\"А\"\"\",2. Партия Б\n"
      "Край,1 Город,7,100,90,1,60,61,2,59,0,40,19\n");
  EXPECT_THAT(mapping.registered, ElementsAre("Число избирателей, включенных в список избирателей"));
  EXPECT_EQ(mapping.ballots.size(), 2u);
  EXPECT_THAT(mapping.counted, ElementsAre("Число действительных избирательных бюллетеней",
                                           "Число недействительных избирательных бюллетеней"));
  EXPECT_EQ(mapping.region, "region");
  EXPECT_THAT(mapping.station, ElementsAre("tik", "uik"));
  EXPECT_THAT(OptionNames(mapping), ElementsAre("1. Партия \"А\"", "2. Партия Б"));
}

TEST(Suggest, KnowsARussianReferendum) {
  const auto [text, mapping] = Suggest(
      "region,uik,\"Число участников голосования, включенных в список\",\"Число "
      "бюллетеней, выданных участникам\","
      "\"Число бюллетеней, содержащихся в ящиках\",Число недействительных бюллетеней,ДА,НЕТ\n"
      "Край,УИК №1,10,9,8,1,4,3\n");
  EXPECT_THAT(mapping.counted, ElementsAre("Число бюллетеней, содержащихся в ящиках"));
  EXPECT_THAT(OptionNames(mapping), ElementsAre("ДА", "НЕТ"));
}

TEST(Suggest, KnowsSpanishNames) {
  const auto [text, mapping] = Suggest(
      "Provincia;Municipio;Mesa;Censo electoral;Votantes;Válidos;Nulos;En blanco;PARTIDO A;PARTIDO B\n"
      "01;Vitoria;A;491;331;328;3;2;60;29\n");
  EXPECT_THAT(mapping.registered, ElementsAre("Censo electoral"));
  EXPECT_THAT(mapping.ballots, ElementsAre("Votantes"));
  EXPECT_THAT(mapping.counted, ElementsAre("Válidos", "Nulos"));
  EXPECT_EQ(mapping.region, "Provincia");
  EXPECT_THAT(mapping.station, ElementsAre("Municipio", "Mesa"));
  EXPECT_THAT(OptionNames(mapping), ElementsAre("PARTIDO A", "PARTIDO B"));
}

TEST(Suggest, LetsTheCastStandInAndSaysSo) {
  const auto [text, mapping] = Suggest("registered,ballots,conservative\n165,71,16\n");
  EXPECT_THAT(mapping.counted, ElementsAre("ballots"));
  EXPECT_THAT(text, HasSubstr("what was cast is taken"));
}

TEST(Suggest, TakesNumberedColumnsForTheOptions) {
  const auto [text, mapping] =
      Suggest("lat,lng,total_registered_voters,wards,CAND3,CAND41\n41.5, 44.5,100,3,20,NA\n");
  EXPECT_THAT(OptionNames(mapping),
              ElementsAre("wards", "CAND3"));  // CAND41 holds no count, and one is no series
  const auto more = Suggest("registered,wards,CAND3,CAND41\n100,3,20,NA\n100,3,20,7\n");
  EXPECT_THAT(OptionNames(more.mapping), ElementsAre("CAND3", "CAND41"));
  EXPECT_THAT(more.mapping.missing, ElementsAre("NA"));
  EXPECT_EQ(mapping.latitude, "lat");
}

TEST(Suggest, NeedsBothCoordinates) {
  EXPECT_EQ(Suggest("registered,lat\n1,2\n").mapping.latitude, std::nullopt);
}

TEST(Suggest, SaysWhatItDoesNotFind) {
  const TableHead head = ReadHead(FromText("x,y\na,b\n")).value();
  const std::string text = SuggestMapping(head);
  EXPECT_THAT(text, HasSubstr("# registered"));
  EXPECT_THAT(text, HasSubstr("# [options]"));
  const auto mapping = ParseMapping(text, "map");
  ASSERT_FALSE(mapping);
  EXPECT_THAT(mapping.error().detail, HasSubstr("\"registered\" is missing"));
}

TEST(Suggest, LeavesOutWhatATextCannotName) {
  const auto [text, mapping] = Suggest("registered,twice,twice,,re:x,\"a\\\"\"\n\",Yes\n1,2,2,3,4,5,6\n");
  EXPECT_THAT(OptionNames(mapping), ElementsAre("a\\\"\n", "Yes"));
}

TEST(ReadHead, StopsEarly) {
  EXPECT_EQ(ReadHead(FromText("a\n1\n2\n3\n"), 2)->rows.size(), 2u);
  EXPECT_THAT(ReadHead(FromText("a\n"))->rows, IsEmpty());
  EXPECT_EQ(ReadHead(FromText("")).error().code, ErrorCode::kBadText);
}

TEST(HeaderRole, IgnoresCaseAccentsAndPunctuation) {
  EXPECT_EQ(GuessRole("REGISTERED-Voters").role, HeaderRole::kRegistered);
  EXPECT_EQ(GuessRole("padrón").role, HeaderRole::kRegistered);
  EXPECT_EQ(GuessRole("ШИРОТА").role, HeaderRole::kLatitude);
  EXPECT_EQ(GuessRole("Число бюллетеней, не учтённых при получении").role, HeaderRole::kOther);
  EXPECT_EQ(GuessRole("Turnout %").role, HeaderRole::kOther);
  EXPECT_EQ(GuessRole("Democrats").role, HeaderRole::kUnknown);
}

TEST(HeaderRole, SeesSeries) {
  for (const char* header : {"1. Party", "12) Party", "CAND41", "C007", "party_1"})
    EXPECT_TRUE(IsNumbered(header));
  for (const char* header : {"", "2020", "Party", "Party 1b", "3 apples", "No 1 party"}) {
    EXPECT_FALSE(IsNumbered(header)) << header;
  }
}

TEST(Suggest, KeepsAnOptionWithASlipOfThePenInItsColumn) {
  std::string table = "registered,ballots,Yes,No\n";
  for (int i = 0; i < 40; ++i) table += i == 7 ? "50,30,x,10\n" : "50,30,20,10\n";
  EXPECT_THAT(OptionNames(Suggest(table).mapping), ElementsAre("Yes", "No"));
  for (int i = 0; i < 5; ++i) table += "50,30,x,10\n";
  EXPECT_THAT(OptionNames(Suggest(table).mapping), ElementsAre("No"));
}

}  // namespace
}  // namespace constat::table
