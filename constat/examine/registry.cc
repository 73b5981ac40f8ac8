#include "constat/examine/registry.h"

namespace constat::examine {

TestFinding Test::operator()(const Subject& subject) const {
  TestFinding finding = run(subject);
  if (needs == Needs::kRunsWithout || subject.stations.registered_known) return finding;
  finding.refused = "the table has no registered voters, so there is no turnout";
  finding.shows.clear();
  finding.hypotheses.clear();
  finding.figures.clear();
  finding.tables.clear();
  finding.pictures.clear();
  finding.flags.clear();
  finding.numbers = Tree();
  return finding;
}

std::span<const Test> AllTests() {
  using enum Needs;
#define CONSTAT_TEST(name, needs) {&name, needs},
  static constexpr Test kTests[] = {
#include "constat/examine/tests.inc"
  };
#undef CONSTAT_TEST
  return kTests;
}

}  // namespace constat::examine
