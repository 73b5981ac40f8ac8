// The specification's vectors of hashes, keys and sealing.
#include "constat/testing/vectors.h"

#include <sodium.h>

#include <map>
#include <set>

#include "constat/crypto/aead.h"
#include "constat/crypto/ed25519.h"
#include "constat/crypto/hash.h"
#include "constat/crypto/secret/aead_seal.h"

namespace constat::crypto {
namespace {

std::map<std::string, Label> LabelsByName() {
  std::map<std::string, Label> out;
#define CONSTAT_ENTRY(constant, name) out.emplace(name, Label::constant);
  CONSTAT_LABELS(CONSTAT_ENTRY)
#undef CONSTAT_ENTRY
  return out;
}

// Spec: LAB-1, LAB-2
TEST(Vectors, Labels) {
  ASSERT_GE(sodium_init(), 0);
  const std::map<std::string, Label> labels = LabelsByName();
  std::set<std::string> seen;
  ForEachVector("labels", [&](Vector& v) {
    seen.insert(v.Text("label"));
    const Label label = labels.at(v.Text("label"));
    EXPECT_EQ(text::FormatHex(LabelBytes(label)), v.Text("label_bytes"));
    const std::string function = v.Text("function");
    if (function == "HKDF-SHA-512 salt" || function == "Ed25519") return;
    const Bytes message = v.Hex("message");
    if (function == "H256") {
      EXPECT_EQ(text::FormatHex(LabelledSha256(label, message)), v.Text("output"));
      return;
    }
    ASSERT_EQ(function, "Hl");
    const Bytes64 wide = LabelledSha512(label, message);
    EXPECT_EQ(text::FormatHex(wide), v.Text("h512"));
    Bytes32 reduced;
    crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
    EXPECT_EQ(text::FormatHex(reduced), v.Text("output"));
  });
  for (const auto& [name, label] : labels) EXPECT_TRUE(seen.contains(name)) << name;
}

// Spec: LAB-3, MAN-3
TEST(Vectors, Ed25519Keys) {
  ForEachVector("ed25519-keys", [](Vector& v) {
    const Status status = CheckEd25519Key(v.HexArray("key"));
    EXPECT_EQ(status ? "ok" : ErrorName(status.error().code), v.Code());
  });
}

// Spec: CER-4
TEST(Vectors, Sealing) {
  ForEachVector("sealing", [](Vector& v) {
    EXPECT_EQ(text::FormatHex(LabelBytes(Label::kDealKey)), v.Text("salt"));
    const Bytes32 key = HkdfSha512(v.Hex("key_material"), Label::kDealKey, v.Hex("info"));
    EXPECT_EQ(text::FormatHex(key), v.Text("key"));
    EXPECT_EQ(text::FormatHex(SealAead(key, v.Hex("message"), v.Hex("associated_data"))), v.Text("sealed"));
    EXPECT_EQ(text::FormatHex(OpenAead(key, v.Hex("sealed"), v.Hex("associated_data")).value()),
              v.Text("message"));
  });
}

}  // namespace
}  // namespace constat::crypto
