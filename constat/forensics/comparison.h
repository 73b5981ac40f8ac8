// Comparison: the same places in two votes. Where did turnout and share change as nowhere else?
//
// A place that always votes so is no news; a place that changes alone is. What it cannot show: a change that
// came everywhere, honest or not, and fabrication in both votes. Places are matched by keys, such as region
// and number; where numbers were dealt out anew, matches are wrong and the scatter shows it:
// then compare regions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// KeyedVote is one vote: its stations, the option to compare, and a key for each station. A blank key matches
// nothing. The Stations must outlive it.
struct KeyedVote {
  const Stations* stations;
  size_t option;
  std::span<const std::string_view> keys;
};

// ComparisonOptions: min_registered: in persons, in both votes. min_matches: with fewer matched places the
// comparison is refused. extreme: standardised residual, of either sign, from which a place is extreme.
struct ComparisonOptions {
  int64_t min_registered = 100;
  int64_t min_matches = 30;
  double extreme = 5;
};

// ComparisonRefusal: kNoKeys: one of the votes has none. kFewMatches: fewer than min_matches.
enum class ComparisonRefusal { kNoKeys, kFewMatches };

// MatchCounts counts stations of one vote by the first reason that applies: blank: no key; left_out:
// impossible counts (columns.h), nothing counted or few persons; duplicate: another station left in has the
// same key; unmatched: the other vote has no such station; matched.
struct MatchCounts {
  int64_t blank = 0, left_out = 0, duplicate = 0, unmatched = 0, matched = 0;
};

// PlaceChange is one matched place. turnout_change, share_change: now less before, as fractions. turnout_z,
// share_z: see RateComparison.
struct PlaceChange {
  uint32_t now, before;  // indices into the two Stations
  double turnout_change, share_change;
  double turnout_z, share_z;
};

// RateComparison is one rate over all places.
//
// correlation: of now with before. The line now = intercept + slope before is Theil's: the median of the
// slopes of n/2 pairs, each half the places apart in the order of `before`; then the median of what is left.
// It bears a quarter of wild places. z of a place: its residual r by sqrt(scatter^2 + v), v the binomial
// variance of both rates, scatter such that the median of |z| is that of a normal distribution (0 where v
// alone says enough). median_change: of now less before.
//
// SOURCE: Theil, Proceedings of the Royal Netherlands Academy of Sciences 53, 1950 (incomplete method).
struct RateComparison {
  double correlation = 0, slope = 0, intercept = 0, scatter = 0, median_change = 0;
};

// ChangeHistogram counts places by the change of a rate, rounded to whole points: element i is
// i - 100 points.
using ChangeHistogram = std::array<int32_t, 201>;

// JointChangeHistogram counts places by change of turnout (row) and share (column), rounded to whole points,
// -50 to 50; what lies beyond is in the first and last.
using JointChangeHistogram = std::array<std::array<int32_t, 101>, 101>;

// Comparison is the whole result. places: in the order of the vote now. change_correlation: of the two
// changes, over places. extreme: indices into places with |turnout_z| or |share_z| at or above the threshold,
// in that order.
struct Comparison {
  std::optional<ComparisonRefusal> refusal;
  MatchCounts now, before;
  RateComparison turnout, share;
  double change_correlation = 0;
  std::vector<PlaceChange> places;
  std::vector<uint32_t> extreme;
  ChangeHistogram turnout_changes{}, share_changes{};
  JointChangeHistogram joint{};
};

// ComparePlaces compares place by place.
//
// REQUIRES: for both votes as ColumnsOf, and keys empty or as many as stations; min_registered >= 1,
// min_matches >= 4.
// COST: sorts the keys; 95,000 places: 0.2 s.
[[nodiscard]] Comparison ComparePlaces(const KeyedVote& now, const KeyedVote& before,
                                       const ComparisonOptions& options = {});

// RegionChange is one region that both votes have: sums over its stations with possible counts, N > 0 and
// R > 0. Turnout and share are quotients of sums.
struct RegionChange {
  uint32_t now, before;  // indices into the two lists of region names
  int64_t registered_now = 0, registered_before = 0;
  double turnout_now = 0, turnout_before = 0, share_now = 0, share_before = 0;
};

// RegionComparison: regions in the order of the vote now; unmatched_now, unmatched_before: regions with
// such stations whose name the other vote has not, or has twice. Correlations over regions, weighted by
// persons registered now: of turnout with turnout, share with share, and of the two changes; 0 where there
// is no variation.
struct RegionComparison {
  std::vector<RegionChange> regions;
  int64_t unmatched_now = 0, unmatched_before = 0;
  double turnout_correlation = 0, share_correlation = 0, change_correlation = 0;
};

// CompareRegions compares regions of one name; keys are not looked at. Empty where a vote has no regions.
//
// REQUIRES: for both votes as ColumnsOf.
[[nodiscard]] RegionComparison CompareRegions(const KeyedVote& now, const KeyedVote& before);

}  // namespace constat::forensics
