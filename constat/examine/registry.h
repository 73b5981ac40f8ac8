// Registry: the tests, in the order of the report. Adding a test is a file that defines its function and a
// line in tests.inc.
#pragma once

#include <span>

#include "constat/examine/finding.h"
#include "constat/examine/subject.h"

namespace constat::examine {

#define CONSTAT_TEST(name) [[nodiscard]] TestFinding name(const Subject& subject);
#include "constat/examine/tests.inc"
#undef CONSTAT_TEST

using Test = TestFinding (*)(const Subject&);

[[nodiscard]] std::span<const Test> AllTests();

}  // namespace constat::examine
