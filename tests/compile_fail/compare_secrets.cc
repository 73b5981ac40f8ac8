// Locked memory is not compared.
// ERROR: no match for .operator==.|invalid operands
#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
bool Same(const crypto::Secret<Bytes32>& a, const crypto::Secret<Bytes32>& b) { return a == b; }
#else
bool Same(const Bytes32& a, const Bytes32& b) { return a == b; }
#endif
