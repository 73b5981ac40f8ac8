// MixtureLikelihood: one step of expectation and maximisation for the model of mixture.h. Not
// for use elsewhere.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "constat/forensics/mixture.h"

namespace constat::forensics {

// MixturePoint is a station as the model sees it: persons; rates of those who stay away, of others' votes and
// of the option's votes, by persons, half a count away from 0 and 1.
struct MixturePoint {
  double persons, away, others, votes;
};

// MomentSums are sums of weights, values and squares of what one LogitNormal describes.
struct MomentSums {
  double weight = 0, first = 0, second = 0;

  void Add(const MomentSums& more) {
    weight += more.weight;
    first += more.first;
    second += more.second;
  }
};

// MixtureSums is what an expectation step adds up over stations. weight[c]: expected stations of class c.
// information: minus the second derivatives of the log-likelihood in the logs of the ratios of fractions.
struct MixtureSums {
  std::array<double, 3> weight{};
  MomentSums turnout, share;
  double log_likelihood = 0;
  std::array<double, 3> information{};  // incremental, extreme, and the mixed term

  void Add(const MixtureSums& more);
};

// ExpectationStep adds up over points.
[[nodiscard]] MixtureSums ExpectationStep(std::span<const MixturePoint> points, const MixtureModel& model,
                                          unsigned threads);

// MaximisationStep is the model that the sums under the old one ask for, with the priors of mixture.h.
[[nodiscard]] MixtureModel MaximisationStep(const MixtureSums& sums, const MixtureModel& old);

}  // namespace constat::forensics
