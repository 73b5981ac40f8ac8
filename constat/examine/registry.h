// Registry: the tests, in the order of the report. Adding a test is a file that defines its function and a
// line in tests.inc.
#pragma once

#include <span>

#include "constat/examine/finding.h"
#include "constat/examine/subject.h"

namespace constat::examine {

#define CONSTAT_TEST(name, needs) [[nodiscard]] TestFinding name(const Subject& subject);
#include "constat/examine/tests.inc"
#undef CONSTAT_TEST

// Needs: whether a test can do without the number of registered voters, and so without turnout.
enum class Needs { kNeedsRegistered, kRunsWithout };

// Test is one of them. Where it needs registered voters and the table has none, it is
// refused, without numbers.
struct Test {
  TestFinding (*run)(const Subject&);
  Needs needs;

  [[nodiscard]] TestFinding operator()(const Subject& subject) const;
};

[[nodiscard]] std::span<const Test> AllTests();

}  // namespace constat::examine
