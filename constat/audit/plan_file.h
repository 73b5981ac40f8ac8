// PlanFile: the plan of an audit as a small TOML file: method, risk limit, the two options with their
// reported votes, all ballots, and the SHA-256 and size of the ballot manifest where one was fixed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "constat/audit/plan.h"
#include "constat/base/result.h"

namespace constat::audit {

// WantedPlan is a plan as a person types it: "Yes=600", "5%", "polling"; manifest is a file, or empty.
struct WantedPlan {
  std::string winner, loser, manifest;
  std::string risk_limit = "5%";
  std::string method = "polling";
  int64_t ballots = 0;
};
// MakePlan ERRORS: ParseMethod's, ParseRiskLimit's, ParseNameVotes', ReadBallotManifest's, CheckPlan's.
[[nodiscard]] Result<Plan> MakePlan(const WantedPlan& wanted);

// ParsePlan reads and checks the text of a plan that messages call name. ERRORS: kBadText, those of
// ParseMethod, ParseRiskLimit and CheckPlan, with the place. ReadPlan reads a file of at most 64 KiB. ERRORS:
// also kMissingFile, kCannotRead, kTooLarge.
[[nodiscard]] Result<Plan> ParsePlan(std::string_view text, const std::string& name);
[[nodiscard]] Result<Plan> ReadPlan(const std::filesystem::path& path);

// WrittenPlan is a plan's file, and the plan as everybody will read it: the risk limit has
// twelve digits there.
struct WrittenPlan {
  std::string text;
  Plan plan;
};
// FormatPlan writes a plan and reads it back. ERRORS: ParsePlan's; kTooLarge; kCannotWrite.
[[nodiscard]] Result<WrittenPlan> FormatPlan(const Plan& plan);

}  // namespace constat::audit
