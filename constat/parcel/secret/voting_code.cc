#include "constat/parcel/secret/voting_code.h"

#include "constat/crypto/hash.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

// Symbol is text::kBase32Symbols[value] by a scan of the whole list: the value is secret.
char Symbol(uint8_t value) {
  unsigned out = 0;
  for (unsigned i = 0; i < text::kBase32Symbols.size(); ++i) {
    const unsigned mask = 0 - (((i ^ value) - 1u) >> 31);  // all ones where i = value
    out |= mask & static_cast<unsigned char>(text::kBase32Symbols[i]);
  }
  return static_cast<char>(out);
}

constexpr size_t kGroup = 4;

}  // namespace

VotingCode VotingCode::Generate(crypto::Rng& rng) {
  crypto::Wiped<std::array<uint8_t, kRandomBytes>> random;
  rng.Fill(random.value);
  return FromRandom(random.value);
}

VotingCode VotingCode::FromRandom(std::span<const uint8_t, kRandomBytes> random) {
  VotingCode code(CodeValues{});
  for (size_t i = 0; i + 1 < kCodeSymbols; ++i) {
    const size_t bit = 5 * i;
    const size_t byte = bit / 8;
    const unsigned pair = unsigned{random[byte]} << 8 | (byte + 1 < random.size() ? random[byte + 1] : 0u);
    code.values_[i] = static_cast<uint8_t>(pair >> (11 - bit % 8) & 31);
  }
  code.values_.back() = CodeCheckValue(code.values_);
  return code;
}

Result<VotingCode> VotingCode::Parse(std::string_view typed) {
  Result<CodeValues> values = ParseCodeSymbols(typed);
  if (!values) return tl::unexpected(values.error());
  VotingCode code(*values);
  crypto::WipeMemory(values->data(), values->size());
  return code;
}

std::string VotingCode::Format() const {
  std::string out;
  out.reserve(kCodeSymbols + kCodeSymbols / kGroup);
  for (size_t i = 0; i < kCodeSymbols; ++i) {
    if (i > 0 && i % kGroup == 0) out.push_back('-');
    out.push_back(Symbol(values_[i]));
  }
  return out;
}

group::SecretScalar VotingCode::ShareSecret(const Bytes32& manifest_hash, uint16_t registrar) const {
  crypto::Wiped<std::array<uint8_t, 32 + 2 + kCodeSymbols>> input;
  std::copy(manifest_hash.begin(), manifest_hash.end(), input.value.begin());
  input.value[32] = static_cast<uint8_t>(registrar >> 8);
  input.value[33] = static_cast<uint8_t>(registrar & 0xff);
  for (size_t i = 0; i < kCodeSymbols; ++i) input.value[34 + i] = static_cast<uint8_t>(Symbol(values_[i]));
  crypto::Wiped<Bytes64> wide;
  wide.value = crypto::LabelledSha512(crypto::Label::kCredentialSecret, input.value);
  return group::SecretScalar::FromWideBytes(wide.value);
}

}  // namespace constat::parcel
