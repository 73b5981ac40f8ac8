#include "constat/report/table/report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/examine/identities.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::report::examination {

using examine::Section;

std::string Examined::StationName(uint32_t station) const {
  const table::StationTable& table = subject.original;
  if (station < table.names.size()) return std::string(table.names[station]);
  return fmt::format("row {}", station < table.stations.row.size() ? table.stations.row[station] : 0);
}

namespace {

std::string Ratio(int64_t part, int64_t whole) {
  return text::Percent(static_cast<double>(part) / static_cast<double>(std::max<int64_t>(1, whole)));
}

// ShareOf is what the share is a share of.
std::string ShareOf(const Examined& table) {
  if (table.subject.against.empty()) return "the ballots counted";
  std::string out = "the votes for it and for ";
  for (size_t i = 0; i < table.subject.against.size(); ++i)
    out += (i == 0 ? "“" : ", “") + table.subject.stations.options[table.subject.against[i]].name + "”";
  return out;
}

// Opening says what was examined.
std::string Opening(const Examined& table) {
  const examine::Examination& result = table.result;
  const std::string rows = text::Plural(static_cast<int64_t>(table.read().rows_read), "row");
  if (result.scale.usable == 0) {
    return fmt::format(
        "None of {} in {} has registered voters, ballots counted, and votes for “{}” that are "
        "possible together. ",
        rows, table.title, result.option);
  }
  const std::string turnout = result.totals.registered
                                  ? "turnout " + Ratio(result.totals.ballots, *result.totals.registered)
                                  : "turnout not known, because the table has no registered voters";
  return fmt::format("{} of {} in {} {} examined for votes for “{}”: {}, share {} of {}. ",
                     text::Count(result.scale.usable), rows, table.title,
                     result.scale.usable == 1 ? "was" : "were", result.option, turnout,
                     Ratio(result.totals.votes, result.totals.counted), ShareOf(table));
}

// NotUsed names the tests of section kSilent that were refused, while others were not.
std::string NotUsed(const Examined& table) {
  std::string names;
  for (const examine::TestFinding& test : table.result.tests) {
    if (test.section == Section::kSilent && test.refused) names += (names.empty() ? "" : "; ") + test.title;
  }
  return names.empty() ? "" : " Not used, so nothing for or against the numbers follows from: " + names + ".";
}

// Follows is what follows from the marks. Registers are written, not counted by voters.
std::string Follows(const std::vector<const examine::Hypothesis*>& marks) {
  const bool of_votes = std::any_of(marks.begin(), marks.end(), [](const examine::Hypothesis* mark) {
    return mark->key != "last_digit_registered";
  });
  if (!of_votes)
    return ". It follows that some of these numbers of registered voters do not end as numbers of persons "
           "do: they were rounded, cut to a size, or invented. Nothing follows about the votes, nor about "
           "who did this or why.";
  return ". It follows that these numbers did not come from counting alone. It does not follow who made "
         "them, why, or how many votes are wrong.";
}

}  // namespace

bool CanSay(const Examined& table) {
  return std::any_of(
      table.result.tests.begin(), table.result.tests.end(),
      [](const examine::TestFinding& test) { return test.section == Section::kSilent && !test.refused; });
}

std::string StandInText(const Examined& table) {
  const forensics::Stations& s = table.subject.original.stations;
  if (!s.ballots.empty() || !s.counted.empty()) return "";
  return s.invalid.empty() ? "The table has no number of ballots. The votes for its options, added up, are "
                             "used in its place, for turnout and for share."
                           : "The table has no number of ballots. The votes for its options and the invalid "
                             "papers, added up, are used in its place, for turnout and for share.";
}

std::string Lead(const Examined& table) {
  const examine::Examination& result = table.result;
  std::string out = Opening(table);
  const std::vector<const examine::Hypothesis*> marks = Marks(result);
  const size_t broken = examine::BrokenRows(result.identities);
  if (broken > 0) {
    out += text::Plural(static_cast<int64_t>(broken), "row") +
           (broken == 1 ? " contradicts itself. " : " contradict themselves. ");
  }
  if (result.scale.area_totals) {
    out +=
        "The rows are totals of areas, not polling stations, so most tests cannot say anything about them.";
  } else if (!CanSay(table)) {
    out +=
        "None of the tests that stay silent on undisputed elections could be used. So nothing stands out, "
        "and nothing is cleared of doubt either. Each test says why it was not used.";
  } else if (marks.empty()) {
    out +=
        "None of the tests that stay silent on undisputed elections stands out. That does not show that the "
        "numbers are right: fabrication without round numbers leaves no such mark.";
    out += NotUsed(table);
  } else {
    out += "What stands out here, and does not on undisputed elections: ";
    std::string last;
    for (const examine::TestFinding& test : result.tests) {
      for (const examine::Hypothesis* mark : marks) {
        const bool first = std::any_of(test.hypotheses.begin(), test.hypotheses.end(),
                                       [&](const examine::Hypothesis& h) { return &h == mark; });
        if (!first) continue;
        out += (last.empty() ? "" : "; ") + mark->what + " (" + mark->effect + ")";
        last = test.key;
        break;
      }
    }
    out += Follows(marks) + NotUsed(table);
  }
  return out;
}

std::vector<std::string> NeverShown() {
  return {
      "Fabrication without round numbers, or with random ones, is invisible here. Few marks do not show "
      "that the numbers are right.",
      "A mark says that numbers did not come from counting alone. It does not say who made them, or that "
      "the outcome is wrong, or how many votes are.",
      "Totals of areas are too coarse: what stations would show is lost in the sums.",
      "Maps and correlations show geography, and who lives where, before they show fraud.",
      "Pressure on voters, bought votes, closed or missing stations, people kept away: none of this has to "
      "leave a trace in a table.",
      "Statistics do not replace an audit of the paper ballots. Where there is paper, audit "
      "it (constat audit).",
  };
}

std::vector<IdentityLine> IdentityLines(const Examined& table) {
  const forensics::Identities& found = table.result.identities;
  const forensics::Stations& s = table.subject.original.stations;
  std::vector<IdentityLine> lines;
  for (const examine::Identity& identity : examine::AllIdentities()) {
    if (identity.applies(s, found))
      lines.push_back({identity.what, &(found.*identity.rows), identity.IsError()});
  }
  return lines;
}

std::string_view SectionTitle(Section section) {
  switch (section) {
    case Section::kSilent:
      return "Tests that stay silent on undisputed elections";
    case Section::kModel:
      return "Models and estimates";
    case Section::kDescriptive:
      return "Described only";
  }
  return "";
}

std::string_view SectionText(Section section) {
  switch (section) {
    case Section::kSilent:
      return "Each asks one question whose answer is known for honest counting. p is the chance that honest "
             "counting alone would give numbers at least this unusual; it is not the chance that there was "
             "fraud. p is corrected for the number of questions (Holm), and below 0.001 it is called a "
             "mark. z says how many standard deviations a number is above what is expected.";
    case Section::kModel:
      return "Each depends on an assumption, which is named. Read them as ranges, never as one number.";
    case Section::kDescriptive:
      return "These raise alarms on elections that nobody disputes. They describe; they prove nothing.";
  }
  return "";
}

std::string RecordText(const examine::TestFinding& test) {
  if (!test.record) return "";
  if (test.record->alarms == 0)
    return fmt::format("No false alarm on {} elections that nobody disputes.", test.record->elections);
  return fmt::format("False alarms on {} of {} elections that nobody disputes.", test.record->alarms,
                     test.record->elections);
}

}  // namespace constat::report::examination
