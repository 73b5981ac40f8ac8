#include "constat/parcel/referendum_keys.h"

#include "constat/testing/matchers.h"

namespace constat::parcel {
namespace {

// UnknownIn is why a text is refused for a key that the table does not have, or "".
std::string UnknownIn(const std::string& text) {
  const toml::table table = Value(text::ParseToml(text, "r.toml"));
  text::TomlFile file{"r.toml", {}, std::nullopt, {}};
  CheckKnownKeys(file, table);
  return file.error ? file.error->detail : "";
}

TEST(ReferendumKeys, FindsAKeyThatNobodyKnows) {
  EXPECT_EQ(UnknownIn("quorum = 2\ntitle = { en = \"a\", uk = \"b\" }"), "");
  EXPECT_EQ(UnknownIn("\nquorums = 2"), "r.toml:2: quorums: no such field is known here");
  EXPECT_EQ(UnknownIn("[board]\nkeys = 2"), "r.toml:2: board.keys: no such field is known here");
  EXPECT_EQ(UnknownIn("[[question]]\n[[question.option]]\n[[question.option]]\nname = 1\nblanks = true"),
            "r.toml:5: question[0].option[1].blanks: no such field is known here");
  EXPECT_EQ(UnknownIn("[[question]]\n[[question.rule]]\nof = { options = \"a\" }"),
            "r.toml:3: question[0].rule[0].of.options: no such field is known here");
  EXPECT_EQ(UnknownIn("region = 1\nquestion = [ 1, 2 ]"), "") << "no table: the reader says so";
}

TEST(ReferendumKeys, HaveBoundsAndReasons) {
  EXPECT_EQ(BoundsOf("grace_minutes").min, 5u);
  EXPECT_EQ(BoundsOf("grace_minutes").max, 10'080u);
  for (const ReferendumKey& key : ReferendumKeys()) {
    EXPECT_FALSE(key.reason.empty()) << key.path;
    EXPECT_EQ(key.holds == "number", key.most > 0) << key.path;
    EXPECT_LE(key.least, key.most) << key.path;
  }
}

}  // namespace
}  // namespace constat::parcel
