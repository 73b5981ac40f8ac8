// A second copy of a secret is made by name only.
// ERROR: use of deleted function|deleted
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::SecretScalar Twice(const group::SecretScalar& secret) { return secret; }
#else
group::SecretScalar Twice(const group::SecretScalar& secret) { return secret.Copy(); }
#endif
