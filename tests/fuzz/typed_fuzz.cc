// roles: a voting code, as a voter types it.
#include "constat/roles/voting_code.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto code = roles::VotingCode::Parse(AsText({data, size}));
  if (!code) {
    CONSTAT_CHECK(!code.error().detail.empty());
    return 0;
  }
  const auto again = roles::VotingCode::Parse(code->Format());
  CONSTAT_CHECK(again && again->Format() == code->Format());
  return 0;
}
