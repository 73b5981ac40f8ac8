// Plan: what an audit of a paper count checks, as it is fixed before the seed is rolled, and which plans can
// be audited by sample.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "constat/audit/bravo.h"
#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::audit {

// kMostBallots bounds a count and a manifest.
inline constexpr int64_t kMostBallots = (int64_t{1} << 31) - 1;

// Method: kPolling is BRAVO, kComparison super-simple, kAlpha ALPHA without replacement.
enum class Method { kPolling, kComparison, kAlpha };

// FormatMethod is the method's name in files and options. ParseMethod: ERRORS: kUsage.
[[nodiscard]] std::string_view FormatMethod(Method method);
[[nodiscard]] Result<Method> ParseMethod(std::string_view text);

// PinnedManifest is the ballot manifest that was fixed before the seed.
struct PinnedManifest {
  Bytes32 sha256{};
  int64_t ballots = 0;
};

// file_sha256: of the file that the plan was read from or is written as.
struct Plan {
  Method method = Method::kPolling;
  double risk_limit = 0.05;
  std::string winner, loser;  // names
  ReportedCount reported{};
  std::optional<PinnedManifest> manifest;
  Bytes32 file_sha256{};
};

// MarginOf is (winner - loser) / ballots, the diluted margin.
[[nodiscard]] double MarginOf(const ReportedCount& reported);

// NameVotes is one argument "NAME=VOTES".
struct NameVotes {
  std::string name;
  int64_t votes = 0;
};

// ParseNameVotes: the name ends at the last equals sign. ERRORS: kBadText, kBadNumber.
[[nodiscard]] Result<NameVotes> ParseNameVotes(std::string_view text);

// ParseRiskLimit reads "5%", "2.5 %" or "0.05". ERRORS: kBadNumber, also for what is not between 0 and 1 and
// for "5", which could mean either. FormatRiskLimit is "5 %".
[[nodiscard]] Result<double> ParseRiskLimit(std::string_view text);
[[nodiscard]] std::string FormatRiskLimit(double risk_limit);

// kMostRiskLimit: beyond it an audit confirms too little to be worth the name; 5 or 10 % are usual.
inline constexpr double kMostRiskLimit = 0.25;

// CheckPlan refuses what cannot be audited by sample. ERRORS: kBadNumber, kBadText, each with what to do.
[[nodiscard]] Status CheckPlan(const Plan& plan);

}  // namespace constat::audit
