// Who ran a referendum, who watched, and who would have to work together to cheat. Spec:
// CER-12, LOG-4, VER-13.
#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/record/collusion_words.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

namespace constat::report {

using page::Class;
using page::Dd;
using page::Div;
using page::Dl;
using page::Dt;
using page::H2;
using page::H3;
using page::Id;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::P;
using page::Section;
using page::Table;
using page::Tbody;
using page::Td;
using page::Th;
using page::Thead;
using page::Tr;

namespace {

std::string YesOrNo(const ReportTexts& t, bool done, bool over) {
  return done   ? "\u2713 " + std::string(t.done)
         : over ? "\u2013 " + std::string(t.not_done)
                : "\u2013 " + std::string(t.not_yet);
}

Node Trustees(const RecordPage& view) {
  const ReportTexts& t = view.t;
  const record::Manifest& manifest = view.manifest();
  const std::vector<uint16_t>& sharing = view.v.sharing_trustees;
  const std::vector<uint16_t>& drilled = view.v.drilled_trustees;
  const bool opened = view.v.voting_begin_ms != 0;
  const bool tallied =
      view.v.phase == referendum::Phase::kTallying || view.v.phase == referendum::Phase::kFinal;
  Node rows = Tbody();
  for (size_t i = 0; i < manifest.trustees.size(); ++i) {
    const bool shared = std::find(sharing.begin(), sharing.end(), i + 1) != sharing.end();
    const bool drill = std::find(drilled.begin(), drilled.end(), i + 1) != drilled.end();
    const record::Keeper trustee{record::Role::kTrustee, static_cast<uint16_t>(i + 1)};
    rows.Add(Tr(Th(OfRow(), Text(view.w.Start(trustee))), Td(YesOrNo(t, drill, opened)),
                Td(YesOrNo(t, shared, tallied))));
  }
  return Div(H3(t.trustees),
             P(Text(t.trustees_mean({.threshold = manifest.threshold,
                                     .all = manifest.trustees.size(),
                                     .drills = manifest.drills,
                                     .sharing = sharing.size()}))),
             ScrollTable(t.trustees, Table(Thead(Tr(Th(OfColumn(), t.trustee), Th(OfColumn(), t.drilled),
                                                    Th(OfColumn(), t.decrypted))),
                                           std::move(rows))));
}

Node Witnesses(const RecordPage& view) {
  const ReportTexts& t = view.t;
  const record::Manifest& manifest = view.manifest();
  const std::map<std::string, uint64_t> seen = LastSeen(view.v);
  Node rows = Tbody();
  for (const record::Party& witness : manifest.witnesses) {
    const auto last = seen.find(witness.name);
    std::string words = "\u2013 " + std::string(t.did_not_sign);
    if (last != seen.end()) {
      words = "\u2713 " + (last->second < (uint64_t{1} << 43) ? view.w.Time(last->second * 1000)
                                                              : std::string(t.time_unknown));
    }
    rows.Add(Tr(Th(OfRow(), NameNode(witness.name)), Td(std::move(words))));
  }
  return Div(
      H3(t.witnesses),
      P(Text(t.witnesses_mean(
          {.count = seen.size(), .all = manifest.witnesses.size(), .needed = manifest.quorum}))),
      ScrollTable(t.witnesses, Table(Thead(Tr(Th(OfColumn(), t.witness), Th(OfColumn(), t.signed_state))),
                                     std::move(rows))));
}

Node Offices(const RecordPage& view) {
  const ReportTexts& t = view.t;
  const record::Manifest& manifest = view.manifest();
  Node registrars = Div(Dt(Text(t.registrars({.count = manifest.registrars.size()}))));
  for (const record::Party& registrar : manifest.registrars) registrars.Add(Dd(NameNode(registrar.name)));
  return Dl(Class("facts offices"), Div(Dt(t.organiser), Dd(NameNode(manifest.organiser.name))),
            std::move(registrars), Div(Dt(t.board), Dd(NameNode(manifest.board.name))));
}

}  // namespace

Node PeopleSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  return Section(Class("part"), Id("people"), H2(view.t.who_ran),
                 Div(Class("people"), Offices(view), Trustees(view), Witnesses(view)));
}

Node CollusionSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  const ReportTexts& t = view.t;
  Node rows = Tbody();
  for (const CollusionWords& plot : DescribeCollusion(view.w)) {
    Node names;
    for (size_t i = 0; i < plot.names.size(); ++i) {
      if (i > 0) names.Add(", ");
      names.Add(NameNode(plot.names[i]));
    }
    rows.Add(Tr(Th(OfRow(), plot.could), Td(plot.keys), Td(std::move(names))));
  }
  return Section(Class("part"), Id("collusion"), H2(t.collusion), P(t.collusion_means),
                 ScrollTable(t.collusion,
                             Table(Class("words"),
                                   Thead(Tr(Th(OfColumn(), t.collusion_to), Th(OfColumn(), t.collusion_takes),
                                            Th(OfColumn(), t.collusion_at_least))),
                                   std::move(rows))));
}

}  // namespace constat::report
