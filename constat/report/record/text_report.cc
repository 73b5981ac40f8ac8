#include "constat/report/record/text_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/record/credential_name.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/collusion_words.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/remarks.h"
#include "constat/report/record/term_text.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

using verify::CheckId;
using verify::CheckStatus;
using verify::Verification;

constexpr const char* kIndent = "  ";
constexpr const char* kDeep = "    ";
constexpr const char* kDeeper = "      ";

enum class Colour { kGreen = 32, kRed = 31, kYellow = 33, kBold = 1, kDim = 2 };

class TextWriter {
 public:
  TextWriter(const Verification& verification, const TextReportOptions& options)
      : v_(verification),
        options_(options),
        w_(ManifestOf(verification), options.language, &PlainName),
        t_(w_.t),
        causes_(verdict::GatherCauses(verification)) {}

  std::string Write() {
    Verdict();
    Causes();
    const bool wrong = v_.outcome() == verify::VerificationOutcome::kWrong;
    if (wrong) Next();
    if (w_.HasManifest()) {
      Result();
      Confirmed();
    }
    NotShown();
    if (!wrong) Next();
    Meanings();
    out_ += "\n" + Paint(t_.for_experts, Colour::kBold) + "\n";
    Checks();
    Held();
    Notes();
    Fingerprints();
    if (w_.HasManifest()) {
      Heading(t_.collusion);
      out_ += FormatCollusion(w_);
      Pages();
      Statements();
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string Paint(std::string_view text, Colour colour) const {
    if (!options_.colours) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", static_cast<int>(colour), text);
  }

  void Heading(std::string_view text) { out_ += "\n" + Paint(text, Colour::kBold) + "\n"; }
  void Line(std::string_view sentence, const std::string& indent = "  ") {
    out_ += text::Wrap(sentence, indent);
  }

  void Verdict() {
    const Headline headline = MakeHeadline(w_, v_, causes_.size());
    const Colour colour = v_.outcome() == verify::VerificationOutcome::kVerified ? Colour::kGreen
                          : v_.outcome() == verify::VerificationOutcome::kWrong  ? Colour::kRed
                                                                                 : Colour::kYellow;
    out_ += Paint(headline.capitals, colour);
    if (w_.HasManifest()) out_ += "  " + text::CleanLine(w_.texts().Title());
    out_ += "\n";
    for (const std::string& sentence : headline.means) Line(sentence, "");
    for (const std::string& sentence : NoteSentences(w_, v_)) Line(sentence, "");
    if (w_.IsOtherLanguage())
      Line(Say(t_.other_language({.language = t_.in_language, .tag = w_.texts().Tag()})), "");
  }

  void Causes() {
    const std::optional<verdict::Difference> difference = verdict::CompareResults(v_);
    for (const verdict::Cause& cause : causes_) {
      const CauseWords words = DescribeCause(w_, v_, cause);
      out_ += "\n";
      out_ += text::Wrap(words.what, "  - ");
      if (!words.where.empty() || !words.beside.empty())
        Line(words.where + (words.where.empty() ? "" : ". ") + words.beside, "    ");
      if (verdict::IsCompared(cause, difference)) Differences(*difference);
      Line(w_.Label(t_.who_could, words.who), "    ");
      Line(w_.Label(t_.how_many_votes, words.votes), "    ");
      Line(w_.Label(t_.the_rest, words.rest), "    ");
      if (!words.follow.empty()) Line(words.follow, "    ");
    }
    if (!causes_.empty()) out_ += "\n" + text::Wrap(t_.could_not_did, kIndent);
  }

  void Differences(const verdict::Difference& difference) {
    for (const DifferenceRow& row : DescribeDifference(w_, difference)) {
      Line(fmt::format("{}: {} {}; {} {}", row.what, t_.published, row.published, t_.right, row.right),
           kDeeper);
    }
    if (difference.other_groups) Line(t_.other_groups, kDeeper);
    for (const std::string& sentence : SameAnswers(w_, difference)) Line(sentence, kDeeper);
  }

  void Result() {
    const record::Outcome* outcome = ShownOutcome(v_);
    const bool wrong = v_.outcome() == verify::VerificationOutcome::kWrong;
    Heading(v_.outcome() == verify::VerificationOutcome::kVerified ? t_.result
            : outcome != nullptr && !v_.result                     ? t_.result_recomputed
                                                                   : t_.result_here);
    Line(w_.Label(t_.voting, w_.Voting()));
    if (v_.voting_begin_ms != 0) Line(w_.Label(t_.accepted_from, w_.Time(v_.voting_begin_ms)));
    if (wrong) Line(v_.result ? t_.from_wrong : outcome != nullptr ? t_.from_recomputed : t_.no_result_wrong);
    if (outcome == nullptr) return;
    const Count all = CountTurnout(outcome->regions);
    Line(Say(t_.turnout_line(
        {.counted = all.counted, .registered = all.registered, .share = w_.Percent(all.Turnout())})));
    Line(Say(t_.ballots_line({.count = all.ballots})));
    for (size_t q = 0; q < w_.manifest().questions.size(); ++q) Question(q);
    const std::vector<std::string> remarks = Remarks(w_, v_);
    if (remarks.empty()) return;
    Heading(t_.remarks);
    Line(t_.remarks_mean);
    for (const std::string& remark : remarks) out_ += text::Wrap(remark, "  - ");
  }

  void Question(size_t q) {
    const record::Question& question = w_.manifest().questions[q];
    const record::Outcome& outcome = *ShownOutcome(v_);
    const Count count = CountAll(w_.manifest(), outcome, q);
    const record::QuestionResult& result = outcome.questions[q];
    Line(text::CleanLine(w_.texts().Question(q)));
    out_ += fmt::format("    {}\n", Paint(VerdictAnswer(w_, v_, result.verdict), Colour::kBold));
    Line(VerdictMeaning(w_, result.verdict), "    ");
    if (!count.votes) Line(t_.no_total, "    ");
    for (size_t o = 0; count.votes && o < question.options.size(); ++o) {
      const std::string_view of = o == question.blank ? t_.of_counted
                                  : question.max == 1 ? t_.of_valid_votes
                                                      : t_.of_valid_ballots;
      out_ += fmt::format("    {:>13}  {:>8} {}  {}\n", w_.Count((*count.votes)[o]),
                          w_.Percent(count.Share(question, o)), of, text::CleanLine(w_.texts().Option(q, o)));
    }
    for (size_t i = 0; i < result.terms.size(); ++i) {
      const TermText term = DescribeTerm(w_, {q, i, result.terms[i]});
      out_ += text::Wrap(term.requirement, "    - ");
      Line(Say(t_.numbers_outcome({.numbers = term.numbers, .outcome = term.outcome})), "      ");
    }
  }

  void Confirmed() {
    Heading(t_.who_confirms);
    for (const std::string& sentence : Confirmations(w_, v_)) out_ += text::Wrap(sentence, "  - ");
    for (const std::string& sentence : StatementsSentences(w_, v_)) out_ += text::Wrap(sentence, "  - ");
    for (const std::string& sentence : ReplacedSentences(w_, v_)) Line(sentence);
  }

  void NotShown() {
    Heading(t_.not_shown);
    std::vector<std::string> titles;
    for (const Limit& limit : Limits(w_)) titles.push_back(limit.title);
    Line(w_.Semicolons(titles));
  }

  void Next() {
    Heading(t_.what_to_do);
    for (const std::string& advice : MakeHeadline(w_, v_, causes_.size()).next)
      out_ += text::Wrap(advice, "  - ");
    if (!v_.pinned) {
      out_ += fmt::format("  - constat verify {} --trust FILE\n", text::QuoteShell(options_.record));
    }
  }

  void Meanings() {
    Heading(t_.words);
    for (const auto& [word, meaning] : WordMeanings(t_)) Line(w_.Label(word, meaning));
  }

  void Checks() {
    Heading(t_.checks);
    for (size_t c = 0; c < verify::kCheckCount; ++c) {
      const auto id = static_cast<CheckId>(c);
      const verify::Check& check = v_.At(id);
      const Colour colour = check.status() == CheckStatus::kPassed   ? Colour::kGreen
                            : check.status() == CheckStatus::kFailed ? Colour::kRed
                                                                     : Colour::kDim;
      out_ += fmt::format("  {} {:<15}  {}\n", Paint(CheckStatusMark(check.status()), colour),
                          verify::CheckName(id), Paint(CheckStatusWords(w_, v_, id), colour));
      Line(CheckMeaning(w_, id), "      ");
      Findings(check);
    }
  }

  void Findings(const verify::Check& check) {
    const size_t listed = std::min(check.findings().size(), options_.findings_per_check);
    for (size_t f = 0; f < listed; ++f) {
      const verify::Finding& finding = check.findings()[f];
      const std::string where = finding.entry ? fmt::format("entry {}: ", *finding.entry) : "";
      out_ += text::Wrap(
          fmt::format("{}{}: {}", where, ErrorName(finding.code), text::CleanLine(finding.text)), "      ! ");
    }
    if (check.count() > listed) Line(Say(t_.and_more({.count = check.count() - listed})), "      ");
  }

  // Notes lists what is told with the verdict, as far as it has names.
  void Notes() {
    if (v_.notes.empty()) return;
    Heading(t_.also_here);
    Line(t_.also_here_means);
    size_t listed = 0;
    uint64_t more = 0;
    for (const verify::Note& note : v_.notes) {
      const bool stray = note.kind == verify::NoteKind::kStray;
      if (stray && (note.file.empty() || listed == options_.findings_per_check)) {
        more += note.count;
        continue;
      }
      listed += stray ? 1 : 0;
      out_ += stray ? fmt::format("  {}\n", text::EscapeName(note.file))
                    : text::Wrap(text::CleanLine(note.text), kIndent);
    }
    if (more != 0) Line(Say(t_.and_more({.count = more})));
  }

  // Held says which ballots the papers that the reader gave are about: only here, for reports are passed on.
  void Held() {
    if (v_.held.empty()) return;
    Heading(t_.held);
    for (const verify::HeldPaper& paper : v_.held) {
      out_ += fmt::format("  {}\n", HeldPaper(paper));
      if (!paper.ballot) {
        Line(t_.held_no_ballot, kDeep);
        continue;
      }
      Line(Say(t_.held_tracker({.tracker = record::FormatTracker(paper.ballot->tracker)})), kDeep);
      Line(Say(t_.held_voter(
               {.name = record::FormatCredentialName(v_.context->manifest_hash, paper.ballot->credential)})),
           kDeep);
    }
    Line(t_.held_compare);
  }

  [[nodiscard]] std::string HeldPaper(const verify::HeldPaper& paper) const {
    const std::string file = text::CleanLine(paper.file);
    CONSTAT_CHECK(paper.entry.has_value() == (paper.kind != verify::HeldPaper::Kind::kRefusal));
    switch (paper.kind) {
      case verify::HeldPaper::Kind::kReceipt:
        return Say(t_.held_receipt({.file = file, .entry = *paper.entry}));
      case verify::HeldPaper::Kind::kPromise:
        return Say(t_.held_promise({.file = file, .entry = *paper.entry}));
      case verify::HeldPaper::Kind::kRefusal:
        return Say(t_.held_refusal({.file = file}));
    }
    CONSTAT_CHECK(false);
  }

  void Fingerprints() {
    Heading(v_.pinned ? t_.repeat_pinned : t_.repeat_unpinned);
    const auto fact = [&](std::string_view name, std::string_view value) {
      out_ += fmt::format("  {}\n", w_.Label(name, value));
    };
    if (v_.context == nullptr) {
      fact(t_.number, t_.no_number);
    } else {
      fact(t_.number, record::FormatReferendumNumber(v_.context->manifest_hash));
      fact(t_.number_full, text::FormatHex(v_.context->manifest_hash));
      fact(t_.format, FormatOfRecord(w_));
    }
    fact(t_.fingerprint, text::FormatHex(v_.tree.root));
    fact(t_.size, Say(t_.entries({.count = v_.tree.size})));
    if (w_.HasManifest() && v_.SeenMs() != 0) fact(t_.seen, w_.TimeAndUtc(v_.SeenMs()));
  }

  // Pages says which lists of pages were valid when; constat show has the files.
  void Pages() {
    if (v_.page_lists.empty()) return;
    Heading(t_.pages);
    PageList(Say(t_.pages_beginning), w_.manifest().software);
    for (const verify::PageList& list : v_.page_lists) {
      PageList(Say(t_.pages_entry({.time = w_.Time(list.time_ms), .entry = list.entry})),
               list.change.software);
    }
  }

  void PageList(const std::string& where, const record::Software& software) {
    Line(w_.Label(where,
                  fmt::format("{} {}, {}", text::CleanLine(software.name), text::CleanLine(software.version),
                              Say(t_.files({.count = software.files.size()})))));
  }

  // Statements come last, every line of their words behind a bar, so that none looks like the report's.
  void Statements() {
    if (v_.statements.empty()) return;
    Heading(t_.statements);
    const size_t listed = std::min(v_.statements.size(), options_.findings_per_check);
    for (size_t i = 0; i < listed; ++i) {
      const verify::Said& said = v_.statements[i];
      Line(SaidBy(w_, said));
      for (const std::string& line : LinesOf(said.statement.text))
        out_ += "    | " + text::CleanLine(line) + "\n";
    }
    if (v_.statements.size() > listed) Line(Say(t_.and_more({.count = v_.statements.size() - listed})));
  }

  const Verification& v_;
  const TextReportOptions& options_;
  Words w_;
  const ReportTexts& t_;
  std::vector<verdict::Cause> causes_;
  std::string out_;
};

}  // namespace

std::string FormatTextReport(const Verification& verification, const TextReportOptions& options) {
  return TextWriter(verification, options).Write();
}

std::string FormatTextUnreadable(const Error& error, const TextReportOptions& options) {
  const Words words(nullptr, options.language, &PlainName);
  const Headline headline = HeadlineUnreadable(words);
  std::string out = options.colours ? fmt::format("\x1b[33m{}\x1b[0m", headline.capitals) : headline.capitals;
  out += "  " + text::CleanLine(options.record) + "\n";
  out += fmt::format("{}: {}\n", ErrorName(error.code), text::CleanLine(error.detail));
  for (const std::string& sentence : headline.means) out += text::Wrap(sentence, "");
  return out;
}

}  // namespace constat::report
