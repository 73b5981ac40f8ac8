// A secret is no value of a log.
// ERROR: LogField.*could not convert|could not convert.*LogField|no matching function
#include "constat/base/log.h"
#include "constat/crypto/secret/secret.h"

using namespace constat;

#ifdef MISTAKE
void Tell(const crypto::Secret<Bytes32>& secret) { Log(LogLevel::kInfo, "key.read", {{"key", secret}}); }
#else
void Tell(const crypto::Secret<Bytes32>&) { Log(LogLevel::kInfo, "key.read", {{"key", "secret"}}); }
#endif
