// An answer uses the prover up: two would reveal the vote.
// ERROR: discards qualifiers|rvalue ref-qualifier|as .this. argument
#include "constat/zkp/secret/membership_prove.h"

using namespace constat;

#ifdef MISTAKE
void Answer(zkp::MembershipProver& prover, const group::Scalar& c) { (void)prover.Respond(c); }
#else
void Answer(zkp::MembershipProver& prover, const group::Scalar& c) { (void)std::move(prover).Respond(c); }
#endif
