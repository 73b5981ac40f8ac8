// Which files a record holds besides the tree's: tiles of other sizes, and strays, which are no part of it.
// Spec: LOG-1, LOG-5, VER-9.
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

inline constexpr size_t kMaxListedStrays = 100;

// OtherFiles is what a record's size does not call for.
struct OtherFiles {
  // Strays are no part of the record, and nothing opens them: the first kMaxListedStrays by path.
  std::set<std::string> strays;
  uint64_t stray_count = 0;  // of all
  // How many entries beyond the size the names of the bundles there promise.
  uint64_t entries_ahead = 0;
  // Tiles of other sizes that begin below the record's: their widths by level and index.
  std::map<std::pair<int, uint64_t>, std::vector<unsigned>> tiles;

  // Notes are what people are told of it. Spec: VER-8.
  [[nodiscard]] std::vector<Note> Notes() const;
};

// A record that lacks more bundles than kMaxMissingBundles is no record: its checkpoint may state any size up
// to kMaxTreeSize, and nobody can go through that many entries that are not there.
inline constexpr uint64_t kMaxMissingBundles = 1000;

// FindOtherFiles lists a record of size entries. It opens no file. ERRORS: kTooLarge for more than
// tlog::kMaxStrays strays; kMissingFile if more than kMaxMissingBundles bundles are not there; kCannotRead if
// the record cannot be listed.
[[nodiscard]] Result<OtherFiles> FindOtherFiles(const tlog::LogSource& record, uint64_t size);

// AgreesWithHashes says whether another size's tile agrees with hashes, the tree's at its level and index, in
// the part that both have. One that is no longer there disagrees with nothing. ERRORS:
// kCannotRead. Spec: LOG-5.
[[nodiscard]] Result<bool> AgreesWithHashes(const tlog::LogSource& record, const tlog::Tile& other,
                                            std::span<const tlog::Hash> hashes);

// AgreesWithEntries is the same for a bundle and own, the bytes of the tree's bundle at its index; with one
// that cannot be read (null) every whole bundle agrees. ERRORS: kCannotRead.
[[nodiscard]] Result<bool> AgreesWithEntries(const tlog::LogSource& record, uint64_t size,
                                             const tlog::Tile& other, const Bytes* own);

}  // namespace constat::verify
