// County: a verification made by hand that has something of everything a report tells: two questions, one
// with a blank option in the middle and one of which two may be chosen; regions with weights, some too small
// to be shown alone, one where nobody voted; a condition that holds, one that fails, one that is open;
// witnesses who signed at different times; replaced codes. Its numbers are written out here, so that a test
// of a report compares them with numbers that no program worked out. Not for other code.
//
//   region  weight  registered  counted  ballots   Yes  blank   No      A      B    C   D
//   North        3       2,000    1,500    1,600   900    100  500    800    600  300  50
//   South        2       1,200      800      840   300     20  480    100    500  200   0
//   East *       1         500       10       12     6      1    3      5      4    3   2
//   West         1          10       10       10    10      0    0      4      3    2   1
//   Isle *       1          40        4        4     1      0    3      1      2    0   1
//   Hill *       1          30        3        5     2      1    0      0      3    1   0
//   Cape         1          20        0        0     0      0    0      0      0    0   0
//   all         10       3,800    2,327    2,471 1,219    122  986    910  1,112  506  54
//   the three *            570       17       21     9      2    6      6      9    4   3
//
// * Fewer than ten ballots count in Isle and in Hill, so they are shown together with East.
#pragma once

#include <string>
#include <vector>

#include "constat/testing/verification.h"

namespace constat::report {

// kCountyOpeningMs is 1 December 1991, 05:00 UTC, 07:00 in the county, where the day is the same.
inline constexpr uint64_t kCountyOpeningMs = 691'563'600'000;

inline std::vector<record::Question> CountyQuestions() {
  using record::Comparator;
  using record::Denominator;
  using record::Scope;
  using record::Term;
  record::Question bridge{.text = {"Build the bridge?", "Будувати міст?"},
                          .options = {{{"Yes", "Так"}}, {{"Blank", "Порожні"}}, {{"No", "Ні"}}},
                          .blank = 1};
  bridge.terms = {
      Term{.numerator = 0, .num = 1, .den = 2},
      Term{.denominator = Denominator::kRegistered, .comparator = Comparator::kAtLeast, .num = 2, .den = 3},
      Term{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kRegionWeight, .weight = 6},
      Term{.numerator = 0, .num = 1, .den = 2, .scope = Scope::kNamedRegions, .named = {0, 3}}};
  record::Question which{.text = {"Which plans?", "Які плани?"}, .options = {}, .min = 0, .max = 2};
  for (const std::string name : {"A", "B", "C", "D"}) which.options.push_back({{name, name}});
  which.terms = {Term{.numerator = 1, .denominator = Denominator::kOption, .other = 0, .num = 1, .den = 1}};
  return {bridge, which};
}

inline record::Manifest CountyManifest() {
  record::Manifest m = DemoManifest();
  m.origin = "example.org/county";
  m.title = {"The bridge", "Міст"};
  m.questions = CountyQuestions();
  m.regions = {{"north", {"North", "Північ"}, 3}, {"south", {"South", "Південь"}, 2},
               {"east", {"East", "Схід"}, 1},     {"west", {"West", "Захід"}, 1},
               {"isle", {"Isle", "Острів"}, 1},   {"hill", {"Hill", "Гора"}, 1},
               {"cape", {"Cape", "Мис"}, 1}};
  m.registrars = {{"Registry", TestKey("registrar")}, {"Post", TestKey("post")}};
  record::SetDefaults(m);
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  m.software = {"Pages", "1", {{"index.html", TestBytes("index")}, {"vote.js", TestBytes("vote")}}};
  m.floor = 10;
  return m;
}

inline std::vector<RegionVotes> CountyVotes() {
  return {{{2000, 1500, 1600}, {{900, 100, 500}, {800, 600, 300, 50}}},
          {{1200, 800, 840}, {{300, 20, 480}, {100, 500, 200, 0}}},
          {{500, 10, 12}, {{6, 1, 3}, {5, 4, 3, 2}}},
          {{10, 10, 10}, {{10, 0, 0}, {4, 3, 2, 1}}},
          {{40, 4, 4}, {{1, 0, 3}, {1, 2, 0, 1}}},
          {{30, 3, 5}, {{2, 1, 0}, {0, 3, 1, 0}}},
          {{20, 0, 0}, {{0, 0, 0}, {0, 0, 0, 0}}}};
}

// CountyOutcome is what the table above comes to; no function of the rules made it.
inline record::Outcome CountyOutcome() {
  using record::TermOutcome;
  using record::Verdict;
  record::Outcome out;
  for (const RegionVotes& region : CountyVotes()) out.regions.push_back(region.turnout);
  out.units = {{{0}, 1500, true, {{900, 100, 500}, {800, 600, 300, 50}}},
               {{1}, 800, true, {{300, 20, 480}, {100, 500, 200, 0}}},
               {{2, 4, 5}, 17, true, {{9, 2, 6}, {6, 9, 4, 3}}},
               {{3}, 10, true, {{10, 0, 0}, {4, 3, 2, 1}}},
               {{6}, 0, false, {}}};
  // In North and West, which weigh 4, more than half said yes; what East, Isle and Hill did, which weigh
  // 3, nobody knows.
  out.questions = {{Verdict::kNotCarried,
                    {{TermOutcome::kHolds, 1219, 2205},
                     {TermOutcome::kFails, 2327, 3800},
                     {TermOutcome::kUndetermined, 4, 7},
                     {TermOutcome::kHolds, 2, 2}}},
                   {Verdict::kCarried, {{TermOutcome::kHolds, 1112, 910}}}};
  return out;
}

inline verify::Verification CountyVerification() {
  verify::Verification v =
      FinishedVerification(CountyManifest(), CountyVotes(), {verify::CheckId::kReceipts});
  v.result = CountyOutcome();
  v.ballots_per_hour = {100, 200, 300, 400, 350, 250, 200, 150, 121, 100, 100, 100, 100};
  v.replaced = {3, 0, 12, 0, 1, 0, 7};
  v.drilled_trustees = {1, 2, 3, 5};
  v.sharing_trustees = {2, 3, 5};
  // 18:14:05 and 18:20:50 UTC, and a time that no clock can show.
  v.witnesses = {{"witness.press.example", 691'611'245},
                 {"witness.press.example", 691'611'650},
                 {"witness.observers.example", uint64_t{1} << 43}};
  return v;
}

// kPlainPage asks for a page with nothing beside the record.
inline const HtmlReportOptions kPlainPage{};

// WrongCounty is a county whose result was refused: entry 2,600 says 50 more Yes and 50 fewer No in North, 40
// more for plan B there, one ballot more in the group of East, Isle and Hill, five more of everything in
// South, and that the bridge was carried.
inline verify::Verification WrongCounty() {
  verify::Verification v = CountyVerification();
  v.recomputed = v.result;
  v.published = verify::PublishedResult{2600, *v.result};
  v.result.reset();
  record::Outcome& published = v.published->outcome;
  published.units[0].votes = {{950, 100, 450}, {800, 640, 300, 50}};
  published.units[2].counted = 18;
  published.regions[1] = {1205, 805, 845};
  published.questions[0].verdict = record::Verdict::kCarried;
  verify::Finding finding{.entry = 2600, .code = ErrorCode::kWrongResult, .text = "unit 0"};
  finding.refused = verify::RefusedEntry{record::EntryType::kResult, record::Keeper{record::Role::kBoard, 0}};
  AddTestFinding(v, verify::CheckId::kResult, finding);
  return v;
}

}  // namespace constat::report
