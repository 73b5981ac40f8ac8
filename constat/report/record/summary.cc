#include "constat/report/record/summary.h"

#include "constat/record/shown_hash.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/term_text.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using verify::CheckId;
using verify::CheckStatus;
using verify::Verification;

class SummaryWriter {
 public:
  SummaryWriter(const Verification& verification, const std::string& language)
      : v_(verification),
        w_(ManifestOf(verification), language, &PlainName),
        t_(w_.t),
        causes_(verdict::GatherCauses(verification)) {}

  std::vector<std::string> Write(const page::Made& made) const {
    std::vector<std::string> out;
    const Headline headline = MakeHeadline(w_, v_, causes_.size());
    const auto add = [&](std::string line) { out.push_back(std::move(line)); };
    add(w_.Label(headline.capitals,
                 w_.HasManifest() ? text::CleanLine(w_.texts().Title()) : Say(t_.no_title)));
    if (w_.HasManifest()) {
      add(Say(t_.summary_asked({.text = OfQuestions(&SummaryWriter::Asked)})));
      if (ShownOutcome(v_) != nullptr) {
        add(Say(t_.summary_result({.text = Stamp() + OfQuestions(&SummaryWriter::Result)})));
        add(Say(t_.summary_rule({.text = OfQuestions(&SummaryWriter::Rule)})));
      }
      if (!v_.turnout.empty()) add(Say(t_.summary_turnout({.text = Turnout()})));
      add(Say(t_.summary_confirmed({.text = Confirmed()})));
    }
    add(causes_.empty() ? NotShown(headline) : Say(t_.summary_wrong({.text = Wrong()})));
    add(Say(t_.summary_next({.text = headline.next.front()})));
    add(Say(
        t_.summary_record({.size = Say(t_.entries({.count = v_.tree.size})),
                           .root = text::FormatHex(v_.tree.root),
                           .number = v_.context ? record::FormatReferendumNumber(v_.context->manifest_hash)
                                                : Say(t_.no_number)})));
    add(Say(t_.summary_made({.date = OrNotStated(w_.Date(made.date)),
                             .program = OrNotStated(made.program),
                             .sha256 = OrNotStated(made.sha256)})));
    return out;
  }

 private:
  using OfQuestion = std::string (SummaryWriter::*)(size_t) const;

  // OfQuestions is something of each question, with its number where there are several.
  [[nodiscard]] std::string OfQuestions(OfQuestion of) const {
    const size_t questions = w_.manifest().questions.size();
    if (questions == 1) return (this->*of)(0);
    std::vector<std::string> parts;
    for (size_t q = 0; q < questions; ++q)
      parts.push_back(w_.Label(Say(t_.question_number({.n = q + 1})), (this->*of)(q)));
    return w_.Semicolons(parts);
  }

  // Stamp is before numbers that the record itself does not hold.
  [[nodiscard]] std::string Stamp() const { return v_.result ? "" : w_.Label(t_.result_recomputed, ""); }

  [[nodiscard]] std::string Asked(size_t q) const { return text::CleanLine(w_.texts().Question(q)); }

  [[nodiscard]] std::string Result(size_t q) const {
    const record::Question& question = w_.manifest().questions[q];
    const Count count = CountAll(w_.manifest(), *ShownOutcome(v_), q);
    if (!count.votes) return Say(t_.no_total);
    std::vector<std::string> parts;
    for (size_t o = 0; o < question.options.size(); ++o) {
      parts.push_back(Say(t_.summary_option({.option = w_.Name(w_.texts().Option(q, o)),
                                             .votes = (*count.votes)[o],
                                             .share = w_.Percent(count.Share(question, o))})));
    }
    return w_.Commas(parts);
  }

  [[nodiscard]] std::string Rule(size_t q) const {
    const record::QuestionResult& result = ShownOutcome(v_)->questions[q];
    std::string out = VerdictAnswer(w_, v_, result.verdict) + ". " + VerdictMeaning(w_, result.verdict);
    for (size_t i = 0; i < result.terms.size(); ++i) {
      const TermText term = DescribeTerm(w_, {q, i, result.terms[i]});
      out += " " + term.requirement + " " +
             Say(t_.numbers_outcome({.numbers = term.numbers, .outcome = term.outcome})) + ".";
    }
    return out;
  }

  [[nodiscard]] std::string Turnout() const {
    const Count all = CountTurnout(v_.turnout);
    return Say(t_.turnout_line(
        {.counted = all.counted, .registered = all.registered, .share = w_.Percent(all.Turnout())}));
  }

  [[nodiscard]] std::string Confirmed() const {
    std::vector<std::string> parts;
    if (v_.At(CheckId::kBoardSignature).status() == CheckStatus::kPassed)
      parts.push_back(Say(t_.summary_board_yes));
    parts.push_back(Say(t_.summary_witnesses({.count = LastSeen(v_).size(),
                                              .all = w_.manifest().witnesses.size(),
                                              .needed = w_.manifest().quorum})));
    const bool pins = v_.At(CheckId::kPins).status() == CheckStatus::kPassed;
    parts.push_back(Say(!v_.pinned ? t_.summary_unpinned : pins ? t_.summary_pinned : t_.summary_other));
    return w_.Semicolons(parts);
  }

  // NotShown is what the outcome does not say, where it is not "verified" what it means comes first.
  [[nodiscard]] std::string NotShown(const Headline& headline) const {
    if (v_.outcome() == verify::VerificationOutcome::kVerified) return Say(t_.summary_not_shown);
    std::string out;
    for (const std::string& sentence : headline.means) out += (out.empty() ? "" : " ") + sentence;
    return out;
  }

  // Wrong is the first cause with its answers, and the sentences of the others.
  [[nodiscard]] std::string Wrong() const {
    constexpr size_t kMostCauses = 4;
    std::string out;
    for (size_t i = 0; i < causes_.size() && i < kMostCauses; ++i) {
      const CauseWords words = DescribeCause(w_, v_, causes_[i]);
      out += (i == 0 ? "" : " ") + words.what;
      if (!words.where.empty()) out += " " + words.where + ".";
      if (!words.beside.empty()) out += " " + words.beside;
      if (i == 0)
        out += " " + w_.Label(t_.who_could, words.who) + " " + w_.Label(t_.how_many_votes, words.votes) +
               " " + words.rest;
    }
    if (causes_.size() > kMostCauses) out += " " + Say(t_.and_more({.count = causes_.size() - kMostCauses}));
    return out;
  }

  [[nodiscard]] std::string OrNotStated(const std::string& value) const {
    return value.empty() ? Say(t_.not_stated) : text::CleanLine(value);
  }

  const Verification& v_;
  Words w_;
  const ReportTexts& t_;
  std::vector<verdict::Cause> causes_;
};

}  // namespace

std::vector<std::string> SummaryLines(const Verification& verification, const page::Made& made,
                                      const std::string& language) {
  return SummaryWriter(verification, language).Write(made);
}

std::string FormatSummary(const Verification& verification, const page::Made& made,
                          const std::string& language) {
  std::string out;
  for (const std::string& line : SummaryLines(verification, made, language)) out += line + "\n";
  return out;
}

}  // namespace constat::report
