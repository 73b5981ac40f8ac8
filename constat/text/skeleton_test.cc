#include "constat/text/skeleton.h"

#include <gmock/gmock.h>

#include "constat/base/bytes.h"
#include "constat/io/file.h"
#include "constat/testing/matchers.h"
#include "constat/text/json.h"
#include "constat/text/utf8.h"

namespace constat::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

bool Alike(std::string_view one, std::string_view other, Zeros zeros = Zeros::kCount) {
  const std::vector<std::string_view> names{one, other};
  return !FindAlike(names, zeros).empty();
}

// UTS 39, sections 4 and 5, and its table of examples.
TEST(Skeleton, HasTheKnownAnswersOfUts39) {
  const auto same = [](std::u32string_view one, std::u32string_view other) {
    return Skeleton(one) == Skeleton(other);
  };
  EXPECT_TRUE(same(U"paypal", U"p\u0430yp\u0430l")) << "Cyrillic a";
  EXPECT_TRUE(same(U"paypal", U"\u0440\u0430\u0443\u0440\u0430l")) << "whole-script but for one";
  EXPECT_TRUE(same(U"scope", U"\u0455\u0441\u043e\u0440\u0435"));
  EXPECT_TRUE(same(U"\u217c", U"l")) << "small Roman fifty";
  EXPECT_TRUE(same(U"1l", U"I\u0406"));
  EXPECT_TRUE(same(U"O0", U"\u041e\u039f"));
  EXPECT_TRUE(same(U"modern", U"rnodem")) << "m and rn";
  EXPECT_TRUE(same(U"ligature", U"l\u0456gature"));
  EXPECT_TRUE(same(U"\u01bd", U"s")) << "tone five";
  EXPECT_TRUE(same(U"so\u0337s", U"\u01bd\u00f8\u01bd")) << "a stroke through o";
  EXPECT_FALSE(same(U"paypal", U"paypai"));
  EXPECT_FALSE(same(U"Yes", U"yes")) << "a skeleton keeps case";
  EXPECT_EQ(Skeleton(U"m"), U"rn");
  EXPECT_EQ(Skeleton(U"a\u200bb\u00ad"), U"ab");
}

// What ICU makes of names with characters from all over the table.
TEST(Skeleton, IsThatOfIcu) {
  const std::string path = std::string(CONSTAT_SOURCE_DIR) + "/tests/texts/skeletons.json";
  const Json rows = Json::parse(AsText(Value(io::ReadFile(path))));
  ASSERT_GT(rows.size(), 150u);
  for (const Json& row : rows) {
    const auto text = [&](const char* field) { return CodePoints(row[field].get<std::string>()); };
    EXPECT_EQ(Decompose(text("name")), text("nfd")) << row;
    EXPECT_EQ(Skeleton(text("name")), text("skeleton")) << row;
    EXPECT_EQ(Fold(text("name")), text("folded")) << row;
  }
}

TEST(Skeleton, DecomposesAndOrders) {
  EXPECT_EQ(Decompose(U"\u1e69"), U"s\u0323\u0307");
  EXPECT_EQ(Decompose(U"s\u0307\u0323"), U"s\u0323\u0307");
  EXPECT_EQ(Decompose(U"\uac01"), U"\u1100\u1161\u11a8");
  EXPECT_EQ(Decompose(U"\uac00"), U"\u1100\u1161");
  EXPECT_EQ(Decompose(U"\u0301\u0323a"), U"\u0323\u0301a") << "a text that begins with marks";
  EXPECT_EQ(Fold(U"Stra\u00dfe \u2167 \uff21\u0663"), U"strasse viii a3");
}

TEST(Skeleton, FindsWhatCanBeTakenForEachOther) {
  for (const auto& [one, other] :
       std::vector<std::pair<std::string, std::string>>{{"Yes", "Yes"},
                                                        {"Yes", "YES"},
                                                        {"Caf\u00e9", "Cafe\u0301"},
                                                        {"Caf\u00e9", "Cafe"},
                                                        {"\u0423es", "yes"},
                                                        {"\u0412ASE", "base"},
                                                        {"PLAN I", "plan l"},
                                                        {"Stra\u00dfe", "STRASSE"},
                                                        {"Y\u200be\u2060s", "Yes\u00a0"},
                                                        {"Yes\u2800", " Yes"},
                                                        {"\ufb01ve", "five"},
                                                        {"12", "\uff11\uff12"},
                                                        {"12", "\u0661\u0662"},
                                                        {"rn", "M"},
                                                        {"\u03a1\u03b1", "Pa"},
                                                        {"\u0422\u0430\u043a", "Tak"},
                                                        {"\u0442\u0430\u043a", "tak"},
                                                        {"\x80zz", "\ufffdzz"}}) {
    EXPECT_TRUE(Alike(one, other)) << one << " " << other;
    EXPECT_TRUE(Alike(other, one)) << one << " " << other;
  }
  for (const auto& [one, other] :
       std::vector<std::pair<std::string, std::string>>{{"Yes", "No"},
                                                        {"+1", "-1"},
                                                        {"Plan i", "Plan l"},
                                                        {"", ""},
                                                        {" ", "\u200b"},
                                                        {"\u041d\u0456", "\u0422\u0430\u043a"},
                                                        {"001", "1"},
                                                        {"North", "South"}}) {
    EXPECT_FALSE(Alike(one, other)) << one << " " << other;
  }
}

TEST(Skeleton, LeavesLeadingZerosAwayWhereAsked) {
  EXPECT_TRUE(Alike("001", "1", Zeros::kLeadingDropped));
  EXPECT_TRUE(Alike("A-007", "a-7", Zeros::kLeadingDropped));
  EXPECT_TRUE(Alike("0", "00", Zeros::kLeadingDropped));
  EXPECT_TRUE(Alike("\uff10\uff10\uff17", "7", Zeros::kLeadingDropped));
  EXPECT_FALSE(Alike("100", "10", Zeros::kLeadingDropped));
  EXPECT_FALSE(Alike("10-1", "1-1", Zeros::kLeadingDropped));
}

TEST(Skeleton, NamesTheFirstOfAllThatAreAlike) {
  const std::vector<std::string_view> names{"a", "b", "A", "c", "\u0430", "B"};
  EXPECT_THAT(FindAlike(names), ElementsAre(AlikeNames{0, 2}, AlikeNames{0, 4}, AlikeNames{1, 5}));
  EXPECT_THAT(FindAlike({}), IsEmpty());
}

TEST(Skeleton, SaysInWhatNamesDiffer) {
  EXPECT_EQ(HowAlike("a", "a"), "they are the same");
  EXPECT_THAT(HowAlike("Caf\u00e9", "Cafe\u0301"), HasSubstr("accents are stored"));
  EXPECT_THAT(HowAlike("1", "1 "), HasSubstr("blanks"));
  EXPECT_THAT(HowAlike("Yes", "Y\u200bes"), HasSubstr("nobody sees"));
  EXPECT_THAT(HowAlike("Yes", "YES"), HasSubstr("capital letters"));
  EXPECT_EQ(HowAlike("Yes", "\u0423es"),
            "where one has the character U+0059, the other has the character U+0423");
  EXPECT_EQ(HowAlike("7", "007"), "where one has the character U+0037, the other has the character U+0030");
  EXPECT_EQ(HowAlike("cafe", "cafe\u0301"), "where one has nothing, the other has the character U+0301");
}

TEST(Skeleton, KnowsWhatIsNotSeen) {
  for (const char32_t c :
       {U' ', U'\n', U'\u00a0', U'\u00ad', U'\u2800', U'\u3164', U'\u200b', U'\u0301', U'\u20dd'})
    EXPECT_TRUE(IsUnseen(c)) << static_cast<uint32_t>(c);
  for (const char32_t c : {U'a', U'.', U'\u0410', U'\uac00'}) EXPECT_FALSE(IsUnseen(c));
  EXPECT_TRUE(IsBlank(U'\u3000'));
  EXPECT_FALSE(IsBlank(U'\u0301'));
  EXPECT_TRUE(Combines(U'\u0483'));
  EXPECT_FALSE(Combines(U' '));
}

}  // namespace
}  // namespace constat::text
