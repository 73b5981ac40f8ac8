// Checking a challenged ballot on another device: what did the first one encrypt? Spec: BAL-11.
//
// A challenge is public once made: everything here is vartime and knows no secret.
#pragma once

#include <string>
#include <vector>

#include "constat/record/ballot.h"
#include "constat/referendum/state.h"
#include "constat/verify/light/whose.h"

namespace constat::party {

// RandomnessInput is what BAL-3 hashes for one ciphertext: manifest hash || seed || u16 q || u16 o.
[[nodiscard]] std::array<uint8_t, 68> RandomnessInput(const Bytes32& manifest_hash, const Bytes32& seed,
                                                      size_t question, size_t option);

// RecomputedBallot is what the challenged device must have encrypted.
struct RecomputedBallot {
  Bytes32 tracker{};                             // the voter compares it with the one noted before
  std::vector<group::EncodedPoint> ciphertexts;  // R, C alternating
};

// CheckChallenge recomputes. The challenge holds when the tracker is the one the voter noted.
// ERRORS: kWrongReferendum; kBadNumber for choices BAL-2 does not allow.
[[nodiscard]] Result<RecomputedBallot> CheckChallenge(const referendum::Context& context,
                                                      const group::WirePoint& joint_key,
                                                      const record::Challenge& challenge);

// CheckOnRoll ERRORS: kNotOnRoll if the voting is open in state, and no voter has or had the challenge's
// credential: whatever the device encrypted, it was no vote.
[[nodiscard]] Status CheckOnRoll(const referendum::Referendum& state, const record::Challenge& challenge);

// PaperOf is the challenge for verify::CheckWhose.
[[nodiscard]] verify::Paper PaperOf(const record::Challenge& challenge);

// DescribeChoices gives one line per question, "Build it?: Yes", in the language with this index.
[[nodiscard]] std::vector<std::string> DescribeChoices(const record::Manifest& manifest,
                                                       const record::Choices& choices, size_t language = 0);

}  // namespace constat::party
