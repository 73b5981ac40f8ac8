// CleanRecord: how often each test raised a false alarm on elections that nobody disputes. The one place of
// these counts: the tests, and by them every report, take them from here.
//
// Other programs made these counts, not Constat, on eight such elections; some tests were run on seven of
// them, the mixture on three. Constat has examined three of the eight (Canada 2011, Spain November 2019 and,
// as totals of areas, the United Kingdom 2016) and says the same there of the two tests that raised no alarm.
#pragma once

namespace constat::examine {

// CleanRecord is false alarms on so many elections that nobody disputes.
struct CleanRecord {
  int alarms = 0, elections = 0;
};

// The counts. A comment has the name in docs/design/forensics.md, which tools/check_docs compares, and what
// was called an alarm, where that is known.
inline constexpr CleanRecord kWholePercentagesRecord{0, 8};  // whole percentages; z above 3.09
inline constexpr CleanRecord kRegisteredDigitsRecord{0, 7};  // last digits of registered voters
inline constexpr CleanRecord kBallotDigitsRecord{2, 8};      // last digits of ballots
inline constexpr CleanRecord kLeaderDigitsRecord{5, 8};      // last digits of the leader's votes
inline constexpr CleanRecord kSecondDigitsRecord{7, 8};      // second digits; Benford's law rejected
inline constexpr CleanRecord kTurnoutAndShareRecord{4, 7};   // correlation of turnout and share; above 0.3
inline constexpr CleanRecord kAnomalousVotesRecord{5, 7};    // anomalous votes; above 5 % of the option's
inline constexpr CleanRecord kMixtureRecord{3, 3};           // finite mixture

}  // namespace constat::examine
