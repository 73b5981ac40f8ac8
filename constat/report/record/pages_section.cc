// Which pages voters were meant to get, and when. Spec: MAN-6.
#include <fmt/core.h>

#include "constat/record/local_time.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::H2;
using page::Id;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::P;
using page::Section;
using page::Td;
using page::Th;
using page::Tr;

namespace {

Node PageFiles(const record::Software& software) {
  Node rows = page::Tbody();
  for (const record::SoftwareFile& file : software.files)
    rows.Add(Tr(Th(OfRow(), NameNode(file.path)), Td(HashNode(file.sha256))));
  return page::Details(
      page::Summary(text::Plural(software.files.size(), "file", text::kPageNumbers)),
      page::Table(page::Thead(Tr(Th(OfColumn(), "File"), Th(OfColumn(), "SHA-256"))), std::move(rows)));
}

Node PageRow(std::string from, const record::Software& software) {
  return Tr(Th(OfRow(), std::move(from)), Td(NameNode(software.name), " ", NameNode(software.version)),
            Td(PageFiles(software)));
}

}  // namespace

Node PagesSection(const RecordPage& view) {
  if (!view.texts) return {};
  const record::Software& first = view.texts->manifest().software;
  if (first.files.empty() && view.v.page_lists.empty()) return {};
  Node rows = page::Tbody(PageRow("The beginning", first));
  for (const verify::PageList& list : view.v.page_lists) {
    rows.Add(PageRow(fmt::format("{} (entry {})",
                                 record::FormatLocalTime(view.texts->manifest(), list.time_ms), list.entry),
                     list.change.software));
  }
  return Section(Class("part"), Id("pages"), H2("The pages voters were meant to get"),
                 P("Organiser and board signed each of these lists. A list is valid from the time of its "
                   "entry in the record until the time of the next list. Its pages may be given to voters "
                   "ten minutes after that entry at the earliest."),
                 page::Table(page::Thead(Tr(Th(OfColumn(), "Valid from"), Th(OfColumn(), "Pages"),
                                            Th(OfColumn(), "Files"))),
                             std::move(rows)));
}

}  // namespace constat::report
