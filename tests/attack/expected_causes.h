// Expected causes: of each attack of the demo the one cause that people are told. Spec: VER-14.
#pragma once

#include <array>

#include "constat/verdict/cause.h"

namespace constat::demo {

using enum verdict::Doer;
using enum verdict::VotesKind;
using enum verdict::Rest;
inline constexpr auto kNoVote = verdict::VotesKind::kNone;

struct ExpectedCause {
  std::string_view attack;
  std::string_view kind;  // its name
  std::string_view author;
  size_t entries;
  verdict::Doer doer;
  verdict::VotesKind votes;
  uint64_t most;
  verdict::Rest rest;
  uint64_t unjudged;
};

// The demo's referendum of 60 ballots has 71 registered voters.
inline constexpr std::array<ExpectedCause, 78> kExpectedCauses{{
#include "tests/attack/expected_causes.inc"
}};

}  // namespace constat::demo
