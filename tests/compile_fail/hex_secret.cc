// A secret turns into text by naming its exposure.
// ERROR: Secret
#include "constat/base/text.h"
#include "constat/crypto/secret.h"

using namespace constat;

#ifdef MISTAKE
std::string Text(const crypto::Secret<Bytes32>& secret) { return FormatHex(secret); }
#else
std::string Text(const crypto::Secret<Bytes32>& secret) { return FormatHex(secret.Expose()); }
#endif
