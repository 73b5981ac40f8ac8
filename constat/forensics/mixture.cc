#include "constat/forensics/mixture.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/mixture_likelihood.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

// Starting values are compared on the first number of stations; from the second the fit to all starts.
constexpr size_t kRoughStations = 1500;
constexpr size_t kMostStations = 12000;

std::vector<MixturePoint> EveryJth(const std::vector<MixturePoint>& points, size_t most) {
  if (points.size() <= most) return points;
  std::vector<MixturePoint> some;
  for (size_t i = 0; i < most; ++i) some.push_back(points[i * points.size() / most]);
  return some;
}

std::vector<MixturePoint> PointsOf(const Columns& c, int64_t min_registered, Mixture& result) {
  std::vector<MixturePoint> points;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i) || c.votes[i] > c.ballots[i]) {
      ++result.impossible;
    } else if (c.ballots[i] == 0) {
      ++result.nothing_counted;
    } else if (c.registered[i] < min_registered) {
      ++result.few_registered;
    } else {
      const double persons = static_cast<double>(c.registered[i]);
      const auto rate = [&](int64_t count) { return (static_cast<double>(count) + 0.5) / (persons + 1.5); };
      points.push_back(
          {persons, rate(c.registered[i] - c.ballots[i]), rate(c.ballots[i] - c.votes[i]), rate(c.votes[i])});
    }
  }
  return points;
}

double Quantile(std::vector<double> x, double q) {
  const auto at = x.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(x.size() - 1));
  std::nth_element(x.begin(), at, x.end());
  return *at;
}

// Starts are the honest cluster at three quantiles of turnout and share.
std::vector<MixtureModel> Starts(const std::vector<MixturePoint>& points) {
  std::vector<double> turnout;
  std::vector<double> share;
  for (const MixturePoint& p : points) {
    turnout.push_back(stats::Log((1 - p.away) / p.away));
    share.push_back(stats::Log(p.votes / p.others));
  }
  std::vector<MixtureModel> starts;
  for (const double quantile : {0.2, 0.35, 0.5}) {
    MixtureModel model;
    model.turnout.location = Quantile(turnout, quantile);
    model.share.location = Quantile(share, quantile);
    starts.push_back(model);
  }
  return starts;
}

// LogPrior is the logarithm of the priors of mixture.h on the scales the mode is taken on, up to a constant.
double LogPrior(const MixtureModel& model) {
  const auto of = [](const LogitNormal& d) {
    return -0.5 * d.location * d.location + stats::Log(d.variance) - 5 * d.variance;
  };
  return of(model.turnout) + of(model.share) + stats::Log(model.fraction[kIncremental]) +
         stats::Log(model.fraction[kExtreme]) - 2 * stats::Log(model.fraction[kHonest]);
}

// Run is a fit on the way: the model, and what the step that led to it added up.
struct Run {
  MixtureModel model;
  MixtureSums sums;
  int iterations = 0;
  bool converged = false;

  double Objective() const { return sums.log_likelihood + LogPrior(model); }
};

// Distance is the largest change of any parameter; variances count on a log scale, and as
// locations a hundredth.
double Distance(const MixtureModel& a, const MixtureModel& b) {
  double distance = 0;
  for (size_t k = 0; k < 3; ++k) distance = std::max(distance, std::abs(a.fraction[k] - b.fraction[k]));
  const auto add = [&](const LogitNormal& x, const LogitNormal& y) {
    distance = std::max({distance, 0.01 * std::abs(x.location - y.location),
                         0.01 * std::abs(stats::Log(x.variance / y.variance))});
  };
  add(a.turnout, b.turnout);
  add(a.share, b.share);
  return distance;
}

Run Iterate(const std::vector<MixturePoint>& points, const MixtureModel& start,
            const MixtureOptions& options) {
  Run run{start, {}, 0, false};
  while (run.iterations < options.max_iterations && !run.converged) {
    const MixtureModel old = run.model;
    run.sums = ExpectationStep(points, old, options.threads);
    run.model = MaximisationStep(run.sums, old);
    ++run.iterations;
    run.converged = Distance(run.model, old) <= options.tolerance;
  }
  return run;
}

Run FitFromRough(const std::vector<MixturePoint>& points, const MixtureOptions& options) {
  const std::vector<MixturePoint> rough = EveryJth(points, kRoughStations);
  std::optional<Run> best;
  for (const MixtureModel& start : Starts(rough)) {
    Run run = Iterate(rough, start, options);
    if (!best || run.Objective() > best->Objective()) best = run;
  }
  const Run most = Iterate(EveryJth(points, kMostStations), best->model, options);
  return Iterate(points, most.model, options);
}

// AddErrors inverts the curvature in the logs of the ratios of fractions.
void AddErrors(const MixtureSums& sums, MixtureFit& result) {
  const auto& f = result.model.fraction;
  // Where classes cannot be told apart there is next to no curvature; what is left keeps the errors finite.
  const double a = std::max(sums.information[0], 0.1);
  const double b = std::max(sums.information[1], 0.1);
  const double most = 0.95 * std::sqrt(a * b);
  const double c = std::clamp(sums.information[2], -most, most);
  const double determinant = a * b - c * c;
  const double v1 = b / determinant;
  const double v2 = a / determinant;
  const double v12 = -c / determinant;
  const auto variance = [&](double g1, double g2) { return g1 * g1 * v1 + g2 * g2 * v2 + 2 * g1 * g2 * v12; };
  const double honest = variance(f[0] * f[1], f[0] * f[2]);
  const double incremental = variance(f[1] * (1 - f[1]), -f[1] * f[2]);
  const double extreme = variance(-f[1] * f[2], f[2] * (1 - f[2]));
  result.standard_error = {std::sqrt(honest), std::sqrt(incremental), std::sqrt(extreme)};
  for (size_t k = 0; k < 3; ++k) {
    // On the logit of each fraction, where it cannot leave [0, 1].
    const double logit = stats::Log(f[k] / (1 - f[k]));
    const double reach = 1.96 * result.standard_error[k] / (f[k] * (1 - f[k]));
    result.low[k] = 1 / (1 + stats::Exp(-(logit - reach)));
    result.high[k] = 1 / (1 + stats::Exp(-(logit + reach)));
  }
}

// Finish is the fit that a run has come to.
MixtureFit Finish(const std::vector<MixturePoint>& points, const Run& run, const MixtureOptions& options) {
  MixtureFit fit;
  fit.model = run.model;
  fit.iterations = run.iterations;
  fit.converged = run.converged;
  const MixtureSums sums = ExpectationStep(points, run.model, options.threads);
  fit.log_likelihood = sums.log_likelihood;
  AddErrors(sums, fit);
  return fit;
}

}  // namespace

Mixture FitMixture(const Stations& stations, size_t option, const MixtureOptions& options) {
  CONSTAT_CHECK(options.min_registered >= 1 && options.min_stations >= 10 && options.max_iterations >= 1);
  Mixture result;
  const std::vector<MixturePoint> points =
      PointsOf(ColumnsOf(stations, option), options.min_registered, result);
  result.n = static_cast<int64_t>(points.size());
  std::vector<double> persons;
  for (const MixturePoint& p : points) persons.push_back(p.persons);
  if (result.n < options.min_stations) {
    result.refusal = MixtureRefusal::kFewStations;
  } else if (Quantile(persons, 0.5) > static_cast<double>(options.max_median_registered)) {
    result.refusal = MixtureRefusal::kAreaTotals;
  }
  if (result.refusal) return result;
  const Run run = FitFromRough(points, options);
  result.fit = Finish(points, run, options);
  if (!run.converged) result.refusal = MixtureRefusal::kNotConverged;
  return result;
}

}  // namespace constat::forensics
