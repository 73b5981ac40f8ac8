#include "constat/record/refusal.h"

#include "constat/record/secret/sign_refusal.h"
#include "constat/testing/decoder.h"
#include "constat/testing/vectors.h"

namespace constat::record {
namespace {

crypto::Ed25519Key KeyOf(uint8_t first) {
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable()[0] = first;
  return crypto::Ed25519Key::FromSeed(seed);
}

RefusalFile SignedFile() {
  RefusalFile file;
  file.request.random[3] = 7;
  file.request.tree = {12, Bytes32{1}};
  file.body = {1, 2, 3};
  Refusal refusal;
  refusal.manifest_hash[0] = 9;
  refusal.body_hash = RefusedHash(refusal.type, file.body);
  refusal.code = 109;
  refusal.tree = {40, Bytes32{2}};
  refusal.time_ms = 60'000;
  refusal.request = RequestHash(file.request);
  file.refusal = SignRefusal(refusal, KeyOf(1));
  return file;
}

// Spec: BAL-15, ENC-1
TEST(Refusal, EncodesInOneWay) {
  const RefusalFile file = SignedFile();
  EXPECT_EQ(EncodeRefusal(file.refusal).size(), kRefusalSize);
  const auto recode = [](ByteView bytes) -> Result<Bytes> {
    CONSTAT_ASSIGN(const Refusal refusal, DecodeRefusal(bytes));
    return EncodeRefusal(refusal);
  };
  ExpectCanonical(EncodeRefusal(file.refusal), recode);
}

TEST(RefusalFile, EncodesInOneWay) {
  RefusalFile file = SignedFile();
  const auto recode = [](ByteView bytes) -> Result<Bytes> {
    CONSTAT_ASSIGN(const RefusalFile read, DecodeRefusalFile(bytes));
    return EncodeRefusalFile(read);
  };
  ExpectCanonical(EncodeRefusalFile(file), recode);
  file.body.resize(kMaxRefusedBody);
  EXPECT_EQ(EncodeRefusalFile(file).size(), kMaxRefusalFile);
  EXPECT_EQ(DecodeRefusalFile(EncodeRefusalFile(file)).value(), file);
}

TEST(RefusalFile, EveryFieldIsSignedOrHashed) {
  const Bytes good = EncodeRefusalFile(SignedFile());
  const Bytes32 key = KeyOf(1).public_key();
  EXPECT_EQ(CodeOf(CheckRefusalFile(SignedFile(), key)), "ok");
  const Status others = CheckRefusalFile(SignedFile(), KeyOf(2).public_key());
  ASSERT_EQ(CodeOf(others), "bad-signature");
  EXPECT_EQ(others.error().detail, "the refusal is not signed by the board, or was changed afterwards");
  for (size_t i = 0; i < good.size(); ++i) {
    Bytes altered = good;
    altered[i] ^= 1;
    const Result<RefusalFile> file = DecodeRefusalFile(altered);
    if (!file) continue;
    EXPECT_EQ(CodeOf(CheckRefusalFile(*file, key)), i < kRefusalSize ? "bad-signature" : "wrong-hash")
        << "byte " << i;
  }
}

// Spec: LAB-2
TEST(RefusalFile, ASignatureUnderAnotherLabelIsNone) {
  RefusalFile file = SignedFile();
  Bytes message = RefusalMessage(file.refusal);
  const ByteView label = crypto::LabelBytes(crypto::Label::kRefusal);
  const ByteView other = crypto::LabelBytes(crypto::Label::kSignature);
  Bytes relabelled(other.begin(), other.end());
  relabelled.insert(relabelled.end(), message.begin() + static_cast<ptrdiff_t>(label.size()), message.end());
  file.refusal.signature = KeyOf(1).Sign(relabelled);
  EXPECT_EQ(CodeOf(CheckRefusalFile(file, KeyOf(1).public_key())), "bad-signature");
}

// Spec: BAL-15
TEST(Vectors, SignedRefusals) {
  ForEachVector("signed-refusals", [](Vector& v) {
    const Result<RefusalFile> file = DecodeRefusalFile(v.Hex("file"));
    const Bytes32 key = v.HexArray("refusal_key");
    crypto::Secret<Bytes32> seed;
    seed.ExposeMutable() = v.HexArray("seed");
    EXPECT_EQ(crypto::Ed25519Key::FromSeed(seed).public_key(), key);
    ASSERT_EQ(CodeOf(file), v.Code());
    if (!file) return;
    const Refusal& refusal = file->refusal;
    EXPECT_EQ(refusal.manifest_hash, v.HexArray("manifest_hash"));
    EXPECT_EQ(static_cast<uint8_t>(refusal.type), v.Get<uint8_t>("type"));
    EXPECT_EQ(refusal.body_hash, v.HexArray("body_hash"));
    EXPECT_EQ(refusal.code, v.Get<uint16_t>("refusal_code"));
    EXPECT_EQ(refusal.tree, (tlog::TreeHead{v.Get<uint64_t>("size"), v.HexArray("root")}));
    EXPECT_EQ(refusal.time_ms, v.Get<uint64_t>("time_ms"));
    EXPECT_EQ(refusal.request, v.HexArray("request"));
    EXPECT_EQ(refusal.signature, v.HexArray<Bytes64>("signature"));
    EXPECT_EQ(file->request.random, v.HexArray("random"));
    EXPECT_EQ(file->request.tree, (tlog::TreeHead{v.Get<uint64_t>("known_size"), v.HexArray("known_root")}));
    EXPECT_EQ(file->body, v.Hex("body"));
    EXPECT_EQ(RefusalMessage(refusal), v.Hex("message"));
    EXPECT_EQ(EncodeRefusalFile(*file), v.Hex("file"));
    const bool genuine = v.Get<bool>("genuine");
    EXPECT_EQ(CheckRefusalFile(*file, key).has_value(), genuine);
    if (!genuine) return;
    EXPECT_EQ(SignRefusal(refusal, crypto::Ed25519Key::FromSeed(seed)), refusal);
  });
}

}  // namespace
}  // namespace constat::record
