// The verdict, and what is wrong: the first thing on the page for people. Spec: VER-4, VER-14.
#include "constat/base/check.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/cause_words.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

namespace constat::report {

using page::Class;
using page::Dd;
using page::Div;
using page::Dt;
using page::H2;
using page::Id;
using page::Node;
using page::P;
using page::Strong;
using page::Td;
using page::Th;
using page::Tr;

namespace {

Node Icon(verify::VerificationOutcome outcome) {
  const auto disc = [](std::string_view style) {
    return page::Circle(Class(style), page::Cx(24), page::Cy(24));
  };
  const auto path = [](std::string_view style, std::string_view d) {
    return page::Path(Class(style), page::D(d));
  };
  const auto with = [](Node node, page::Attribute attribute) {
    node.Add(std::move(attribute));
    return node;
  };
  switch (outcome) {
    case verify::VerificationOutcome::kVerified:
      return page::Fragment(with(disc("tone-fill"), page::R(22)), path("on-tone", "M13 25l8 8 15-17"));
    case verify::VerificationOutcome::kWrong:
      return page::Fragment(path("tone-fill", "M15 2h18l13 13v18L33 46H15L2 33V15z"),
                            path("on-tone", "M15 15l18 18M33 15L15 33"));
    case verify::VerificationOutcome::kConsistent:
      return page::Fragment(with(with(disc("tone"), page::R(21)), page::StrokeDasharray("6 5")),
                            path("tone", "M17 18c1-8 14-8 14 0 0 5-7 6-7 11"),
                            page::Circle(Class("tone-fill"), page::Cx(24), page::Cy(36), page::R("2.4")));
    case verify::VerificationOutcome::kIncomplete:
      return page::Fragment(with(disc("tone"), page::R(21)), path("tone", "M24 12v12l8 6"));
  }
  CONSTAT_CHECK(false);
}

Node DifferenceTable(const RecordPage& view) {
  Node rows = page::Tbody();
  for (const DifferenceRow& row : DescribeDifference(view.w, *view.difference)) {
    rows.Add(Tr(Th(page::OfRow(), Text(row.what)), Td(Class("num"), row.published),
                Td(Class("num"), Strong(row.right))));
  }
  Node out = page::Fragment(P(Text(view.t.published_in({.entry = view.difference->entry}))),
                            ScrollTable(view.t.published_title,
                                        page::Table(Class("beside"),
                                                    page::Thead(Tr(Th(page::OfColumn(), view.t.what_differs),
                                                                   Th(page::OfColumn(), view.t.published),
                                                                   Th(page::OfColumn(), view.t.right))),
                                                    std::move(rows))));
  if (view.difference->other_groups) out.Add(P(view.t.other_groups));
  out.Add(Paragraphs(SameAnswers(view.w, *view.difference)));
  return out;
}

Node CauseNode(const RecordPage& view, const verdict::Cause& cause) {
  const ReportTexts& t = view.t;
  const CauseWords words = DescribeCause(view.w, view.v, cause);
  Node out = Div(Class("cause"), P(Class("what"), Strong(Text(words.what))));
  const bool compared = verdict::IsCompared(cause, view.difference);  // which names the entry
  if (!compared && (!words.where.empty() || !words.beside.empty())) {
    Node line = P();
    if (!words.where.empty()) line.Add(page::Fragment(Text(words.where), ". "));
    if (!words.beside.empty()) line.Add(Text(words.beside));
    out.Add(std::move(line));
  }
  if (compared) out.Add(DifferenceTable(view));
  out.Add(page::Dl(Class("answers"), Div(Dt(t.who_could), Dd(Text(words.who))),
                   Div(Dt(t.how_many_votes), Dd(Text(words.votes))),
                   Div(Dt(t.the_rest), Dd(Text(words.rest)))));
  if (!words.follow.empty())
    out.Add(P(Class("fine"), PartLink(view, "checks", t.checks, Text(words.follow))));
  return out;
}

// Causes are at most kMostCauses in full; the checks list all findings.
Node Causes(const RecordPage& view) {
  constexpr size_t kMostCauses = 8;
  Node out;
  for (size_t i = 0; i < view.causes.size() && i < kMostCauses; ++i) {
    out.Add(CauseNode(view, view.causes[i]));
  }
  if (view.causes.size() > kMostCauses)
    out.Add(P(Text(view.t.and_more({.count = view.causes.size() - kMostCauses}))));
  if (!view.causes.empty()) out.Add(P(Class("fine"), view.t.could_not_did));
  return out;
}

}  // namespace

Node VerdictSection(const RecordPage& view) {
  const Headline headline = MakeHeadline(view.w, view.v, view.causes.size());
  Node notes;
  for (const std::string& sentence : NoteSentences(view.w, view.v))
    notes.Add(P(PartLink(view, "others", view.t.also_here, sentence)));
  Node said =
      Div(H2(Id("verdict"), headline.word), Paragraphs(headline.means), Causes(view), std::move(notes));
  if (view.v.outcome() == verify::VerificationOutcome::kConsistent && view.w.HasManifest()) {
    said.Add(P(Text(view.w.Label(view.t.number, "")), NumberNode(view.v.context->manifest_hash)));
  }
  const std::string tone = IsUndecided(view.v) ? " undecided" : "";
  return page::Section(Class("verdict is-" + std::string(verify::OutcomeName(view.v.outcome())) + tone),
                       page::AriaLabelledBy("verdict"),
                       page::Svg(page::ViewBox("0 0 48 48"), page::Hidden(), Icon(view.v.outcome())),
                       std::move(said));
}

}  // namespace constat::report
