// Written report: findings of an examination that were written by hand, so that every number a report shows
// of them is known. Not for other code.
#pragma once

#include <fmt/core.h>

#include <string>
#include <vector>

#include "constat/testing/examination.h"

namespace constat::report::examination {

// WrittenTests are one test of each kind: a mark; silent without one; refused; a model; a description.
inline std::vector<examine::TestFinding> WrittenTests() {
  std::vector<examine::TestFinding> out(5);
  const std::vector<examine::Section> sections{examine::Section::kSilent, examine::Section::kSilent,
                                               examine::Section::kSilent, examine::Section::kModel,
                                               examine::Section::kDescriptive};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i].key = fmt::format("t{}", i);
    out[i].title = fmt::format("Title {}", i);
    out[i].section = sections[i];
    out[i].looks_for = fmt::format("Looks {}.", i);
    out[i].shows = fmt::format("Shows {}.", i);
    out[i].limits = fmt::format("Limits {}.", i);
    out[i].figures = {{"how many", fmt::format("{}1", i)}, {"of", fmt::format("{}2", i)}};
    out[i].hypotheses = {{.key = fmt::format("h{}", i),
                          .what = fmt::format("Question {}", i),
                          .effect = fmt::format("effect {}", i),
                          .statistic = 2,
                          .p = 0.01,
                          .corrected = i == 0 ? 0.0002 : 0.04}};
  }
  out[0].record = examine::CleanRecord{.alarms = 0, .elections = 8};
  out[3].record = examine::CleanRecord{.alarms = 3, .elections = 9};
  out[2].refused = "too few";
  out[2].tables = {{"Hidden", {"a"}, {{"1"}}}};
  out[0].tables = {{"Places", {"where", "seen", "expected"}, {{"north", "5", "3.2"}, {"south", "0", "1.8"}}}};
  out[0].pictures = {{"p", "Picture", "To be seen.", examine::Bars{.x = {"x", 0, 2}, .heights = {1, 2}}}};
  return out;
}

// WrittenReport is a report of a table of twenty stations with these findings, beside another vote that has a
// test less and numbers of its own.
class WrittenReport {
 public:
  WrittenReport()
      : whole_(examine::MakeTestTable({.n = 20})),
        result_(whole_.report().table.result),
        control_(whole_.report().table.result) {
    result_.tests = WrittenTests();
    result_.identities = {};
    result_.identities.all_options = true;
    result_.identities.votes_above_counted = {3, 7, 11};
    result_.identities.full_turnout = {5};
    result_.stations = {{.station = 4, .score = 3.25, .reasons = {"both whole", "full"}},
                        {.station = 9, .score = 1, .reasons = {"whole"}}};
    result_.flagged = 12;
    control_.tests = WrittenTests();
    control_.tests.pop_back();
    control_.tests[0].figures = {{"how many", "77"}};
    control_.tests[0].hypotheses[0].corrected = 0.5;
    control_.tests[1].hypotheses[0].key = "another";
  }

  [[nodiscard]] Report Make() const {
    const Examined& table = whole_.report_of().table;
    return {.table = {"Votes", table.subject, result_},
            .control = Examined{"Calm", table.subject, control_},
            .mapping = {},
            .provenance = {},
            .made = {.program = "constat 0.0"}};
  }
  [[nodiscard]] const examine::Examination& result() const { return result_; }
  [[nodiscard]] const forensics::Stations& stations() const {
    return whole_.report_of().table.subject.stations;
  }

 private:
  WholeReport whole_;
  examine::Examination result_;
  examine::Examination control_;
};

// Written is made once: examining takes time.
inline const WrittenReport& Written() {
  static const WrittenReport written;
  return written;
}

}  // namespace constat::report::examination
