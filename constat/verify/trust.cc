#include "constat/verify/trust.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/record/rehearsal.h"
#include "constat/text/error_text.h"
#include "constat/text/foreign.h"
#include "constat/text/hex.h"
#include "constat/text/toml_fields.h"

namespace constat::verify {
namespace {

// The lists of files, in the order of VER-1.
constexpr std::array<const char*, 4> kLists = {"checkpoints", "receipts", "promises", "refusals"};

// TrustFile is what is read of a trust file, with what messages call it.
struct TrustFile {
  const TrustText& from;
  toml::table table;

  [[nodiscard]] const std::string& name() const { return from.name; }
};

Result<std::string> RequiredText(const TrustFile& file, const char* key) {
  const auto text = file.table[key].value<std::string>();
  if (!text)
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"{}\" is missing or is not text", file.name(), key));
  return *text;
}

// FileNames reads an optional list of names.
Result<std::vector<std::string>> FileNames(const TrustFile& file, const char* key) {
  std::vector<std::string> out;
  if (!file.table.contains(key)) return out;
  const toml::array* const names = file.table[key].as_array();
  if (names == nullptr)
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"{}\" is not a list", file.name(), key));
  for (const toml::node& name : *names) {
    const auto text = name.value<std::string>();
    if (!text)
      return Fail(ErrorCode::kBadText,
                  fmt::format("{}: \"{}\" has something in it that is not text; put each name in quotes",
                              file.name(), key));
    out.push_back(*text);
  }
  return out;
}

Status CheckKeys(const TrustFile& file) {
  for (const auto& [key, value] : file.table) {
    if (key != "manifest" && key != "policy" &&
        std::find(kLists.begin(), kLists.end(), key.str()) == kLists.end()) {
      return Fail(ErrorCode::kBadText, fmt::format("{} line {}: a trust file has no \"{}\"; check how "
                                                   "it is written",
                                                   file.name(), value.source().begin.line, key.str()));
    }
  }
  return {};
}

// CheckNameCount refuses more names than are read. ERRORS: FileNames'; kTooLarge.
Status CheckNameCount(const TrustFile& file) {
  size_t names = 0;
  for (const char* const key : kLists) {
    CONSTAT_ASSIGN(const std::vector<std::string> listed, FileNames(file, key));
    names += listed.size();
  }
  if (names <= kMaxTrustNames) return {};
  return Fail(ErrorCode::kTooLarge,
              fmt::format("{} names {} files, and at most {} are read", file.name(), names, kMaxTrustNames));
}

// Listed is a list of files, how large each may be, and how large those of all lists are so far.
struct Listed {
  const char* key;
  size_t max_bytes;
  size_t* all_bytes;
};

// NameIn is a file's name without its folder.
std::string NameIn(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// ReadListed reads the files of a list, each with parse. ERRORS: with the names of both files.
template <typename Named, typename Parse>
Status ReadListed(const TrustFile& file, const Listed& list, std::vector<Named>& out, Parse parse) {
  CONSTAT_ASSIGN(const std::vector<std::string> listed, FileNames(file, list.key));
  for (const std::string& path : listed) {
    const std::string name = NameIn(path);
    const auto with_place = [&](const Error& error) {
      return tl::unexpected(Prefix(fmt::format("{}: \"{}\"", file.name(), list.key), error));
    };
    const Result<Bytes> bytes = file.from.files(path, list.max_bytes);
    if (!bytes) return with_place(bytes.error());
    *list.all_bytes += bytes->size();
    if (*list.all_bytes > kMaxTrustFiles) {
      return with_place({ErrorCode::kTooLarge, fmt::format("the files that it names have over "
                                                           "{} bytes together",
                                                           kMaxTrustFiles)});
    }
    auto parsed = parse(AsText(*bytes));
    if (!parsed) return with_place(Prefix(name, parsed.error()));
    out.push_back({name, *std::move(parsed)});
  }
  return {};
}

// CheckIsText says of a file that is something else what it is. What it refuses is no TOML with these keys.
Status CheckIsText(const TrustText& trust) {
  if (trust.text.empty()) return {};
  if (const auto foreign = text::FindForeign(AsBytes(trust.text)))
    return Fail(ErrorCode::kBadText, fmt::format("{} is {}; {}", trust.name, foreign->what, foreign->advice));
  const std::string_view head = trust.text.substr(0, 2);
  if (head == "\xff\xfe" || head == "\xfe\xff" || head.find('\0') != std::string_view::npos)
    return Fail(ErrorCode::kBadText, trust.name + " line 1: this is UTF-16; save the file as plain UTF-8");
  return {};
}

// WithLineFeeds is the text with no carriage return before a line feed. ERRORS: kBadText for any other, and
// for what the parser would pass over and TOML 1.0 does not allow: a byte order mark, and control characters.
Result<std::string> WithLineFeeds(const TrustText& trust) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (trust.text.starts_with(kByteOrderMark)) {
    return Fail(ErrorCode::kBadText, trust.name +
                                         " line 1 begins with a byte order mark; save the file as "
                                         "UTF-8 without one");
  }
  std::string out;
  size_t line = 1;
  for (size_t i = 0; i < trust.text.size(); ++i) {
    const char c = trust.text[i];
    line += c == '\n' ? 1 : 0;
    if (c != '\r') {
      const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
      if (control)
        return Fail(ErrorCode::kBadText, fmt::format("{} line {}: here is a character that nobody sees (a "
                                                     "control character); save the file again as plain text",
                                                     trust.name, line));
      out += c;
    } else if (trust.text.substr(i + 1, 1) != "\n") {
      return Fail(ErrorCode::kBadText,
                  fmt::format("{} line {}: a line end that is not known here (a carriage return alone); "
                              "save the file as plain text",
                              trust.name, line));
    }
  }
  return out;
}

Result<tlog::InclusionReceipt> ParseWithEntry(std::string_view text) {
  Result<tlog::InclusionReceipt> receipt = tlog::ParseReceipt(text);
  if (receipt && receipt->extra.empty()) return Fail(ErrorCode::kBadText, "the receipt has no entry in it");
  return receipt;
}

}  // namespace

BytesByName FilesIn(const std::filesystem::path& folder) {
  return [folder](const std::string& path, size_t max_size) -> Result<Bytes> {
    // The system would read it up to there, and open another file than the one that is named.
    if (path.find('\0') != std::string::npos) {
      return Fail(ErrorCode::kMissingFile, "cannot open a file whose name has a zero byte");
    }
    // It is the folder itself, wherever that is.
    if (path.empty()) return Fail(ErrorCode::kCannotRead, "a name of a file is empty");
    return io::ReadFileAs({folder / path, NameIn(path)}, max_size);
  };
}

Result<Trust> ParseTrust(const TrustText& text) {
  TrustFile file{text, {}};
  CONSTAT_TRY(CheckIsText(text));
  CONSTAT_ASSIGN(const std::string plain, WithLineFeeds(text));
  CONSTAT_ASSIGN(file.table, text::ParseToml(plain, text.name));
  CONSTAT_TRY(CheckKeys(file));
  CONSTAT_ASSIGN(const std::string manifest, RequiredText(file, "manifest"));
  CONSTAT_ASSIGN(const std::string policy_text, RequiredText(file, "policy"));
  const Result<Bytes32> hash = text::ParseHex32(manifest);
  if (!hash) return Fail(ErrorCode::kBadText, file.name() + ": \"manifest\" is not 64 digits of 0-9 and a-f");
  Result<tlog::Policy> policy = tlog::Policy::Parse(policy_text);
  if (!policy) return tl::unexpected(Prefix(file.name(), policy.error()));
  if (const size_t logs = policy->logs().size(); logs != 1) {
    return Fail(
        ErrorCode::kBadPolicy,
        fmt::format("{}: \"policy\" has {} lines that begin with log, and must have one", file.name(), logs));
  }
  Trust trust{.manifest_hash = *hash,
              .policy = *std::move(policy),
              .checkpoints = {},
              .receipts = {},
              .promises = {},
              .refusals = {}};
  CONSTAT_TRY(CheckNameCount(file));
  size_t bytes = 0;
  CONSTAT_TRY(ReadListed(file, {"checkpoints", tlog::kMaxNoteSize, &bytes}, trust.checkpoints,
                         &tlog::ParseSignedCheckpoint));
  CONSTAT_TRY(ReadListed(file, {"receipts", tlog::kMaxReceiptFile, &bytes}, trust.receipts, &ParseWithEntry));
  CONSTAT_TRY(ReadListed(file, {"promises", tlog::kMaxReceiptFile, &bytes}, trust.promises, &ParseWithEntry));
  CONSTAT_TRY(ReadListed(
      file, {"refusals", record::kMaxRefusalFile, &bytes}, trust.refusals,
      [](std::string_view bytes_of_file) { return record::DecodeRefusalFile(AsBytes(bytes_of_file)); }));
  return trust;
}

Result<Trust> ReadTrust(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxTrustSize));
  return ParseTrust({AsText(bytes), path.string(), FilesIn(path.parent_path())});
}

Result<Trust> ReadTrustUnnamed(const std::filesystem::path& path) {
  TrustText text;
  text.files = FilesIn(path.parent_path());
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFileAs({path, text.name}, kMaxTrustSize));
  text.text = AsText(bytes);
  return ParseTrust(text);
}

Error WithTrustAdvice(Error error) {
  const bool form = error.code == ErrorCode::kBadText || error.code == ErrorCode::kBadPolicy;
  if (form && !text::HasAdvice(error.detail)) error.detail += "; save it again as it was published, in UTF-8";
  return error;
}

namespace {

// EscapeText is text within the quotes of a TOML text of several lines.
std::string EscapeText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

Result<std::string> FormatTrust(const Bytes32& manifest_hash, const tlog::Policy& policy, bool rehearsal) {
  const std::string policy_text = policy.Format();
  std::string out = fmt::format(
      "# What a verifier of this referendum must be told from outside its record.\n"
      "# Compare it with your poll card, or with what several people you trust were given.\n\n"
      "manifest = \"{}\"\n"
      "policy = \"\"\"\n{}\"\"\"\n",
      text::FormatHex(manifest_hash), EscapeText(policy_text));
  if (rehearsal) out.insert(0, record::kRehearsalLine);
  constexpr std::string_view kWhat = "the trust file";
  CONSTAT_TRY(io::CheckReadableSize(kWhat, out.size(), kMaxTrustSize));
  CONSTAT_TRY(io::CheckReadsBack(kWhat, ParseTrust({.text = out}), [&](const Trust& read) {
    return read.manifest_hash == manifest_hash && read.policy.Format() == policy_text;
  }));
  return out;
}

}  // namespace constat::verify
