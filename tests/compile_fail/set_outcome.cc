// What a verification comes to is worked out from what was found, never set.
// ERROR: lvalue required|not assignable
#include "constat/verify/verification.h"

using namespace constat::verify;

#ifdef MISTAKE
void Conclude(Verification& v) { v.outcome() = VerificationOutcome::kVerified; }
#else
VerificationOutcome Conclude(const Verification& v) { return v.outcome(); }
#endif
