#include "constat/examine/registry.h"

namespace constat::examine {

std::optional<std::string> WhyNot(const Needs& needs, const Subject& subject) {
  if (needs.registered && !subject.stations.has_registered())
    return "the table has no registered voters, so there is no turnout";
  if (needs.coordinates && subject.stations.latitude.empty()) return "the table has no coordinates";
  if (needs.earlier_vote && subject.earlier == nullptr)
    return "no earlier vote was given; --compare FILE names its table";
  if (needs.moderate_counts) {
    if (auto why = WhyTooLong(subject)) return why;
  }
  return needs.stations > 0 ? WhyTooCoarse(subject, needs.stations) : std::nullopt;
}

TestFinding Test::operator()(const Subject& subject) const {
  TestFinding finding = about;
  finding.refused = WhyNot(needs, subject);
  return finding.refused ? finding : run(subject, std::move(finding));
}

std::vector<Test> AllTests() {
  return {IntegerPercentages(),
          RegisteredDigits(),
          Fingerprint(),
          AnomalousVotes(),
          Spikes(),
          FiniteMixture(),
          TurnoutAndShare(),
          StandardisedFingerprint(),
          Geography(),
          EarlierVote(),
          OtherDigits(),
          SecondDigits(),
          RoundEndings(),
          CumulativeCurves()};
}

}  // namespace constat::examine
