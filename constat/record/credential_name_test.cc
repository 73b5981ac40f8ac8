#include "constat/record/credential_name.h"

#include "constat/record/shown_hash.h"
#include "constat/testing/matchers.h"
#include "constat/testing/vectors.h"

namespace constat::record {
namespace {

const Bytes32 kHash{1, 2, 3};
const group::EncodedPoint kCredential{4, 5, 6};

// Spec: BAL-18
TEST(CredentialName, IsAWordAndTwoGroupsOfFour) {
  const std::string name = FormatCredentialName(kHash, kCredential);
  ASSERT_EQ(name.size(), 15);
  EXPECT_EQ(name.substr(0, 6), "voter ");
  EXPECT_EQ(name[10], '/');
  EXPECT_EQ(name.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 6), 10);
  EXPECT_EQ(name.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 11), std::string::npos);
}

TEST(CredentialName, DependsOnTheReferendumAndOnTheCredential) {
  EXPECT_NE(FormatCredentialName(kHash, kCredential), FormatCredentialName(Bytes32{1}, kCredential));
  EXPECT_NE(FormatCredentialName(kHash, kCredential),
            FormatCredentialName(kHash, group::EncodedPoint{4, 5, 7}));
}

TEST(CredentialName, IsTakenForNoTracker) {
  const std::string name = FormatCredentialName(kHash, kCredential);
  for (const std::string& typed : {name, name.substr(6)}) {
    EXPECT_THAT(TypedTracker::Parse(typed), FailsWith(ErrorCode::kBadText)) << typed;
  }
  EXPECT_THAT(TypedTracker::Parse(name).error().detail, ::testing::HasSubstr("the name of a voter"));
  EXPECT_TRUE(IsCredentialName("Voter k7m2/9xq4"));
  EXPECT_FALSE(IsCredentialName("k7m2/9xq4"));
  EXPECT_FALSE(IsCredentialName(FormatTracker(kHash)));
}

TEST(TypedCredentialName, SaysWhatIsWrong) {
  const auto detail = [](std::string_view typed) { return TypedCredentialName::Parse(typed).error().detail; };
  EXPECT_THAT(detail("voter k7m2/9xq"), ::testing::HasSubstr("here are 12 in all"));
  EXPECT_THAT(detail("voter k7m2/9xu4"), ::testing::HasSubstr("character 14 cannot be"));
  EXPECT_THAT(detail(FormatTracker(kHash)), ::testing::HasSubstr("no tracker and no code"));
  EXPECT_EQ(Value(TypedCredentialName::Parse(" K7M2 - 9XQ4")).Format(), "voter k7m2/9xq4");
}

// Spec: BAL-18
TEST(Vectors, CredentialNames) {
  ForEachVector("credential-names", [](Vector& v) {
    const Bytes32 hash = v.HexArray("manifest_hash");
    const group::EncodedPoint credential = v.HexArray("credential");
    EXPECT_EQ(FormatCredentialName(hash, credential), v.Text("name_text"));
    for (const nlohmann::json& object : v.Json("look_ups")) {
      const auto typed = object.at("typed").get<std::string>();
      const Result<TypedCredentialName> parsed = TypedCredentialName::Parse(typed);
      if (object.at("named").is_null()) {
        EXPECT_THAT(parsed, FailsWith(ErrorCode::kBadText)) << typed;
        continue;
      }
      EXPECT_EQ(Value(parsed).Names(hash, credential), object.at("named").get<bool>()) << typed;
    }
  });
}

}  // namespace
}  // namespace constat::record
