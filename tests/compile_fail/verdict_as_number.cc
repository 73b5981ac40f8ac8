// A verdict is no number.
// ERROR: cannot convert|could not convert|no viable conversion
#include "constat/zkp/schnorr.h"

using namespace constat;

#ifdef MISTAKE
int Count(const Status& verdict) { return verdict; }
#else
int Count(const Status& verdict) { return verdict ? 1 : 0; }
#endif
