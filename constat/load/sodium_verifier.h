// The baseline: a ballot checked one proof at a time with libsodium, as one would without batches.
// Bench code only.
#pragma once

#include "constat/group/wire_point.h"
#include "constat/referendum/context.h"

namespace constat::load {

// SodiumBallot says whether a ballot's encodings are canonical and its proofs hold (BAL-8 (3) and (6)).
// REQUIRES: libsodium is initialised.
[[nodiscard]] bool SodiumBallot(const referendum::Context& context, const group::WirePoint& joint_key,
                                uint16_t region, ByteView body);

}  // namespace constat::load
