#include "constat/crypto/hash.h"

#include <gtest/gtest.h>

#include "constat/text/hex.h"

namespace constat::crypto {
namespace {

// Vectors: NIST, FIPS 180-2, appendices B and C ("abc", two blocks, a million "a"), and the empty message.
TEST(Sha256, MatchesNistVectors) {
  EXPECT_EQ(text::FormatHex(Sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(text::FormatHex(Sha256(AsBytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(text::FormatHex(Sha256(AsBytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(text::FormatHex(Sha256(Bytes(1000000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha512, MatchesNistVectors) {
  EXPECT_EQ(text::FormatHex(Sha512({})),
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
  EXPECT_EQ(text::FormatHex(Sha512(AsBytes("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(text::FormatHex(Sha512(
                AsBytes("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmno"
                        "pqklmnopqrlmnopqrsmnopqrstnopqrstu"))),
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
            "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
  EXPECT_EQ(text::FormatHex(Sha512(Bytes(1000000, 'a'))),
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
            "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
}

// Spec: LAB-1
TEST(LabelledHash, HashesLabelThenMessage) {
  Bytes message(AsBytes("constat/v1/ballot").begin(), AsBytes("constat/v1/ballot").end());
  message.push_back(0);
  Append(message, AsBytes("body"));
  EXPECT_EQ(LabelledSha256(Label::kBallot, AsBytes("body")), Sha256(message));
  EXPECT_EQ(LabelledSha512(Label::kBallot, AsBytes("body")), Sha512(message));
  EXPECT_NE(LabelledSha256(Label::kBallot, AsBytes("body")),
            LabelledSha256(Label::kTracker, AsBytes("body")));
}

TEST(Sha256Stream, HashesPieces) {
  Sha256Stream stream(Label::kRollHash);
  EXPECT_EQ(stream.Digest(), LabelledSha256(Label::kRollHash, {}));
  stream.Update(AsBytes("ab"));
  EXPECT_EQ(stream.Digest(), LabelledSha256(Label::kRollHash, AsBytes("ab")));
  stream.Update({});
  stream.Update(AsBytes("c"));
  EXPECT_EQ(stream.Digest(), LabelledSha256(Label::kRollHash, AsBytes("abc")));
  EXPECT_EQ(stream.Digest(), stream.Digest());
}

TEST(Sha256Stream, CopiesGoTheirOwnWay) {
  Sha256Stream first(Label::kRollHash);
  first.Update(AsBytes("ab"));
  Sha256Stream second(first);
  second.Update(AsBytes("c"));
  EXPECT_EQ(first.Digest(), LabelledSha256(Label::kRollHash, AsBytes("ab")));
  EXPECT_EQ(second.Digest(), LabelledSha256(Label::kRollHash, AsBytes("abc")));
  first = second;
  first = *&first;
  EXPECT_EQ(first.Digest(), second.Digest());
  const Sha256Stream third(std::move(second));
  EXPECT_EQ(third.Digest(), first.Digest());
}

}  // namespace
}  // namespace constat::crypto
