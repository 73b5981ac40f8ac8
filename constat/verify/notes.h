// Notes: what a verification says without holding it against the record. Spec: VER-8, LOG-3.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "constat/tlog/checkpoint.h"
#include "constat/verify/verification.h"

namespace constat::verify {

// NoteSpoiltLines adds a note if lines of a checkpoint, that of a file (empty: of no file), have a witness's
// name and do not verify. A witness may be among witnesses more than once.
void NoteSpoiltLines(std::vector<Note>& notes, const std::string& file,
                     const tlog::SignedCheckpoint& checkpoint, std::span<const tlog::VerifierKey> witnesses);

// NoteAfterResult adds a note of so many entries after the last `result` that count for nothing, if any.
void NoteAfterResult(std::vector<Note>& notes, uint64_t entries);

}  // namespace constat::verify
