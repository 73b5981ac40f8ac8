// Electorate: the Ukrainian referendum of 1 December 1991 at a scale of 1 : N. Source: data/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "constat/base/result.h"

namespace constat::demo {

// The options of the demo's question, in this order.
inline constexpr size_t kYes = 0;
inline constexpr size_t kNo = 1;
inline constexpr size_t kBlank = 2;
inline constexpr size_t kOptions = 3;

// RegionVotes is one region: as published, and at scale.
struct RegionVotes {
  std::string name;
  uint64_t published_registered = 0;  // ballots / turnout, rounded
  std::array<uint64_t, kOptions> published{};
  uint64_t registered = 0;
  std::array<uint64_t, kOptions> votes{};

  [[nodiscard]] uint64_t PublishedBallots() const {
    return published[kYes] + published[kNo] + published[kBlank];
  }
  [[nodiscard]] uint64_t Ballots() const { return votes[kYes] + votes[kNo] + votes[kBlank]; }
};

struct Electorate {
  std::vector<RegionVotes> regions;
  uint64_t published_ballots = 0;
  uint64_t ballots = 0;
};

// LargestRemainder shares seats out in proportion to weights, exactly seats of them: each weight's whole
// part, then one more to those with the largest remainders (ties: the earlier). REQUIRES: some weight is
// positive, and products of seats with weights fit 128 bits.
[[nodiscard]] std::vector<uint64_t> LargestRemainder(const std::vector<uint64_t>& weights, uint64_t seats);

// MakeElectorate scales the published counts to exactly ballots ballots. ERRORS: kBadText for a damaged
// table, kBadNumber for ballots outside 1 .. the published number.
[[nodiscard]] Result<Electorate> MakeElectorate(uint64_t ballots);

}  // namespace constat::demo
