#include "constat/audit/plan_file.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>

#include "constat/audit/ballot_manifest.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/text/hex.h"
#include "constat/text/toml_fields.h"

namespace constat::audit {
namespace {

constexpr size_t kMaxPlanSize = 1 << 16;

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

}  // namespace

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

Result<Plan> MakePlan(const WantedPlan& wanted) {
  Plan plan;
  CONSTAT_ASSIGN(plan.method, ParseMethod(wanted.method));
  CONSTAT_ASSIGN(plan.risk_limit, ParseRiskLimit(wanted.risk_limit));
  CONSTAT_ASSIGN(const NameVotes winner, ParseNameVotes(wanted.winner));
  CONSTAT_ASSIGN(const NameVotes loser, ParseNameVotes(wanted.loser));
  plan.winner = winner.name;
  plan.loser = loser.name;
  plan.reported = {winner.votes, loser.votes, wanted.ballots};
  if (!wanted.manifest.empty()) {
    CONSTAT_ASSIGN(const BallotManifest manifest, ReadBallotManifest(wanted.manifest));
    plan.manifest = Pinned(manifest);
  }
  CONSTAT_TRY(CheckPlan(plan));
  return plan;
}

}  // namespace constat::audit
