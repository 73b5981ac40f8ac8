// Which files a record holds: the tree's, earlier partial tiles, and what is no part of it. Spec: LOG-1,
// LOG-5, VER-9.
#pragma once

#include "constat/tlog/record_source.h"
#include "constat/verify/verification.h"

namespace constat::verify {

struct FileFindings {
  std::vector<Finding> unknown;  // kUnknownFile, by path
  std::vector<Finding>
      earlier_tiles;  // kWrongTile, by path: partial tiles that are no prefix of what they grew into
};

// A record that lacks more bundles than kMaxMissingBundles is none: its checkpoint may state any size up to
// kMaxTreeSize, and nobody can go through that many entries that are not there.
inline constexpr uint64_t kMaxMissingBundles = 1000;

// FindStrayFiles lists a record of size entries. It does not check the tree's own files: whoever reads them
// does. ERRORS: kMissingFile if more than kMaxMissingBundles bundles are not there; kCannotRead if the record
// cannot be listed.
[[nodiscard]] Result<FileFindings> FindStrayFiles(const tlog::RecordSource& record, uint64_t size);

}  // namespace constat::verify
