#include "constat/examine/registry.h"

namespace constat::examine {

std::span<const Test> AllTests() {
#define CONSTAT_TEST(name) &name,
  static constexpr Test kTests[] = {
#include "constat/examine/tests.inc"
  };
#undef CONSTAT_TEST
  return kTests;
}

}  // namespace constat::examine
