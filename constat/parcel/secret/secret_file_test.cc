#include "constat/parcel/secret/secret_file.h"

#include <sys/stat.h>

#include <fstream>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/tlog/secret/sign.h"

namespace constat::parcel {
namespace {

constexpr std::array<Role, 5> kRoles = {Role::kOrganiser, Role::kRegistrar, Role::kBoard, Role::kWitness,
                                        Role::kTrustee};

class SecretFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path Path(const std::string& name) const { return folder_.path() / name; }
  void Write(const std::filesystem::path& path, const std::string& text, mode_t mode = 0600) {
    std::ofstream(path, std::ios::binary) << text;
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
  }
  [[nodiscard]] std::string Read(const std::filesystem::path& path) {
    return std::string(AsText(Value(io::ReadFile(path))));
  }
  TemporaryFolder folder_;
  crypto::SeededRng rng_{"secret", "file"};
};

TEST_F(SecretFileTest, IsReadBackForEveryRole) {
  for (const Role role : kRoles) {
    const std::filesystem::path path = Path(std::string(RoleName(role)));
    const PartySecret secret = Value(GenerateSecret(role, "somebody.example", rng_));
    ASSERT_THAT(WriteSecretFile(path, secret), Succeeds());
    const PartySecret again = Value(ReadSecretFile(path, role));
    EXPECT_EQ(again.party, secret.party);
    EXPECT_EQ(again.secret.Expose(), secret.secret.Expose());
    EXPECT_EQ(Value(ReadPartyKey(PublicKeyPath(path))), secret.party);
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    for (const Role other : kRoles) {
      if (other == role) continue;
      EXPECT_THAT(ReadSecretFile(path, other), FailsWith(ErrorCode::kWrongKey));
    }
  }
}

TEST_F(SecretFileTest, HoldsTheSecretInHex) {
  PartySecret secret = Value(GenerateSecret(Role::kBoard, "The board", rng_));
  for (size_t i = 0; i < 32; ++i) secret.secret.ExposeMutable()[i] = static_cast<uint8_t>(8 * i + i / 4);
  secret.party.key = secret.SigningKey().public_key();
  ASSERT_THAT(WriteSecretFile(Path("key"), secret), Succeeds());
  EXPECT_EQ(Read(Path("key")),
            "constat-secret/1 board The board\n" + text::FormatHex(secret.secret.Expose()) + "\n");
}

TEST_F(SecretFileTest, IsNeverOverwritten) {
  const PartySecret first = Value(GenerateSecret(Role::kBoard, "b", rng_));
  const PartySecret second = Value(GenerateSecret(Role::kBoard, "b", rng_));
  ASSERT_THAT(WriteSecretFile(Path("key"), first), Succeeds());
  EXPECT_THAT(WriteSecretFile(Path("key"), second), FailsWith(ErrorCode::kRefusesOverwrite));
  std::filesystem::remove(PublicKeyPath(Path("key")));
  EXPECT_THAT(WriteSecretFile(Path("key"), second), FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_EQ(Value(ReadSecretFile(Path("key"), Role::kBoard)).party.key, first.party.key);
}

TEST_F(SecretFileTest, IsNotWrittenIfItCouldNotBeRead) {
  for (const Role role : kRoles) {
    for (const std::string& name : {std::string("a\nb"), std::string(), std::string(5000, 'a')}) {
      PartySecret secret = Value(GenerateSecret(role, "somebody.example", rng_));
      secret.party.name = name;
      const Status written = WriteSecretFile(Path("key"), secret);
      ASSERT_THAT(written, ::testing::Not(Succeeds()));
      EXPECT_THAT(written.error().detail, ::testing::HasSubstr("key was not written"));
    }
    PartySecret secret = Value(GenerateSecret(role, "somebody.example", rng_));
    secret.party.key = Value(GenerateSecret(role, "somebody.example", rng_)).party.key;
    EXPECT_THAT(WriteSecretFile(Path("key"), secret), FailsWith(ErrorCode::kCannotWrite)) << "of another key";
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(SecretFileTest, IsRefusedWhenOthersCanReadIt) {
  ASSERT_THAT(WriteSecretFile(Path("key"), Value(GenerateSecret(Role::kBoard, "b", rng_))), Succeeds());
  for (const mode_t mode : {0640, 0604, 0644, 0620}) {
    ASSERT_EQ(::chmod(Path("key").c_str(), mode), 0);
    EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), FailsWith(ErrorCode::kUnsafeFile)) << mode;
  }
  EXPECT_THAT(ReadSecretFile(Path("none"), Role::kBoard), FailsWith(ErrorCode::kMissingFile));
}

TEST_F(SecretFileTest, IsRefusedWhenDamaged) {
  const std::string hex(64, '7');
  const std::string good = "constat-secret/1 board b\n" + hex + "\n";
  Write(Path("key"), good);
  EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), Succeeds());
  std::string bad_digit = good;
  for (const char digit : {'A', 'g', '/', ':', '`', ' ', '\0', '\xff'}) {
    bad_digit[40] = digit;
    Write(Path("key"), bad_digit);
    EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), FailsWith(ErrorCode::kBadText)) << digit;
  }
  for (size_t size = 0; size + 1 < good.size(); ++size) {
    Write(Path("key"), good.substr(0, size));
    EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), ::testing::Not(Succeeds())) << size;
  }
  Write(Path("key"), good + "x\n");
  EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), FailsWith(ErrorCode::kBadText));
  Write(Path("key"), "constat-secret/1 mayor b\n" + hex + "\n");
  EXPECT_THAT(ReadSecretFile(Path("key"), Role::kBoard), FailsWith(ErrorCode::kUnknownEnum));
  Write(Path("key"), "constat-secret/1 trustee b\n" + std::string(64, 'f') + "\n");
  EXPECT_THAT(ReadSecretFile(Path("key"), Role::kTrustee), FailsWith(ErrorCode::kBadScalar));
  Write(Path("key"), "constat-secret/1 trustee b\n" + std::string(64, '0') + "\n");
  EXPECT_THAT(ReadSecretFile(Path("key"), Role::kTrustee), FailsWith(ErrorCode::kIdentityPoint));
}

TEST_F(SecretFileTest, APublicKeyIsCalledOne) {
  const PartySecret secret = Value(GenerateSecret(Role::kBoard, "b", rng_));
  ASSERT_THAT(WriteSecretFile(Path("key"), secret), Succeeds());
  const auto wrong = ReadSecretFile(PublicKeyPath(Path("key")), Role::kBoard);
  ASSERT_THAT(wrong, FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(wrong.error().detail,
              ::testing::EndsWith("key.pub is a public key, and a secret key is wanted; the secret one is "
                                  "the file beside it without .pub"));
}

}  // namespace
}  // namespace constat::parcel
