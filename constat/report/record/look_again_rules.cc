#include "constat/report/record/look_again_rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "constat/record/named.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using record::Comparator;
using record::Denominator;
using record::Manifest;
using record::Question;
using record::Scope;
using record::Term;

constexpr uint64_t kManyTimes = 10;

// RuleLooker looks at one question.
class RuleLooker {
 public:
  RuleLooker(const Manifest& manifest, const PartLines* lines, size_t q)
      : m_(manifest), lines_(lines), q_(q), question_(manifest.questions[q]) {}

  std::vector<std::string> Look() {
    Choices();
    for (size_t t = 0; t < question_.terms.size(); ++t) {
      const Term& term = question_.terms[t];
      if (IsRepeated(t)) Say(t, "says what an earlier rule says");
      if (term.numerator == record::kNone) {
        Turnout(t, term);
      } else {
        Votes(t, term);
      }
      Regions(t, term);
    }
    Together();
    return std::move(out_);
  }

 private:
  void Say(size_t t, std::string_view what) {
    const std::string part = record::FormatPart("questions", q_) + ", " + record::FormatPart("terms", t);
    out_.push_back(AtLine(lines_, part, fmt::format("Rule {} of question {} {}.", t + 1, q_ + 1, what)));
  }
  void SayOfQuestion(std::string sentence) {
    out_.push_back(AtLine(lines_, record::FormatPart("questions", q_), std::move(sentence)));
  }
  [[nodiscard]] std::string Name(uint16_t option) const {
    return fmt::format("\u201c{}\u201d", text::CleanLine(question_.options[option].name.front()));
  }
  static bool IsOfWhole(const Term& term) {
    return term.denominator == Denominator::kValidVotes || term.denominator == Denominator::kBallotsCounted ||
           term.denominator == Denominator::kRegistered;
  }

  void Choices() {
    const size_t choosable = question_.options.size() - (question_.blank == record::kNone ? 0 : 1);
    if (question_.min == 0 && question_.blank != record::kNone) {
      SayOfQuestion(
          fmt::format("Question {} has a blank option and may be left without any choice: for people both "
                      "are blank votes, but they are counted apart.",
                      q_ + 1));
    }
    if (question_.blank != record::kNone && choosable > 1 && question_.min == choosable) {
      SayOfQuestion(fmt::format("In question {} people choose all {} options together or vote blank (min).",
                                q_ + 1, choosable));
    }
    const bool others = std::any_of(m_.questions.begin(), m_.questions.end(),
                                    [](const Question& other) { return !other.terms.empty(); });
    if (question_.terms.empty() && others) {
      SayOfQuestion(
          fmt::format("Question {} has no rule, and others have one: this question is a poll "
                      "and decides nothing.",
                      q_ + 1));
    }
  }

  [[nodiscard]] bool IsRepeated(size_t t) const {
    const auto key = [](const Term& term) {
      return std::tie(term.numerator, term.denominator, term.other, term.blanks_count, term.comparator,
                      term.num, term.den, term.scope, term.weight, term.named);
    };
    return std::any_of(question_.terms.begin(), question_.terms.begin() + static_cast<ptrdiff_t>(t),
                       [&](const Term& earlier) { return key(earlier) == key(question_.terms[t]); });
  }

  void Turnout(size_t t, const Term& term) {
    if (term.num == term.den)
      Say(t, "asks everybody on the roll to vote: one who stays away is enough to stop it");
    if (term.num == 0) Say(t, "asks for one voter only");
  }

  void Votes(size_t t, const Term& term) {
    const bool at_least = term.comparator == Comparator::kAtLeast;
    const uint64_t twice = 2 * uint64_t{term.num};
    if (term.numerator == question_.blank) Say(t, "counts blank votes as votes for something");
    if (term.num == 0) {
      Say(t, "asks for one vote only");
      return;
    }
    if (IsOfWhole(term)) {
      if (term.num == term.den) Say(t, "asks for all votes: a single other one is enough to stop it");
      if (at_least && term.den == twice && term.scope == Scope::kWhole)
        Say(t, "asks for at least one half: it holds even if the other side has as many votes");
      return;
    }
    if (term.num < term.den) {
      Say(t, fmt::format("compares {} with {}, and holds with fewer votes than the other side has: for a "
                         "share of all votes write of = \"valid\"",
                         Name(term.numerator), Other(term)));
    } else if (term.num == term.den && at_least) {
      Say(t, fmt::format("holds where {} has as many votes as {}", Name(term.numerator), Other(term)));
    } else if (term.num > kManyTimes * term.den) {
      Say(t, fmt::format("asks for more than {} times as many votes for {} as for {}: per cent "
                         "are written \"50%\"",
                         kManyTimes, Name(term.numerator), Other(term)));
    }
  }
  [[nodiscard]] std::string Other(const Term& term) const {
    return term.denominator == Denominator::kOption ? Name(term.other) : "all others";
  }

  void Regions(size_t t, const Term& term) {
    if (term.scope == Scope::kWhole) return;
    if (m_.regions.size() == 1) Say(t, "is about regions, and there is one region");
    uint64_t sum = 0;
    for (const record::Region& region : m_.regions) sum += region.weight;
    if (term.scope != Scope::kRegionWeight || m_.regions.size() == 1) return;
    if (2 * term.weight <= sum) {
      Say(t,
          fmt::format("asks for regions of weight {} of {}: that is not more than half", term.weight, sum));
    } else if (term.weight == sum) {
      Say(t, "asks for all regions: a single one can stop it");
    }
  }

  // Together looks at the votes that the rules ask for: of less than half, and of several options.
  void Together() {
    std::vector<uint16_t> options;
    bool half = false;
    size_t low = SIZE_MAX;
    for (size_t t = 0; t < question_.terms.size(); ++t) {
      const Term& term = question_.terms[t];
      if (term.scope != Scope::kWhole || term.numerator == record::kNone) continue;
      if (std::find(options.begin(), options.end(), term.numerator) == options.end())
        options.push_back(term.numerator);
      const bool beside = !IsOfWhole(term);
      half = half || beside || 2 * uint64_t{term.num} >= term.den;
      if (term.denominator == Denominator::kValidVotes || term.denominator == Denominator::kBallotsCounted)
        low = std::min(low, t);
    }
    if (!half && low != SIZE_MAX && question_.terms[low].num > 0)
      Say(low, "asks for less than half of the votes, and no other rule asks for more");
    if (options.size() > 1) {
      SayOfQuestion(
          fmt::format("The rules of question {} ask for votes for {} and for {}: it is carried only when "
                      "all of them hold at once.",
                      q_ + 1, Name(options[0]), Name(options[1])));
    }
  }

  const Manifest& m_;
  const PartLines* lines_;
  size_t q_;
  const Question& question_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> LookAgainAtRules(const Manifest& manifest, const PartLines* lines) {
  std::vector<std::string> out;
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    for (std::string& one : RuleLooker(manifest, lines, q).Look()) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace constat::report
