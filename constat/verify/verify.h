// Verify: a whole record against the rules, streaming. Spec: VER.
//
// Memory does not grow with the number of ballots but by what the rules keep (a hundred bytes a voter). Reads
// the record once, and superseded ballots a second time.
#pragma once

#include <functional>

#include "constat/tlog/log_source.h"
#include "constat/verify/trust.h"
#include "constat/verify/verification.h"

namespace constat::verify {

// Progress is called now and then from the calling thread.
struct ProgressState {
  uint64_t entries_done = 0;
  uint64_t entries_total = 0;
};

struct VerifyOptions {
  const Trust* trust = nullptr;  // none: the outcome is at best "consistent"
  bool rehearsal = false;        // a rehearsal is expected, and its exit status may be 0
  unsigned threads = 0;          // 0: as many as the machine has
  referendum::ProofMethod method = referendum::ProofMethod::kBatch;
  std::function<void(const ProgressState&)> progress = {};
};

// Verified is a verification together with the state it ended in, for a trustee who goes on from there.
struct Verified {
  Verification verification;
  referendum::Referendum state;
};

// VerifyRecord checks a record check by check and never stops at a finding.
// ERRORS: what makes the record unreadable as one: kMissingFile without a checkpoint, or without most of its
// entries; kBadCheckpoint; kTooLarge for more strays than tlog::kMaxStrays; kCannotRead.
[[nodiscard]] Result<Verified> VerifyRecord(const tlog::LogSource& record, const VerifyOptions& options);

}  // namespace constat::verify
