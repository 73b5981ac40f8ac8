// A failure is not taken back: a check has no status to set, and another one is not put in its place.
// ERROR: deleted function
#include "constat/verify/verification.h"

using namespace constat::verify;

#ifdef MISTAKE
void Pass(Verification& v) { v.At(CheckId::kVerdict) = Check(); }
#else
void Pass(Verification& v) { v.At(CheckId::kVerdict).Judge(); }
#endif
