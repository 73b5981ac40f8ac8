#include "constat/audit/plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "constat/audit/list_reader.h"
#include "constat/audit/sample.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/table/cell.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"
#include "constat/text/toml_fields.h"

namespace constat::audit {
namespace {

std::string Count(int64_t n) { return text::FormatCount(static_cast<uint64_t>(n)); }

constexpr size_t kMaxPlanSize = 1 << 16;
constexpr size_t kMaxNameSize = 200;

std::string TomlText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// PlainDigits writes a positive number with twelve significant digits and no exponent, which no
// plan may have.
std::string PlainDigits(double value) {
  const std::string rounded = fmt::format("{:.12g}", value);
  double number = 0;
  std::from_chars(rounded.data(), rounded.data() + rounded.size(), number);
  std::array<char, 512> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
  return {digits.data(), end};
}

// IsSamePlan compares all but the rounded risk limit and the file's hash, which only what was read has.
bool IsSamePlan(const Plan& read, const Plan& plan) {
  const bool same_manifest = read.manifest.has_value() == plan.manifest.has_value() &&
                             (!plan.manifest || (read.manifest->sha256 == plan.manifest->sha256 &&
                                                 read.manifest->ballots == plan.manifest->ballots));
  return read.method == plan.method && read.winner == plan.winner && read.loser == plan.loser &&
         same_manifest && read.reported.winner == plan.reported.winner &&
         read.reported.loser == plan.reported.loser && read.reported.ballots == plan.reported.ballots &&
         std::abs(read.risk_limit - plan.risk_limit) <= 1e-11 * plan.risk_limit;
}

Status CheckName(const std::string& name) {
  const bool control =
      std::any_of(name.begin(), name.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
  if (name.empty() || name.size() > kMaxNameSize || control || !IsUtf8(AsBytes(name))) {
    return Fail(ErrorCode::kBadText,
                "an option needs a name of 1 to 200 bytes on one line; write, for example, --winner Yes=600");
  }
  if (SameWord(name, kOtherWord) || SameWord(name, kMissingWord)) {
    return Fail(ErrorCode::kBadText,
                fmt::format("an option cannot be called {}, which has a meaning of its own in the list of "
                            "results; choose another name for it",
                            name));
  }
  return {};
}

}  // namespace

std::string_view FormatMethod(Method method) {
  switch (method) {
    case Method::kPolling:
      return "polling";
    case Method::kComparison:
      return "comparison";
    case Method::kAlpha:
      return "alpha";
  }
  return {};
}

Result<Method> ParseMethod(std::string_view text) {
  for (const Method method : {Method::kPolling, Method::kComparison, Method::kAlpha}) {
    if (text == FormatMethod(method)) return method;
  }
  return Fail(ErrorCode::kUsage, fmt::format("{} is no method of audit; write polling, comparison or alpha",
                                             table::Quoted(text)));
}

Result<NameVotes> ParseNameVotes(std::string_view text) {
  const size_t equals = text.rfind('=');
  if (equals == std::string_view::npos) {
    return Fail(ErrorCode::kBadText,
                fmt::format("{} is not NAME=VOTES; write the option and its votes as in Yes=600",
                            table::Quoted(text)));
  }
  NameVotes out{std::string(table::Trimmed(text.substr(0, equals))), 0};
  CONSTAT_TRY(CheckName(out.name));
  const Result<int64_t> votes = table::ParseCount(text.substr(equals + 1));
  if (!votes) return tl::unexpected(Prefix("votes for " + out.name, votes.error()));
  out.votes = *votes;
  return out;
}

Result<double> ParseRiskLimit(std::string_view text) {
  std::string_view digits = table::Trimmed(text);
  const bool percent = digits.ends_with('%');
  if (percent) digits = table::Trimmed(digits.substr(0, digits.size() - 1));
  double value = 0;
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  if (percent) value /= 100;
  const bool number = problem == std::errc() && end == digits.data() + digits.size();
  if (!number || !(value > 0 && value < 1)) {
    return Fail(
        ErrorCode::kBadNumber,
        fmt::format("the risk limit {} is not between 0 % and 100 %; write 5% or 0.05", table::Quoted(text)));
  }
  return value;
}

std::string FormatRiskLimit(double risk_limit) { return fmt::format("{:g} %", 100 * risk_limit); }

Status CheckPlan(const Plan& plan) {
  CONSTAT_TRY(CheckName(plan.winner));
  CONSTAT_TRY(CheckName(plan.loser));
  const ReportedCount& count = plan.reported;
  if (plan.risk_limit > kMostRiskLimit) {
    return Fail(
        ErrorCode::kBadNumber,
        fmt::format(
            "a risk limit of {} would confirm a wrong outcome that often; at most {} is allowed, 5 % or "
            "10 % are usual",
            FormatRiskLimit(plan.risk_limit), FormatRiskLimit(kMostRiskLimit)));
  }
  if (SameWord(plan.winner, plan.loser)) {
    return Fail(ErrorCode::kBadText, "winner and loser have the same name; give each option its own");
  }
  if (count.winner == count.loser) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("{} and {} have {} votes each; a tie cannot be audited by sample: count all "
                            "ballots by hand",
                            plan.winner, plan.loser, Count(count.winner)));
  }
  if (count.winner < count.loser) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("{} has more votes than {}; give the option with more votes as --winner",
                            plan.loser, plan.winner));
  }
  if (count.winner + count.loser > count.ballots) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("{} + {} votes are more than {} ballots; --ballots is the number of all ballots "
                            "cast, those for neither included",
                            Count(count.winner), Count(count.loser), Count(count.ballots)));
  }
  if (count.ballots > kMostBallots) {
    return Fail(ErrorCode::kBadNumber, fmt::format("more than {} ballots; audit each part of the country "
                                                   "apart and tell the makers of this program",
                                                   Count(kMostBallots)));
  }
  if (plan.manifest && plan.manifest->ballots > count.ballots) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the manifest lists {} ballots, {} more than the count; find out why, and if "
                            "the paper is right, plan again with --ballots {}",
                            Count(plan.manifest->ballots), Count(plan.manifest->ballots - count.ballots),
                            plan.manifest->ballots));
  }
  return {};
}

Result<WrittenPlan> FormatPlan(const Plan& plan) {
  WrittenPlan written;
  std::string& out = written.text;
  out = fmt::format(
      "# The plan of a risk-limiting audit. Publish it before the seed is rolled.\n\n"
      "method = \"{}\"\n"
      "risk_limit = \"{}%\"\n"
      "winner = {}\n"
      "winner_votes = {}\n"
      "loser = {}\n"
      "loser_votes = {}\n"
      "ballots = {}  # all that were cast, those for neither included\n",
      FormatMethod(plan.method), PlainDigits(100 * plan.risk_limit), TomlText(plan.winner),
      plan.reported.winner, TomlText(plan.loser), plan.reported.loser, plan.reported.ballots);
  if (plan.manifest) {
    out += fmt::format(
        "\n# The list of the boxes or bundles of paper, as it was before the seed.\n"
        "manifest_sha256 = \"{}\"\n"
        "manifest_ballots = {}\n",
        text::FormatHex(plan.manifest->sha256), plan.manifest->ballots);
  }
  constexpr std::string_view kWhat = "the audit's plan";
  CONSTAT_TRY(io::CheckReadableSize(kWhat, out.size(), kMaxPlanSize));
  Result<Plan> read = ParsePlan(out, std::string(kWhat));
  CONSTAT_TRY(io::CheckReadsBack(kWhat, read, [&](const Plan& as) { return IsSamePlan(as, plan); }));
  written.plan = *std::move(read);
  return written;
}

Result<Plan> ReadPlan(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxPlanSize));
  return ParsePlan(AsText(bytes), path.string());
}

Result<Plan> ParsePlan(std::string_view text, const std::string& name) {
  CONSTAT_ASSIGN(const toml::table table, text::ParseToml(text, name));
  text::TomlFile file;
  file.name = name;
  text::TomlFields fields(file, table, "");
  const text::TomlFields::Range range{0, kMostBallots};
  const auto integer = [&](const char* field) { return static_cast<int64_t>(fields.Integer(field, range)); };
  Plan plan;
  plan.file_sha256 = crypto::Sha256(AsBytes(text));
  const std::string method = fields.String("method");
  const std::string risk_limit = fields.String("risk_limit");
  plan.winner = fields.String("winner");
  plan.loser = fields.String("loser");
  plan.reported = {integer("winner_votes"), integer("loser_votes"), integer("ballots")};
  std::string hash;
  if (fields.Has("manifest_sha256") || fields.Has("manifest_ballots")) {
    hash = fields.String("manifest_sha256");
    plan.manifest = PinnedManifest{.sha256 = {}, .ballots = integer("manifest_ballots")};
  }
  fields.Done();
  if (file.error) return tl::unexpected(*file.error);
  if (plan.manifest) {
    const Result<Bytes32> sha256 = text::ParseHex32(hash);
    if (!sha256) return Fail(ErrorCode::kBadText, name + ": manifest_sha256 is not 64 hex digits");
    plan.manifest->sha256 = *sha256;
  }
  const auto with_place = [&](const Error& error) { return tl::unexpected(Prefix(name, error)); };
  const Result<Method> parsed_method = ParseMethod(method);
  if (!parsed_method) return with_place(parsed_method.error());
  plan.method = *parsed_method;
  const Result<double> parsed_limit = ParseRiskLimit(risk_limit);
  if (!parsed_limit) return with_place(parsed_limit.error());
  plan.risk_limit = *parsed_limit;
  if (const Status checked = CheckPlan(plan); !checked) return with_place(checked.error());
  return plan;
}

}  // namespace constat::audit
