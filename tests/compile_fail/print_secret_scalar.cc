// Secret scalars are not printed.
// ERROR: no match for .operator<<.|invalid operands
#include <ostream>

#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
void Print(std::ostream& out, const group::SecretScalar& secret) { out << secret; }
#else
void Print(std::ostream& out, const group::SecretScalar&) { out << "secret"; }
#endif
