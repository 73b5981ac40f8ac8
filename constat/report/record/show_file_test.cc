#include "constat/report/record/show_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/context.h"
#include "constat/testing/manifest.h"
#include "constat/testing/matchers.h"
#include "constat/testing/verification.h"
#include "constat/tlog/checkpoint.h"

namespace constat::report {
namespace {

using ::testing::HasSubstr;

std::string ReplaceAll(std::string text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

TEST(ShowFile, ShowsEachKindOfPublicFile) {
  const auto text = [](std::string_view file) {
    return Value(FormatPublicFile(AsBytes(file), nullptr, ShownAs::kText));
  };
  const std::string checkpoint = tlog::FormatSignedCheckpoint(
      {{"constat.example/x", 1, {}}, {{"constat.example/x", 1234, Bytes(64, 1)}}});
  EXPECT_EQ(text(checkpoint).value_or("none"), checkpoint);
  EXPECT_EQ(text("anything"), std::nullopt);
  // As a mail program carries it, it is shown as it was.
  const std::string carried = "\r\n" + ReplaceAll(checkpoint, "\n", " \r\n") + "\r\n";
  EXPECT_EQ(text(carried).value_or("none"), checkpoint);
  EXPECT_EQ(text(checkpoint.substr(0, checkpoint.find("\n\n"))), std::nullopt) << "without a signature";
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

// The names of one referendum say nothing about a file of another.
TEST(ShowFile, GivesNoFileTheNamesOfAnotherReferendum) {
  const referendum::ContextPtr context = ContextOf(DemoManifest());
  const auto show = [&](ByteView file) { return FormatPublicFile(file, context, ShownAs::kText); };
  const auto entries = [](const Bytes32& of) {
    return parcel::FormatEntryFile({of, {{record::EntryType::kBallot, Bytes(50, 1)}}});
  };
  EXPECT_THAT(show(entries(context->manifest_hash)), Succeeds());
  const auto other = show(entries({}));
  ASSERT_THAT(other, FailsWith(ErrorCode::kWrongReferendum));
  EXPECT_THAT(other.error().detail, HasSubstr(record::FormatReferendumNumber(context->manifest_hash)));

  record::Challenge challenge{context->manifest_hash, TestPoint("X").encoded, 1, {}, {{1}}};
  const auto text = [&] { return Value(parcel::FormatChallengeFile(context->manifest, challenge)); };
  EXPECT_THAT(show(AsBytes(text())), Succeeds());
  challenge.manifest_hash[0] ^= 1;
  EXPECT_THAT(show(AsBytes(text())), FailsWith(ErrorCode::kWrongReferendum));

  const auto receipt = [](const std::string& origin) {
    return Value(
        tlog::FormatReadable({Bytes(50, 1), 0, {}, {{origin, 1, {}}, {{origin, 1234, Bytes(64, 1)}}}}));
  };
  EXPECT_THAT(show(AsBytes(receipt(context->manifest.origin))), Succeeds());
  EXPECT_THAT(show(AsBytes(receipt("constat.example/x"))), FailsWith(ErrorCode::kWrongOrigin));
}

}  // namespace
}  // namespace constat::report
