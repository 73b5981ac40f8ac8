#include <fmt/core.h>

#include "constat/report/record/sections.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using record::Verdict;

// Capital is "Carried" for "carried".
std::string Capital(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string_view VerdictSentence(Verdict verdict) {
  switch (verdict) {
    case Verdict::kCarried:
      return "Every condition of the decision rule holds.";
    case Verdict::kNotCarried:
      return "A condition of the decision rule fails.";
    case Verdict::kUndetermined:
      return "The counts that may be published do not decide every condition.";
    case Verdict::kNoRule:
      break;
  }
  return "No decision rule was fixed for this question; it is a poll.";
}

std::string Answer(const Page& page, size_t q, const Count& count) {
  const record::Question& question = page.texts->manifest().questions[q];
  const Verdict verdict = page.v.result->questions[q].verdict;
  std::string out = R"(<p class="answer">)";
  if (verdict != Verdict::kNoRule)
    out += fmt::format("<strong>{}</strong> ", Capital(record::VerdictName(verdict)));
  if (const std::optional<size_t> leader = LeadingOption(question, count)) {
    out += fmt::format("{} received {} of {} valid {}, {}. ", HtmlQuoted(page.texts->Option(q, *leader)),
                       HtmlCount((*count.votes)[*leader]), HtmlCount(count.Valid(question)),
                       question.max == 1 ? "votes" : "ballots", HtmlPercent(count.Share(question, *leader)));
  } else if (!count.votes) {
    out +=
        "Some votes were too few to decrypt without showing how single people voted, so there is no total. ";
  } else {
    out += "No option is ahead. ";
  }
  return out + std::string(VerdictSentence(verdict)) + "</p>\n";
}

std::string OptionRows(const Page& page, size_t q, const Count& count) {
  const record::Question& question = page.texts->manifest().questions[q];
  std::string out;
  for (size_t o = 0; o < question.options.size(); ++o) {
    const uint64_t votes = (*count.votes)[o];
    const bool blank = o == question.blank;
    out += fmt::format(
        R"(<tr><th scope="row" class="name">{}{}{}</th><td class="num">{}</td><td
class="num">{}</td><td class="num">{}</td><td class="num">{}</td></tr>
)",
        page.Local(page.texts->Option(q, o)), blank ? " <small>(blank)</small>" : "",
        OptionBar(question, o, count), HtmlCount(votes),
        blank ? "\u2013" : HtmlPercent({votes, count.Valid(question)}), HtmlPercent({votes, count.counted}),
        HtmlPercent({votes, count.registered}));
  }
  return out;
}

std::string OptionTable(const Page& page, size_t q, const Count& count) {
  if (!count.votes) return "";
  const record::Question& question = page.texts->manifest().questions[q];
  std::string out = R"(<table class="options"><caption><span>Votes for every option)";
  if (question.max > 1) {
    out += fmt::format("; up to {} could be chosen, so shares do not add up to 100{}%", question.max,
                       text::kPageNumbers.before_percent);
  }
  out += fmt::format(
      R"(</span></caption>
<thead><tr><th scope="col">Option</th><th scope="col">Votes</th><th scope="col">of valid {}</th><th
scope="col">of ballots counted</th><th scope="col">of registered voters</th></tr></thead>
<tbody>
)",
      question.max == 1 ? "votes" : "ballots");
  return out + OptionRows(page, q, count) + "</tbody></table>\n";
}

std::string_view TermMark(record::TermOutcome outcome) {
  return outcome == record::TermOutcome::kHolds   ? "\u2713"
         : outcome == record::TermOutcome::kFails ? "\u2717"
                                                  : "?";
}

std::string Terms(const Page& page, size_t q) {
  const record::Question& question = page.texts->manifest().questions[q];
  if (question.terms.empty()) return "";
  const record::QuestionResult& result = page.v.result->questions[q];
  std::string out = fmt::format(
      R"(<h3>What the rule demands</h3>
<p>The rule was fixed before the vote. {} The comparisons are exact; percentages are rounded for reading
only.</p>
<ul class="terms">
)",
      question.terms.size() == 1 ? "It has one condition." : "All of its conditions must hold.");
  for (size_t t = 0; t < question.terms.size(); ++t) {
    const TermText text = DescribeTerm(*page.texts, {q, t, result.terms[t]}, kPageMarkup);
    out += fmt::format(R"(<li><p><strong>{}</strong></p><p>{}: <span class="tag {}">{} {}</span></p>{}</li>
)",
                       text.requirement, text.numbers, text.outcome, TermMark(result.terms[t].outcome),
                       text.outcome, TermGauge(question.terms[t], result.terms[t]));
  }
  return out + "</ul>\n";
}

std::string NotVerifiedNote(const Page& page) {
  switch (page.v.outcome()) {
    case verify::Outcome::kVerified:
      return "";
    case verify::Outcome::kWrong:
      return "<p><strong>These numbers come from a record that did not pass the checks.</strong> Entries "
             "that break the rules are left out of them.</p>\n";
    default:
      return "<p>These numbers follow from this record. Whether it is the record of the referendum people "
             "voted in has not been verified.</p>\n";
  }
}

}  // namespace

std::string HtmlResult(const Page& page) {
  if (!page.v.result || !page.texts) return "";
  const record::Manifest& manifest = page.texts->manifest();
  std::string out = fmt::format(
      R"(<section class="part" id="result"><h2>{}</h2>
{})",
      page.IsVerified()
          ? std::string("Result")
          : fmt::format(R"(Result in this record <span class="stamp is-{}">not verified</span>)",
                        verify::OutcomeName(page.v.outcome())),
      NotVerifiedNote(page));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    const Count count = CountAll(manifest, *page.v.result, q);
    if (manifest.questions.size() > 1)
      out += fmt::format("<h3>{}. {}</h3>\n", q + 1, page.Local(page.texts->Question(q)));
    out += Answer(page, q, count) + OptionTable(page, q, count) + Terms(page, q);
  }
  return out + "</section>\n";
}

}  // namespace constat::report
