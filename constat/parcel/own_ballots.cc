#include "constat/parcel/own_ballots.h"

#include <fmt/core.h>

#include "constat/base/log.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/text/carried.h"
#include "constat/text/hex.h"
#include "constat/tlog/decimal.h"

namespace constat::parcel {
namespace {

constexpr std::string_view kOwnBallotMagic = "constat-own-ballot/1";
constexpr size_t kMaxFile = size_t{1} << 24;

std::string FormatLine(const OwnBallot& ballot) {
  return fmt::format("{} {} {} {} {}\n", kOwnBallotMagic, text::FormatHex(ballot.manifest_hash),
                     text::FormatHex(ballot.credential), ballot.revision, text::FormatHex(ballot.tracker));
}

Result<OwnBallot> ParseLine(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const size_t space = line.find(' ');
    words.push_back(line.substr(0, space));
    if (space == std::string_view::npos) break;
    line.remove_prefix(space + 1);
  }
  if (words.size() != 5 || words[0] != kOwnBallotMagic)
    return Fail(ErrorCode::kBadText, "this is not a line that constat vote noted about a ballot of yours");
  OwnBallot out;
  CONSTAT_ASSIGN(out.manifest_hash, text::ParseHex32(words[1]));
  CONSTAT_ASSIGN(out.credential, text::ParseHex32(words[2]));
  const std::optional<uint64_t> revision = tlog::ParseDecimal(words[3]);
  if (!revision) return Fail(ErrorCode::kBadText, "the ballot's number is not a number");
  out.revision = *revision;
  CONSTAT_ASSIGN(out.tracker, text::ParseHex32(words[4]));
  return out;
}

}  // namespace

Result<std::vector<OwnBallot>> ParseOwnBallots(std::string_view text, const std::string& name) {
  std::vector<OwnBallot> out;
  for (size_t line = 1; !text.empty(); ++line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      return Fail(ErrorCode::kBadText, fmt::format("{} line {}: the line is cut off", name, line));
    }
    const Result<OwnBallot> ballot = ParseLine(text.substr(0, end));
    if (!ballot) return tl::unexpected(Prefix(fmt::format("{} line {}", name, line), ballot.error()));
    out.push_back(*ballot);
    text.remove_prefix(end + 1);
  }
  return out;
}

Result<std::vector<OwnBallot>> ReadOwnBallots(const std::filesystem::path& path) {
  const Result<Bytes> bytes = io::ReadFile(path, kMaxFile);
  Log(LogLevel::kInfo, "memory.read", {{"path", path.native()}, {"found", bytes.has_value()}});
  if (!bytes && bytes.error().code == ErrorCode::kMissingFile) return std::vector<OwnBallot>();
  if (!bytes) return tl::unexpected(bytes.error());
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  std::string undone;
  const auto parse = [&](std::string_view text) { return ParseOwnBallots(text, path.string()); };
  Result<std::vector<OwnBallot>> ballots = text::ParseCarried(*bytes, undone, parse);
  if (!ballots)
    return tl::unexpected(SayKind(ballots.error(), {path.string(), *bytes, FileKind::kOwnBallots}));
  return ballots;
}

Status AddOwnBallot(const std::filesystem::path& path, const OwnBallot& ballot) {
  CONSTAT_ASSIGN(std::vector<OwnBallot> ballots, ReadOwnBallots(path));
  ballots.push_back(ballot);
  std::string text;
  for (const OwnBallot& each : ballots) text += FormatLine(each);
  if (text.size() > kMaxFile) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} is full: with one more line nobody could read it again; keep it, and note "
                            "the next ballots in another file with --keep",
                            path.string()));
  }
  CONSTAT_TRY(io::CheckReadsBack("the note of your ballots", ParseOwnBallots(text, path.string()),
                                 [&](const std::vector<OwnBallot>& read) { return read == ballots; }));
  CONSTAT_TRY(io::WriteFile(path, AsBytes(text), io::FileAccess::kSecret));
  Log(LogLevel::kInfo, "memory.written", {{"path", path.native()}, {"ballots", ballots.size()}});
  return {};
}

}  // namespace constat::parcel
