// A secret scalar never meets variable-time arithmetic.
// ERROR: SecretScalar.*Scalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Point Multiple(const group::SecretScalar& secret, const group::Point& p) {
  return p.MulVartime(secret);
}
#else
group::Point Multiple(const group::SecretScalar& secret, const group::Point& p) { return secret.Mul(p); }
#endif
