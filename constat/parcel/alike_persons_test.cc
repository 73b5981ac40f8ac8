#include "constat/parcel/alike_persons.h"

#include <gmock/gmock.h>

namespace constat::parcel {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using text::AlikeNames;

std::vector<Person> Ids(const std::vector<std::string>& ids) {
  std::vector<Person> out;
  for (const std::string& id : ids) out.push_back({id, 0, ""});
  return out;
}

TEST(AlikePersons, FindsIdsThatCanBeTakenForEachOther) {
  for (const char* const other : {"1 ", "001", "\uff11", "\u0661", "l", "I", "\u200b1", "1\u00a0"}) {
    EXPECT_THAT(FindAlikePersons(Ids({"1", "2", other})).ids, ElementsAre(AlikeNames{0, 2})) << other;
  }
  EXPECT_THAT(FindAlikePersons(Ids({"A-17", "a-17", "\u0410-17"})).ids,
              ElementsAre(AlikeNames{0, 1}, AlikeNames{0, 2}));
  EXPECT_THAT(FindAlikePersons(Ids({"1", "2", "10", "11", "12-1", "100"})).ids, IsEmpty());
}

TEST(AlikePersons, FindsBlanksAtTheEndsOfIds) {
  EXPECT_THAT(FindAlikePersons(Ids({"1", " 2", "3 ", "4\u200b", "5 5", "e\u0301"})).blank_ends,
              ElementsAre(1, 2, 3));
}

TEST(AlikePersons, FindsContactsThatAreTheSame) {
  const AlikePersons found = FindAlikePersons({{"1", 0, "Ann Lee\nMain Street 5"},
                                               {"2", 0, ""},
                                               {"3", 1, "ann lee, Main Street 5"},
                                               {"4", 0, "ANN LEE Main Street  5"},
                                               {"5", 0, " "}});
  EXPECT_THAT(found.contacts, ElementsAre(AlikeNames{0, 3}));
  EXPECT_THAT(found.no_contact, ElementsAre(1, 4));
  EXPECT_THAT(FindAlikePersons(Ids({"1", "2"})).no_contact, IsEmpty()) << "nobody has one";
  EXPECT_THAT(FindAlikePersons({}).ids, IsEmpty());
}

}  // namespace
}  // namespace constat::parcel
