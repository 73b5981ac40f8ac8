// Replay: the state of a log whose every entry must be valid, such as a board's own.
//
// For whoever trusts the record's checkpoint; verify/ is for those who do not, and never stops at a finding.
#pragma once

#include "constat/referendum/state.h"
#include "constat/tlog/log_source.h"

namespace constat::party {

struct ReplayInput {
  const tlog::LogSource* record = nullptr;
  tlog::TreeHead tree;   // what the checkpoint says
  unsigned threads = 0;  // 0: as many as the machine has
};

// Replay applies all entries. ERRORS: kRecordNotVerified at the first entry the rules refuse, with index and
// reason; kWrongRoot; ForEachEntry's.
[[nodiscard]] Result<referendum::Referendum> Replay(const ReplayInput& input);

}  // namespace constat::party
