// tlog: witness policies. They have comments and free spacing, so Format need not give the same text back: it
// must give one that means the same, and stays.
#include "constat/tlog/policy.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<tlog::Policy> policy = tlog::Policy::Parse(AsText({data, size}));
  if (!policy) {
    CONSTAT_CHECK(!ErrorName(policy.error().code).empty() && !policy.error().detail.empty());
    return 0;
  }
  const std::string text = policy->Format();
  const Result<tlog::Policy> again = tlog::Policy::Parse(text);
  CONSTAT_CHECK(again.has_value() && again->Format() == text);
  CONSTAT_CHECK(again->LogKeys() == policy->LogKeys() && again->WitnessKeys() == policy->WitnessKeys());
  CONSTAT_CHECK(again->CheckQuorum({}).has_value() == policy->CheckQuorum({}).has_value());
  return 0;
}
