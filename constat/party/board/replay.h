// Replay: the state of a log whose every entry must be valid, such as a board's own.
//
// For whoever trusts the record's checkpoint; verify/ is for those who do not, and never stops at a finding.
// Whoever signed the checkpoint may take the proofs below it as checked: TrustedReplay.
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

// TrustedReplay is Replay without the proofs of ballots: for a board that reads what it has judged, signed
// and stored itself. All other rules are applied. It decides nothing for anybody else, so only Board can call
// its one function.
class TrustedReplay {
  friend class Board;
  friend class TrustedReplayTest;
  // REQUIRES: the reader's own key has signed input.tree. ERRORS: Replay's; of a ballot below the signed root
  // its length, place, credential, revision and ciphertexts are judged again, its proofs and the encoding of
  // the rest are not.
  [[nodiscard]] static Result<referendum::Referendum> Of(const ReplayInput& input);
};

}  // namespace constat::party
