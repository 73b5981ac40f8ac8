// Secrets have no order: they are no keys of a map.
// ERROR: no match for .operator<.|invalid operands
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
bool Less(const group::SecretScalar& a, const group::SecretScalar& b) { return a < b; }
#else
bool Less(const Bytes32& a, const Bytes32& b) { return a < b; }
#endif
