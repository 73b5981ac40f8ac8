// Randomness for a verifier's weights: unpredictable to whoever made the record, of no secrecy afterwards.
#pragma once

#include <span>

#include "constat/base/bytes.h"

namespace constat::crypto {

// FillPublicRandom fills from the operating system's generator. Thread-safe. Aborts if there is none.
void FillPublicRandom(std::span<uint8_t> out);

}  // namespace constat::crypto
