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
  EXPECT_EQ(UnknownIn("\nquorums = 2"),
            "r.toml line 2: quorums: this name is not known here; check how it is written "
            "(docs/guide/referendum-toml.md lists all)");
  EXPECT_EQ(UnknownIn("[board]\nkeys = 2"),
            "r.toml line 2: board, keys: this name is not known here; check how it is written "
            "(docs/guide/referendum-toml.md lists all)");
  EXPECT_EQ(UnknownIn("[[question]]\n[[question.option]]\n[[question.option]]\nname = 1\nblanks = true"),
            "r.toml line 5: question 1, option 2, blanks: this name is not known here; check how it is "
            "written (docs/guide/referendum-toml.md lists all)");
  EXPECT_EQ(UnknownIn("[[question]]\n[[question.rule]]\nof = { options = \"a\" }"),
            "r.toml line 3: question 1, rule 1, of, options: this name is not known here; check how it is "
            "written (docs/guide/referendum-toml.md lists all)");
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
