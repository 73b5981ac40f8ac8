// Whole records: the specification's, and the same spoilt. Spec: VER
#include "constat/verify/verify.h"

#include <sys/stat.h>

#include <cstdlib>

#include "constat/testing/record.h"

namespace constat::verify {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Everything;
using testing::Findings;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MadeUpLog;
using testing::MemoryRecord;
using ::testing::SizeIs;
using testing::VectorFolder;
using testing::VectorTrust;
using testing::VerifyUnpinned;
using testing::VerifyWith;

void DropText(json& value) {
  if (value.is_object()) value.erase("text");
  if (value.is_structured()) {
    for (json& inner : value) DropText(inner);
  }
}

std::vector<std::string> VectorNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(VectorFolder(""))) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string Report(const tlog::LogSource& record, const VerifyOptions& options) {
  const Result<Verified> verified = VerifyRecord(record, options);
  return verified ? report::FormatJsonReport(verified->verification, {})
                  : report::FormatJsonUnreadable(verified.error(), {});
}

// VectorReport is the report of a record of the specification's with its trust file, if it has one.
std::string VectorReport(const std::string& name, VerifyOptions options) {
  const std::filesystem::path path = VectorFolder(name) / "trust.toml";
  Result<Trust> trust = Fail(ErrorCode::kMissingFile, "");
  if (std::filesystem::exists(path)) {
    trust = ReadTrust(path);
    if (!trust) return report::FormatJsonUnreadable(trust.error(), {});
    options.trust = &*trust;
  }
  const std::filesystem::path folder = VectorFolder(name) / "record";
  const auto record =
      tlog::OpenLogSource(std::filesystem::exists(folder) ? folder : VectorFolder(name) / "record.tar");
  if (!record) return report::FormatJsonUnreadable(record.error(), {});
  return Report(**record, options);
}

// What takes the place of a record's file or folder.
void ReplaceByLink(const std::filesystem::path& record, const std::string& path) {
  std::filesystem::rename(record / path, record.parent_path() / "elsewhere");
  std::filesystem::create_symlink(record.parent_path() / "elsewhere", record / path);
}
void ReplaceByPipe(const std::filesystem::path& path) {
  std::filesystem::remove(path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
}
void ReplaceByFolder(const std::filesystem::path& path) {
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
}

class VectorTest : public ::testing::TestWithParam<std::string> {};

// Spec: VER-2, VER-4, VER-7, VER-8, VER-9, VER-10, VER-11
TEST_P(VectorTest, GivesTheExpectedReport) {
  json report = json::parse(VectorReport(GetParam(), {.threads = 1}));
  DropText(report);
  report.erase("made");
  report.erase("people");
  std::ifstream file(VectorFolder(GetParam()) / "expected.json");
  EXPECT_EQ(report, json::parse(file).at("report"));
}

// Spec: VER-5
TEST_P(VectorTest, IsTheSameWithAnyThreadsAndBothProofMethods) {
  const std::string report = VectorReport(GetParam(), {.threads = 1});
  for (const unsigned threads : {1u, 2u, 3u}) {
    for (const auto method : {referendum::ProofMethod::kBatch, referendum::ProofMethod::kOneByOne}) {
      EXPECT_EQ(VectorReport(GetParam(), {.threads = threads, .method = method}), report) << threads;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Records, VectorTest, ::testing::ValuesIn(VectorNames()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// Spec: VER-5, VER-12
TEST(VerifyTest, AnArchiveGivesTheReportOfItsFolder) {
  for (const std::string vector : {"plain", "strays", "ahead"}) {
    const TemporaryFolder folder;
    const Trust trust = VectorTrust(vector);
    const std::string in = "cd " + folder.path().string() + " && ";
    const std::string from = VectorFolder(vector).string();
    const std::string tar =
        "tar -cf dot.tar -C " + from + "/record . && tar -cf top.tar -C " + from + " record && ";
    const std::string pack = "zstd -q dot.tar -o packed.tar.zst && gzip -k top.tar";
    ASSERT_EQ(std::system((in + tar + pack).c_str()), 0);
    const std::string report = VectorReport(vector, {.threads = 1});
    for (const char* name : {"dot.tar", "top.tar", "packed.tar.zst", "top.tar.gz"}) {
      const auto archive = tlog::OpenLogSource(folder.path() / name);
      ASSERT_THAT(archive, Succeeds()) << name;
      EXPECT_EQ(Report(**archive, {.trust = &trust, .threads = 1}), report) << vector << name;
    }
  }
}

// Spec: VER-5. Each damage is done to a copy in each of two folders.
TEST(VerifyTest, TheReportOfADamagedRecordDoesNotSayWhereTheRecordLies) {
  namespace fs = std::filesystem;
  const std::vector<std::pair<std::string, std::function<void(const fs::path&)>>> damages = {
      {"no bundle", [](const fs::path& r) { fs::remove_all(r / "tile/entries"); }},
      {"no hash tile", [](const fs::path& r) { fs::remove_all(r / "tile/0"); }},
      {"no tiles", [](const fs::path& r) { fs::remove_all(r / "tile"); }},
      {"a bundle is a link", [](const fs::path& r) { ReplaceByLink(r, "tile/entries/000.p/15"); }},
      {"a hash tile is a link", [](const fs::path& r) { ReplaceByLink(r, "tile/0/000.p/15"); }},
      {"a folder is a link", [](const fs::path& r) { ReplaceByLink(r, "tile/0"); }},
      {"a hash tile is a pipe", [](const fs::path& r) { ReplaceByPipe(r / "tile/0/000.p/15"); }},
      {"a bundle is a folder", [](const fs::path& r) { ReplaceByFolder(r / "tile/entries/000.p/15"); }},
      {"a bundle is too large",
       [](const fs::path& r) { fs::resize_file(r / "tile/entries/000.p/15", 1 << 30); }},
      {"an empty hash tile", [](const fs::path& r) { fs::resize_file(r / "tile/0/000.p/15", 0); }},
      {"a wider tile that differs", [](const fs::path& r) { fs::copy(r / "checkpoint", r / "tile/0/000"); }},
      {"no checkpoint", [](const fs::path& r) { fs::remove(r / "checkpoint"); }},
      {"the checkpoint is a pipe", [](const fs::path& r) { ReplaceByPipe(r / "checkpoint"); }},
      {"no record", [](const fs::path& r) { fs::remove_all(r); }},
  };
  for (const auto& [name, damage] : damages) {
    const TemporaryFolder one;
    const TemporaryFolder other;
    for (const fs::path& folder : {one.path(), other.path()}) {
      fs::copy(VectorFolder("no-ballots") / "record", folder / "record", fs::copy_options::recursive);
      damage(folder / "record");
    }
    const std::string report = Report(tlog::DirectorySource(one.path() / "record"), {.threads = 1});
    EXPECT_EQ(report, Report(tlog::DirectorySource(other.path() / "record"), {.threads = 1})) << name;
    EXPECT_EQ(report.find(one.path().string()), std::string::npos) << name << "\n" << report;
    EXPECT_NE(json::parse(report).at("outcome"), "consistent") << name;
  }
}

// Spec: VER-5
TEST(VerifyTest, TheReportDoesNotDependOnWhereADamagedRecordLies) {
  namespace fs = std::filesystem;
  const Trust trust = VectorTrust("plain");
  const fs::path whole = VectorFolder("plain") / "record";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(whole)) {
    if (entry.is_regular_file() && entry.path().filename() != "checkpoint") files.push_back(entry.path());
  }
  ASSERT_GE(files.size(), 2u);
  const TemporaryFolder here;
  const TemporaryFolder there;
  for (const fs::path& file : files) {
    const std::string name = fs::relative(file, whole).generic_string();
    for (const TemporaryFolder* place : {&here, &there}) {
      fs::remove_all(place->path() / "record");
      fs::copy(whole, place->path() / "record", fs::copy_options::recursive);
      fs::remove(place->path() / "record" / name);
    }
    const std::string tar =
        "tar -cf " + (here.path() / "r.tar").string() + " -C " + (here.path() / "record").string() + " .";
    ASSERT_EQ(std::system(tar.c_str()), 0);
    const VerifyOptions options{.trust = &trust, .threads = 1};
    const auto packed = tlog::OpenLogSource(here.path() / "r.tar");
    ASSERT_THAT(packed, Succeeds());
    const std::string report = Report(tlog::DirectorySource(here.path() / "record"), options);
    EXPECT_EQ(Report(tlog::DirectorySource(there.path() / "record"), options), report) << name;
    EXPECT_EQ(Report(**packed, options), report) << name;
    EXPECT_THAT(report, ::testing::HasSubstr("the record has no file " + name));
    EXPECT_THAT(report, ::testing::Not(::testing::HasSubstr(here.path().string())));
  }
}

// Spec: VER-4
TEST(VerifyTest, WithoutAReadableCheckpointNothingCanBeChecked) {
  MemoryRecord record("plain");
  const Bytes good = record.files.at("checkpoint");
  record.files.erase("checkpoint");
  EXPECT_THAT(VerifyRecord(record, {}), FailsWith(ErrorCode::kMissingFile));
  for (const Bytes& bad : {Bytes{}, Bytes(100, 'x'), Bytes(good.begin(), good.end() - 1)}) {
    record.files["checkpoint"] = bad;
    EXPECT_THAT(VerifyRecord(record, {}), FailsWith(ErrorCode::kBadCheckpoint));
  }
  record.files["checkpoint"] = Bytes(tlog::kMaxNoteSize + 1, 'x');
  EXPECT_THAT(VerifyRecord(record, {}), FailsWith(ErrorCode::kBadCheckpoint));
  EXPECT_THAT(VerifyRecord(tlog::DirectorySource("/nonexistent"), {}), FailsWith(ErrorCode::kMissingFile));
}

// Spec: VER-7, VER-10
TEST(VerifyTest, WithoutAUsableManifestNothingAfterItIsJudged) {
  const auto expect = [](const char* name, const char* finding) {
    const Verification v = VerifyUnpinned(MemoryRecord(name));
    EXPECT_THAT(Findings(v, CheckId::kManifest), ElementsAre(finding)) << name;
    for (size_t c = static_cast<size_t>(CheckId::kCeremony); c < kCheckCount; ++c) {
      EXPECT_EQ(v.checks()[c].status(), CheckStatus::kNotApplicable)
          << name << CheckName(static_cast<CheckId>(c));
    }
    EXPECT_EQ(v.At(CheckId::kBoardSignature).status(), CheckStatus::kNotApplicable);
    EXPECT_EQ(v.At(CheckId::kWitnesses).status(), CheckStatus::kNotApplicable);
    EXPECT_EQ(v.context, nullptr);
    EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
  };
  expect("empty-log", "- incomplete");
  expect("undecodable-first", "- incomplete");
  expect("missing-entries", "- incomplete");
  expect("no-manifest", "0 wrong-phase");
  expect("bad-manifest", "0 bad-manifest");
}

// Spec: VER-9
TEST(VerifyTest, AnUnreadableFirstBundleLeavesTheRestUnjudged) {
  MemoryRecord record("tiles");
  record.files.erase("tile/entries/000");
  const Verification v = VerifyUnpinned(record);
  EXPECT_THAT(Everything(v), ElementsAre("log 0 missing-file", "log - wrong-tile", "log - wrong-tile",
                                         "log - wrong-root", "manifest - incomplete"));
  EXPECT_EQ(v.tree.size, 269u);
}

// Spec: VER-9
TEST(VerifyTest, TheFoldGoesOnBehindAnUnreadableBundle) {
  const auto last = [](const MemoryRecord& record) {
    return std::find_if(record.files.begin(), record.files.end(),
                        [](const auto& file) { return file.first.starts_with("tile/entries/001"); });
  };
  MemoryRecord record("tiles");
  const std::string path = last(record)->first;
  const Bytes good = last(record)->second;
  const auto findings = [&] { return Findings(VerifyUnpinned(record), CheckId::kLog); };
  record.files[path].pop_back();
  EXPECT_THAT(findings(), ElementsAre("256 truncated", "- wrong-tile", "- wrong-root"));
  record.files[path] = good;
  record.files[path].push_back(0);
  EXPECT_THAT(findings(), ElementsAre("256 trailing-bytes", "- wrong-tile", "- wrong-root"));
  record.files[path] = Bytes(tlog::kMaxBundleSize + 1);
  EXPECT_THAT(findings(), ElementsAre("256 too-large", "- wrong-tile", "- wrong-root"));
  record.files.erase(path);
  const Verification v = VerifyUnpinned(record);
  EXPECT_EQ(v.phase, referendum::Phase::kOpen);
  EXPECT_EQ(v.At(CheckId::kBallots).status(), CheckStatus::kPassed);
  EXPECT_EQ(v.At(CheckId::kClose).status(), CheckStatus::kNotApplicable);
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
}

// Spec: VER-9. Entries are judged again behind a hole in the middle.
TEST(VerifyTest, AHoleInTheMiddleIsOneFinding) {
  MadeUpLog log(700, [](uint64_t i) {
    return i == 600 ? Bytes{0} : record::EncodeEntry(record::EntryView{record::EntryType::kOpen, i, {}});
  });
  log.missing.insert("tile/entries/001");
  const Verification v = VerifyUnpinned(log);
  EXPECT_THAT(Everything(v), ElementsAre("log 256 missing-file", "log 600 unknown-enum", "log - wrong-tile",
                                         "log - wrong-tile", "log - wrong-root", "manifest 0 wrong-phase"));
}

// Spec: LOG-5
TEST(VerifyTest, HashTilesOverTheirLargestSizeAreTooLarge) {
  MemoryRecord record("plain");
  record.HashTile().resize(tlog::kMaxHashTileSize);
  EXPECT_THAT(Everything(VerifyUnpinned(record)), ElementsAre("log - trailing-bytes"));
  record.HashTile().resize(tlog::kMaxHashTileSize + 1);
  EXPECT_THAT(Everything(VerifyUnpinned(record)), ElementsAre("log - too-large"));
}

// Spec: VER-8
TEST(VerifyTest, ListsTheFirstThousandFindingsAndCountsAll) {
  MadeUpLog log(1500, [](uint64_t) { return Bytes{0}; });
  const Verification v = VerifyUnpinned(log);
  const Check& check = v.At(CheckId::kLog);
  EXPECT_EQ(check.count(), 1500u);
  ASSERT_EQ(check.findings().size(), 1000u);
  for (size_t i = 0; i < 1000; ++i) EXPECT_EQ(check.findings()[i].entry, i);
}

// Spec: VER-8. Tiles found wrong beyond the list are counted as well.
TEST(VerifyTest, CountsFindingsOfEveryKindTogether) {
  MadeUpLog log(999, [](uint64_t) { return Bytes{0}; });
  for (auto& [path, bytes] : log.tiles) {
    if (path != "checkpoint") bytes[0] ^= 1;
  }
  const Verification v = VerifyUnpinned(log);
  const Check& check = v.At(CheckId::kLog);
  EXPECT_EQ(check.count(), 999u + 5u);
  EXPECT_EQ(check.findings().size(), 1000u);
  EXPECT_EQ(check.findings().back().code, ErrorCode::kWrongTile);
}

// A list that is full hides no failure. Spec: VER-4, VER-8
TEST(VerifyTest, MoreThanAThousandFindingsAreStillWrong) {
  MemoryRecord record("tiles");
  const Trust trust = VectorTrust("tiles");
  EXPECT_EQ(VerifyWith(record, {.trust = &trust, .threads = 1}).outcome(), VerificationOutcome::kVerified);
  for (unsigned width = 1; width <= tlog::kTileWidth; ++width) {
    for (const int level : {tlog::Tile::kEntries, 0}) {
      for (const uint64_t index : {0u, 1u})
        record.files.try_emplace(tlog::FormatTilePath({level, index, width}));
    }
  }
  const Verification v = VerifyWith(record, {.trust = &trust, .threads = 1});
  EXPECT_EQ(v.At(CheckId::kLog).count(), 4u * 255u);
  EXPECT_EQ(v.At(CheckId::kLog).findings().size(), 1000u);
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
}

// ABrokenDisk is a record of which one file is there and cannot be read.
class ABrokenDisk final : public tlog::LogSource {
 public:
  ABrokenDisk(const std::string& name, std::string path) : record_(name), path_(std::move(path)) {}
  Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    if (path == path_) return Fail(ErrorCode::kCannotRead, "input/output error");
    return record_.Read(path, max_size);
  }
  Status ForEachFile(const tlog::VisitFile& visit) const override { return record_.ForEachFile(visit); }
  MemoryRecord& record() { return record_; }

 private:
  MemoryRecord record_;
  std::string path_;
};

// What a disk cannot give is no evidence of anything. Spec: VER-4
TEST(VerifyTest, AFileThatCannotBeReadIsNoFinding) {
  for (const std::string path :
       {"checkpoint", "tile/entries/000", "tile/entries/001.p/13", "tile/0/000", "tile/1/000.p/1"}) {
    for (const unsigned threads : {1u, 2u}) {
      EXPECT_THAT(VerifyRecord(ABrokenDisk("tiles", path), {.threads = threads}),
                  FailsWith(ErrorCode::kCannotRead))
          << path;
    }
  }
  // Of another size: it is compared. A stray is not.
  for (const std::string path : {"tile/0/000.p/9", "tile/entries/001.p/20"}) {
    ABrokenDisk disk("tiles", path);
    disk.record().files[path] = {};
    EXPECT_THAT(VerifyRecord(disk, {.threads = 1}), FailsWith(ErrorCode::kCannotRead)) << path;
  }
  for (const std::string path : {"tile/0/009", "stray"}) {
    ABrokenDisk disk("tiles", path);
    disk.record().files[path] = {};
    EXPECT_THAT(Everything(VerifyUnpinned(disk)), IsEmpty()) << path;
  }
}

TEST(VerifyTest, ReportsProgressUpToTheEnd) {
  MadeUpLog log(20000, [](uint64_t) { return Bytes{0}; });
  std::vector<ProgressState> seen;
  (void)VerifyWith(log,
                   {.threads = 1, .progress = [&](const ProgressState& state) { seen.push_back(state); }});
  ASSERT_GT(seen.size(), 2u);
  for (size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].entries_total, 20000u);
    if (i > 0) {
      EXPECT_GT(seen[i].entries_done, seen[i - 1].entries_done);
    }
  }
  EXPECT_EQ(seen.back().entries_done, 20000u);
}

// ChangingRecord gives another bundle from the second reading on.
class ChangingRecord final : public tlog::LogSource {
 public:
  ChangingRecord(const std::string& name, std::function<Result<Bytes>(Bytes)> change)
      : record_(name), change_(std::move(change)) {}
  Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    CONSTAT_ASSIGN(Bytes bytes, record_.Read(path, max_size));
    if (!path.starts_with("tile/entries/") || ++readings_ == 1) return bytes;
    return change_(std::move(bytes));
  }
  Status ForEachFile(const tlog::VisitFile& visit) const override { return record_.ForEachFile(visit); }
  [[nodiscard]] int readings() const { return readings_; }

 private:
  MemoryRecord record_;
  std::function<Result<Bytes>(Bytes)> change_;
  mutable int readings_ = 0;
};

// Spec: BAL-9. Superseded ballots are read a second time; they must be the bytes that were hashed.
TEST(VerifyTest, ARecordThatChangesBetweenTheReadingsCannotBeChecked) {
  const ChangingRecord same("plain", [](Bytes bytes) { return bytes; });
  EXPECT_EQ(VerifyWith(same, {.threads = 1}).outcome(), VerificationOutcome::kConsistent);
  ASSERT_EQ(same.readings(), 2) << "the record plain has superseded ballots";
  const ChangingRecord altered("plain", [](Bytes bytes) {
    for (size_t i = 0; i < bytes.size(); i += 97) bytes[i] ^= 1;
    return bytes;
  });
  EXPECT_FALSE(VerifyRecord(altered, {.threads = 1}).has_value());
  const ChangingRecord gone(
      "plain", [](const Bytes&) -> Result<Bytes> { return Fail(ErrorCode::kCannotRead, "gone"); });
  EXPECT_THAT(VerifyRecord(gone, {.threads = 1}), FailsWith(ErrorCode::kCannotRead));
}

// One byte changed between the readings makes an error, or lies outside the superseded ballots.
TEST(VerifyTest, ASingleByteOfASupersededBallotChangedInBetweenIsNoticed) {
  const size_t size = MemoryRecord("plain").Bundle().size();
  size_t found = 0;
  for (size_t at = 3; at < size; at += 211) {
    const ChangingRecord altered("plain", [at](Bytes bytes) {
      bytes[at] ^= 1;
      return bytes;
    });
    const Result<Verified> verified = VerifyRecord(altered, {.threads = 1});
    found += verified.has_value() ? 0 : 1;
    if (verified) {
      EXPECT_EQ(verified->verification.outcome(), VerificationOutcome::kConsistent) << at;
    }
  }
  EXPECT_GT(found, 5u);
}

// Spec: VER-5. Many blocks, with holes and entries that do not decode.
TEST(VerifyTest, ALongLogIsTheSameWithAnyThreads) {
  MadeUpLog log(30000, [](uint64_t i) {
    const auto type = record::kEntryTypes[i % record::kEntryTypes.size()];
    return i % 997 == 5 ? Bytes{0} : record::EncodeEntry(record::EntryView{type, i, {}});
  });
  for (const char* path : {"tile/entries/003", "tile/entries/040", "tile/entries/041"})
    log.missing.insert(path);
  const std::string report = Report(log, {.threads = 1});
  EXPECT_THAT(report, HasSubstr("missing-file"));
  for (const unsigned threads : {2u, 3u, 8u}) EXPECT_EQ(Report(log, {.threads = threads}), report) << threads;
}

// Spec: VER-2. What a report shows besides the checks.
TEST(VerifyTest, SummarisesWhatThePagesShow) {
  const Trust trust = VectorTrust("plain");
  const Verification v = VerifyWith(MemoryRecord("plain"), {.trust = &trust, .threads = 1});
  EXPECT_EQ(v.outcome(), VerificationOutcome::kVerified);
  EXPECT_TRUE(v.pinned);
  EXPECT_EQ(v.receipts_checked, 1u);
  EXPECT_EQ(v.phase, referendum::Phase::kFinal);
  EXPECT_EQ(v.sharing_trustees, (std::vector<uint16_t>{1, 3}));
  ASSERT_EQ(v.witnesses.size(), 2u);
  EXPECT_EQ(v.witnesses[0].name, "witness0.example");
  EXPECT_EQ(v.ballots, 14u);
  ASSERT_EQ(v.turnout.size(), 2u);
  EXPECT_EQ(v.turnout[0], (record::RegionTurnout{7, 7, 10}));
  uint64_t hours = 0;
  for (const uint64_t ballots : v.ballots_per_hour) hours += ballots;
  EXPECT_EQ(hours, 14u);
  EXPECT_EQ(VerifyUnpinned(MemoryRecord("plain")).outcome(), VerificationOutcome::kConsistent);
}

// Spec: VER-4, MAN-7. A rehearsal keeps its outcome; only who expects one gets the status of a vote.
TEST(VerifyTest, ARehearsalEndsAsAVoteOnlyWhereItIsExpected) {
  const Trust trust = VectorTrust("rehearsal-as-vote");
  const auto run = [&](const Trust* pins, bool rehearsal) {
    return VerifyWith(MemoryRecord("rehearsal-as-vote"),
                      {.trust = pins, .rehearsal = rehearsal, .threads = 1});
  };
  EXPECT_EQ(run(&trust, false).outcome(), VerificationOutcome::kVerified);
  EXPECT_TRUE(run(&trust, false).IsRehearsal());
  EXPECT_EQ(run(&trust, false).ExitStatus(), 3);
  EXPECT_EQ(run(&trust, true).ExitStatus(), 0);
  EXPECT_EQ(run(nullptr, true).ExitStatus(), 3) << "consistent";
}

// Spec: VER-4. To expect a rehearsal changes nothing for a record that is none.
TEST(VerifyTest, ExitStatuses) {
  for (const bool rehearsal : {false, true}) {
    const auto status = [&](const std::string& name, bool pinned) {
      const Trust trust = VectorTrust(name);
      return VerifyWith(MemoryRecord(name),
                        {.trust = pinned ? &trust : nullptr, .rehearsal = rehearsal, .threads = 1})
          .ExitStatus();
    };
    EXPECT_EQ(status("plain", true), 0);
    EXPECT_EQ(status("wrong-result", true), 1);
    EXPECT_EQ(status("incomplete", true), 3);
    EXPECT_EQ(status("plain", false), 3);
  }
}

TEST(VerifyTest, NamesOfChecks) {
  std::set<std::string_view> names;
  for (size_t c = 0; c < kCheckCount; ++c) {
    names.insert(CheckName(static_cast<CheckId>(c)));
  }
  EXPECT_EQ(names.size(), kCheckCount);
}

}  // namespace
}  // namespace constat::verify
