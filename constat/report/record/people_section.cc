#include <fmt/core.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

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

std::string YesOrNo(bool done, bool over) {
  return done ? "\u2713 yes" : over ? "\u2013 no" : "\u2013 not yet";
}

Node Trustees(const RecordPage& view) {
  const record::Manifest& manifest = view.texts->manifest();
  const std::vector<uint16_t>& sharing = view.v.sharing_trustees;
  const std::vector<uint16_t>& drilled = view.v.drilled_trustees;
  const bool opened = view.v.voting_begin_ms != 0;
  const bool tallied =
      view.v.phase == referendum::Phase::kTallying || view.v.phase == referendum::Phase::kFinal;
  Node rows = Tbody();
  for (size_t i = 0; i < manifest.trustees.size(); ++i) {
    const bool has_key = std::find(drilled.begin(), drilled.end(), i + 1) != drilled.end();
    const bool took_part = std::find(sharing.begin(), sharing.end(), i + 1) != sharing.end();
    rows.Add(Tr(Th(OfRow(), fmt::format("{}. ", i + 1), NameNode(manifest.trustees[i].name)),
                Td(YesOrNo(has_key, opened)), Td(YesOrNo(took_part, tallied))));
  }
  return Div(
      H3("Trustees"),
      P(fmt::format("Together they hold the key that decrypts the votes. Any {} of the {} can decrypt; "
                    "fewer learn nothing. {} had to show a working key before the voting was opened. {} "
                    "took part in decrypting.",
                    manifest.threshold, manifest.trustees.size(), manifest.drills,
                    sharing.empty() ? "None" : PageCount(sharing.size()))),
      Table(Thead(Tr(Th(OfColumn(), "Trustee"), Th(OfColumn(), "Showed a working key before the voting"),
                     Th(OfColumn(), "Took part in decrypting"))),
            std::move(rows)));
}

Node Witnesses(const RecordPage& view) {
  const record::Manifest& manifest = view.texts->manifest();
  size_t seen = 0;
  Node rows = Tbody();
  for (const record::Party& witness : manifest.witnesses) {
    std::optional<uint64_t> last;
    for (const verify::WitnessSeen& cosigned : view.v.witnesses) {
      if (cosigned.name == witness.name) last = std::max(last.value_or(0), cosigned.time_s);
    }
    if (last) ++seen;
    const std::string when = last && *last < (uint64_t{1} << 43)
                                 ? record::FormatLocalTime(manifest, *last * 1000)
                                 : "time unknown";
    rows.Add(Tr(Th(OfRow(), NameNode(witness.name)),
                Td(last ? "\u2713 " + when : std::string("\u2013 did not sign this state"))));
  }
  return Div(
      H3("Witnesses"),
      P(fmt::format("They make sure that everybody is shown the same record. {} of {} signed the record in "
                    "this state; {} are needed.",
                    seen, manifest.witnesses.size(), manifest.quorum)),
      Table(Thead(Tr(Th(OfColumn(), "Witness"), Th(OfColumn(), "Signed this state"))), std::move(rows)));
}

Node Offices(const RecordPage& view) {
  const record::Manifest& manifest = view.texts->manifest();
  Node registrars = Div(Dt(manifest.registrars.size() == 1 ? "Registrar, who made the voting codes"
                                                           : "Registrars, who made the voting codes"));
  for (const record::Party& registrar : manifest.registrars) registrars.Add(Dd(NameNode(registrar.name)));
  return Dl(Class("facts offices"), Div(Dt("Organiser"), Dd(NameNode(manifest.organiser.name))),
            std::move(registrars),
            Div(Dt("Board, which keeps the record"), Dd(NameNode(manifest.board.name))));
}

}  // namespace

Node PeopleSection(const RecordPage& view) {
  if (!view.texts) return {};
  return Section(Class("part"), Id("people"), H2("Who ran it, and who watched"),
                 Div(Class("people"), Offices(view), Trustees(view), Witnesses(view)));
}

}  // namespace constat::report
