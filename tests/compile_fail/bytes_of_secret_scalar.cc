// A secret scalar leaves as locked memory.
// ERROR: SecretScalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
ByteView View(const group::SecretScalar& secret) { return secret; }
#else
crypto::Secret<Bytes32> View(const group::SecretScalar& secret) { return secret.Encode(); }
#endif
