#include <fmt/core.h>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::H3;
using page::Node;
using page::OfColumn;
using page::P;
using page::Span;
using page::Strong;
using page::Td;
using page::Th;
using page::Tr;

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

Node Answer(const RecordPage& view, size_t q, const Count& count) {
  const record::Question& question = view.texts->manifest().questions[q];
  const Verdict verdict = view.v.result->questions[q].verdict;
  Node out = P(Class("answer"));
  if (verdict != Verdict::kNoRule)
    out.Add(page::Fragment(Strong(Capital(record::VerdictName(verdict))), " "));
  if (const std::optional<size_t> leader = LeadingOption(question, count)) {
    out.Add(QuotedNode(view.texts->Option(q, *leader)));
    out.Add(fmt::format(" received {} of {} valid {}, {}. ", PageCount((*count.votes)[*leader]),
                        PageCount(count.Valid(question)), question.max == 1 ? "votes" : "ballots",
                        PagePercent(count.Share(question, *leader))));
  } else if (!count.votes) {
    out.Add(
        "Some votes were too few to decrypt without showing how single people voted, so there is no total. ");
  } else {
    out.Add("No option is ahead. ");
  }
  out.Add(VerdictSentence(verdict));
  return out;
}

Node OptionRows(const RecordPage& view, size_t q, const Count& count) {
  const record::Question& question = view.texts->manifest().questions[q];
  Node out = page::Tbody();
  for (size_t o = 0; o < question.options.size(); ++o) {
    const uint64_t votes = (*count.votes)[o];
    const bool blank = o == question.blank;
    Node name = Th(page::OfRow(), Class("name"), view.Local(view.texts->Option(q, o)));
    if (blank) name.Add(page::Fragment(" ", page::Small("(blank)")));
    name.Add(OptionBar(question, o, count));
    out.Add(Tr(std::move(name), Td(Class("num"), PageCount(votes)),
               Td(Class("num"), blank ? "\u2013" : PagePercent({votes, count.Valid(question)})),
               Td(Class("num"), PagePercent({votes, count.counted})),
               Td(Class("num"), PagePercent({votes, count.registered}))));
  }
  return out;
}

Node OptionTable(const RecordPage& view, size_t q, const Count& count) {
  if (!count.votes) return {};
  const record::Question& question = view.texts->manifest().questions[q];
  std::string caption = "Votes for every option";
  if (question.max > 1) {
    caption += fmt::format("; up to {} could be chosen, so shares do not add up to 100{}%", question.max,
                           text::kPageNumbers.before_percent);
  }
  return page::Table(
      Class("options"), page::Caption(Span(std::move(caption))),
      page::Thead(Tr(Th(OfColumn(), "Option"), Th(OfColumn(), "Votes"),
                     Th(OfColumn(), fmt::format("of valid {}", question.max == 1 ? "votes" : "ballots")),
                     Th(OfColumn(), "of ballots counted"), Th(OfColumn(), "of registered voters"))),
      OptionRows(view, q, count));
}

std::string_view TermMark(record::TermOutcome outcome) {
  return outcome == record::TermOutcome::kHolds   ? "\u2713"
         : outcome == record::TermOutcome::kFails ? "\u2717"
                                                  : "?";
}

Node Terms(const RecordPage& view, size_t q) {
  const record::Question& question = view.texts->manifest().questions[q];
  if (question.terms.empty()) return {};
  const record::QuestionResult& result = view.v.result->questions[q];
  Node list = page::Ul(Class("terms"));
  for (size_t t = 0; t < question.terms.size(); ++t) {
    const TermText text = DescribeTerm(*view.texts, {q, t, result.terms[t]}, kPageMarkup);
    list.Add(page::Li(P(Strong(page::WithNames(text.requirement))),
                      P(page::WithNames(text.numbers), ": ",
                        Span(Class(fmt::format("tag {}", text.outcome)), TermMark(result.terms[t].outcome),
                             " ", text.outcome)),
                      TermGauge(question.terms[t], result.terms[t])));
  }
  return page::Fragment(
      H3("What the rule demands"),
      P(fmt::format(
          "The rule was fixed before the vote. {} The comparisons are exact; percentages are rounded "
          "for reading only.",
          question.terms.size() == 1 ? "It has one condition." : "All of its conditions must hold.")),
      std::move(list));
}

Node NotVerifiedNote(const RecordPage& view) {
  switch (view.v.outcome()) {
    case verify::VerificationOutcome::kVerified:
      return {};
    case verify::VerificationOutcome::kWrong:
      return P(Strong("These numbers come from a record that did not pass the checks."),
               " Entries that break the rules are left out of them.");
    default:
      return P(
          "These numbers follow from this record. Whether it is the record of the referendum people voted "
          "in has not been verified.");
  }
}

}  // namespace

Node ResultSection(const RecordPage& view) {
  if (!view.v.result || !view.texts) return {};
  const record::Manifest& manifest = view.texts->manifest();
  Node title = page::H2();
  if (view.IsVerified()) {
    title.Add("Result");
  } else {
    title.Add(page::Fragment("Result in this record ", NotVerifiedStamp(view.v.outcome())));
  }
  Node out = page::Section(Class("part"), page::Id("result"), std::move(title), NotVerifiedNote(view));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    const Count count = CountAll(manifest, *view.v.result, q);
    if (manifest.questions.size() > 1)
      out.Add(H3(fmt::format("{}. ", q + 1), view.Local(view.texts->Question(q))));
    out.Add(Answer(view, q, count));
    out.Add(OptionTable(view, q, count));
    out.Add(Terms(view, q));
  }
  return out;
}

}  // namespace constat::report
