// Registry: the tests, in the order of the report. Adding a test is a file that defines its function, a
// declaration here, and a line in AllTests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constat/examine/finding.h"
#include "constat/examine/subject.h"

namespace constat::examine {

// Needs is what a test cannot do without. registered: the number of registered voters, and so turnout.
// coordinates: of the stations. earlier_vote: a table to compare with. moderate_counts: such as polling
// stations have (WhyTooLong). stations: polling stations, not totals of areas, and at least so many that are
// usable; 0: any table. What a test can show of too few stations it asks about itself.
struct Needs {
  bool registered = false;
  bool coordinates = false;
  bool earlier_vote = false;
  bool moderate_counts = false;
  int64_t stations = 0;
};

// WhyNot is the first need that the subject does not meet, as the reason to refuse a test; nothing if
// it may run.
[[nodiscard]] std::optional<std::string> WhyNot(const Needs& needs, const Subject& subject);

// Test is one of them. about: what is said of it whatever the table holds: key, title, section, looks_for,
// limits, record. run takes `about` and adds what it finds.
struct Test {
  TestFinding about;
  Needs needs;
  TestFinding (*run)(const Subject& subject, TestFinding about);

  // Asks first: where a need is not met, the test is refused and does not run.
  [[nodiscard]] TestFinding operator()(const Subject& subject) const;
};

[[nodiscard]] Test IntegerPercentages();
[[nodiscard]] Test RegisteredDigits();
[[nodiscard]] Test Fingerprint();
[[nodiscard]] Test AnomalousVotes();
[[nodiscard]] Test Spikes();
[[nodiscard]] Test FiniteMixture();
[[nodiscard]] Test TurnoutAndShare();
[[nodiscard]] Test StandardisedFingerprint();
[[nodiscard]] Test Geography();
[[nodiscard]] Test EarlierVote();
[[nodiscard]] Test OtherDigits();
[[nodiscard]] Test SecondDigits();
[[nodiscard]] Test RoundEndings();
[[nodiscard]] Test CumulativeCurves();

// AllTests are all of these, in this order.
[[nodiscard]] std::vector<Test> AllTests();

}  // namespace constat::examine
