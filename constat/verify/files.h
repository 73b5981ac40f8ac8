// Which files a record holds besides the tree's: tiles of other sizes, and what is no part of it. Spec:
// LOG-1, LOG-5, VER-9.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"
#include "constat/verify/verification.h"

namespace constat::verify {

// OtherFiles is what a record's size does not call for. Tiles that begin beyond the size are left out.
struct OtherFiles {
  std::set<std::string> unknown;  // the first kMaxFindings by path
  uint64_t unknown_count = 0;     // of all
  // Tiles of other sizes that begin below the record's: their widths by level and index.
  std::map<std::pair<int, uint64_t>, std::vector<unsigned>> tiles;
};

// A record that lacks more bundles than kMaxMissingBundles is no record: its checkpoint may state any size up
// to kMaxTreeSize, and nobody can go through that many entries that are not there.
inline constexpr uint64_t kMaxMissingBundles = 1000;
inline constexpr uint64_t kMaxOtherFiles = 10'000;

// FindOtherFiles lists a record of size entries. It opens no file. ERRORS: kMissingFile if more than
// kMaxMissingBundles bundles are not there; kTooLarge for more than kMaxOtherFiles others; kCannotRead if the
// record cannot be listed.
[[nodiscard]] Result<OtherFiles> FindOtherFiles(const tlog::LogSource& record, uint64_t size);

// AgreesWithHashes says whether another size's tile agrees with hashes, the tree's at its level and index, in
// the part that both have. Spec: LOG-5.
[[nodiscard]] bool AgreesWithHashes(const tlog::LogSource& record, const tlog::Tile& other,
                                    std::span<const tlog::Hash> hashes);

// AgreesWithEntries is the same for a bundle and own, the bytes of the tree's bundle at its index; with one
// that cannot be read (null) every whole bundle agrees.
[[nodiscard]] bool AgreesWithEntries(const tlog::LogSource& record, uint64_t size, const tlog::Tile& other,
                                     const Bytes* own);

}  // namespace constat::verify
