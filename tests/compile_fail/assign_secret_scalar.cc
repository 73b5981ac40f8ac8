// Nor by assignment.
// ERROR: use of deleted function|deleted
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
void Assign(group::SecretScalar& to, const group::SecretScalar& from) { to = from; }
#else
void Assign(group::SecretScalar& to, const group::SecretScalar& from) { to = from.Copy(); }
#endif
