// Cosigned checkpoints: what a board makes of the files that witnesses send back. Each file is judged by
// itself and each line by itself: one witness's file cannot spoil another's, nor the checkpoint that is
// published. Spec: LOG-3, LOG-4.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "constat/referendum/context.h"
#include "constat/tlog/checkpoint.h"

namespace constat::party {

// CosignedFile is a checkpoint as a witness sent it, and the name of the file that it came in.
struct CosignedFile {
  std::string name;
  tlog::SignedCheckpoint checkpoint;
};

// Seconds is a span of times, both ends included.
struct Seconds {
  uint64_t from = 0;
  uint64_t to = UINT64_MAX;
};

struct Cosigned {
  tlog::SignedCheckpoint checkpoint;  // head's own lines, then one of each witness, in the manifest's order
  std::vector<std::string> files;     // that brought none of these, and none that is wrong
  std::vector<Error> faults;          // one for each file or line that is wrong, with its file's name
};

// MergeCosigned adds to head the lines of the manifest's witnesses that verify, one for each: of several the
// latest whose time lies in wanted, else the latest. Lines of other keys are left out. A file of another
// tree, and a line in a witness's name that does not verify, are faults; the other files and lines count.
[[nodiscard]] Cosigned MergeCosigned(const referendum::Context& context, const tlog::SignedCheckpoint& head,
                                     std::span<const CosignedFile> files, Seconds wanted = {});

// FormatFaults says which files and lines were left out, a line each.
[[nodiscard]] std::vector<std::string> FormatFaults(const Cosigned& cosigned);

}  // namespace constat::party
