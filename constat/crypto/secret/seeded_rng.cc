#include "constat/crypto/secret/seeded_rng.h"

#include <sodium.h>

#include "constat/crypto/hash.h"
#include "constat/crypto/sodium.h"

namespace constat::crypto {

SeededRng::SeededRng(std::string_view seed, std::string_view stream) {
  RequireSodium();
  Bytes text(seed.begin(), seed.end());
  text.push_back(0);
  Append(text, AsBytes(stream));
  key_ = Sha256(text);
}

void SeededRng::Fill(std::span<uint8_t> out) {
  // A fresh nonce per call: no byte of the stream is used twice.
  std::array<uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  for (size_t i = 0; i < 8; ++i) nonce[i] = static_cast<uint8_t>(counter_ >> (8 * i));
  ++counter_;
  if (out.empty()) return;
  crypto_stream_chacha20(out.data(), out.size(), nonce.data(), key_.data());
}

}  // namespace constat::crypto
