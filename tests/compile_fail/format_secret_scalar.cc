// Secret scalars are not formatted.
// ERROR: formattable|format an argument|has_formatter
#include <fmt/core.h>

#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
std::string Text(const group::SecretScalar& secret) { return fmt::format("{}", secret); }
#else
std::string Text(const group::SecretScalar&) { return fmt::format("{}", 1); }
#endif
