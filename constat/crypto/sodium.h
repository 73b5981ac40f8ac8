// Starts libsodium once, before its first use.
#pragma once

namespace constat::crypto {

// RequireSodium initialises libsodium; later calls cost a load. Aborts if the system has no randomness.
void RequireSodium();

}  // namespace constat::crypto
