// Trust files: what parses, and that every other one is refused with its code and its place.
#include "constat/verify/trust.h"

#include "constat/testing/record.h"
#include "constat/testing/vectors.h"

namespace constat::verify {
namespace {

using ::testing::HasSubstr;
using testing::VectorFolder;

// TrustFile is a folder with the trust file of the record "plain", and what that names.
class TrustFile {
 public:
  TrustFile() {
    for (const char* name : {"trust.toml", "earlier.checkpoint", "receipt.tlog-proof"}) {
      std::filesystem::copy_file(VectorFolder("plain") / name, folder_.path() / name);
    }
    const Bytes bytes = io::ReadFile(path(), 1 << 20).value();
    text_ = AsText(bytes);
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "trust.toml"; }
  [[nodiscard]] const std::string& text() const { return text_; }

  // With is the result of reading the file after one replacement; what is to be replaced must be there.
  Result<Trust> With(const std::string& from, const std::string& to) {
    std::string text = text_;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return Read(text.replace(at, from.size(), to));
  }
  Result<Trust> Read(const std::string& text) {
    Write("trust.toml", text);
    return ReadTrust(path());
  }
  void Write(const std::string& name, std::string_view content) {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
  }

 private:
  TemporaryFolder folder_;
  std::string text_;
};

// ExpectRefused checks the code, and that the message names the place.
template <typename T>
void ExpectRefused(const Result<T>& trust, ErrorCode code, const std::string& place) {
  ASSERT_THAT(trust, FailsWith(code));
  EXPECT_THAT(trust.error().detail, HasSubstr(place));
}

// Spec: VER-1
TEST(TrustTest, ReadsAllFourKeysAndTheFilesTheyName) {
  TrustFile file;
  const Result<Trust> trust = ReadTrust(file.path());
  ASSERT_THAT(trust, Succeeds());
  EXPECT_EQ(text::FormatHex(trust->manifest_hash),
            "19f76b3df48d437a487216c74238cc860f2dd613e1902d63c964367375ccee98");
  EXPECT_EQ(trust->policy.LogKeys().size(), 1u);
  EXPECT_EQ(trust->policy.WitnessKeys().size(), 2u);
  ASSERT_EQ(trust->checkpoints.size(), 1u);
  EXPECT_EQ(trust->checkpoints[0].name, "earlier.checkpoint");
  ASSERT_EQ(trust->receipts.size(), 1u);
  EXPECT_FALSE(trust->receipts[0].receipt.extra.empty());
}

TEST(TrustTest, TheListsMayBeMissingOrEmpty) {
  TrustFile file;
  const std::string head = file.text().substr(0, file.text().find("checkpoints"));
  for (const std::string& lists : {std::string(), std::string("checkpoints = []\nreceipts = []\n")}) {
    const Result<Trust> trust = file.Read(head + lists);
    ASSERT_THAT(trust, Succeeds());
    EXPECT_TRUE(trust->checkpoints.empty() && trust->receipts.empty());
  }
}

TEST(TrustTest, FormatTrustIsReadBack) {
  TrustFile file;
  const Trust trust = ReadTrust(file.path()).value();
  const Result<Trust> again = file.Read(FormatTrust(trust.manifest_hash, trust.policy).value());
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->manifest_hash, trust.manifest_hash);
  EXPECT_EQ(again->policy.Format(), trust.policy.Format());
}

// A key name may have what TOML gives a meaning of its own.
TEST(TrustTest, FormatTrustIsReadBackWithAnyNameOfAKey) {
  TrustFile file;
  const tlog::Policy plain = ReadTrust(file.path())->policy;
  for (const char* name : {"a\\nb", "a\"\"\"b", "\\", "\"", "\u00fcx", "#"}) {
    tlog::VerifierKey log = plain.LogKeys().front();
    log.name = name;
    const tlog::Policy policy = tlog::Policy::MakeThreshold(log, plain.WitnessKeys(), 2).value();
    const Result<std::string> text = FormatTrust({}, policy);
    ASSERT_THAT(text, Succeeds()) << name;
    const Result<Trust> again = file.Read(*text);
    ASSERT_THAT(again, Succeeds()) << name;
    EXPECT_EQ(again->policy.Format(), policy.Format());
  }
}

// Spec: VER-1
TEST(TrustTest, IsReadWithoutAnyFile) {
  TrustFile file;
  const Trust named = ReadTrust(file.path()).value();
  std::map<std::string, Bytes> given;
  for (const char* name : {"earlier.checkpoint", "receipt.tlog-proof"}) {
    given[name] = io::ReadFile(file.path().parent_path() / name).value();
  }
  const TrustText whole{.text = file.text(),
                        .files = [&](const std::string& name, size_t max_size) -> Result<Bytes> {
                          EXPECT_GE(max_size, given[name].size());
                          return given[name];
                        }};
  const Result<Trust> trust = ParseTrust(whole);
  ASSERT_THAT(trust, Succeeds());
  EXPECT_EQ(trust->manifest_hash, named.manifest_hash);
  EXPECT_EQ(trust->policy.Format(), named.policy.Format());
  ASSERT_EQ(trust->checkpoints.size(), 1u);
  EXPECT_EQ(trust->checkpoints[0].name, "earlier.checkpoint");
  EXPECT_EQ(trust->receipts.size(), 1u);
  given["earlier.checkpoint"] = {};
  ExpectRefused(ParseTrust(whole), ErrorCode::kBadCheckpoint,
                "the trust file: \"checkpoints\": earlier.checkpoint");
  ExpectRefused(ParseTrust({.text = file.text()}), ErrorCode::kMissingFile,
                "the trust file: \"checkpoints\": earlier.checkpoint was not given");
}

TEST(TrustTest, FormatTrustWritesNothingThatNobodyCouldRead) {
  const tlog::Policy nobody = tlog::Policy::Parse("quorum none\n").value();
  const Result<std::string> text = FormatTrust({}, nobody);
  ExpectRefused(text, ErrorCode::kBadPolicy, "the trust file was not written");
}

// Spec: VER-5
TEST(TrustTest, UnnamedReadingSaysNothingOfFolders) {
  TrustFile file;
  const auto expect = [&](ErrorCode code, const std::string& place) {
    const Result<Trust> read = ReadTrustUnnamed(file.path());
    ExpectRefused(read, code, place);
    EXPECT_EQ(read.error().detail.find(file.path().parent_path().string()), std::string::npos)
        << read.error().detail;
  };
  ASSERT_THAT(ReadTrustUnnamed(file.path()), Succeeds());
  file.Write("trust.toml", "manifest = \"\n");
  expect(ErrorCode::kBadText, "the trust file line 1");
  file.Write("trust.toml", file.text() + "threshold = 3\n");
  expect(ErrorCode::kBadText, "the trust file line 11");
  file.Write("trust.toml", file.text());
  file.Write("earlier.checkpoint", "no note\n");
  expect(ErrorCode::kBadCheckpoint, "\"checkpoints\": earlier.checkpoint");
  std::filesystem::remove(file.path().parent_path() / "earlier.checkpoint");
  expect(ErrorCode::kMissingFile, "cannot open earlier.checkpoint");
  std::filesystem::remove(file.path());
  expect(ErrorCode::kMissingFile, "cannot open the trust file");
  std::filesystem::create_directory(file.path());
  expect(ErrorCode::kCannotRead, "the trust file is not a file that can be read here");
}

// Spec: VER-1, VER-4
TEST(TrustTest, RefusesWhatIsNoTrustFile) {
  TrustFile file;
  ExpectRefused(ReadTrust("/nonexistent/trust.toml"), ErrorCode::kMissingFile, "/nonexistent/trust.toml");
  ExpectRefused(ReadTrust(file.path().parent_path()), ErrorCode::kCannotRead,
                file.path().parent_path().string());
  ExpectRefused(file.Read(std::string((1 << 20) + 1, '#')), ErrorCode::kTooLarge, "trust.toml");
  ExpectRefused(file.Read("manifest = \"\n"), ErrorCode::kBadText, "trust.toml line 1");
  ExpectRefused(file.Read(file.text() + "policy = \"twice\"\n"), ErrorCode::kBadText, "trust.toml line 11");
  ExpectRefused(file.Read("\xff\xfe = 1\n"), ErrorCode::kBadText, "trust.toml line 1");
  ExpectRefused(file.Read(""), ErrorCode::kBadText, "\"manifest\" is missing");
}

TEST(TrustTest, RefusesKeysThatItDoesNotKnow) {
  TrustFile file;
  ExpectRefused(file.Read(file.text() + "threshold = 3\n"), ErrorCode::kBadText,
                "line 11: a trust file has no \"threshold\"");
  ExpectRefused(file.With("receipts =", "receipt ="), ErrorCode::kBadText,
                "line 10: a trust file has no \"receipt\"");
  ExpectRefused(file.Read(file.text() + "[more]\n"), ErrorCode::kBadText, "\"more\"");
}

TEST(TrustTest, RefusesValuesOfAnotherKind) {
  TrustFile file;
  ExpectRefused(file.With("manifest =", "# manifest ="), ErrorCode::kBadText, "\"manifest\" is missing");
  ExpectRefused(file.Read("manifest = 8\npolicy = \"x\"\n"), ErrorCode::kBadText, "\"manifest\"");
  ExpectRefused(file.Read("manifest = \"00\"\n"), ErrorCode::kBadText, "\"policy\" is missing");
  ExpectRefused(file.With("19f7", "19F7"), ErrorCode::kBadText, "64 digits of 0-9 and a-f");
  ExpectRefused(file.With("19f7", "19f"), ErrorCode::kBadText, "64 digits of 0-9 and a-f");
  ExpectRefused(file.With("19f7", "19f700"), ErrorCode::kBadText, "64 digits of 0-9 and a-f");
  ExpectRefused(file.With("[\"earlier.checkpoint\"]", "\"earlier.checkpoint\""), ErrorCode::kBadText,
                "\"checkpoints\" is not a list");
  ExpectRefused(file.With("[\"receipt.tlog-proof\"]", "[\"receipt.tlog-proof\", 3]"), ErrorCode::kBadText,
                "\"receipts\" has something in it that is not text");
}

TEST(TrustTest, RefusesAPolicyThatDoesNotParseOrNamesNoLogOrTwo) {
  TrustFile file;
  const Trust trust = ReadTrust(file.path()).value();
  ExpectRefused(file.With("log vectors", "# log vectors"), ErrorCode::kBadPolicy,
                "has 0 lines that begin with log");
  const std::string log = file.text().substr(file.text().find("log vectors"));
  std::string other = log.substr(0, log.find('\n') + 1);
  ExpectRefused(file.With("log vectors", other + "log vectors"), ErrorCode::kBadPolicy, "policy line 2");
  const tlog::VerifierKey key{"other", tlog::KeyType::kEd25519, trust.policy.WitnessKeys().front().key};
  other = "log " + tlog::FormatVerifierKey(key) + "\n";
  ExpectRefused(file.With("log vectors", other + "log vectors"), ErrorCode::kBadPolicy,
                "has 2 lines that begin with log");
  ExpectRefused(file.With("quorum all-witnesses\n", ""), ErrorCode::kBadPolicy, "no quorum line");
  ExpectRefused(file.With("witness w1", "witnes w1"), ErrorCode::kBadPolicy, "policy line 3");
  ExpectRefused(file.With("62589e0b", "62589e0c"), ErrorCode::kBadPolicy, "policy line 1");
  ExpectRefused(file.With("group all-witnesses 2 w0 w1", "group all-witnesses 3 w0 w1"),
                ErrorCode::kBadPolicy, "policy line 4");
}

TEST(TrustTest, RefusesNamedFilesThatAreMissingOrDoNotParse) {
  TrustFile file;
  ExpectRefused(file.With("earlier.checkpoint", "later.checkpoint"), ErrorCode::kMissingFile,
                "later.checkpoint");
  ExpectRefused(file.With("receipt.tlog-proof", "none.tlog-proof"), ErrorCode::kMissingFile,
                "none.tlog-proof");
  file.Write("bad.checkpoint", "no note\n");
  ExpectRefused(file.With("earlier.checkpoint", "bad.checkpoint"), ErrorCode::kBadCheckpoint,
                "bad.checkpoint");
  file.Write("bad.tlog-proof", "c2sp.org/tlog-proof@v2\n");
  ExpectRefused(file.With("receipt.tlog-proof", "bad.tlog-proof"), ErrorCode::kBadText, "bad.tlog-proof");
  file.Write("large.checkpoint", std::string(tlog::kMaxNoteSize + 1, 'x'));
  ExpectRefused(file.With("earlier.checkpoint", "large.checkpoint"), ErrorCode::kTooLarge,
                "large.checkpoint");
}

// Spec: VER-1. As Windows saves it.
TEST(TrustTest, ACarriageReturnBeforeALineFeedCountsForNothing) {
  TrustFile file;
  const Trust plain = ReadTrust(file.path()).value();
  std::string returned;
  for (const char c : file.text()) returned += c == '\n' ? "\r\n" : std::string(1, c);
  const Result<Trust> read = file.Read(returned);
  ASSERT_THAT(read, Succeeds());
  EXPECT_EQ(read->policy.Format(), plain.policy.Format());
  EXPECT_EQ(read->receipts.size(), 1u);
  ExpectRefused(file.Read("\n\r\r\n" + file.text()), ErrorCode::kBadText, "trust.toml line 2");
  ExpectRefused(file.Read("# a\rb\n" + file.text()), ErrorCode::kBadText, "trust.toml line 1");
  ExpectRefused(file.Read(file.text() + "\r"), ErrorCode::kBadText, "carriage return");
}

// Spec: VER-1
TEST(Vectors, TrustFiles) {
  TrustFile file;
  ForEachVector("trust-files", [&](Vector& v) {
    EXPECT_EQ(CodeOf(file.Read(std::string(AsText(v.LongBytes())))), v.Code());
  });
}

// Spec: VER-1. What TOML 1.0 does not allow, though parsers may pass over it.
TEST(TrustTest, RefusesAByteOrderMarkAndControlCharacters) {
  TrustFile file;
  ExpectRefused(file.Read("\xef\xbb\xbf" + file.text()), ErrorCode::kBadText, "byte order mark");
  for (const char c : {'\0', '\1', '\v', '\x1f', '\x7f'}) {
    ExpectRefused(file.Read(file.text() + "#\t" + c + "\n"), ErrorCode::kBadText, "a control character");
  }
}

// Spec: VER-1, VER-4
TEST(TrustTest, NamesMayBeAbsoluteAndOnesThatNoFileHasAreMissing) {
  TrustFile file;
  const std::string folder = file.path().parent_path().string();
  const Result<Trust> trust = file.With("\"earlier.checkpoint", "\"" + folder + "/earlier.checkpoint");
  ASSERT_THAT(trust, Succeeds());
  EXPECT_EQ(trust->checkpoints.at(0).name, "earlier.checkpoint");
  // The system would open the file before the zero byte.
  ExpectRefused(file.With("earlier.checkpoint", "earlier.checkpoint\\u0000"), ErrorCode::kMissingFile,
                "zero byte");
  ExpectRefused(file.With("earlier.checkpoint", "trust.toml/x"), ErrorCode::kMissingFile, "cannot open x");
  ExpectRefused(file.With("earlier.checkpoint", "."), ErrorCode::kCannotRead,
                "not a file that can be read here");
  ExpectRefused(file.With("earlier.checkpoint", ""), ErrorCode::kCannotRead, "a name of a file is empty");
  ExpectRefused(file.With("earlier.checkpoint", std::string(300, 'x')), ErrorCode::kCannotRead,
                "cannot open");
}

// Spec: BAL-12
TEST(TrustTest, RefusesAReceiptWithoutItsEntry) {
  TrustFile file;
  const Bytes bytes = io::ReadFile(VectorFolder("plain") / "receipt.tlog-proof", 1 << 20).value();
  tlog::InclusionReceipt receipt = tlog::ParseReceipt(AsText(bytes)).value();
  receipt.extra.clear();
  file.Write("empty.tlog-proof", tlog::FormatReceipt(receipt));
  ExpectRefused(file.With("receipt.tlog-proof", "empty.tlog-proof"), ErrorCode::kBadText, "empty.tlog-proof");
}

}  // namespace
}  // namespace constat::verify
