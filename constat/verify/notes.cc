#include "constat/verify/notes.h"

#include <fmt/core.h>

#include <algorithm>

namespace constat::verify {

void NoteSpoiltLines(std::vector<Note>& notes, const std::string& file,
                     const tlog::SignedCheckpoint& checkpoint, std::span<const tlog::VerifierKey> witnesses) {
  std::vector<tlog::VerifierKey> distinct;
  for (const tlog::VerifierKey& key : witnesses) {
    if (std::find(distinct.begin(), distinct.end(), key) == distinct.end()) distinct.push_back(key);
  }
  const tlog::WitnessLines lines = tlog::VerifyCosignatures(checkpoint, distinct);
  if (lines.spoilt.empty()) return;
  notes.push_back({NoteKind::kSpoiltLine, file, lines.spoilt.size(),
                   fmt::format("{} has wrong signatures in the name of {}; they do not count, and anybody "
                               "who had a copy can have added them",
                               file.empty() ? "the close of the voting" : file, lines.SpoiltNames())});
}

void NoteAfterResult(std::vector<Note>& notes, uint64_t entries) {
  if (entries == 0) return;
  notes.push_back({NoteKind::kAfterResult,
                   {},
                   entries,
                   fmt::format("{} after the result {} the rules; {} nothing: the result was there before {}",
                               entries == 1 ? "1 entry" : fmt::format("{} entries", entries),
                               entries == 1 ? "breaks" : "break", entries == 1 ? "it changes" : "they change",
                               entries == 1 ? "it" : "them")});
}

}  // namespace constat::verify
