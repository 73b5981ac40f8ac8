// What else lies beside a record: counted and named, never opened, and no part of the verdict. Spec: VER-8.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {

using page::Class;
using page::Li;
using page::Node;
using page::P;

Node NotesSection(const RecordPage& view) {
  if (view.v.notes.empty()) return {};
  Node list = page::Ul();
  for (const verify::Note& note : view.v.notes) {
    if (note.kind != verify::NoteKind::kStray) {
      list.Add(Li(page::Lang("en"), NameNode(note.text), "."));
    } else if (note.file.empty()) {
      list.Add(Li(Text(view.t.and_more({.count = note.count}))));
    } else {
      list.Add(Li(page::Code(page::Bdi(text::EscapeName(note.file)))));
    }
  }
  Node out =
      page::Section(Class("part"), page::Id("others"), page::H2(view.t.also_here), P(view.t.also_here_means));
  for (const std::string& sentence : NoteSentences(view.w, view.v)) out.Add(P(sentence));
  out.Add(std::move(list));
  return out;
}

}  // namespace constat::report
