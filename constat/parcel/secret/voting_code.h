// VotingCode: the secret a registrar hands to a voter, typed into a device. Spec: ROL-1, ROL-2.
#pragma once

#include "constat/crypto/secret/rng.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/parcel/code_symbols.h"

namespace constat::parcel {

// VotingCode is 115 random bits and a check symbol. The values are in the object and are wiped with it.
class VotingCode {
 public:
  static constexpr size_t kRandomBytes = 15;

  ~VotingCode() { crypto::WipeMemory(values_.data(), values_.size()); }
  VotingCode(VotingCode&& other) noexcept : values_(other.values_) {}
  VotingCode& operator=(VotingCode&& other) noexcept {
    values_ = other.values_;
    return *this;
  }
  VotingCode(const VotingCode&) = delete;
  VotingCode& operator=(const VotingCode&) = delete;
  [[nodiscard]] VotingCode Copy() const { return VotingCode(values_); }

  [[nodiscard]] static VotingCode Generate(crypto::Rng& rng);
  // FromRandom uses the first 115 bits, most significant first.
  [[nodiscard]] static VotingCode FromRandom(std::span<const uint8_t, kRandomBytes> random);

  // Parse reads what a person typed. ERRORS: kBadCode.
  [[nodiscard]] static Result<VotingCode> Parse(std::string_view typed);

  // Format is "0123-4567-89AB-CDEF-GHJK-MNPQ". The caller wipes it.
  [[nodiscard]] std::string Format() const;

  // ShareSecret is x_m of ROL-2.
  [[nodiscard]] group::SecretScalar ShareSecret(const Bytes32& manifest_hash, uint16_t registrar) const;

 private:
  explicit VotingCode(const CodeValues& values) : values_(values) {}
  CodeValues values_;
};

}  // namespace constat::parcel
