// The parties of a referendum, and who keeps whose keys. Spec: MAN-1, MAN-5.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/crypto/ed25519.h"
#include "constat/group/wire_point.h"

namespace constat::record {

// Role is what a party does; the numbers are those of the wire. 6 to 15 are reserved for other modes.
enum class Role : uint8_t {
  kOrganiser = 0,
  kRegistrar = 1,
  kBoard = 2,
  kWitness = 3,
  kTrustee = 4,
  kObserver = 5
};
inline constexpr uint8_t kRoles = 6;

// RoleName is "organiser", "registrar", "board", "witness", "trustee" or "observer".
[[nodiscard]] std::string_view RoleName(Role role);

// Keeper names the party that has a key in hand: 0 for organiser and board, from 1 for trustees, from 0
// for the others.
struct Keeper {
  Role role = Role::kOrganiser;
  uint16_t index = 0;
  friend auto operator<=>(const Keeper&, const Keeper&) = default;
};

// Party is a role with an Ed25519 key: organiser, registrar, observer.
struct Party {
  std::string name{};
  crypto::Ed25519PublicKey key{};
  Keeper keeper{};
};

// Board has a second key, which signs refusals only, so that it can lie apart from the log's.
struct Board : Party {
  crypto::Ed25519PublicKey refusal_key{};
};

// Witness is named by its C2SP key name; address is where it is asked to cosign, or empty.
struct Witness : Party {
  std::string address{};
};

struct Trustee {
  std::string name{};
  group::WirePoint key{};
  Keeper keeper{};
};

struct Manifest;

// PartiesOf is how many parties of a role the manifest names.
[[nodiscard]] size_t PartiesOf(const Manifest& manifest, Role role);
// HasParty says whether the manifest names a party.
[[nodiscard]] bool HasParty(const Manifest& manifest, Keeper party);

// PartyName is the name that the manifest gives a party. REQUIRES: it names that party.
[[nodiscard]] std::string_view PartyName(const Manifest& manifest, Keeper party);

// FormatParty is a role with its number for people, who count from 1: "organiser", "observer 1".
[[nodiscard]] std::string FormatParty(Keeper party);

// KeptKey is a party, named as a keeper is, and who has its key.
struct KeptKey {
  Keeper party;
  Keeper keeper;
};

// KeptKeys lists all parties by role and index.
[[nodiscard]] std::vector<KeptKey> KeptKeys(const Manifest& manifest);

// KeepOwnKeys makes every party the keeper of its own key.
void KeepOwnKeys(Manifest& manifest);

// IsKeptByOne says whether one keeper has keys that the manifest promises to several: all registrars' of two
// or more, t trustees', q witnesses' where q >= 2, or the board's with 2q - W witnesses'.
[[nodiscard]] bool IsKeptByOne(const Manifest& manifest);

}  // namespace constat::record
