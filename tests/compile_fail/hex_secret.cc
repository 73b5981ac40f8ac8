// A secret turns into text by naming its exposure.
// ERROR: Secret
#include "constat/crypto/secret/secret.h"
#include "constat/text/hex.h"

using namespace constat;

#ifdef MISTAKE
std::string Text(const crypto::Secret<Bytes32>& secret) { return text::FormatHex(secret); }
#else
std::string Text(const crypto::Secret<Bytes32>& secret) { return text::FormatHex(secret.Expose()); }
#endif
