#include "constat/record/parties.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "constat/base/check.h"
#include "constat/record/manifest.h"

namespace constat::record {
namespace {

// ForEachKeeper calls visit with each party, named as a keeper is, and the field that says who keeps its key.
template <typename M, typename Visit>
void ForEachKeeper(M& m, Visit visit) {
  const auto all = [&](Role role, auto& parties, uint16_t first) {
    for (size_t i = 0; i < parties.size(); ++i)
      visit(Keeper{role, static_cast<uint16_t>(first + i)}, parties[i].keeper);
  };
  visit(Keeper{Role::kOrganiser, 0}, m.organiser.keeper);
  all(Role::kRegistrar, m.registrars, 0);
  visit(Keeper{Role::kBoard, 0}, m.board.keeper);
  all(Role::kWitness, m.witnesses, 0);
  all(Role::kTrustee, m.trustees, 1);
  all(Role::kObserver, m.observers, 0);
}

}  // namespace

std::string_view RoleName(Role role) {
  static constexpr std::array<std::string_view, kRoles> kNames{"organiser", "registrar", "board",
                                                               "witness",   "trustee",   "observer"};
  return kNames[static_cast<size_t>(role)];
}

size_t PartiesOf(const Manifest& manifest, Role role) {
  switch (role) {
    case Role::kOrganiser:
    case Role::kBoard:
      return 1;
    case Role::kRegistrar:
      return manifest.registrars.size();
    case Role::kWitness:
      return manifest.witnesses.size();
    case Role::kTrustee:
      return manifest.trustees.size();
    case Role::kObserver:
      return manifest.observers.size();
  }
  CONSTAT_CHECK(false);
}

bool HasParty(const Manifest& manifest, Keeper party) {
  const size_t first = party.role == Role::kTrustee ? 1 : 0;
  return party.index >= first && party.index - first < PartiesOf(manifest, party.role);
}

std::string_view PartyName(const Manifest& manifest, Keeper party) {
  switch (party.role) {
    case Role::kOrganiser:
      return manifest.organiser.name;
    case Role::kRegistrar:
      return manifest.registrars[party.index].name;
    case Role::kBoard:
      return manifest.board.name;
    case Role::kWitness:
      return manifest.witnesses[party.index].name;
    case Role::kTrustee:
      return manifest.trustees[party.index - 1u].name;
    case Role::kObserver:
      return manifest.observers[party.index].name;
  }
  CONSTAT_CHECK(false);
}

std::string FormatParty(Keeper party) {
  if (party.role == Role::kOrganiser || party.role == Role::kBoard) return std::string(RoleName(party.role));
  return fmt::format("{} {}", RoleName(party.role), party.index + (party.role == Role::kTrustee ? 0 : 1));
}

std::vector<KeptKey> KeptKeys(const Manifest& manifest) {
  std::vector<KeptKey> out;
  ForEachKeeper(manifest, [&](Keeper party, const Keeper& keeper) { out.push_back({party, keeper}); });
  return out;
}

void KeepOwnKeys(Manifest& manifest) {
  ForEachKeeper(manifest, [](Keeper party, Keeper& keeper) { keeper = party; });
}

bool IsKeptByOne(const Manifest& m) {
  std::map<Keeper, std::map<Role, size_t>> kept;
  for (const KeptKey& key : KeptKeys(m)) ++kept[key.keeper][key.party.role];
  return std::any_of(kept.begin(), kept.end(), [&](const auto& keeper) {
    const auto keys = [&](Role role) {
      const auto at = keeper.second.find(role);
      return at == keeper.second.end() ? 0 : at->second;
    };
    return (m.registrars.size() >= 2 && keys(Role::kRegistrar) == m.registrars.size()) ||
           keys(Role::kTrustee) >= m.threshold || (m.quorum >= 2 && keys(Role::kWitness) >= m.quorum) ||
           (keys(Role::kBoard) == 1 && keys(Role::kWitness) + m.witnesses.size() >= 2 * size_t{m.quorum});
  });
}

}  // namespace constat::record
