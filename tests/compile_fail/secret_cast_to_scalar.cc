// Not by a cast either.
// ERROR: SecretScalar.*Scalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Scalar Public(const group::SecretScalar& secret) { return static_cast<group::Scalar>(secret); }
#else
group::Scalar Public(const group::SecretScalar& secret) {
  return static_cast<group::Scalar>(secret.Declassify());
}
#endif
