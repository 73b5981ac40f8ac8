#include "constat/crypto/aead.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include "constat/base/check.h"
#include "constat/crypto/sodium.h"

namespace constat::crypto {
namespace {

template <typename Out>
Out Hkdf(ByteView key_material, Label label, ByteView info) {
  static EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
  CONSTAT_CHECK(kdf != nullptr);
  const ByteView salt = LabelBytes(label);
  auto octets = [](const char* key, ByteView v) {
    return OSSL_PARAM_construct_octet_string(key, const_cast<uint8_t*>(v.data()), v.size());
  };
  char digest[] = "SHA512";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                                   octets(OSSL_KDF_PARAM_KEY, key_material),
                                   octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_INFO, info),
                                   OSSL_PARAM_construct_end()};
  EVP_KDF_CTX* const context = EVP_KDF_CTX_new(kdf);
  Out out;
  CONSTAT_CHECK(context != nullptr && EVP_KDF_derive(context, out.data(), out.size(), parameters) == 1);
  EVP_KDF_CTX_free(context);
  return out;
}

}  // namespace

Bytes32 HkdfSha512(ByteView key_material, Label label, ByteView info) {
  return Hkdf<Bytes32>(key_material, label, info);
}

Bytes64 HkdfSha512Wide(ByteView key_material, Label label, ByteView info) {
  return Hkdf<Bytes64>(key_material, label, info);
}

Result<Bytes> OpenAead(const Bytes32& key, ByteView sealed, ByteView associated) {
  RequireSodium();
  if (sealed.size() < kAeadTagSize) return Fail(ErrorCode::kBadLength, "the encrypted message is cut off");
  const std::array<uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
  Bytes out(sealed.size() - kAeadTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data(), sealed.size(),
                                                 associated.data(), associated.size(), nonce.data(),
                                                 key.data()) != 0) {
    return Fail(ErrorCode::kDecryptionFailed, "the encrypted message cannot be opened with this key");
  }
  return out;
}

}  // namespace constat::crypto
