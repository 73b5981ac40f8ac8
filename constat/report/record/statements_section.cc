// What parties said in the record: their words alone, as plain text, folded away so that none of it is on the
// page of the verdict. Spec: STA-2.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

namespace constat::report {

using page::Class;
using page::Div;
using page::H2;
using page::Id;
using page::Li;
using page::Node;
using page::P;
using page::Section;

namespace {

Node SaidItem(const RecordPage& view, const verify::Said& said) {
  const record::Manifest& manifest = view.texts->manifest();
  Node words = Div(Class("said"));
  if (said.statement.language < manifest.languages.size())
    words.Add(page::Lang(manifest.languages[said.statement.language]));
  for (const std::string& line : LinesOf(said.statement.text)) words.Add(P(NameNode(line)));
  return Li(P("Said by ", NameNode(record::PartyName(manifest, said.statement.party)), ", ",
              SaidBy(manifest, said), "."),
            std::move(words));
}

}  // namespace

Node StatementsSection(const RecordPage& view) {
  if (!view.texts || view.v.statements.empty()) return {};
  Node list = page::Ul();
  for (const verify::Said& said : view.v.statements) list.Add(SaidItem(view, said));
  return Section(Class("part"), Id("statements"), H2("What parties said, not checked"),
                 P("These are the parties\u2019 own words; each party signed its statement. Nobody checked "
                   "the words, and nothing that is counted depends on them."),
                 page::Details(page::Summary(StatementsSentence(view.v)), std::move(list)));
}

}  // namespace constat::report
