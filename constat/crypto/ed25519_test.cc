#include "constat/crypto/ed25519.h"

#include <gtest/gtest.h>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::crypto {
namespace {

template <typename Array>
Array FromHex(std::string_view hex) {
  const Bytes bytes = text::ParseHex(hex).value();
  Array out{};
  EXPECT_EQ(bytes.size(), out.size());
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

Ed25519Key KeyFromSeed(std::string_view hex) {
  Secret<Bytes32> seed;
  seed.ExposeMutable() = FromHex<Bytes32>(hex);
  return Ed25519Key::FromSeed(seed);
}

struct Rfc8032Vector {
  std::string seed, key, message, signature;
};

// Rfc8032Vectors: RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc).
std::vector<Rfc8032Vector> Rfc8032Vectors() {
  return {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
           "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
           "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
           "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
          {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
           "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
           "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
           "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
          {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
           "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
           "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
           "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
          {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
           "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
           text::FormatHex(Sha512(AsBytes("abc"))),
           "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
           "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"}};
}

TEST(Ed25519, MatchesItsRfc) {
  for (const Rfc8032Vector& v : Rfc8032Vectors()) {
    const Ed25519Key key = KeyFromSeed(v.seed);
    const Bytes message = text::ParseHex(v.message).value();
    EXPECT_EQ(text::FormatHex(key.public_key()), v.key);
    EXPECT_EQ(text::FormatHex(key.seed().Expose()), v.seed);
    EXPECT_EQ(text::FormatHex(key.Sign(message)), v.signature);
    EXPECT_EQ(CodeOf(CheckEd25519Key(key.public_key())), "ok");
    EXPECT_EQ(CodeOf(VerifyEd25519(key.public_key(), message, FromHex<Bytes64>(v.signature))), "ok");
  }
}

// Spec: LAB-3
TEST(Ed25519, RefusesEveryAlteredBit) {
  const Rfc8032Vector v = Rfc8032Vectors()[2];
  const auto key = FromHex<Bytes32>(v.key);
  const Bytes message = text::ParseHex(v.message).value();
  const auto signature = FromHex<Bytes64>(v.signature);
  for (size_t i = 0; i < 8 * signature.size(); ++i) {
    Bytes64 altered = signature;
    altered[i / 8] ^= static_cast<uint8_t>(1 << (i % 8));
    EXPECT_EQ(CodeOf(VerifyEd25519(key, message, altered)), "bad-signature") << "bit " << i;
  }
  EXPECT_EQ(CodeOf(VerifyEd25519(key, AsBytes("another"), signature)), "bad-signature");
  EXPECT_EQ(CodeOf(VerifyEd25519(FromHex<Bytes32>(Rfc8032Vectors()[1].key), message, signature)),
            "bad-signature");
}

// AddOrder adds l to the 32-byte little-endian number S.
Bytes64 AddOrder(Bytes64 signature) {
  const Bytes l = text::ParseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + l[i];
    signature[32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  EXPECT_EQ(carry, 0u);
  return signature;
}

// Spec: LAB-3
TEST(Ed25519, RefusesSBeyondTheGroupOrder) {
  for (const Rfc8032Vector& v : Rfc8032Vectors()) {
    const auto key = FromHex<Bytes32>(v.key);
    const Bytes message = text::ParseHex(v.message).value();
    Bytes64 signature = FromHex<Bytes64>(v.signature);
    // S + l, S + 2l ... satisfy the equation, too.
    for (int i = 0; i < 15; ++i) {
      signature = AddOrder(signature);
      if (signature[63] == 0xff) break;
      EXPECT_EQ(CodeOf(VerifyEd25519(key, message, signature)), "bad-signature");
    }
  }
}

// The eight points of order 1, 2, 4, 8: multiples of l times a random point, computed in
// Python with integers.
std::vector<Bytes32> SmallOrderKeys() {
  std::vector<Bytes32> out;
  for (const std::string_view hex : {"0100000000000000000000000000000000000000000000000000000000000000",
                                     "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                                     "0000000000000000000000000000000000000000000000000000000000000080",
                                     "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                                     "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                     "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                                     "0000000000000000000000000000000000000000000000000000000000000000",
                                     "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"}) {
    out.push_back(FromHex<Bytes32>(hex));
  }
  return out;
}

// Spec: LAB-3, MAN-3
TEST(Ed25519, RefusesKeysOfSmallOrder) {
  for (const Bytes32& key : SmallOrderKeys()) {
    EXPECT_EQ(CodeOf(CheckEd25519Key(key)), "bad-key");
    // With the identity as key, R = the identity and S = 0 would sign every message.
    Bytes64 signature{};
    signature[0] = 1;
    EXPECT_EQ(CodeOf(VerifyEd25519(key, AsBytes("x"), signature)), "bad-signature");
  }
}

// Spec: LAB-3, MAN-3
TEST(Ed25519, RefusesKeysOutsideThePrimeOrderSubgroup) {
  // The key of TEST 1 plus a point of order 8, 4, 2.
  for (const std::string_view hex : {"5ca7ced5657291c4cb376e2929ebbb0747dee3aee81452ea424f42974f81fdba",
                                     "ad38a8f0b22ab7ca46ecee7bbef12b5f336c182652fac34392f859dbd9666a7d",
                                     "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5"}) {
    EXPECT_EQ(CodeOf(CheckEd25519Key(FromHex<Bytes32>(hex))), "bad-key");
  }
}

// Spec: LAB-3, MAN-3
TEST(Ed25519, RefusesKeysThatAreNotCanonical) {
  // y + p for every y below 19 that is on the curve, with either sign; and the two encodings of x = 0
  // with sign 1.
  for (const std::string_view first :
       {"ed", "ee", "f0", "f1", "f2", "f3", "f6", "f7", "fb", "fc", "fd", "ff"}) {
    for (const std::string_view last : {"7f", "ff"}) {
      const std::string hex = std::string(first) + std::string(60, 'f') + std::string(last);
      EXPECT_EQ(CodeOf(CheckEd25519Key(FromHex<Bytes32>(hex))), "bad-key") << hex;
    }
  }
  for (const std::string_view hex : {"0100000000000000000000000000000000000000000000000000000000000080",
                                     "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}) {
    EXPECT_EQ(CodeOf(CheckEd25519Key(FromHex<Bytes32>(hex))), "bad-key") << hex;
  }
  // y = 2 is not on the curve.
  EXPECT_EQ(CodeOf(CheckEd25519Key(FromHex<Bytes32>("02" + std::string(62, '0')))), "bad-key");
}

// Signatures of "x" by the key of TEST 1 with nonce 0, whose equation holds: computed in Python with
// integers, R in the canonical encoding of the identity and in the two others. Spec: LAB-3
TEST(Ed25519, RefusesRThatIsTheIdentity) {
  const auto key = FromHex<Bytes32>(Rfc8032Vectors()[0].key);
  const std::vector<std::string> signatures = {
      "0100000000000000000000000000000000000000000000000000000000000000"
      "55d4e524de9cc9468fd6f00194289c9e33256f53d84e70f19a990d41828cc709",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      "426dfaaf461dfce2795c5c3ee1e29c3ec378e1ad1b8bae7d4ca04e03e10a100e",
      "0100000000000000000000000000000000000000000000000000000000000080"
      "c2b7c772ab4f5a626435916f97daf45ead408a0b3b44ba8a200ae215ae7fb40a"};
  for (const std::string& signature : signatures) {
    EXPECT_EQ(CodeOf(VerifyEd25519(key, AsBytes("x"), FromHex<Bytes64>(signature))), "bad-signature");
  }
}

// Signatures of "x" by the key of TEST 1 whose R is 12345 B plus a point of order 8, 4, 2, computed in Python
// with integers: eight times their equation holds. Spec: LAB-3
TEST(Ed25519, RefusesROutsideThePrimeOrderSubgroup) {
  const auto key = FromHex<Bytes32>(Rfc8032Vectors()[0].key);
  const std::vector<std::string> signatures = {
      "ad5b30a39ee28c85d0e3903357b263540127f6780e795a593a819d6400e50d80"
      "823b56e8f37bcee199c571acad90c1259c5ee77cfb9df11df3c981665460fc0e",
      "af6e8e63f857d90bf1afb0d2cd8753a15efed2964adc823c24f85082207e073e"
      "d577aa3912761f617f7fe6a7334ac66afe6867322749e0c1a6ccf48c4ac9ae04",
      "feaf9d07b868cc52786305312c376563c622b0386a10d105e3c1501b28d65f7e"
      "6a95324ecb8439b34dcce0bbdf2c549c222afd778ff523a77b35c6c0fd507b01"};
  for (const std::string& signature : signatures) {
    EXPECT_EQ(CodeOf(VerifyEd25519(key, AsBytes("x"), FromHex<Bytes64>(signature))), "bad-signature");
  }
}

TEST(Ed25519, GeneratesKeysFromTheRng) {
  SeededRng first("seed", "a");
  SeededRng same("seed", "a");
  SeededRng other("seed", "b");
  const Ed25519Key key = Ed25519Key::Generate(first);
  EXPECT_EQ(key.public_key(), Ed25519Key::Generate(same).public_key());
  EXPECT_NE(key.public_key(), Ed25519Key::Generate(other).public_key());
  EXPECT_NE(key.public_key(), Ed25519Key::Generate(first).public_key());
}

}  // namespace
}  // namespace constat::crypto
