// The fingerprint and its model: forensics/fingerprint.h, forensics/klimek.h.
#include "constat/forensics/fingerprint.h"

#include <algorithm>

#include "constat/examine/registry.h"
#include "constat/forensics/klimek.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

using forensics::KlimekRefusal;

// Where three ways to weigh the same deviations differ by more than this, the model says nothing.
constexpr double kMostSpread = 0.25;

Picture HeatMap(const forensics::Fingerprint& fingerprint) {
  Grid grid{.x = {"turnout, percent", 0, 100},
            .y = {"share, percent", 0, 100},
            .columns = forensics::kFingerprintBins,
            .rows = forensics::kFingerprintBins,
            .value_name = "stations"};
  grid.cells.resize(grid.columns * grid.rows);
  for (size_t turnout = 0; turnout < grid.columns; ++turnout) {
    for (size_t share = 0; share < grid.rows; ++share)
      grid.cells[share * grid.columns + turnout] =
          static_cast<double>(fingerprint.StationsAt(turnout, share));
  }
  return {"heat_map", "Fingerprint: turnout and share of every station",
          "Stations by turnout and share. A vote with little stuffing is one round cloud, or a few; "
          "stuffing draws a cloud out towards the upper right corner.",
          std::move(grid)};
}

Picture FitPicture(const forensics::KlimekModel& model) {
  const forensics::KlimekFit& best = model.estimates.front().best;
  Bars bars{.x = {"share, percent", 0, 100},
            .y_label = "stations",
            .heights = {model.observed.begin(), model.observed.end()},
            .height_name = "published",
            .expected_name = "the model at its best"};
  const double clean = 1 - best.incremental - best.extreme;
  for (size_t b = 0; b < model.observed.size(); ++b)
    bars.expected.push_back(
        static_cast<double>(model.stations) *
        (clean * model.clean[b] + best.incremental * model.incremental[b] + best.extreme * model.extreme[b]));
  return {"fit", "Share of each station, and the model",
          "Stations by share, and how many the fitted model has there.", std::move(bars)};
}

Picture ProfilePicture(const forensics::KlimekEstimate& estimate) {
  Line incremental{"ballots added (f_i)", {}, {}};
  Line extreme{"everything replaced (f_e)", {}, {}};
  for (const forensics::KlimekFit& fit : estimate.profile) {
    incremental.x.push_back(fit.alpha);
    extreme.x.push_back(fit.alpha);
    incremental.y.push_back(100 * fit.incremental);
    extreme.y.push_back(100 * fit.extreme);
  }
  Lines lines{.x = {"alpha: above 1, more ballots are added than moved", 1, 5},
              .y = {"percent of stations", 0, 100},
              .lines = {std::move(incremental), std::move(extreme)},
              .marker = estimate.best.alpha,
              .marker_name = "best fit"};
  return {"profile", "The estimate, for every alpha",
          "How the estimated fractions change with alpha. Where they change much, no single "
          "number means anything.",
          std::move(lines)};
}

Tree FitNumbers(const forensics::KlimekFit& fit) {
  Tree tree;
  tree.Put("f_i", fit.incremental).Put("f_e", fit.extreme).Put("alpha", fit.alpha);
  tree.Put("objective", fit.objective).Put("r_squared", fit.r_squared);
  tree.Put("chi_square_per_df", fit.chi_square_per_df).Put("misplaced", fit.misplaced);
  return tree;
}

const char* ObjectiveName(forensics::KlimekObjective objective) {
  switch (objective) {
    case forensics::KlimekObjective::kPearson:
      return "pearson";
    case forensics::KlimekObjective::kRelative:
      return "relative";
    case forensics::KlimekObjective::kUnweighted:
      return "unweighted";
  }
  return "";
}

Tree Numbers(const forensics::KlimekModel& model) {
  Tree tree;
  tree.Put("stations", model.stations);
  if (model.parameters) {
    tree.Put("tau", model.parameters->turnout_mode).Put("nu", model.parameters->share_mode);
    tree.Put("s_tau", model.parameters->turnout_deviation);
    tree.Put("s_nu", model.parameters->share_deviation);
    tree.Put("theta", model.parameters->incremental_width);
  }
  if (model.estimates.empty()) return tree;
  const forensics::KlimekFit& best = model.estimates.front().best;
  tree.Put("f_i", best.incremental).Put("f_e", best.extreme).Put("alpha", best.alpha);
  Tree fits;
  for (const forensics::KlimekEstimate& estimate : model.estimates) {
    Tree fit = FitNumbers(estimate.best);
    Tree::List profile;
    for (const forensics::KlimekFit& at : estimate.profile) profile.push_back(FitNumbers(at));
    fit.Put("profile", std::move(profile));
    fits.Put(ObjectiveName(estimate.objective), std::move(fit));
  }
  tree.Put("fits", std::move(fits));
  return tree;
}

std::string Why(KlimekRefusal refusal) {
  switch (refusal) {
    case KlimekRefusal::kTooFewStations:
      return "the model needs 500 stations";
    case KlimekRefusal::kAreaTotals:
      return "the rows are totals of areas, not polling stations";
    case KlimekRefusal::kNoVariation:
      return "turnout or share hardly varies";
    case KlimekRefusal::kNoMode:
      return "the option has no cluster of stations above 30 %, which the model takes for the honest ones";
    case KlimekRefusal::kNoCleanCluster:
      return "the cluster that the model takes for the honest stations holds too few of them: either they "
             "are there by chance, or no honest station is left";
    case KlimekRefusal::kLowerCluster:
      return "the shares make more than one cluster, and the model knows one kind of honest place";
    case KlimekRefusal::kPoorFit:
      return "even its best fit has more than a fifth of the stations in the wrong place";
  }
  return "";
}

TestFinding RunFingerprint(const Subject& subject, TestFinding out) {
  out.pictures.push_back(HeatMap(forensics::MakeFingerprint(subject.stations, subject.option)));
  const forensics::KlimekModel model = forensics::FitKlimekModel(
      subject.stations, subject.option, {.seed = subject.settings.seed, .threads = subject.settings.threads});
  out.numbers = Numbers(model);
  if (model.refusal) {
    out.refused = Why(*model.refusal);
    return out;
  }
  double low = 1;
  double high = 0;
  for (const forensics::KlimekEstimate& estimate : model.estimates) {
    const forensics::KlimekFit& fit = estimate.best;
    low = std::min(low, fit.incremental);
    high = std::max(high, fit.incremental);
    out.figures.push_back({std::string("Fit, ") + ObjectiveName(estimate.objective) + " weights",
                           "f_i " + text::Fixed(fit.incremental, 3) + ", f_e " + text::Fixed(fit.extreme, 3) +
                               ", alpha " + text::Fixed(fit.alpha, 1) + "; " + text::Percent(fit.misplaced) +
                               " of stations misplaced"});
  }
  if (high - low > kMostSpread) {
    out.refused = "the answer depends on how deviations are weighed: ballots added at " + text::Percent(low) +
                  " of the stations or at " + text::Percent(high);
    return out;
  }
  const forensics::KlimekFit& best = model.estimates.front().best;
  out.shows = "The model comes nearest to the picture with ballots added at " + text::Percent(low) + " to " +
              text::Percent(high) + " of the stations and everything replaced at " +
              text::Percent(best.extreme) +
              ". That is a finding only as far as the assumptions of the model are true.";
  out.pictures.push_back(FitPicture(model));
  out.pictures.push_back(ProfilePicture(model.estimates.front()));
  return out;
}

}  // namespace

Test Fingerprint() {
  TestFinding about{.key = "fingerprint", .title = "Fingerprint", .section = Section::kModel};
  about.looks_for =
      "Stuffing raises turnout and the option's share together. The picture shows it; the model of Klimek "
      "and others says with which part of the stations changed, ballots added (f_i) or everything replaced "
      "(f_e), one round cloud would come nearest to this picture.";
  about.limits =
      "The model takes turnout and share of honest stations as independent of each other and normally "
      "distributed, and a country as one kind of place. Neither is true. Its answer depends on how "
      "deviations are weighed: read the three answers as a range.";
  return {std::move(about), {.registered = true}, RunFingerprint};
}

}  // namespace constat::examine
