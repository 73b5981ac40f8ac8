// Points, scalars, keys and bytes for tests: from a name, always the same and all different, or drawn from
// a seeded generator.
#pragma once

#include <array>
#include <string_view>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/crypto/secret/rng.h"
#include "constat/group/wire_point.h"
#include "constat/testing/printers.h"

namespace constat {

inline Bytes32 TestBytes(std::string_view name) { return crypto::Sha256(AsBytes(name)); }

inline group::WirePoint TestPoint(std::string_view name) {
  return group::WirePoint::From(group::Point::FromUniformBytes(crypto::Sha512(AsBytes(name))));
}

inline group::Scalar TestScalar(std::string_view name) {
  return group::Scalar::FromWideBytes(crypto::Sha512(AsBytes(name)));
}

inline crypto::Ed25519PublicKey TestKey(std::string_view name) {
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable() = TestBytes(name);
  return crypto::Ed25519Key::FromSeed(seed).public_key();
}

inline Bytes64 TestSignature(std::string_view name) { return crypto::Sha512(AsBytes(name)); }

template <size_t n>
std::array<uint8_t, n> RandomBytes(crypto::Rng& rng) {
  std::array<uint8_t, n> out;
  rng.Fill(out);
  return out;
}

inline group::Scalar RandomScalar(crypto::Rng& rng) {
  return group::Scalar::FromWideBytes(RandomBytes<64>(rng));
}
inline group::Point RandomPoint(crypto::Rng& rng) {
  return group::Point::FromUniformBytes(RandomBytes<64>(rng));
}

}  // namespace constat
