#include "constat/report/record/text_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/collusion_words.h"
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

std::string QuotedName(std::string_view name) { return "\u201c" + text::CleanLine(name) + "\u201d"; }

constexpr Markup kTerminal{text::kTerminalNumbers, &QuotedName};

class TextWriter {
 public:
  TextWriter(const Verification& verification, const TextReportOptions& options)
      : v_(verification), options_(options) {}

  std::string Write() {
    Verdict();
    if (v_.result) Result();
    Checks();
    Held();
    Notes();
    Fingerprints();
    Next();
    Pages();
    Statements();
    return std::move(out_);
  }

 private:
  enum class Colour { kGreen = 32, kRed = 31, kYellow = 33, kCyan = 36, kBold = 1, kDim = 2 };

  [[nodiscard]] std::string Paint(std::string_view text, Colour colour) const {
    if (!options_.colours) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", static_cast<int>(colour), text);
  }

  void Heading(std::string_view text) { out_ += "\n" + Paint(text, Colour::kBold) + "\n"; }

  void Verdict() {
    const Headline headline = MakeHeadline(v_);
    const Colour colour = v_.outcome() == verify::VerificationOutcome::kVerified ? Colour::kGreen
                          : v_.outcome() == verify::VerificationOutcome::kWrong  ? Colour::kRed
                                                                                 : Colour::kYellow;
    std::string word(headline.word);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
    out_ += Paint(word, colour);
    if (const record::Manifest* manifest = ManifestOf(v_)) {
      out_ += "  " + text::CleanLine(Texts(*manifest, options_.language).Title());
    }
    out_ += "\n" + text::Wrap(headline.sentence, "");
    if (const record::Manifest* manifest = ManifestOf(v_)) {
      out_ += text::Wrap(fmt::format("Voting: {}.", record::FormatVotingPeriod(*manifest)), "");
      if (v_.voting_begin_ms != 0) {
        out_ += text::Wrap(fmt::format("Ballots were accepted from {}.",
                                       record::FormatLocalTime(*manifest, v_.voting_begin_ms)),
                           "");
      }
    }
    for (const std::string& sentence : NoteSentences(v_)) out_ += text::Wrap(sentence, "");
    Replaced();
    SaidCount();
  }

  // SaidCount is the number of statements and who does not confirm, none of their words.
  void SaidCount() {
    std::string sentence = StatementsSentence(v_);
    if (sentence.empty()) return;
    for (const record::Keeper party : NotConfirming(v_)) {
      sentence +=
          fmt::format(" {}, {}, does not confirm the result.",
                      QuotedName(record::PartyName(*ManifestOf(v_), party)), record::FormatParty(party));
    }
    out_ += text::Wrap(sentence, "");
  }

  // Replaced says on the first page how many lost codes were replaced.
  void Replaced() {
    std::string sentence = ReplacedSentence(v_);
    if (sentence.empty()) return;
    const Texts texts(*ManifestOf(v_), options_.language);
    const std::vector<ReplacedRegion> regions = ReplacedRegions(v_.replaced);
    for (size_t i = 0; i < std::min(regions.size(), kMostReplacedRegions); ++i) {
      sentence += fmt::format("{} {} {}", i == 0 ? "" : ",", text::CleanLine(texts.Region(regions[i].region)),
                              text::FormatCount(regions[i].codes, text::kTerminalNumbers));
    }
    if (regions.size() > kMostReplacedRegions) {
      sentence += fmt::format(", and {} more regions", regions.size() - kMostReplacedRegions);
    }
    out_ += text::Wrap(sentence + ".", "");
  }

  void Result() {
    const Texts texts(*ManifestOf(v_), options_.language);
    Heading(v_.outcome() == verify::VerificationOutcome::kVerified ? "Result"
                                                                   : "Result in this record (not verified)");
    for (size_t q = 0; q < texts.manifest().questions.size(); ++q) Question(texts, q);
    const Count all = CountTurnout(v_.result->regions);
    out_ += fmt::format("  turnout: {} of {} registered voters = {}",
                        text::FormatCount(all.counted, text::kTerminalNumbers),
                        text::FormatCount(all.registered, text::kTerminalNumbers),
                        text::FormatPercent(all.Turnout(), text::kTerminalNumbers));
    out_ += fmt::format("; {} accepted\n", text::Plural(all.ballots, "ballot", text::kTerminalNumbers));
  }

  void Question(const Texts& texts, size_t q) {
    const record::Question& question = texts.manifest().questions[q];
    const Count count = CountAll(texts.manifest(), *v_.result, q);
    const record::QuestionResult& result = v_.result->questions[q];
    out_ += text::Wrap(text::CleanLine(texts.Question(q)), "  ");
    if (result.verdict != record::Verdict::kNoRule) {
      out_ += fmt::format("    {}\n", Paint(record::VerdictName(result.verdict), Colour::kBold));
    }
    if (!count.votes) out_ += "    votes not known: some were not decrypted\n";
    for (size_t o = 0; count.votes && o < question.options.size(); ++o) {
      const std::string_view of = o == question.blank ? "of ballots counted" : "of valid votes";
      out_ += fmt::format("    {:>13}  {:>8} {:<18}  {}\n",
                          text::FormatCount((*count.votes)[o], text::kTerminalNumbers),
                          text::FormatPercent(count.Share(question, o), text::kTerminalNumbers), of,
                          text::CleanLine(texts.Option(q, o)));
    }
    for (size_t t = 0; t < result.terms.size(); ++t) {
      const TermText term = DescribeTerm(texts, {q, t, result.terms[t]}, kTerminal);
      out_ += text::Wrap(term.requirement, "    - ");
      out_ += text::Wrap(fmt::format("{}: {}", term.numbers, term.outcome), "      ");
    }
  }

  void Checks() {
    Heading("Checks");
    for (size_t c = 0; c < verify::kCheckCount; ++c) {
      const auto id = static_cast<CheckId>(c);
      const verify::Check& check = v_.At(id);
      const Colour colour = check.status() == CheckStatus::kPassed   ? Colour::kGreen
                            : check.status() == CheckStatus::kFailed ? Colour::kRed
                                                                     : Colour::kDim;
      out_ += fmt::format("  {} {:<15}  {}\n", Paint(CheckStatusMark(check.status()), colour),
                          verify::CheckName(id),
                          Paint(fmt::format("{:<17}", CheckStatusWords(v_, id)), colour) + "  " +
                              std::string(verify::CheckMeaning(id)));
      Findings(check);
    }
  }

  void Findings(const verify::Check& check) {
    const size_t listed = std::min(check.findings().size(), options_.findings_per_check);
    for (size_t f = 0; f < listed; ++f) {
      const verify::Finding& finding = check.findings()[f];
      const std::string where = finding.entry ? fmt::format("entry {}: ", *finding.entry) : "";
      out_ += fmt::format("      {}{}: {}\n", where, ErrorName(finding.code), text::CleanLine(finding.text));
    }
    if (check.count() > listed) {
      out_ += fmt::format("      and {} more\n",
                          text::FormatCount(check.count() - listed, text::kTerminalNumbers));
    }
  }

  // Notes lists what is told in the verdict, as far as it has names.
  void Notes() {
    if (v_.notes.empty()) return;
    Heading("Also here");
    size_t listed = 0;
    uint64_t more = 0;
    for (const verify::Note& note : v_.notes) {
      if (note.kind == verify::NoteKind::kStray &&
          (note.file.empty() || listed == options_.findings_per_check)) {
        more += note.count;
        continue;
      }
      listed += note.kind == verify::NoteKind::kStray ? 1 : 0;
      out_ += note.kind == verify::NoteKind::kStray
                  ? fmt::format("  not checked: {}\n", text::EscapeName(note.file))
                  : text::Wrap(text::CleanLine(note.text), "  ");
    }
    if (more != 0) {
      out_ += fmt::format("  and {} more\n", text::FormatCount(more, text::kTerminalNumbers));
    }
  }

  // Held says which ballots the papers that the reader gave are about: only here, for reports are passed on.
  void Held() {
    if (v_.held.empty()) return;
    Heading("What you gave, and judged good");
    for (const verify::HeldPaper& paper : v_.held) {
      for (const std::string& line : verify::DescribeHeld(v_.context.get(), paper))
        out_ += fmt::format("  {}\n", text::CleanLine(line));
    }
    out_ += text::Wrap("Whether these are yours was not compared: compare tracker and voter with your note.",
                       " "
                       " "
                       "");
  }

  void Fingerprints() {
    Heading(v_.pinned ? "Fingerprints" : "Fingerprints to compare with what was published elsewhere");
    out_ += fmt::format("  number    {}\n", v_.context == nullptr
                                                ? "none"
                                                : record::FormatReferendumNumber(v_.context->manifest_hash));
    out_ += fmt::format("  manifest  {}\n",
                        v_.context == nullptr ? "none" : text::FormatHex(v_.context->manifest_hash));
    if (v_.context != nullptr)
      out_ += fmt::format("  format    {}\n", record::FormatVersion(record::kVersion));
    out_ += fmt::format("  record    {}\n", text::FormatHex(v_.tree.root));
    out_ += fmt::format("  size      {} entries\n", v_.tree.size);
    if (v_.context != nullptr && v_.SeenMs() != 0) {
      out_ += fmt::format("  seen      {}, by the last witness\n",
                          record::FormatLocalTime(v_.context->manifest, v_.SeenMs()));
    }
  }

  void Next() {
    Heading("Next");
    for (const std::string& advice : MakeHeadline(v_).next) out_ += text::Wrap(advice, "  - ");
    if (!v_.pinned) {
      out_ += fmt::format("  - constat verify {} --trust FILE\n", text::QuoteShell(options_.record));
    }
    if (const record::Manifest* manifest = ManifestOf(v_)) {
      Heading("Who would have to work together");
      out_ += FormatCollusion(*manifest);
    }
    Heading("What this cannot show");
    std::string titles;
    for (const Limit& limit : Limits(ManifestOf(v_))) {
      if (!titles.empty()) titles += "; ";
      titles += limit.title;
    }
    out_ += text::Wrap(titles + ". The HTML report explains each.", "  ");
  }

  // Pages says which lists of pages were valid when; constat show has the files.
  void Pages() {
    if (v_.page_lists.empty()) return;
    Heading("The pages voters were meant to get");
    PageList("in the manifest", ManifestOf(v_)->software);
    for (const verify::PageList& list : v_.page_lists) {
      PageList(fmt::format("entry {}, valid from {}", list.entry,
                           record::FormatLocalTime(*ManifestOf(v_), list.time_ms)),
               list.change.software);
    }
  }

  void PageList(const std::string& where, const record::Software& software) {
    out_ += text::Wrap(
        fmt::format("{}: {} {}, {}", where, text::CleanLine(software.name), text::CleanLine(software.version),
                    text::Plural(software.files.size(), "file", text::kTerminalNumbers)),
        "  ");
  }

  // Statements come last, every line of their words behind a bar, so that none looks like the report's.
  void Statements() {
    if (v_.statements.empty()) return;
    Heading("What parties said, not checked");
    const size_t listed = std::min(v_.statements.size(), options_.findings_per_check);
    for (size_t i = 0; i < listed; ++i) {
      const verify::Said& said = v_.statements[i];
      out_ += text::Wrap(
          fmt::format("Said by {}, {}:", QuotedName(record::PartyName(*ManifestOf(v_), said.statement.party)),
                      SaidBy(*ManifestOf(v_), said)),
          "  ");
      for (const std::string& line : LinesOf(said.statement.text))
        out_ += "    | " + text::CleanLine(line) + "\n";
    }
    if (v_.statements.size() > listed) out_ += fmt::format("  and {} more\n", v_.statements.size() - listed);
  }

  const Verification& v_;
  const TextReportOptions& options_;
  std::string out_;
};

}  // namespace

std::string FormatTextReport(const Verification& verification, const TextReportOptions& options) {
  return TextWriter(verification, options).Write();
}

std::string FormatTextUnreadable(const Error& error, const TextReportOptions& options) {
  std::string out = options.colours ? "\x1b[33mCOULD NOT BE CHECKED\x1b[0m" : "COULD NOT BE CHECKED";
  out += "  " + text::CleanLine(options.record) + "\n";
  out += fmt::format("{}: {}\n", ErrorName(error.code), text::CleanLine(error.detail));
  out +=
      "Nothing is said about the referendum, good or bad. Is this the folder, archive or address "
      "of a record?\n";
  return out;
}

}  // namespace constat::report
