// Secrets are not formatted: no error message can hold one.
// ERROR: formattable|format an argument|has_formatter
#include <fmt/core.h>

#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
std::string Text(const crypto::Secret<Bytes32>& secret) { return fmt::format("{}", secret); }
#else
std::string Text(const crypto::Secret<Bytes32>&) { return fmt::format("{}", 1); }
#endif
