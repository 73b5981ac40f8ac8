// What parties said in the record: their words alone, as plain text, folded away so that none of it is on the
// page of the verdict. Spec: STA-2.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

namespace constat::report {

using page::Class;
using page::Div;
using page::Li;
using page::Node;
using page::P;

namespace {

Node SaidItem(const RecordPage& view, const verify::Said& said) {
  const record::Manifest& manifest = view.manifest();
  Node words = Div(Class("said"));
  if (said.statement.language < manifest.languages.size())
    words.Add(page::Lang(manifest.languages[said.statement.language]));
  for (const std::string& line : LinesOf(said.statement.text)) words.Add(P(NameNode(line)));
  return Li(P(Text(SaidBy(view.w, said))), std::move(words));
}

}  // namespace

Node StatementsSection(const RecordPage& view) {
  const std::vector<std::string> sentences = StatementsSentences(view.w, view.v);
  if (sentences.empty()) return {};
  Node list = page::Ul();
  for (const verify::Said& said : view.v.statements) list.Add(SaidItem(view, said));
  return page::Section(Class("part"), page::Id("statements"), page::H2(view.t.statements),
                       P(view.t.statements_mean),
                       page::Details(page::Summary(sentences.front()), std::move(list)));
}

}  // namespace constat::report
