#include "constat/crypto/secret/aead_seal.h"

#include <sodium.h>

#include "constat/crypto/sodium.h"

namespace constat::crypto {

Bytes SealAead(const Bytes32& key, ByteView message, ByteView associated) {
  RequireSodium();
  const std::array<uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
  Bytes out(message.size() + kAeadTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(), nullptr, message.data(), message.size(),
                                             associated.data(), associated.size(), nullptr, nonce.data(),
                                             key.data());
  return out;
}

}  // namespace constat::crypto
