#include "constat/parcel/secret/codes_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::parcel {
namespace {

class CodesFileTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(const std::string& text, mode_t mode = 0600) {
    const std::filesystem::path path = folder_.File("codes");
    std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return path;
  }
  crypto::SeededRng rng_{"codes", "file"};
  const std::string first_ = VotingCode::Generate(rng_).Format();
  const std::string second_ = VotingCode::Generate(rng_).Format();
  const TemporaryFolder folder_;
};

TEST_F(CodesFileTest, ReadsOneCodeALineInOrder) {
  for (const std::string& text : {first_ + "\n" + second_ + "\n", first_ + "\r\n\r\n" + second_,
                                  "\n" + first_ + "\n\n" + second_ + "\n\n"}) {
    const std::vector<VotingCode> codes = Value(ReadCodes(Write(text)));
    ASSERT_EQ(codes.size(), 2u) << text;
    EXPECT_EQ(codes[0].Format(), first_);
    EXPECT_EQ(codes[1].Format(), second_);
  }
  EXPECT_TRUE(Value(ReadCodes(Write(""))).empty());
}

TEST_F(CodesFileTest, NamesTheBadLineAndShowsNoCode) {
  std::string mistyped = second_;
  mistyped.front() = mistyped.front() == '0' ? '1' : '0';
  const Result<std::vector<VotingCode>> codes = ReadCodes(Write(first_ + "\n\n" + mistyped + "\n"));
  ASSERT_THAT(codes, FailsWith(ErrorCode::kBadCode));
  EXPECT_THAT(codes.error().detail, ::testing::HasSubstr("codes line 3"));
  EXPECT_THAT(codes.error().detail, ::testing::Not(::testing::HasSubstr(mistyped)));
}

TEST_F(CodesFileTest, RefusesWhatOthersCanReadAndWhatIsNotThere) {
  EXPECT_THAT(ReadCodes(Write(first_, 0644)), FailsWith(ErrorCode::kUnsafeFile));
  EXPECT_THAT(ReadCodes(folder_.File("gone")), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(ReadCodes(Write(std::string((1 << 16) + 1, '\n'))), FailsWith(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace constat::parcel
