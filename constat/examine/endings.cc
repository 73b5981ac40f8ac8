// Round endings of counts and percentages: forensics/endings.h.
#include "constat/forensics/endings.h"

#include "constat/examine/registry.h"
#include "constat/text/measured.h"

namespace constat::examine {
namespace {

constexpr int64_t kStationsForEndings = 100;

Tree EndingNumbers(const forensics::Endings& endings) {
  Tree tree;
  tree.Put("n", endings.n).Put("observed", endings.observed).Put("fraction", endings.fraction);
  return tree.Put("z", endings.z).Put("p", endings.p);
}

Tree CountNumbers(const forensics::IntegerCount& count) {
  Tree tree;
  tree.Put("observed", count.observed).Put("expected", count.expected).Put("variance", count.variance);
  return tree.Put("z", count.Z());
}

TestFinding RunRoundEndings(const Subject& subject, TestFinding out) {
  out.refused = WhyTooCoarse(subject, kStationsForEndings);
  const forensics::Columns c = forensics::ColumnsOf(subject.stations, subject.option);
  const struct {
    const char* key;
    const char* name;
    std::span<const int64_t> counts;
  } columns[] = {{"registered", "registered voters", c.registered},
                 {"ballots", "ballots", c.ballots},
                 {"votes", "votes for the option", c.votes}};
  Cells cells{"Counts of at least 100 that end in 0 or 5", {"Column", "Counts", "End in 0 or 5", "z"}, {}};
  for (const auto& column : columns) {
    const forensics::Endings endings = forensics::TestCountEndings(column.counts);
    const forensics::Endings all = forensics::TestCountEndings(column.counts, 0);
    Tree tree = EndingNumbers(endings);
    tree.Put("all_counts", EndingNumbers(all));
    out.numbers.Put(column.key, std::move(tree));
    cells.rows.push_back(
        {column.name, text::Count(endings.n), text::Percent(endings.fraction), text::Fixed(endings.z, 1)});
  }
  out.tables.push_back(std::move(cells));
  const forensics::PercentEndings percent = forensics::DescribePercentEndings(c);
  const forensics::FiveCounts fives = forensics::MultiplesOfFive(forensics::TestIntegerPercentages(
      subject.stations, subject.option, {.threads = subject.settings.threads}));
  Tree rounded;
  rounded.Put("turnout", EndingNumbers(percent.turnout)).Put("share", EndingNumbers(percent.share));
  out.numbers.Put("rounded_percentages", std::move(rounded));
  Tree multiples;
  multiples.Put("turnout", CountNumbers(fives.turnout)).Put("share", CountNumbers(fives.share));
  out.numbers.Put("multiples_of_five", std::move(multiples));
  out.figures = {{"Turnout a multiple of 5 %: stations, expected, z",
                  text::Count(fives.turnout.observed) +
                      ", "
                      "" +
                      text::Fixed(fives.turnout.expected, 1) + ", " + text::Fixed(fives.turnout.Z(), 1)},
                 {"Share a multiple of 5 %: stations, expected, z",
                  text::Count(fives.share.observed) + ", " + text::Fixed(fives.share.expected, 1) + ", " +
                      text::Fixed(fives.share.Z(), 1)}};
  const int64_t multiples_found = fives.turnout.observed + fives.share.observed;
  out.shows = text::Count(multiples_found) +
              (multiples_found == 1 ? " percentage is a multiple" : " percentages are multiples") +
              " of 5; counting alone would leave " +
              text::Rounded(fives.turnout.expected + fives.share.expected) + ".";
  return out;
}

}  // namespace

Test RoundEndings() {
  TestFinding about{.key = "round_endings", .title = "Endings in 0 and 5", .section = Section::kDescriptive};
  about.looks_for =
      "Counts that end in 0 or 5, and percentages that are multiples of 5: the roundest numbers.";
  about.limits =
      "Votes of the leader end in 0 or 5 too often in some elections that nobody disputes. Multiples of 5 % "
      "are a part of the whole percentages above, not further evidence.";
  return {std::move(about), {.registered = true, .moderate_counts = true}, RunRoundEndings};
}

}  // namespace constat::examine
