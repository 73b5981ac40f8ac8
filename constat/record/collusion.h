// Collusion: who would have to work together to do what a referendum promises that no one can do. It counts
// keepers, who have the secret keys in hand (MAN-5), not parties. Spec: VER-13.
#pragma once

#include <string_view>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::record {

enum class Plot : uint8_t {
  kVoteForOthers,  // every registrar's key: vote for whoever has not voted, or after them
  kReadBallots,    // t trustees' keys: read every ballot
  kTwoHistories,   // the board's and 2q - W witnesses' keys: show two people two histories
  kSingleBallots,  // those, and 2t - n trustees' keys: have single ballots decrypted as if they were sums
  kNoClose,        // W - q + 1 witnesses' keys: no close, and so no result
  kNoCount         // n - t + 1 trustees' keys: no count
};
inline constexpr size_t kPlots = 6;

// Needed is how many keys of each kind a plot takes. Registrars: all or none; board: 1 or 0.
struct Needed {
  size_t registrars = 0;
  size_t board = 0;
  size_t witnesses = 0;
  size_t trustees = 0;
};
// NeededKeys REQUIRES: CheckManifest passes.
[[nodiscard]] Needed NeededKeys(const Manifest& manifest, Plot plot);

// FewestKeepers are as few keepers as have these keys together, by role and index; of several such sets the
// one whose keepers come first. REQUIRES: CheckManifest passes.
[[nodiscard]] std::vector<Keeper> FewestKeepers(const Manifest& manifest, Plot plot);

// KeeperName is the name of the party that keeps its own key so. REQUIRES: a party of the manifest.
[[nodiscard]] std::string_view KeeperName(const Manifest& manifest, const Keeper& keeper);

}  // namespace constat::record
