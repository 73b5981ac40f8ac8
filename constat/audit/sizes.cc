#include "constat/audit/sizes.h"

#include "constat/audit/alpha_polling.h"
#include "constat/audit/bravo.h"
#include "constat/audit/comparison.h"

namespace constat::audit {

Result<Sizes> SizesOf(const Plan& plan) {
  const auto within = [&](const Result<int64_t>& size) {
    return size && *size <= plan.reported.ballots ? std::optional(*size) : std::nullopt;
  };
  const auto bravo = [&](double probability) {
    return within(BravoQuantileSize(plan.reported, plan.risk_limit, probability));
  };
  const double margin = MarginOf(plan.reported);
  Sizes sizes;
  sizes.polling = {within(BravoExpectedSize(plan.reported, plan.risk_limit)), bravo(0.7), bravo(0.8),
                   bravo(0.9)};
  sizes.comparison = within(ComparisonSize(margin, plan.risk_limit));
  sizes.comparison_without_differences = within(ComparisonSizeWithoutErrors(margin, plan.risk_limit));
  CONSTAT_ASSIGN(const AlphaSizes alpha, SimulateAlphaSizes(plan.reported, plan.risk_limit));
  sizes.alpha = {std::nullopt, alpha.q70, alpha.q80, alpha.q90};
  return sizes;
}

std::optional<int64_t> SizeToBeginWith(const Plan& plan, const Sizes& sizes) {
  if (plan.method == Method::kPolling) return sizes.polling.q80;
  if (plan.method == Method::kAlpha) return sizes.alpha.q80;
  return sizes.comparison ? sizes.comparison : sizes.comparison_without_differences;
}

}  // namespace constat::audit
