#include "constat/examine/registry.h"

namespace constat::examine {

std::span<const Test> AllTests() {
#define CONSTAT_TEST_ENTRY(name) &name,
  static constexpr Test kTests[] = {CONSTAT_TESTS(CONSTAT_TEST_ENTRY)};
#undef CONSTAT_TEST_ENTRY
  return kTests;
}

}  // namespace constat::examine
