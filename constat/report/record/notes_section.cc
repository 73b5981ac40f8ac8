// What else lies beside a record: counted and named, never opened, and no part of the verdict. Spec: VER-8.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {

using page::Class;
using page::Code;
using page::H2;
using page::Id;
using page::Li;
using page::Node;
using page::P;
using page::Section;
using page::Ul;

Node NotesSection(const RecordPage& view) {
  if (view.v.notes.empty()) return {};
  Node list = Ul();
  for (const verify::Note& note : view.v.notes) {
    if (note.kind != verify::NoteKind::kStray) {
      list.Add(Li(NameNode(note.text), "."));
    } else if (note.file.empty()) {
      list.Add(Li("and ", PageCount(note.count), " more"));
    } else {
      list.Add(Li(Code(page::Bdi(text::EscapeName(note.file)))));
    }
  }
  Node out = Section(Class("part"), Id("others"), H2("Also here"),
                     P("None of this changes what was found above. Files that are no part of the record "
                       "were not opened. A file whose name is in this list was not checked: it may say "
                       "anything, even that it is a result or a report."));
  for (const std::string& sentence : NoteSentences(view.v)) out.Add(P(sentence));
  out.Add(std::move(list));
  return out;
}

}  // namespace constat::report
