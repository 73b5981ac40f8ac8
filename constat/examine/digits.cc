// Digits of the counts: forensics/digits.h. Registered counts first, for they alone raised no false alarm.
#include "constat/forensics/digits.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "constat/examine/hypotheses.h"
#include "constat/examine/registry.h"
#include "constat/forensics/columns.h"
#include "constat/stats/distribution.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

constexpr int64_t kMinCount = 100;
constexpr int64_t kStationsForDigits = 100;

struct Column {
  std::string key, name;
  std::span<const int64_t> counts;
};

Column Registered(const Subject& subject) {
  return {"registered", "registered voters", subject.stations.registered};
}

// Others are the columns of ballots and votes that the table has.
std::vector<Column> Others(const Subject& subject) {
  const forensics::Stations& s = subject.stations;
  std::vector<Column> out;
  if (!s.ballots.empty()) out.push_back({"ballots", "ballots cast", s.ballots});
  if (!s.counted.empty()) out.push_back({"counted", "ballots counted", s.counted});
  const forensics::Option& option = s.options[subject.option];
  out.push_back({"votes", "votes for " + option.name, option.votes});
  return out;
}

Tree LastNumbers(const forensics::LastDigits& digits) {
  Tree tree;
  tree.Put("n", digits.n).Put("counts", Tree::Of(digits.counts)).Put("chi_square", digits.chi_square);
  tree.Put("df", 9).Put("p", digits.p).Put("mean", digits.mean).Put("zero_or_five", digits.zero_or_five);
  return tree;
}

Tree PairNumbers(const forensics::LastPairs& pairs) {
  Tree tree;
  tree.Put("n", pairs.n).Put("equal", pairs.equal).Put("adjacent", pairs.adjacent);
  tree.Put("distant", pairs.distant).Put("z_equal", pairs.z_equal).Put("z_adjacent", pairs.z_adjacent);
  return tree;
}

Tree SecondNumbers(const forensics::SecondDigits& digits) {
  Tree tree;
  tree.Put("n", digits.n).Put("counts", Tree::Of(digits.counts)).Put("chi_square", digits.chi_square);
  tree.Put("df", 9).Put("p", digits.p).Put("mean", digits.mean);
  return tree;
}

Picture DigitPicture(const std::string& key, const std::string& title, const std::array<int64_t, 10>& counts,
                     const std::vector<double>& expected) {
  Bars bars{.x = {"digit", -0.5, 9.5},
            .y_label = "counts",
            .heights = {counts.begin(), counts.end()},
            .expected = expected,
            .height_name = "published",
            .expected_name = "expected"};
  return {key, title, "How often each digit from 0 to 9 is there, and how often it was expected.",
          std::move(bars)};
}

std::vector<double> Uniform(int64_t n) { return std::vector<double>(10, static_cast<double>(n) / 10); }

std::string Effect(double chi_square, int64_t n) {
  return "chi-square " + text::Fixed(chi_square, 1) + " where 9 is expected, over " + text::Count(n) +
         " counts";
}

// InWords writes a number of elections, 0 to 9.
std::string InWords(int n) {
  static constexpr std::array<const char*, 10> kWords = {"none", "one", "two",   "three", "four",
                                                         "five", "six", "seven", "eight", "nine"};
  return kWords.at(static_cast<size_t>(n));
}

// Unexplained is what is left of a chi-square at least, where so much of it may come from the sizes alone:
// the root of a noncentral chi-square is at most that of a central one and the root of the noncentrality.
double Unexplained(double chi_square, double noncentrality) {
  const double root = std::max(0.0, std::sqrt(chi_square) - std::sqrt(noncentrality));
  return root * root;
}

// WhySizesForbid is the reason for which honest registers of such sizes have uneven last digits.
std::optional<std::string> WhySizesForbid(const forensics::RollSizes& sizes) {
  constexpr int64_t kMinSpan = 100;  // ten tens
  if (sizes.middle_span < kMinSpan) {
    return "eight of ten registers lie within " + text::Plural(sizes.middle_span, "person") +
           " of each other: the last digits of such sizes are uneven by nature";
  }
  if (sizes.frequency >= 10 && 100 * sizes.frequency > sizes.n &&
      sizes.frequency > 3 * sizes.second_frequency) {
    return text::Count(sizes.frequency) + " of " + text::Count(sizes.n) + " registers have exactly " +
           text::Count(sizes.most_frequent) +
           " persons: where rolls are cut to a size, their last digits are uneven by rule";
  }
  return std::nullopt;
}

}  // namespace

Hypothesis RegisteredDigitsHypothesis(std::span<const int64_t> registered) {
  const forensics::LastDigits last = forensics::TestLastDigits(registered, kMinCount);
  const double edge = forensics::DescribeRollSizes(registered, kMinCount).edge_chi_square;
  return {.key = "last_digit_registered",
          .what = "Last digits of registered voters",
          .effect = Effect(last.chi_square, last.n),
          .statistic = last.chi_square,
          .p = stats::ChiSquareTail(Unexplained(last.chi_square, edge), 9)};
}

namespace {

TestFinding RunRegisteredDigits(const Subject& subject, TestFinding out) {
  const Column column = Registered(subject);
  const forensics::LastDigits last = forensics::TestLastDigits(column.counts, kMinCount);
  const forensics::LastPairs pairs = forensics::TestLastPairs(column.counts, kMinCount);
  out.numbers = LastNumbers(last);
  out.numbers.Put("pairs", PairNumbers(pairs));
  const forensics::RollSizes sizes = forensics::DescribeRollSizes(column.counts, kMinCount);
  out.numbers.Put("edge_chi_square", sizes.edge_chi_square).Put("middle_span", sizes.middle_span);
  out.numbers.Put("most_frequent", sizes.most_frequent).Put("most_frequent_n", sizes.frequency);
  out.shows = "Of " + text::Count(last.n) + " counts of at least 100, " + text::Percent(last.zero_or_five) +
              " end in 0 or 5 (20 % expected); chi-square is " + text::Fixed(last.chi_square, 1) +
              " where 9 is expected (p = " + text::PValue(last.p) + ").";
  out.figures = {{"Chi-square, 9 degrees of freedom", text::Fixed(last.chi_square, 2)},
                 {"Ending in 0 or 5", text::Percent(last.zero_or_five)},
                 {"Last two digits equal (10 % expected)", text::Percent(pairs.equal)}};
  out.refused = WhyTooCoarse(subject, kStationsForDigits);
  if (!out.refused && last.n < kStationsForDigits)
    out.refused = "only " + text::Plural(last.n, "count") + " of at least 100; the test needs " +
                  text::Count(kStationsForDigits);
  if (!out.refused) out.refused = WhySizesForbid(sizes);
  if (out.refused) return out;
  out.hypotheses = {RegisteredDigitsHypothesis(column.counts)};
  out.pictures = {
      DigitPicture("registered", "Last digits of registered voters", last.counts, Uniform(last.n))};
  return out;
}

}  // namespace

Test RegisteredDigits() {
  TestFinding about{.key = "last_digit_registered",
                    .title = "Last digits of the number of registered voters",
                    .section = Section::kSilent};
  about.looks_for =
      "The last digit of a long count is almost random. The last digits of numbers that people invent are "
      "not: people avoid some digits and prefer others.";
  about.limits =
      "It sees invented or rounded numbers of registered voters, not invented votes: the first may be right "
      "where the votes are wrong. Where rolls are cut to a size, or are of nearly one size, the test is not "
      "used. What a sharp limit of their sizes may add is subtracted before anything is called a mark.";
  about.record = kRegisteredDigitsRecord;
  return {std::move(about), {.registered = true}, RunRegisteredDigits};
}

namespace {

TestFinding RunOtherDigits(const Subject& subject, TestFinding out) {
  out.refused = WhyTooCoarse(subject, kStationsForDigits);
  Cells cells{"Last digits",
              {"Column", "Counts of at least 100", "Chi-square (9)", "p", "0 or 5", "Equal pairs"},
              {}};
  for (const Column& column : Others(subject)) {
    const forensics::LastDigits last = forensics::TestLastDigits(column.counts, kMinCount);
    const forensics::LastPairs pairs = forensics::TestLastPairs(column.counts, kMinCount);
    Tree tree = LastNumbers(last);
    tree.Put("pairs", PairNumbers(pairs));
    out.numbers.Put(column.key, std::move(tree));
    cells.rows.push_back({column.name, text::Count(last.n), text::Fixed(last.chi_square, 1),
                          text::PValue(last.p), text::Percent(last.zero_or_five),
                          text::Percent(pairs.equal)});
    if (out.refused || last.n < kStationsForDigits) continue;
    out.pictures.push_back(
        DigitPicture(column.key, "Last digits of " + column.name, last.counts, Uniform(last.n)));
  }
  out.shows = "The table gives each column. Compare it with the undisputed election.";
  out.tables.push_back(std::move(cells));
  return out;
}

}  // namespace

Test OtherDigits() {
  TestFinding about{
      .key = "last_digits", .title = "Last digits of ballots and votes", .section = Section::kDescriptive};
  about.looks_for = "The last digits of ballots and of votes, in the same way.";
  about.limits = "Uneven digits here prove nothing: small counts have uneven digits by nature. On " +
                 InWords(kBallotDigitsRecord.elections) +
                 " elections that nobody disputes the ballots raised " + InWords(kBallotDigitsRecord.alarms) +
                 " false alarms, the leader's votes " + InWords(kLeaderDigitsRecord.alarms) + ".";
  about.record = kLeaderDigitsRecord;
  return {std::move(about), {}, RunOtherDigits};
}

namespace {

TestFinding RunSecondDigits(const Subject& subject, TestFinding out) {
  out.refused = WhyTooCoarse(subject, kStationsForDigits);
  std::vector<Column> columns = Others(subject);
  if (subject.stations.has_registered()) columns.insert(columns.begin(), Registered(subject));
  Cells cells{"Second digits", {"Column", "Counts of at least 100", "Chi-square (9)", "p"}, {}};
  for (const Column& column : columns) {
    const forensics::SecondDigits second = forensics::TestSecondDigits(column.counts, kMinCount);
    out.numbers.Put(column.key, SecondNumbers(second));
    cells.rows.push_back(
        {column.name, text::Count(second.n), text::Fixed(second.chi_square, 1), text::PValue(second.p)});
    if (out.refused || second.n < kStationsForDigits || column.key != "votes") continue;
    std::vector<double> expected;
    for (int d = 0; d < 10; ++d)
      expected.push_back(forensics::BenfordSecondDigit(d) * static_cast<double>(second.n));
    out.pictures.push_back(DigitPicture("votes", "Second digits of " + column.name, second.counts, expected));
  }
  out.shows = "The table gives each column, for completeness.";
  out.tables.push_back(std::move(cells));
  return out;
}

}  // namespace

Test SecondDigits() {
  TestFinding about{
      .key = "second_digits", .title = "Second digits and Benford's law", .section = Section::kDescriptive};
  about.looks_for = "Second digits of counts are often compared with Benford's law.";
  about.limits =
      "Stations are made to be of similar size, and such counts do not follow the law. The test rejects the "
      "law in " +
      InWords(kSecondDigitsRecord.alarms) + " of " + InWords(kSecondDigitsRecord.elections) +
      " elections that nobody disputes, and does not reject it in some bad ones. Nothing follows "
      "from this test.";
  about.record = kSecondDigitsRecord;
  return {std::move(about), {}, RunSecondDigits};
}

}  // namespace constat::examine
