// Registry: the tests, in the order of the report. Adding a test is a file that defines its function and a
// line here.
#pragma once

#include <span>

#include "constat/examine/finding.h"
#include "constat/examine/subject.h"

namespace constat::examine {

#define CONSTAT_TESTS(X) \
  X(IntegerPercentages)  \
  X(RegisteredDigits)    \
  X(AnomalousVotes)      \
  X(OtherDigits)         \
  X(SecondDigits)        \
  X(TurnoutAndShare)

#define CONSTAT_DECLARE_TEST(name) [[nodiscard]] TestFinding name(const Subject& subject);
CONSTAT_TESTS(CONSTAT_DECLARE_TEST)
#undef CONSTAT_DECLARE_TEST

using Test = TestFinding (*)(const Subject&);

[[nodiscard]] std::span<const Test> AllTests();

}  // namespace constat::examine
