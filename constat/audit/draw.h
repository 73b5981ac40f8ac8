// Draw: which ballots of a paper count an audit looks at, by a public rule that anybody can repeat.
//
// The rule: the i-th pick, i = 1, 2, ..., is SHA-256 of the text "SEED,i" (i in decimal) as a big-endian
// number, modulo the number of ballots, plus 1: the pick's ticket. Ballots have tickets 1, 2, ... in the
// order of the manifest, batch by batch. With replacement every pick is a draw; without, a pick whose
// ticket was picked before is skipped. The remainder favours no ticket by more than 2^-225 for fewer
// than 2^31 ballots.
// SOURCE: Rivest, "Reference implementation code for pseudo-random sampler" (sampler.py), 2011; the rule of
// Stark's tools for election audits. Test vectors: Jerdonek, "Test cases for Rivest sampling algorithm".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "constat/audit/plan.h"
#include "constat/base/result.h"

namespace constat::audit {

// TicketOf is the ticket of pick i, 1..ballots. REQUIRES: 0 < ballots < 2^31.
[[nodiscard]] int64_t TicketOf(std::string_view seed, uint64_t i, int64_t ballots);

// DrawRange are the draws numbered first to first + count - 1, from 1.
struct DrawRange {
  uint64_t first = 1;
  uint64_t count = 0;
};

// Drawing says which draws are wanted, of how many ballots.
struct Drawing {
  std::string seed;
  int64_t ballots = 0;
  bool replacement = true;
  DrawRange range;
};

// DrawingOf is a plan's drawing: ALPHA draws each ballot once, the others with replacement.
[[nodiscard]] Drawing DrawingOf(const Plan& plan, std::string seed, const DrawRange& range);

// IsShortSeed says whether a seed is so short that somebody could have tried all of its length:
// under 20 digits.
[[nodiscard]] bool IsShortSeed(std::string_view seed);

inline constexpr uint64_t kMostDraws = 1'000'000;

// DrawTickets returns the tickets of a drawing. ERRORS: kBadText (a seed that is empty, begins or ends with a
// blank, or is not printable ASCII), kBadNumber (no draws, draws beyond kMostDraws, or more ballots than
// there are without replacement).
[[nodiscard]] Result<std::vector<int64_t>> DrawTickets(const Drawing& drawing);

}  // namespace constat::audit
