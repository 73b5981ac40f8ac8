#include "constat/parcel/party_key.h"

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/tlog/secret/sign.h"

namespace constat::parcel {
namespace {

constexpr std::array<Role, 5> kRoles = {Role::kOrganiser, Role::kRegistrar, Role::kBoard, Role::kWitness,
                                        Role::kTrustee};

TEST(PartyKey, IsReadBackAndWitnessesUseTheirOwnForm) {
  crypto::SeededRng rng("party", "key");
  for (const Role role : kRoles) {
    const PartyKey key = Value(GenerateSecret(role, "w.example", rng)).party;
    const std::string line = FormatPartyKey(key);
    EXPECT_EQ(Value(ParsePartyKey(line)), key) << line;
    EXPECT_EQ(line.starts_with("constat-key/1 "), role != Role::kWitness);
  }
  const PartySecret witness = Value(GenerateSecret(Role::kWitness, "w.example", rng));
  EXPECT_EQ(FormatPartyKey(witness.party),
            tlog::FormatVerifierKey(tlog::WitnessKeyOf(witness.SigningKey(), "w.example")) + "\n");
}

TEST(PartyKey, RefusesMalformedLines) {
  const std::string hex = text::FormatHex(
      Value(GenerateSecret(Role::kBoard, "b", *std::make_unique<crypto::SeededRng>("a", "b"))).party.key);
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + hex + " The board"), Succeeds());
  EXPECT_THAT(ParsePartyKey(""), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/2 board " + hex + " b"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/1 mayor " + hex + " b"), FailsWith(ErrorCode::kUnknownEnum));
  EXPECT_THAT(ParsePartyKey("constat-key/1 witness " + hex + " b"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + hex.substr(1) + " b"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + hex), FailsWith(ErrorCode::kBadText)) << "no name";
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + hex + "  b"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + hex + " b\nc"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParsePartyKey("constat-key/1 board " + std::string(64, '0') + " b"),
              FailsWith(ErrorCode::kBadKey));
  EXPECT_THAT(ParsePartyKey("constat-key/1 trustee " + std::string(64, 'f') + " b"),
              FailsWith(ErrorCode::kBadPoint));
  EXPECT_THAT(ParsePartyKey("constat-key/1 trustee " + std::string(64, '0') + " b"),
              FailsWith(ErrorCode::kIdentityPoint));
}

TEST(PartyKey, NamesAreChecked) {
  crypto::SeededRng rng("party", "names");
  for (const std::string& name : {std::string(), std::string(" a"), std::string("a "), std::string("a\nb"),
                                  std::string("a\x7f"), std::string("\xff"), std::string(201, 'a')}) {
    EXPECT_THAT(GenerateSecret(Role::kBoard, name, rng), FailsWith(ErrorCode::kBadText)) << name;
  }
  EXPECT_THAT(GenerateSecret(Role::kBoard, "Рада міста", rng), Succeeds());
  EXPECT_THAT(GenerateSecret(Role::kWitness, "a b", rng), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(GenerateSecret(Role::kWitness, "a+b", rng), FailsWith(ErrorCode::kBadText));
  // No manifest may name a witness so. Spec: MAN-1
  EXPECT_THAT(GenerateSecret(Role::kWitness, std::string(128, 'a'), rng), Succeeds());
  EXPECT_THAT(GenerateSecret(Role::kWitness, std::string(129, 'a'), rng), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(GenerateSecret(Role::kWitness, "a\x7f", rng), FailsWith(ErrorCode::kBadText));
}

}  // namespace
}  // namespace constat::parcel
