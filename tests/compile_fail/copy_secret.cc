// A second copy of locked memory is made by name only.
// ERROR: use of deleted function|deleted
#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
crypto::Secret<Bytes32> Twice(const crypto::Secret<Bytes32>& secret) { return secret; }
#else
crypto::Secret<Bytes32> Twice(const crypto::Secret<Bytes32>& secret) { return secret.Copy(); }
#endif
