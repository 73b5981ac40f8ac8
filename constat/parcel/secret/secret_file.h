// Secret files: a party's 32 secret bytes in a text file that only its owner can read.
//
//   constat-secret/1 <role> <name>
//   <64 hex digits>
//
// The bytes are an Ed25519 seed (RFC 8032), or for a trustee its key as a Scalar. Never overwritten: a lost
// key is lost, but a referendum's key that was replaced by accident cannot be told from one.
#pragma once

#include <filesystem>
#include <optional>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/secret.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/parcel/party_key.h"

namespace constat::parcel {

// PartySecret is a party's secret with the public key that belongs to it.
struct PartySecret {
  PartyKey party;
  crypto::Secret<Bytes32> secret;

  // SigningKey REQUIRES a role other than trustee, TrusteeScalar the trustee.
  [[nodiscard]] crypto::Ed25519Key SigningKey() const;
  [[nodiscard]] group::SecretScalar TrusteeScalar() const;
};

// GenerateSecret draws a key. ERRORS: kBadText for a name CheckPartyName refuses.
[[nodiscard]] Result<PartySecret> GenerateSecret(Role role, const std::string& name, crypto::Rng& rng);

// PublicKeyPath is the secret file's path with ".pub" put after it.
[[nodiscard]] std::filesystem::path PublicKeyPath(const std::filesystem::path& path);

// WriteSecretFile writes path (mode 0600) and the party's line to PublicKeyPath(path), after
// reading both back; neither may exist. ERRORS: kRefusesOverwrite, kCannotWrite; ParsePartyKey's
// and those of ReadSecretFile.
[[nodiscard]] Status WriteSecretFile(const std::filesystem::path& path, const PartySecret& secret);

// ReadSecretFile wants a file that only its owner can read (io::CheckOwnerOnly), and that is of this
// role where one is named. What carriers do is undone (text/carried.h). ERRORS: kUnsafeFile,
// kBadText, kUnknownEnum for another party, kWrongKey if it is of another role, kBadScalar and
// kIdentityPoint; io::ReadFile's.
[[nodiscard]] Result<PartySecret> ReadSecretFile(const std::filesystem::path& path);
[[nodiscard]] Result<PartySecret> ReadSecretFile(const std::filesystem::path& path, Role role);

// RefusalKeyPath is where the board's second key is kept: beside its secret file, with "-refusals" put after
// its name. ReadRefusalKey reads it; none where there is no such file. ERRORS: ReadSecretFile's.
[[nodiscard]] std::filesystem::path RefusalKeyPath(const std::filesystem::path& board_key);
[[nodiscard]] Result<std::optional<crypto::Ed25519Key>> ReadRefusalKey(
    const std::filesystem::path& board_key);

}  // namespace constat::parcel
