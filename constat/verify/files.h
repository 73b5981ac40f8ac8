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

// FindStrayFiles lists a record of size entries. It does not check the tree's own files: whoever reads them
// does.
[[nodiscard]] FileFindings FindStrayFiles(const tlog::RecordSource& record, uint64_t size);

}  // namespace constat::verify
