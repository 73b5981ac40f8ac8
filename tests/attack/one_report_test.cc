// One report: the same bytes, sentences and notes too (but for what made it), however threads and batches cut
// a record of several bundles, and whether it is a folder or packed; of a record in order, of one with
// strays, of a damaged one, and of what is no record. Spec: VER-5, VER-8, VER-12
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <set>

#include "constat/demo/world.h"
#include "constat/io/file.h"
#include "constat/report/record/json_report.h"
#include "constat/testing/archive.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/verify/verify.h"

namespace constat::demo {
namespace {

namespace fs = std::filesystem;
using referendum::ProofMethod;
using ::testing::HasSubstr;

// How a record is given and cut.
struct Cut {
  fs::path record;
  unsigned threads = 1;
  ProofMethod method = ProofMethod::kBatch;
};

// ReportOf is what constat-verify writes of a record, whatever it is.
std::string ReportOf(const Cut& cut, const verify::Trust& trust) {
  const Result<std::unique_ptr<tlog::LogSource>> source =
      tlog::OpenLogSource(io::NamedFile{cut.record, "the record"});
  if (!source) return report::FormatJsonUnreadable(source.error(), {});
  const Result<verify::Verified> verified =
      verify::VerifyRecord(**source, {.trust = &trust, .threads = cut.threads, .method = cut.method});
  if (!verified) return report::FormatJsonUnreadable(verified.error(), {});
  return report::FormatJsonReport(verified->verification, {});
}

// TarOf packs a folder's files and links below a folder of the archive.
Bytes TarOf(const fs::path& folder, const std::string& below) {
  std::set<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink() || !entry.is_directory()) files.insert(entry.path());
  }
  Bytes out;
  for (const fs::path& file : files) {
    const std::string name = below + file.lexically_relative(folder).generic_string();
    if (fs::is_symlink(file) || fs::is_fifo(file)) {
      testing::AppendTar(out, {.name = name, .type = fs::is_symlink(file) ? '2' : '6'});
    } else {
      testing::AppendTar(out, {.name = name}, AsText(Value(io::ReadFile(file))));
    }
  }
  testing::AppendTarEnd(out);
  return out;
}

void Write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Slices: as in slices_test.cc, for the release and the thread sanitizer.
class Slices : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    held_ = std::make_unique<TemporaryFolder>();
    const Result<std::unique_ptr<World>> world =
        World::Make({.ballots = 800, .out = held_->path(), .seed = "one-report", .threads = 2, .fast = true});
    ASSERT_THAT(world, Succeeds());
    ASSERT_THAT((*world)->Run(), Succeeds());
  }
  static void TearDownTestSuite() { held_.reset(); }
  Slices() : trust_(Value(verify::ReadTrust(held_->path() / "trust.toml"))) {
    fs::copy(held_->path() / "record", Record(), fs::copy_options::recursive);
  }
  [[nodiscard]] fs::path Record() const { return own_.path() / "record"; }
  // Spoil changes a byte of a file, counted from its end where that is said by a negative number.
  void Spoil(const std::string& name, std::streamoff at) const {
    std::fstream file(Record() / name, std::ios::in | std::ios::out | std::ios::binary);
    ASSERT_TRUE(file.is_open()) << name;
    const auto from = at < 0 ? std::ios::end : std::ios::beg;
    file.seekg(at, from);
    const char byte = static_cast<char>(file.get());
    file.seekp(at, from);
    file.put(static_cast<char>(byte ^ 1));
  }

  // OneReport checks that all reports are the same, and returns it.
  [[nodiscard]] std::string OneReport() const {
    const std::string expected = ReportOf({Record()}, trust_);
    for (const unsigned threads : {2u, 5u})
      EXPECT_EQ(ReportOf({Record(), threads}, trust_), expected) << threads << " threads";
    EXPECT_EQ(ReportOf({Record(), 2, ProofMethod::kOneByOne}, trust_), expected);
    const Bytes tar = TarOf(Record(), "");
    const std::vector<std::pair<std::string, Bytes>> packed = {{"record.tar", tar},
                                                               {"record.tar.gz", testing::Gzip(tar)},
                                                               {"record.tar.zst", testing::Zstd(tar)},
                                                               {"below.tar", TarOf(Record(), "some/where/")}};
    for (const auto& [name, bytes] : packed) {
      const fs::path path = own_.path() / name;
      EXPECT_THAT(io::WriteFile(path, bytes), Succeeds());
      EXPECT_EQ(ReportOf({path, 2}, trust_), expected) << name;
    }
    return expected;
  }

  TemporaryFolder own_;
  verify::Trust trust_;

 private:
  static inline std::unique_ptr<TemporaryFolder> held_;
};

TEST_F(Slices, GiveOneReportOfARecordInOrder) {
  const std::string report = OneReport();
  EXPECT_THAT(report, HasSubstr("\"outcome\": \"verified\""));
  EXPECT_TRUE(fs::exists(Record() / "tile/entries/002")) << "several bundles";
}

TEST_F(Slices, GiveOneReportOfARecordWithStrays) {
  Write(Record() / "readme.txt", "not opened");
  Write(Record() / "a/b/c\n\x80", "a name that is escaped");
  Write(Record() / "tile/entries/x009/007", "begins beyond the tree");
  Write(Record() / "tile/entries/900.p/7", "");
  fs::create_symlink("/etc/passwd", Record() / "link");
  const std::string report = OneReport();
  EXPECT_THAT(report, HasSubstr("\"outcome\": \"verified\""));
  EXPECT_THAT(report, HasSubstr("\"kind\": \"ahead\""));
  for (const char* const name : {"readme.txt", "a/b/c\\\\x0a\\\\x80", "\"link\"", "tile/entries/x009/007"})
    EXPECT_THAT(report, HasSubstr(name));
}

TEST_F(Slices, GiveOneReportOfADamagedRecord) {
  Spoil("tile/entries/001", -10);     // the last ballot of the bundle: its signature
  Spoil("tile/entries/002", 10'000);  // anywhere
  Spoil("tile/entries/000", -40);
  Spoil("tile/0/001", 0);
  Write(Record() / "tile/0/000.p/3", std::string(96, 'x'));
  const std::string report = OneReport();
  EXPECT_THAT(report, HasSubstr("\"outcome\": \"wrong\""));
  for (const char* const code : {"bad-proof", "wrong-root", "wrong-tile"})
    EXPECT_THAT(report, HasSubstr(code));
}

// A link, a pipe and a folder in the place of tiles, and a link in that of a folder with tiles.
TEST_F(Slices, GiveOneReportOfWhatIsInATilesPlace) {
  for (const char* const tile : {"tile/0/000", "tile/0/001", "tile/0/002"}) fs::remove(Record() / tile);
  fs::create_symlink("../entries/000", Record() / "tile/0/000");
  ASSERT_EQ(::mkfifo((Record() / "tile/0/001").c_str(), 0600), 0);
  fs::create_directory(Record() / "tile/0/002");
  fs::rename(Record() / "tile/1", own_.path() / "tile-1");
  fs::create_symlink(own_.path() / "tile-1", Record() / "tile/1");
  const std::string report = OneReport();
  EXPECT_THAT(report, HasSubstr("\"outcome\": \"wrong\""));
  for (const char* const tile : {"tile/0/000", "tile/0/001", "tile/0/002", "tile/1/000.p/"})
    EXPECT_THAT(report, HasSubstr("\"file\": \"" + std::string(tile)));
  EXPECT_THAT(report, HasSubstr("tile/0/000 is not a regular file"));
}

TEST_F(Slices, GiveOneReportOfAnUnreadableBundle) {
  fs::resize_file(Record() / "tile/entries/001", 5'000);
  EXPECT_THAT(OneReport(), HasSubstr("\"truncated\""));
}

TEST_F(Slices, GiveOneReportOfWhatIsNoRecord) {
  const std::string checkpoint(AsText(Value(io::ReadFile(Record() / "checkpoint"))));
  Write(Record() / "checkpoint", checkpoint.substr(0, 40));
  EXPECT_THAT(OneReport(), HasSubstr("\"bad-checkpoint\""));
  Write(Record() / "checkpoint", checkpoint);
  Write(Record() / "a/checkpoint", checkpoint);
  EXPECT_THAT(OneReport(), HasSubstr("\"duplicate\""));
  fs::remove_all(Record() / "a");
  Write(Record() / "CHECKPOINT", "");
  EXPECT_THAT(OneReport(), HasSubstr("\"duplicate\""));
  fs::remove(Record() / "CHECKPOINT");
  fs::remove(Record() / "checkpoint");
  EXPECT_THAT(OneReport(), HasSubstr("\"missing-file\""));
  fs::create_symlink("a", Record() / "checkpoint");
  EXPECT_THAT(OneReport(), HasSubstr("\"missing-file\""));
}

}  // namespace
}  // namespace constat::demo
