// Secrets are not printed.
// ERROR: no match for .operator<<.|invalid operands
#include <ostream>

#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
void Print(std::ostream& out, const crypto::Secret<Bytes32>& secret) { out << secret; }
#else
void Print(std::ostream& out, const crypto::Secret<Bytes32>&) { out << "secret"; }
#endif
