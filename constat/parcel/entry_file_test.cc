#include "constat/parcel/entry_file.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "constat/io/file.h"
#include "constat/testing/folder.h"

namespace constat::parcel {
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
  whole[83] = 17;
  EXPECT_EQ(ParseEntryFile(whole).error().code, ErrorCode::kUnknownEnum);
}

TEST(EntryFile, RefusesAnotherFirstLine) {
  EXPECT_EQ(ParseEntryFile(AsBytes("constat-entries/2 \n")).error().code, ErrorCode::kBadText);
  Bytes whole = FormatEntryFile(Sample());
  whole[20] = 'G';
  EXPECT_EQ(ParseEntryFile(whole).error().code, ErrorCode::kBadText);
}

class WrittenEntryFile : public ::testing::Test {
 protected:
  // ExpectNotWritten checks the refusal, and that no file is left.
  void ExpectNotWritten(const EntryFile& file, ErrorCode code) {
    const Status written = WriteEntryFile(folder_.path() / "x.entries", file);
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, code);
    EXPECT_THAT(written.error().detail, ::testing::HasSubstr("x.entries was not written"));
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  }
  TemporaryFolder folder_;
};

TEST_F(WrittenEntryFile, IsReadBack) {
  ASSERT_TRUE(WriteEntryFile(folder_.path() / "x.entries", Sample()).has_value());
  const Result<EntryFile> read = ReadEntryFile(folder_.path() / "x.entries");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(FormatEntryFile(*read), FormatEntryFile(Sample()));
}

TEST_F(WrittenEntryFile, IsNeverWithoutEntries) {
  EntryFile file = Sample();
  file.entries.clear();
  ExpectNotWritten(file, ErrorCode::kTruncated);
}

TEST_F(WrittenEntryFile, HasNoEntryThatNobodyReads) {
  EntryFile file = Sample();
  file.entries[1].body.resize(record::kMaxBodySize);
  EXPECT_TRUE(FormatReadable("x", file).has_value());
  file.entries[1].body.push_back(0);
  ExpectNotWritten(file, ErrorCode::kTooLarge);
  file = Sample();
  file.entries[2].type = static_cast<EntryType>(17);
  ExpectNotWritten(file, ErrorCode::kUnknownEnum);
}

TEST_F(WrittenEntryFile, IsNoLargerThanItsReaderTakes) {
  const size_t size = FormatEntryFile(Sample()).size();
  EXPECT_TRUE(FormatReadable("x", Sample(), size).has_value());
  const Result<Bytes> larger = FormatReadable("roll/x.entries", Sample(), size - 1);
  ASSERT_FALSE(larger.has_value());
  EXPECT_EQ(larger.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(larger.error().detail, ::testing::HasSubstr("roll/x.entries was not written"));
}

TEST(EntryFile, NamesTheFileOfAnotherReferendum) {
  const Status status = CheckSameReferendum(Sample(), Bytes32{}, "x.entry");
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kWrongReferendum);
  EXPECT_THAT(status.error().detail, ::testing::StartsWith("x.entry"));
}

}  // namespace
}  // namespace constat::parcel
