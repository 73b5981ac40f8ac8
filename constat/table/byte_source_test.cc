#include "constat/table/byte_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "constat/base/file.h"
#include "constat/table/test_values.h"

namespace constat::table {
namespace {

using testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "table.XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name, std::string_view text) const {
    EXPECT_TRUE(WriteFile(folder_ / name, AsBytes(text)));
    return folder_ / name;
  }

  // WritePacked packs text with a filter of libarchive.
  std::filesystem::path WritePacked(const std::string& name, const std::string& text, int filter) const {
    archive* const writer = archive_write_new();
    archive_write_add_filter(writer, filter);
    archive_write_set_format_raw(writer);
    EXPECT_EQ(archive_write_open_filename(writer, (folder_ / name).c_str()), ARCHIVE_OK);
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
    EXPECT_EQ(archive_write_data(writer, text.data(), text.size()), static_cast<la_ssize_t>(text.size()));
    archive_entry_free(entry);
    EXPECT_EQ(archive_write_free(writer), ARCHIVE_OK);
    return folder_ / name;
  }

  std::filesystem::path folder_;
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
  EXPECT_EQ(Contents(WritePacked("a.csv.gz", text, ARCHIVE_FILTER_GZIP)).value(), text);
  EXPECT_EQ(Contents(WritePacked("a.csv.zst", text, ARCHIVE_FILTER_ZSTD)).value(), text);
}

TEST_F(FileTest, ReadsAnEmptyFile) { EXPECT_EQ(Contents(Write("a.csv", "")).value(), ""); }

TEST_F(FileTest, RefusesWhatIsNoFile) {
  EXPECT_EQ(Contents(folder_ / "none").error().code, ErrorCode::kMissingFile);
  EXPECT_EQ(Contents(folder_).error().code, ErrorCode::kCannotRead);
}

TEST_F(FileTest, RefusesAFileCutShort) {
  for (const int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD}) {
    const auto path = WritePacked("a", LongText(), filter);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    EXPECT_EQ(Contents(path).error().code, ErrorCode::kCannotRead) << filter;
  }
}

TEST_F(FileTest, StopsAtTheLimitUnpacked) {
  const auto path = WritePacked("a.gz", std::string(1'000'000, 'x'), ARCHIVE_FILTER_GZIP);
  EXPECT_LT(std::filesystem::file_size(path), 10'000u);
  EXPECT_TRUE(Contents(path, 1'000'000));
  EXPECT_EQ(Contents(path, 999'999).error().code, ErrorCode::kTooLarge);
}

TEST_F(FileTest, NamesTheFileAndItsSizeInTheReport) {
  const auto path = WritePacked("a.csv.gz", "registered;ballots\n10;5\n", ARCHIVE_FILTER_GZIP);
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
  EXPECT_EQ(ReadMapping(folder_ / "none").error().code, ErrorCode::kMissingFile);
}

}  // namespace
}  // namespace constat::table
