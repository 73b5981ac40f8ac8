// Who confirms a record, what is not shown by the check, what to do, what the words mean, and by what and
// when the report was made: the end of the page for people. Spec: VER-5, VER-6, STA-2.
#include "constat/record/shown_hash.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/headline.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

namespace constat::report {

using page::Class;
using page::Dd;
using page::Div;
using page::Dl;
using page::Dt;
using page::H2;
using page::Id;
using page::Li;
using page::Node;
using page::P;
using page::Section;
using page::Ul;

Node ConfirmSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  Node list = Ul();
  for (const std::string& sentence : Confirmations(view.w, view.v)) list.Add(Li(Text(sentence)));
  const std::vector<std::string> said = StatementsSentences(view.w, view.v);
  for (size_t i = 0; i < said.size(); ++i) {
    list.Add(Li(i == 0 ? PartLink(view, "statements", view.t.statements, Text(said[i])) : Text(said[i])));
  }
  Node replaced = Paragraphs(ReplacedSentences(view.w, view.v));
  return Section(Class("part"), Id("confirm"), H2(view.t.who_confirms), std::move(list), std::move(replaced));
}

Node NotShownSection(const RecordPage& view) {
  Node list = Ul(Class("short"));
  for (const Limit& limit : Limits(view.w)) list.Add(Li(limit.title));
  return Section(Class("part"), Id("not-shown"), H2(view.t.not_shown), P(view.t.not_shown_means),
                 std::move(list), P(PartLink(view, "limits", view.t.limits_full, view.t.not_shown_more)));
}

Node NextSection(const RecordPage& view) {
  Node list = Ul();
  for (const std::string& advice : MakeHeadline(view.w, view.v, view.causes.size()).next)
    list.Add(Li(advice));
  return Section(Class("part"), Id("next"), H2(view.t.what_to_do), std::move(list));
}

namespace {

Node Fact(std::string_view name, Node value) { return Div(Dt(name), Dd(std::move(value))); }
Node OrNotStated(const RecordPage& view, std::string_view value) {
  return value.empty() ? page::Fragment(view.t.not_stated) : NameNode(value);
}

}  // namespace

Node WordsSection(const RecordPage& view) {
  Node list = Dl(Class("meanings"));
  for (const auto& [word, meaning] : WordMeanings(view.t)) list.Add(Div(Dt(word), Dd(meaning)));
  return Section(Class("part"), Id("words"), H2(view.t.words), std::move(list));
}

Node MadeSection(const RecordPage& view) {
  const ReportTexts& t = view.t;
  const page::Made& made = view.options.made;
  Node record = Dl(Class("print"));
  if (view.w.HasManifest()) record.Add(Fact(t.number, NumberNode(view.v.context->manifest_hash)));
  record.Add(Fact(t.fingerprint, HashNode(view.v.tree.root)));
  record.Add(Fact(t.size, Text(t.entries({.count = view.v.tree.size}))));
  Node run = Dl(Class("print"), Id("made"), Fact(t.checked_on, OrNotStated(view, view.w.Date(made.date))),
                Fact(t.program, OrNotStated(view, made.program)),
                Fact(t.program_hash, made.sha256.empty() ? page::Fragment(t.not_stated)
                                                         : page::Fragment(page::Code(made.sha256))),
                Fact(t.machine, OrNotStated(view, made.machine)));
  Node lines = Div(Class("sign"), Div(page::Span(Class("line"), page::Hidden()), t.place_and_date),
                   Div(page::Span(Class("line"), page::Hidden()), t.signature));
  return Section(Class("part"), Id("this-check"), H2(t.this_check), std::move(record), std::move(run),
                 std::move(lines),
                 P(Class("fine"), t.this_page, " ", page::A(page::Attribute::LinkTo("repeat"), t.repeat)));
}

}  // namespace constat::report
