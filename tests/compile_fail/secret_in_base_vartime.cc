// Nor multiplies the base in variable time.
// ERROR: SecretScalar.*Scalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Point Key(const group::SecretScalar& secret) { return group::Point::MulBaseVartime(secret); }
#else
group::Point Key(const group::SecretScalar& secret) { return secret.MulBase(); }
#endif
