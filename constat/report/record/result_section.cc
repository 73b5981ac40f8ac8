#include <fmt/core.h>

#include "constat/report/page/elements.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/remarks.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/term_text.h"

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

Node Answer(const RecordPage& view, size_t q, const Count& count) {
  const ReportTexts& t = view.t;
  const record::Question& question = view.manifest().questions[q];
  const Verdict verdict = view.outcome->questions[q].verdict;
  Node out = P(Class("answer"));
  if (verdict != Verdict::kNoRule)
    out.Add(page::Fragment(Strong(VerdictAnswer(view.w, view.v, verdict)), " "));
  if (const std::optional<size_t> leader = LeadingOption(question, count)) {
    const std::string option = view.w.Name(view.w.texts().Option(q, *leader));
    const uint64_t votes = (*count.votes)[*leader];
    const uint64_t valid = count.Valid(question);
    const std::string share = view.Percent(count.Share(question, *leader));
    out.Add(Text(question.max == 1
                     ? t.leader_votes({.option = option, .votes = votes, .valid = valid, .share = share})
                     : t.leader_ballots({.option = option, .votes = votes, .valid = valid, .share = share})));
  } else {
    out.Add(count.votes ? t.no_leader : t.no_total);
  }
  out.Add(page::Fragment(" ", VerdictMeaning(view.w, verdict)));
  return out;
}

Node OptionRows(const RecordPage& view, size_t q, const Count& count) {
  const record::Question& question = view.manifest().questions[q];
  Node out = page::Tbody();
  for (size_t o = 0; o < question.options.size(); ++o) {
    const uint64_t votes = (*count.votes)[o];
    const bool blank = o == question.blank;
    Node name = Th(page::OfRow(), Class("name"), view.LocalOption(q, o));
    if (blank) name.Add(page::Fragment(" ", page::Small(view.t.blank)));
    name.Add(OptionBar(question, o, count));
    out.Add(Tr(std::move(name), Td(Class("num"), view.Number(votes)),
               Td(Class("num"), blank ? std::string("\u2013") : view.Percent({votes, count.Valid(question)})),
               Td(Class("num"), view.Percent({votes, count.counted})),
               Td(Class("num"), view.Percent({votes, count.registered}))));
  }
  return out;
}

Node OptionTable(const RecordPage& view, size_t q, const Count& count) {
  if (!count.votes) return {};
  const ReportTexts& t = view.t;
  const record::Question& question = view.manifest().questions[q];
  const std::string caption =
      question.max > 1 ? Say(t.votes_caption_several({.max = question.max, .all = view.Percent({1, 1})}))
                       : Say(t.votes_caption);
  return ScrollTable(
      OfQuestion(view, q, t.votes_caption),
      page::Table(Class("options"), page::Caption(Span(caption)),
                  page::Thead(Tr(Th(OfColumn(), t.option), Th(OfColumn(), t.votes),
                                 Th(OfColumn(), question.max == 1 ? t.of_valid_votes : t.of_valid_ballots),
                                 Th(OfColumn(), t.of_counted), Th(OfColumn(), t.of_registered))),
                  OptionRows(view, q, count)));
}

std::string_view TermMark(record::TermOutcome outcome) {
  return outcome == record::TermOutcome::kHolds   ? "\u2713"
         : outcome == record::TermOutcome::kFails ? "\u2717"
                                                  : "?";
}

Node Terms(const RecordPage& view, size_t q) {
  const record::Question& question = view.manifest().questions[q];
  if (question.terms.empty()) return {};
  const record::QuestionResult& result = view.outcome->questions[q];
  // What holds by numbers that are not verified has no colour of something good.
  Node list = page::Ul(Class(view.IsVerified() ? "terms" : "terms doubtful"));
  for (size_t i = 0; i < question.terms.size(); ++i) {
    const TermText text = DescribeTerm(view.w, {q, i, result.terms[i]});
    const record::TermOutcome outcome = result.terms[i].outcome;
    list.Add(page::Li(
        P(Strong(Text(text.requirement))),
        P(Text(view.w.Label(text.numbers, "")),
          Span(Class(fmt::format("tag {}", TermOutcomeName(outcome))), TermMark(outcome), " ", text.outcome)),
        TermGauge(view, question.terms[i], result.terms[i])));
  }
  Node heading = H3(view.t.the_rule);
  if (!view.IsVerified()) heading.Add(page::Fragment(" ", NotVerifiedStamp(view)));
  return page::Fragment(std::move(heading), P(question.terms.size() == 1 ? view.t.rule_one : view.t.rule_all),
                        std::move(list));
}

// Taken is what is known of turnout and voting times, with or without a result.
Node Taken(const RecordPage& view) {
  const ReportTexts& t = view.t;
  const auto fact = [](std::string_view name, std::string value) {
    return page::Div(page::Dt(name), page::Dd(std::move(value)));
  };
  Node out = page::Dl(Class("facts"), fact(t.voting, view.w.Voting()));
  if (view.v.voting_begin_ms != 0) out.Add(fact(t.accepted_from, view.w.Time(view.v.voting_begin_ms)));
  if (view.v.turnout.empty()) return out;
  const Count all = CountTurnout(view.v.turnout);
  out.Add(fact(t.registered, view.Number(all.registered)));
  if (all.ballots == 0) return out;
  out.Add(fact(view.outcome != nullptr ? t.counts : t.took_part,
               fmt::format("{} ({})", view.Number(all.counted), view.Percent(all.Turnout()))));
  out.Add(fact(t.all_ballots, view.Number(all.ballots)));
  return out;
}

Node RemarkList(const RecordPage& view) {
  const std::vector<std::string> remarks = Remarks(view.w, view.v);
  if (remarks.empty()) return {};
  Node list = page::Ul(Class("remarks"));
  for (const std::string& remark : remarks) list.Add(page::Li(Text(remark)));
  return page::Fragment(H3(view.t.remarks), P(view.t.remarks_mean), std::move(list));
}

Node NotVerifiedNote(const RecordPage& view) {
  switch (view.v.outcome()) {
    case verify::VerificationOutcome::kVerified:
      return {};
    case verify::VerificationOutcome::kWrong:
      return P(Strong(view.v.result ? view.t.from_wrong : view.t.from_recomputed));
    default:
      return P(view.t.from_unverified);
  }
}

Node NoResult(const RecordPage& view) {
  const bool wrong = view.v.outcome() == verify::VerificationOutcome::kWrong;
  return page::Section(Class("part"), page::Id("result"), page::H2(view.t.result),
                       P(wrong ? view.t.no_result_wrong : view.t.no_result_yet), Taken(view));
}

}  // namespace

Node ResultSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  if (view.outcome == nullptr) return NoResult(view);
  const ReportTexts& t = view.t;
  const record::Manifest& manifest = view.manifest();
  Node title = page::H2(view.IsVerified() ? t.result : view.v.result ? t.result_here : t.result_recomputed);
  if (!view.IsVerified()) title.Add(page::Fragment(" ", NotVerifiedStamp(view)));
  Node out = page::Section(Class("part"), page::Id("result"), std::move(title), NotVerifiedNote(view));
  if (const std::optional<Published>& other = view.options.published; other && other->scale > 1)
    out.Add(P(Text(t.scale_here({.scale = other->scale}))));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    const Count count = CountAll(manifest, *view.outcome, q);
    if (manifest.questions.size() > 1) {
      out.Add(H3(Text(view.w.Label(Say(view.t.question_number({.n = q + 1})), "")),
                 view.Local(view.w.texts().Question(q))));
    }
    out.Add(Answer(view, q, count));
    out.Add(OptionTable(view, q, count));
    out.Add(Terms(view, q));
  }
  out.Add(Taken(view));
  out.Add(RemarkList(view));
  return out;
}

}  // namespace constat::report
