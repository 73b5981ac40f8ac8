// Shpilkin's estimate: how many of the leading option's votes come with turnout that the others did not get.
//
// Model: at stations without stuffing the ratio r of the leader's votes to all others' does not depend on
// turnout; above it, whatever the leader has beyond r times the others was added. The model is an assumption:
// town and country differ, and on undisputed elections other programs found estimates up to a quarter of the
// winner's votes. Where fabrication outweighs the honest cluster the mode is wrong (2020). So: a curve over
// the mode, and a cluster placed by hand; never one number.
// Reference: Russia 2011 variants A, B, C 15.17, 15.28, 14.91 million; 2018 10.98, 10.88, 10.49; 2020 with
// the cluster placed at turnout 43 %, share 64 %: 28.72.
// SOURCE: Kobak, Shpilkin, Pshenichnikov, "Statistical fingerprints of electoral fraud?",
// Significance 13(4):20, 2016.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "constat/forensics/stations.h"

namespace constat::forensics {

// TurnoutBins are votes by turnout: bin b holds the stations with turnout in [b, b+1) percent, 0 <= b <= 100.
//
// leader: votes of the option; others: counted - leader. registered, counted: totals over all bins, in
// persons and ballots.
struct TurnoutBins {
  std::array<int64_t, 101> leader{}, others{};
  int64_t registered = 0, counted = 0;
};

// BinByTurnout takes the stations with possible counts (columns.h), N > 0 and R > 0; others are left out. The
// bin is found as the published code does, floor(100 (B/N)) in binary floating point, which puts turnouts of
// exactly 29, 57 and 58 percent one bin lower.
//
// REQUIRES: as ColumnsOf.
[[nodiscard]] TurnoutBins BinByTurnout(const Stations& stations, size_t option);

// CleanMode is the bin t0, 20 <= t0 <= 89, where the others' votes, averaged over three bins, are most; the
// lowest of equals.
[[nodiscard]] int CleanMode(const TurnoutBins& bins);

// CleanWindow is the bins whose votes are taken as honest, both ends included.
struct CleanWindow {
  int first, last;
};

// WindowA, B, C are the three ways in use to choose the window for a mode: all bins up to it; it and the five
// below; it and two on each side.
[[nodiscard]] CleanWindow WindowA(int mode);
[[nodiscard]] CleanWindow WindowB(int mode);
[[nodiscard]] CleanWindow WindowC(int mode);

// AnomalousVotes is one estimate. ratio: r = sum of leader / sum of others over the window. votes: sum over
// the bins above the window of (leader - r others); negative where the leader does worse at high turnout.
// clean_share, clean_turnout: the result without these votes.
struct AnomalousVotes {
  double ratio = 0, votes = 0;
  double clean_share = 0, clean_turnout = 0;
};

// EstimateAnomalousVotes is nothing if the others have no votes in the window.
//
// REQUIRES: 0 <= first <= last <= 100.
[[nodiscard]] std::optional<AnomalousVotes> EstimateAnomalousVotes(const TurnoutBins& bins,
                                                                   CleanWindow window);

// CurvePoint is the estimate of variant A as if the mode were this bin.
struct CurvePoint {
  int mode;
  AnomalousVotes estimate;
};

// AnomalousVotesCurve is the estimate for every mode from 20 to 89 for which there is one: how much it
// depends on it.
[[nodiscard]] std::vector<CurvePoint> AnomalousVotesCurve(const TurnoutBins& bins);

// PlacedCluster is where a person sees the honest cluster, in percent: 0 <= turnout <= 100, 0 < share < 100.
struct PlacedCluster {
  double turnout, share;
};

// PlacedEstimate: ratio r = share / (100 - share); above: sum of (leader - r others) over the stations with
// more than the cluster's turnout; all: over all stations.
struct PlacedEstimate {
  double ratio = 0, above = 0, all = 0;
};

// EstimateFromCluster takes the same stations as BinByTurnout. A station with exactly the cluster's turnout
// is not above it.
//
// REQUIRES: as ColumnsOf, and the cluster within its ranges.
[[nodiscard]] PlacedEstimate EstimateFromCluster(const Stations& stations, size_t option,
                                                 PlacedCluster cluster);

}  // namespace constat::forensics
