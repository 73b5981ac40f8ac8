// An intermediate is not copied by accident.
// ERROR: use of deleted function|deleted
#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
void Twice(const crypto::Wiped<Bytes32>& secret) { crypto::Wiped<Bytes32> copy = secret; }
#else
void Twice(const crypto::Wiped<Bytes32>& secret) {
  crypto::Wiped<Bytes32> copy;
  copy.value = secret.value;
}
#endif
