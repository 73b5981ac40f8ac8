#include "constat/table/byte_source.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "constat/io/file.h"
#include "constat/testing/archive.h"
#include "constat/testing/folder.h"
#include "constat/testing/table.h"

namespace constat::table {
namespace {

using testing::Gzip;
using ::testing::HasSubstr;
using testing::Zstd;

class FileTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(const std::string& name, std::string_view text) const {
    return WriteBytes(name, AsBytes(text));
  }
  std::filesystem::path WriteBytes(const std::string& name, ByteView bytes) const {
    EXPECT_TRUE(io::WriteFile(folder_.File(name), bytes));
    return folder_.File(name);
  }

  TemporaryFolder folder_;
};

Result<std::string> Contents(const std::filesystem::path& path, uint64_t max_size_bytes = kMaxTableSize) {
  CONSTAT_ASSIGN(const auto source, OpenFile(path, max_size_bytes));
  std::string out;
  for (;;) {
    CONSTAT_ASSIGN(const ByteView more, source->Next());
    if (more.empty()) return out;
    out += AsText(more);
  }
}

std::string LongText() {
  std::string text = "a,b\n";
  for (int64_t i = 0; i < 50'000; ++i) text += fmt::format("{},{}\n", i, i * i % 1009);
  return text;
}

TEST_F(FileTest, ReadsPlainGzipAndZstd) {
  const std::string text = LongText();
  EXPECT_EQ(Contents(Write("a.csv", text)).value(), text);
  EXPECT_EQ(Contents(WriteBytes("a.csv.gz", Gzip(AsBytes(text)))).value(), text);
  EXPECT_EQ(Contents(WriteBytes("a.csv.zst", Zstd(AsBytes(text)))).value(), text);
}

TEST_F(FileTest, ReadsAnEmptyFile) { EXPECT_EQ(Contents(Write("a.csv", "")).value(), ""); }

TEST_F(FileTest, RefusesWhatIsNoFile) {
  EXPECT_EQ(Contents(folder_.path() / "none").error().code, ErrorCode::kMissingFile);
  EXPECT_EQ(Contents(folder_.path()).error().code, ErrorCode::kCannotRead);
}

TEST_F(FileTest, RefusesAFileCutShort) {
  const std::string text = LongText();
  for (const Bytes& packed : {Gzip(AsBytes(text)), Zstd(AsBytes(text))}) {
    const auto path = WriteBytes("a", ByteView(packed).first(packed.size() / 2));
    EXPECT_EQ(Contents(path).error().code, ErrorCode::kCannotRead);
  }
}

TEST_F(FileTest, StopsAtTheLimitUnpacked) {
  const auto path = WriteBytes("a.gz", Gzip(AsBytes(std::string(100'000, 'x'))));
  EXPECT_LT(std::filesystem::file_size(path), 1'000u);
  EXPECT_TRUE(Contents(path, 100'000));
  EXPECT_EQ(Contents(path, 99'999).error().code, ErrorCode::kTooLarge);
}

// The attack: a small file that unpacks to gigabytes, or in two layers.
TEST_F(FileTest, RefusesBombs) {
  const Bytes zeros = Gzip(Bytes(50'000'000));
  EXPECT_EQ(Contents(WriteBytes("bomb.csv.gz", zeros)).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(Contents(WriteBytes("twice.csv.gz", Gzip(zeros))).error().code, ErrorCode::kCannotRead);
}

TEST_F(FileTest, NamesTheFileAndItsSizeInTheReport) {
  const auto path = WriteBytes("a.csv.gz", Gzip(AsBytes("registered;ballots\n10;5\n")));
  const auto table = ReadStations(path, MappingOf("registered = \"registered\"\nballots = \"ballots\"\n"));
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->report.file, path.string());
  EXPECT_EQ(table->report.size_bytes, std::filesystem::file_size(path));
  EXPECT_EQ(table->report.separator, ';');
  EXPECT_EQ(table->stations.registered, std::vector<int64_t>{10});
}

TEST_F(FileTest, NamesTheFileInErrors) {
  const auto path = Write("a.csv", "registered\nx\n");
  const auto table = ReadStations(path, MappingOf("registered = \"registered\"\n"));
  ASSERT_FALSE(table);
  EXPECT_THAT(table.error().detail, HasSubstr(path.string() + ": row 2, column 1"));
}

TEST_F(FileTest, ReadsAMappingFile) {
  EXPECT_EQ(ReadMapping(Write("map.toml", "registered = \"N\"\n"))->registered,
            std::vector<std::string>{"N"});
  EXPECT_EQ(ReadMapping(folder_.path() / "none").error().code, ErrorCode::kMissingFile);
}

}  // namespace
}  // namespace constat::table
