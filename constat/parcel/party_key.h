// PartyKey: a public key as parties hand it to each other, one line of text in a small file.
//
//   constat-key/1 <role> <64 hex digits> <name>     a trustee (ristretto255), anybody else (Ed25519)
//   <name>+<key id>+<base64>                        a witness: a C2SP vkey
//
// A trustee's line needs no proof of possession: its deal is signed with this key (CER-2), and nothing is
// sealed to a trustee before the manifest that names the key.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/record/parties.h"

namespace constat::parcel {

// Role is what a key is for: a party's role in the manifest, or kRefusal for the board's second key, which
// signs refusals only.
enum class Role : uint8_t {
  kOrganiser = static_cast<uint8_t>(record::Role::kOrganiser),
  kRegistrar = static_cast<uint8_t>(record::Role::kRegistrar),
  kBoard = static_cast<uint8_t>(record::Role::kBoard),
  kWitness = static_cast<uint8_t>(record::Role::kWitness),
  kTrustee = static_cast<uint8_t>(record::Role::kTrustee),
  kObserver = static_cast<uint8_t>(record::Role::kObserver),
  kRefusal
};
static_assert(static_cast<uint8_t>(Role::kRefusal) == record::kRoles);

// RoleName is record::RoleName, or "board-refusals".
// ParseRole: ERRORS: kUnknownEnum.
[[nodiscard]] std::string_view RoleName(Role role);
[[nodiscard]] Result<Role> ParseRole(std::string_view name);

// KeepAdvice says what a party's secret key is for and when to destroy it: a sentence or three, for
// whoever holds it.
[[nodiscard]] std::string_view KeepAdvice(Role role);

struct PartyKey {
  Role role = Role::kOrganiser;
  std::string name;
  Bytes32 key{};  // Ed25519, or for a trustee an encoded point

  friend bool operator==(const PartyKey&, const PartyKey&) = default;
};

// CheckPartyName wants 1 to 200 bytes of UTF-8 without control characters, not beginning or ending with a
// space, and without what only a carrier writes (text::FindEscape), which ReadPartyKey undoes; a witness's
// name is a C2SP key name of at most 128 bytes, as in MAN-1. ERRORS: kBadText.
[[nodiscard]] Status CheckPartyName(Role role, std::string_view name);

// FormatPartyKey ends in a line feed. ParsePartyKey reads exactly that, the line feed being optional.
// ERRORS: kBadText; kUnknownEnum; kBadKey; kBadPoint and kIdentityPoint for a trustee.
[[nodiscard]] std::string FormatPartyKey(const PartyKey& key);
[[nodiscard]] Result<PartyKey> ParsePartyKey(std::string_view line);

// FindParty is the party of a manifest that has this key. ERRORS: kWrongKey, saying whose key it is.
[[nodiscard]] Result<record::Keeper> FindParty(const record::Manifest& manifest, const PartyKey& key);

// ReadPartyKey reads a file, and undoes what carriers do (text/carried.h). ERRORS:
// ParsePartyKey's, io::ReadFile's.
[[nodiscard]] Result<PartyKey> ReadPartyKey(const std::filesystem::path& path);

}  // namespace constat::parcel
