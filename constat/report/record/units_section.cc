// How regions were counted together. Spec: TAL-2 to TAL-4.
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::Td;
using page::Th;
using page::Tr;

Node UnitsSection(const RecordPage& view) {
  if (!view.w.HasManifest() || view.outcome == nullptr) return {};
  const ReportTexts& t = view.t;
  const std::vector<record::UnitResult>& units = view.outcome->units;
  Node rows = page::Tbody();
  for (const record::UnitResult& unit : units) {
    rows.Add(Tr(Th(OfRow(), Text(view.w.Regions(unit.regions))), Td(Class("num"), view.Number(unit.counted)),
                Td(Class("left"), unit.decrypted      ? t.unit_yes
                                  : unit.counted == 0 ? t.unit_nobody
                                                      : t.unit_no)));
  }
  return page::Section(
      Class("part"), page::Id("units"), page::H2(t.units),
      page::P(Text(t.units_mean({.count = units.size(), .floor = view.manifest().floor}))),
      ScrollTable(t.units,
                  page::Table(page::Thead(Tr(Th(OfColumn(), t.unit_regions), Th(OfColumn(), t.unit_counted),
                                             Th(OfColumn(), Class("left"), t.unit_shown))),
                              std::move(rows))));
}

}  // namespace constat::report
