#include "constat/report/record/show_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/parcel/entry_file.h"
#include "constat/testing/matchers.h"
#include "constat/tlog/checkpoint.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;

TEST(ShowFile, ShowsEachKindOfPublicFile) {
  const auto text = [](std::string_view file) {
    return Value(FormatPublicFile(AsBytes(file), nullptr, ShownAs::kText));
  };
  const std::string checkpoint = tlog::FormatSignedCheckpoint(
      {{"constat.example/x", 1, {}}, {{"constat.example/x", 1234, Bytes(64, 1)}}});
  EXPECT_EQ(text(checkpoint).value_or("none"), checkpoint);
  EXPECT_EQ(text("anything"), std::nullopt);
}

TEST(ShowFile, ShowsEntriesAsTextOrJson) {
  const Bytes file = parcel::FormatEntryFile({{}, {{record::EntryType::kBallot, Bytes(50, 1)}}});
  const std::optional<std::string> shown = Value(FormatPublicFile(file, nullptr, ShownAs::kText));
  ASSERT_TRUE(shown.has_value());
  EXPECT_THAT(*shown, HasSubstr("ballot"));
  EXPECT_THAT(*Value(FormatPublicFile(file, nullptr, ShownAs::kJson)), HasSubstr("\"ballot\""));
}

TEST(ShowFile, ShowsNoSecretAndNoChallengeWithoutItsReferendum) {
  EXPECT_THAT(FormatPublicFile(AsBytes("constat-secret/1 trustee\n"), nullptr, ShownAs::kText),
              FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(FormatPublicFile(AsBytes("constat-challenge/1 \n"), nullptr, ShownAs::kText),
              FailsWith(ErrorCode::kUsage));
}

}  // namespace
}  // namespace constat::report
