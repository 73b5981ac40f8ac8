// A secret scalar turns public by name only.
// ERROR: SecretScalar.*Scalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Scalar Public(const group::SecretScalar& secret) { return secret; }
#else
group::Scalar Public(const group::SecretScalar& secret) { return secret.Declassify(); }
#endif
