#include "constat/audit/plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "constat/audit/list_reader.h"
#include "constat/audit/vote_word.h"
#include "constat/table/cell.h"
#include "constat/text/number.h"

namespace constat::audit {
namespace {

std::string Count(int64_t n) { return text::FormatCount(static_cast<uint64_t>(n)); }

constexpr size_t kMaxNameSize = 200;

Status CheckName(const std::string& name) {
  const bool control =
      std::any_of(name.begin(), name.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
  if (name.empty() || name.size() > kMaxNameSize || control || !IsUtf8(AsBytes(name))) {
    return Fail(ErrorCode::kBadText,
                "an option needs a name of 1 to 200 bytes on one line; write, for example, --winner Yes=600");
  }
  if (IsReservedWord(name)) {
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
  return Fail(
      ErrorCode::kUsage,
      fmt::format("{} is not a method of audit; write polling, comparison or alpha", table::Quoted(text)));
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

double MarginOf(const ReportedCount& reported) {
  return static_cast<double>(reported.winner - reported.loser) / static_cast<double>(reported.ballots);
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

}  // namespace constat::audit
