#include "constat/crypto/aead.h"

#include <gtest/gtest.h>

#include <numeric>

#include "constat/crypto/secret/aead_seal.h"
#include "constat/text/hex.h"

namespace constat::crypto {
namespace {

Bytes Counting(uint8_t first, size_t size) {
  Bytes out(size);
  std::iota(out.begin(), out.end(), first);
  return out;
}

Bytes32 KeyFrom(uint8_t first) {
  Bytes32 key;
  std::iota(key.begin(), key.end(), first);
  return key;
}

// Key, message and associated data of draft-irtf-cfrg-xchacha-03, appendix A.3.1. The draft's nonce is not
// zero, so its ciphertext is not ours: it was computed as ChaCha20-Poly1305 (pyca/cryptography) under
// HChaCha20's subkey (written out in Python), after the same program had given the draft's own ciphertext
// and HChaCha20 vector.
TEST(Aead, MatchesAVectorWithTheZeroNonce) {
  const Bytes associated = text::ParseHex("50515253c0c1c2c3c4c5c6c7").value();
  const std::string_view message =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      "sunscreen would be it.";
  const std::string sealed =
      "8c192ca5a96fb73a31daa50ded004b5a82fff6df13be8e2900504d763add97c406558ae6061bebdaa4608c2c42305173c0f783"
      "ce47163512"
      "a7a275db9c1580923bfb427ed59c8422f006c6b45a3855a90a4a8019e88274b94dd4caf1951cd8e8fe907476c52854e276224a"
      "37b62f13ef"
      "5630aaeb31698c888c260e21ce79cdf02372";
  const Bytes32 key = KeyFrom(0x80);
  EXPECT_EQ(text::FormatHex(SealAead(key, AsBytes(message), associated)), sealed);
  EXPECT_EQ(AsText(OpenAead(key, text::ParseHex(sealed).value(), associated).value()), message);
  EXPECT_EQ(text::FormatHex(SealAead(Bytes32{}, {}, {})), "8f3b945a51906dc8600de9f8962d00e6");
  EXPECT_TRUE(
      OpenAead(Bytes32{}, text::ParseHex("8f3b945a51906dc8600de9f8962d00e6").value(), {}).value().empty());
}

// Spec: CER-4
TEST(Aead, OpensNothingThatWasAltered) {
  const Bytes32 key = KeyFrom(1);
  const Bytes associated = Counting(7, 5);
  const Bytes sealed = SealAead(key, Counting(0, 32), associated);
  ASSERT_EQ(sealed.size(), 48u);
  const auto code = [&](const Bytes32& k, const Bytes& s, const Bytes& a) {
    const Result<Bytes> opened = OpenAead(k, s, a);
    return opened ? "ok" : std::string(ErrorName(opened.error().code));
  };
  EXPECT_EQ(code(key, sealed, associated), "ok");
  for (size_t i = 0; i < 8 * sealed.size(); ++i) {
    Bytes altered = sealed;
    altered[i / 8] ^= static_cast<uint8_t>(1 << (i % 8));
    ASSERT_EQ(code(key, altered, associated), "decryption-failed") << "bit " << i;
  }
  for (size_t i = 0; i < associated.size(); ++i) {
    Bytes altered = associated;
    altered[i] ^= 1;
    EXPECT_EQ(code(key, sealed, altered), "decryption-failed");
  }
  EXPECT_EQ(code(key, sealed, {}), "decryption-failed");
  EXPECT_EQ(code(KeyFrom(2), sealed, associated), "decryption-failed");
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(code(key, Bytes(sealed.begin(), sealed.begin() + size), associated),
              size < kAeadTagSize ? "bad-length" : "decryption-failed");
  }
}

// Values: RFC 5869 written out with Python's hmac and hashlib.sha512, salt = the label. (RFC 5869 has no
// vectors for SHA-512.)
TEST(Hkdf, MatchesAnIndependentComputation) {
  EXPECT_EQ(text::FormatHex(HkdfSha512(Bytes(22, 0x0b), Label::kDealKey, Counting(0xf0, 10))),
            "1cc02b772693cf83e2c0f7718674b6e75a894e1fb02a5ae751ef072071f2e7f2");
  EXPECT_EQ(text::FormatHex(HkdfSha512(Counting(0, 32), Label::kDealKey, {})),
            "2d5f7719caccda6590ae7afe4cf301f5450da5bf1ea0d518421d3c09a929014f");
  EXPECT_EQ(text::FormatHex(HkdfSha512(Bytes(1, 7), Label::kDealKey, Bytes(200, 0))),
            "e18de7342243e8c487b7198dc174694f9b07869930d24c03c5c0fb2387aa9b31");
}

TEST(Hkdf, DependsOnEveryInput) {
  const Bytes32 base = HkdfSha512(AsBytes("key"), Label::kDealKey, AsBytes("info"));
  EXPECT_EQ(HkdfSha512(AsBytes("key"), Label::kDealKey, AsBytes("info")), base);
  EXPECT_NE(HkdfSha512(AsBytes("kez"), Label::kDealKey, AsBytes("info")), base);
  EXPECT_NE(HkdfSha512(AsBytes("key"), Label::kShare, AsBytes("info")), base);
  EXPECT_NE(HkdfSha512(AsBytes("key"), Label::kDealKey, AsBytes("infp")), base);
}

}  // namespace
}  // namespace constat::crypto
