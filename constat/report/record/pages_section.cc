// Which pages voters were meant to get, and when. Spec: MAN-6.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::P;
using page::Td;
using page::Th;
using page::Tr;

namespace {

Node PageFiles(const RecordPage& view, const record::Software& software) {
  Node rows = page::Tbody();
  for (const record::SoftwareFile& file : software.files)
    rows.Add(Tr(Th(OfRow(), NameNode(file.path)), Td(HashNode(file.sha256))));
  return page::Details(
      page::Summary(Text(view.t.files({.count = software.files.size()}))),
      page::Table(page::Thead(Tr(Th(OfColumn(), view.t.file_name), Th(OfColumn(), "SHA-256"))),
                  std::move(rows)));
}

Node PageRow(const RecordPage& view, std::string from, const record::Software& software) {
  return Tr(Th(OfRow(), std::move(from)), Td(NameNode(software.name), " ", NameNode(software.version)),
            Td(PageFiles(view, software)));
}

}  // namespace

Node PagesSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  const ReportTexts& t = view.t;
  const record::Software& first = view.manifest().software;
  if (first.files.empty() && view.v.page_lists.empty()) return {};
  Node rows = page::Tbody(PageRow(view, std::string(t.pages_beginning), first));
  for (const verify::PageList& list : view.v.page_lists) {
    rows.Add(PageRow(view, Say(t.pages_entry({.time = view.w.Time(list.time_ms), .entry = list.entry})),
                     list.change.software));
  }
  return page::Section(Class("part"), page::Id("pages"), page::H2(t.pages), P(t.pages_mean),
                       ScrollTable(t.pages, page::Table(Class("words"),
                                                        page::Thead(Tr(Th(OfColumn(), t.pages_from),
                                                                       Th(OfColumn(), t.pages_name),
                                                                       Th(OfColumn(), t.pages_files))),
                                                        std::move(rows))));
}

}  // namespace constat::report
