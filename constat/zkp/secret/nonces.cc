#include "constat/zkp/secret/nonces.h"

#include <algorithm>

#include "constat/crypto/hash.h"

namespace constat::zkp {
namespace {

constexpr size_t kSecretSize = 32;
constexpr size_t kFreshSize = 32;
constexpr size_t kNumberSize = 4;

// InputOf has the place of the random bytes and of k still zero. Its size is right from the beginning: a copy
// that a growing vector leaves behind would not be wiped.
Bytes InputOf(const group::SecretScalar& secret, const Claim& claim) {
  const Bytes said = claim.Encode();
  Bytes input(kSecretSize + kFreshSize + kNumberSize + said.size());
  secret.CopyTo(std::span(input).first<kSecretSize>());
  std::copy(said.begin(), said.end(), input.begin() + kSecretSize + kFreshSize + kNumberSize);
  return input;
}

}  // namespace

Nonces::Nonces(const group::SecretScalar& secret, const Claim& claim, crypto::Rng& rng)
    : input_(InputOf(secret, claim)) {
  rng.Fill(std::span(input_).subspan<kSecretSize, kFreshSize>());
}

Nonces::Nonces(const group::SecretScalar& secret, const Claim& claim, std::span<const uint8_t, 32> fresh)
    : input_(InputOf(secret, claim)) {
  std::copy(fresh.begin(), fresh.end(), input_.begin() + kSecretSize);
}

Nonces::~Nonces() { crypto::WipeMemory(input_.data(), input_.size()); }

group::SecretScalar Nonces::Next() {
  uint8_t* const number = input_.data() + kSecretSize + kFreshSize;
  for (size_t i = 0; i < kNumberSize; ++i) number[i] = static_cast<uint8_t>(next_ >> (8 * (3 - i)));
  ++next_;
  crypto::Wiped<Bytes64> wide;
  wide.value = crypto::LabelledSha512(crypto::Label::kNonce, input_);
  return group::SecretScalar::FromWideBytes(wide.value);
}

}  // namespace constat::zkp
