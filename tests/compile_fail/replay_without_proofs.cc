// Only the board reads its own log without checking the ballots' proofs; a verifier cannot.
// ERROR: is private within this context
#include "constat/party/board/replay.h"

namespace constat::verify {

#ifdef MISTAKE
bool Judge(const party::ReplayInput& input) { return party::TrustedReplay::Of(input).has_value(); }
#else
bool Judge(const party::ReplayInput& input) { return party::Replay(input).has_value(); }
#endif

}  // namespace constat::verify
