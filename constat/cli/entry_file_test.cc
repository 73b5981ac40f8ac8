#include "constat/cli/entry_file.h"

#include <gmock/gmock.h>

#include "constat/base/file.h"

namespace constat::cli {
namespace {

using record::EntryType;

EntryFile Sample() {
  EntryFile file;
  file.manifest_hash.fill(0xab);
  file.entries = {
      {EntryType::kTrusteeDeal, {1, 2, 3}}, {EntryType::kBallot, {}}, {EntryType::kResult, Bytes(60000, 7)}};
  return file;
}

TEST(EntryFile, ReadsBackWhatItWrites) {
  const EntryFile file = Sample();
  const Result<EntryFile> back = ParseEntryFile(FormatEntryFile(file));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->manifest_hash, file.manifest_hash);
  ASSERT_EQ(back->entries.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back->entries[i].type, file.entries[i].type);
    EXPECT_EQ(back->entries[i].body, file.entries[i].body);
  }
}

TEST(EntryFile, RefusesEveryTruncation) {
  EntryFile file = Sample();
  file.entries.resize(2);
  const Bytes whole = FormatEntryFile(file);
  const size_t between = whole.size() - record::kEntryOverhead;  // after the first entry
  for (size_t size = 0; size < whole.size(); ++size) {
    if (size == between) continue;
    EXPECT_FALSE(ParseEntryFile(ByteView(whole).first(size)).has_value()) << size;
  }
}

TEST(EntryFile, RefusesTrailingBytes) {
  Bytes whole = FormatEntryFile(Sample());
  whole.push_back(0);
  EXPECT_FALSE(ParseEntryFile(whole).has_value());
}

TEST(EntryFile, RefusesATime) {
  Bytes whole = FormatEntryFile(Sample());
  whole[83 + 8] = 1;  // the last byte of the first entry's time
  EXPECT_EQ(ParseEntryFile(whole).error().code, ErrorCode::kBadNumber);
}

TEST(EntryFile, RefusesAnUnknownType) {
  Bytes whole = FormatEntryFile(Sample());
  whole[83] = 12;
  EXPECT_EQ(ParseEntryFile(whole).error().code, ErrorCode::kUnknownEnum);
}

TEST(EntryFile, RefusesAnotherFirstLine) {
  EXPECT_EQ(ParseEntryFile(AsBytes("constat-entries/2 \n")).error().code, ErrorCode::kBadText);
  Bytes whole = FormatEntryFile(Sample());
  whole[20] = 'G';
  EXPECT_EQ(ParseEntryFile(whole).error().code, ErrorCode::kBadText);
}

TEST(EntryFile, NamesTheFileOfAnotherReferendum) {
  const Status status = CheckSameReferendum(Sample(), Bytes32{}, "x.entry");
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kWrongReferendum);
  EXPECT_THAT(status.error().detail, testing::StartsWith("x.entry"));
}

}  // namespace
}  // namespace constat::cli
