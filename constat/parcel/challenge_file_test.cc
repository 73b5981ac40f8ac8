#include "constat/parcel/challenge_file.h"

#include <gmock/gmock.h>

namespace constat::parcel {
namespace {

using ::testing::HasSubstr;

record::Question ThreeOptions() {
  record::Question question;
  question.options = {{{"Yes", "Ja"}}, {{"No, 2 bridges", "Nein"}}, {{"Blank", "Leer"}}};
  return question;
}

TEST(ChallengeFile, ReadsBackWhatItWrites) {
  record::Manifest manifest;
  manifest.questions = {ThreeOptions()};
  record::Challenge challenge;
  challenge.credential = {0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9,
                          0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58, 0xe3, 0x0b, 0x6a, 0xa5, 0x82,
                          0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76};
  challenge.revision = 3;
  challenge.seed.fill(9);
  challenge.choices = {{1}};
  const Result<std::string> formatted = FormatChallengeFile(manifest, challenge);
  ASSERT_TRUE(formatted.has_value()) << formatted.error().detail;
  const std::string& text = *formatted;
  const Result<record::Challenge> back = ParseChallengeFile(manifest, AsBytes(text));
  ASSERT_TRUE(back.has_value()) << back.error().detail;
  EXPECT_EQ(back->seed, challenge.seed);
  EXPECT_EQ(back->choices, challenge.choices);
  for (size_t size = 0; size + 1 < text.size(); ++size) {
    EXPECT_FALSE(ParseChallengeFile(manifest, AsBytes(text.substr(0, size))).has_value()) << size;
  }
  EXPECT_FALSE(ParseChallengeFile(manifest, AsBytes(text + "\n")).has_value());
  // What no device could check is not written.
  challenge.choices = {{7}};
  EXPECT_FALSE(FormatChallengeFile(manifest, challenge).has_value()) << "no such option";
  challenge.choices = {{1}};
  challenge.credential.fill(0xff);
  const Result<std::string> bad = FormatChallengeFile(manifest, challenge);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, ErrorCode::kBadPoint);
  EXPECT_THAT(bad.error().detail, HasSubstr("the challenge was not written"));
}

}  // namespace
}  // namespace constat::parcel
