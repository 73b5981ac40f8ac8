// A referendum with everybody's secrets, whose voting has begun: by its rules targets judge bodies, as
// they are or signed by whoever has to, so that what is fuzzed gets beyond the signature. Seeds come from
// the same one.
#pragma once

#include "constat/testing/world.h"
#include "tests/fuzz/property.h"

namespace constat::fuzz {

using constat::testing::World;

// kReplacementTimeMs is when replacement shares come.
inline constexpr uint64_t kReplacementTimeMs = constat::testing::kFirstMinuteMs;

// TheWorld has two registrars, so that an order of the persons is stated and a replacement waits.
inline World& TheWorld() {
  static World* const world = [] {
    auto* const opened = new World({.name = "fuzz", .registrars = 2});
    opened->ToOpen();
    CONSTAT_CHECK(opened->referendum.phase() == referendum::Phase::kOpen);
    return opened;
  }();
  return *world;
}

// RequireJudged aborts unless the rules accept a body that decodes, or refuse it with a code and a sentence.
// It says which.
inline bool RequireJudged(const Status& judged, bool decodes) {
  if (judged) {
    CONSTAT_CHECK(decodes);
    return true;
  }
  CONSTAT_CHECK(!ErrorName(judged.error().code).empty());
  CONSTAT_CHECK(!judged.error().detail.empty());
  return false;
}

}  // namespace constat::fuzz
