// Comparing stops early and tells where: secrets are not compared.
// ERROR: no match for .operator==.|invalid operands
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
bool Same(const group::SecretScalar& a, const group::SecretScalar& b) { return a == b; }
#else
bool Same(const group::Scalar& a, const group::Scalar& b) { return a == b; }
#endif
