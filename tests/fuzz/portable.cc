// Every fuzz target uses the portable arithmetic: sanitizers see into it, and what is found
// is found everywhere.
#include "constat/base/check.h"
#include "constat/group/msm/backend.h"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  CONSTAT_CHECK(constat::group::msm::SelectBackend("portable").has_value());
  return 0;
}
