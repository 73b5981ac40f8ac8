// The finite mixture of stations: forensics/mixture.h.
#include "constat/forensics/mixture.h"

#include "constat/examine/registry.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

Tree LogitNumbers(const forensics::LogitNormal& logit) {
  Tree tree;
  return tree.Put("location", logit.location).Put("variance", logit.variance);
}

Tree FitNumbers(const forensics::MixtureFit& fit) {
  Tree tree;
  tree.Put("pi", Tree::Of(fit.model.fraction)).Put("sd", Tree::Of(fit.standard_error));
  tree.Put("low", Tree::Of(fit.low)).Put("high", Tree::Of(fit.high));
  tree.Put("turnout", LogitNumbers(fit.model.turnout)).Put("share", LogitNumbers(fit.model.share));
  tree.Put("log_likelihood", fit.log_likelihood).Put("iterations", fit.iterations);
  return tree.Put("converged", fit.converged);
}

std::string Why(forensics::MixtureRefusal refusal) {
  switch (refusal) {
    case forensics::MixtureRefusal::kFewStations:
      return "the test needs 100 stations";
    case forensics::MixtureRefusal::kAreaTotals:
      return "the rows are totals of areas, not polling stations";
    case forensics::MixtureRefusal::kNotConverged:
      return "the fit did not settle";
  }
  return "";
}

TestFinding RunFiniteMixture(const Subject& subject, TestFinding out) {
  const forensics::Mixture mixture =
      forensics::FitMixture(subject.stations, subject.option, {.threads = subject.settings.threads});
  out.numbers.Put("n", mixture.n);
  if (!mixture.refusal || *mixture.refusal == forensics::MixtureRefusal::kNotConverged)
    out.numbers.Put("prior_magnitudes", FitNumbers(mixture.fit));
  if (mixture.refusal) {
    out.refused = Why(*mixture.refusal);
    return out;
  }
  const auto& fraction = mixture.fit.model.fraction;
  out.numbers.Put("pi", Tree::Of(fraction));
  out.figures = {{"Ordinary", text::Percent(fraction[forensics::kHonest])},
                 {"Pushed up somewhat", text::Percent(fraction[forensics::kIncremental])},
                 {"Pushed up nearly all the way", text::Percent(fraction[forensics::kExtreme])}};
  out.shows = text::Percent(fraction[forensics::kIncremental]) +
              " of the stations have the shape of votes pushed up somewhat, " +
              text::Percent(fraction[forensics::kExtreme]) + " of votes pushed up nearly all the way.";
  return out;
}

}  // namespace

Test FiniteMixture() {
  TestFinding about{.key = "finite_mixture", .title = "Three kinds of station", .section = Section::kModel};
  about.looks_for =
      "Stations as a mixture of three shapes in the picture of turnout and share: ordinary, pushed "
      "up somewhat, pushed up nearly all the way (Mebane's finite mixture, with the magnitudes that "
      "its priors name).";
  about.limits =
      "The fractions are never quite zero on elections that nobody disputes, and depend on what is assumed "
      "about magnitudes. "
      "A shape is no proof of what somebody did: two languages, or town and country, make the same shapes.";
  about.record = kMixtureRecord;
  return {std::move(about), {.registered = true}, RunFiniteMixture};
}

}  // namespace constat::examine
