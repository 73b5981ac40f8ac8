#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {

using page::Caption;
using page::Class;
using page::Div;
using page::H2;
using page::H3;
using page::Id;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::Section;
using page::Small;
using page::Span;
using page::Tbody;
using page::Td;
using page::Th;
using page::Thead;
using page::Tr;

namespace {

using record::UnitResult;

// NumberCells are the cells that every row of a table begins with, after its name.
Node NumberCells(const RecordPage& view, const Count& count) {
  return page::Fragment(Td(Class("num"), view.Number(count.registered)),
                        Td(Class("num"), view.Number(count.counted)),
                        Td(Class("num"), view.Percent(count.Turnout())));
}

// RegionTable is one question by region: a chart and a table over the same units.
class RegionTable {
 public:
  RegionTable(const RecordPage& view, size_t question)
      : view_(view),
        q_(question),
        asked_(view.manifest().questions[question]),
        all_(CountAll(view.manifest(), *view.outcome, question)),
        shown_(LeadingOption(asked_, all_).value_or(asked_.blank == 0 ? 1 : 0)) {}

  [[nodiscard]] Node Chart() const {
    const ReportTexts& t = view_.t;
    Node caption = page::Figcaption(asked_.max == 1 ? t.chart_votes : t.chart_ballots);
    if (asked_.blank != record::kNone) caption.Add(page::Fragment(" ", t.blank_in_table));
    Node out = page::Figure(std::move(caption), Legend(view_, q_),
                            Div(Class("row head"), page::Hidden(), Span(t.region), Span(),
                                Span(Class("value"), view_.LocalOption(q_, shown_)), Span(t.turnout)));
    if (all_.votes) out.Add(Row("row all", page::Fragment(t.all_regions), t.all_regions, all_));
    for (const UnitResult& unit : view_.outcome->units) out.Add(UnitRow(unit));
    return out;
  }

  [[nodiscard]] Node Table() const {
    const ReportTexts& t = view_.t;
    Node heads = Tr(Th(OfColumn(), t.region), Th(OfColumn(), t.registered), Th(OfColumn(), t.counted),
                    Th(OfColumn(), t.turnout));
    for (size_t o = 0; o < asked_.options.size(); ++o) heads.Add(Th(OfColumn(), view_.LocalOption(q_, o)));
    Node rows = Tbody(TableRow("all", page::Fragment(t.all_regions), all_, VoteCells(all_)));
    for (const UnitResult& unit : view_.outcome->units) rows.Add(UnitTableRows(unit));
    Node caption = Span(asked_.max == 1 ? t.table_votes : t.table_ballots);
    if (asked_.blank != record::kNone) caption.Add(page::Fragment(" ", t.blank_of_counted));
    return ScrollTable(OfQuestion(view_, q_, t.region_table),
                       page::Table(Caption(std::move(caption)), Thead(std::move(heads)), std::move(rows)));
  }

 private:
  // Describe is a row's label for a screen reader.
  [[nodiscard]] std::string Describe(std::string_view name, const Count& count) const {
    std::vector<std::string> shares;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      if (o == asked_.blank) continue;
      shares.push_back(Say(view_.t.bar_share({.option = text::CleanLine(view_.w.texts().Option(q_, o)),
                                              .share = view_.Percent(count.Share(asked_, o))})));
    }
    return Say(view_.t.bar(
        {.region = name, .shares = view_.w.Commas(shares), .turnout = view_.Percent(count.Turnout())}));
  }

  [[nodiscard]] Node Row(std::string_view style, Node name, std::string_view plain_name,
                         const Count& count) const {
    Node bar =
        count.votes ? ShareBar(asked_, count, Describe(plain_name, count)) : Small(view_.t.not_decrypted);
    Node value = Span(Class("value"));
    if (count.votes) {
      value.Add(Span(Class("value-label"), view_.LocalOption(q_, shown_), " "));
      value.Add(view_.Percent(count.Share(asked_, shown_)));
    } else {
      value.Add("\u2013");
    }
    return Div(Class(style), Span(Class("place"), std::move(name)), Span(Class("bars"), std::move(bar)),
               std::move(value),
               Span(Class("turnout"), Span(Class("turnout-label"), view_.t.turnout),
                    TurnoutBar(count.Turnout()), Span(Class("value"), view_.Percent(count.Turnout()))));
  }

  [[nodiscard]] Node Names(const UnitResult& unit) const {
    Node out;
    for (const uint16_t r : unit.regions) {
      if (!out.IsNothing()) out.Add(", ");
      out.Add(view_.LocalRegion(r));
    }
    return out;
  }
  [[nodiscard]] std::string PlainNames(const UnitResult& unit) const {
    std::string out;
    for (const uint16_t r : unit.regions)
      out += (out.empty() ? "" : ", ") + text::CleanLine(view_.w.texts().Region(r));
    return out;
  }
  // Together is the name of a unit of several regions.
  [[nodiscard]] Node Together(const UnitResult& unit) const {
    return Text(view_.t.regions_together({.count = unit.regions.size()}));
  }

  // CountOf is a unit's count; a unit without ballots has votes after all: none.
  [[nodiscard]] Count CountOf(const UnitResult& unit) const {
    Count count = CountUnit(*view_.outcome, unit, q_);
    if (unit.counted == 0) count.votes.emplace(asked_.options.size(), 0);
    return count;
  }

  [[nodiscard]] Node UnitRow(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    const bool explain = unit.regions.size() > 1 || (!unit.decrypted && unit.counted != 0);
    if (!explain) return Row("row", Names(unit), PlainNames(unit), count);
    Node out =
        Row("row open", unit.regions.size() == 1 ? Names(unit) : Together(unit), PlainNames(unit), count);
    out.Add(Span(Class("why"), Text(view_.t.names_why({.names = view_.w.Regions(unit.regions),
                                                       .why = WhyMerged(view_.w, unit)}))));
    return out;
  }

  [[nodiscard]] Node VoteCells(const Count& count) const {
    if (!count.votes) return Td(Class("left"), page::Colspan(asked_.options.size()), view_.t.not_decrypted);
    Node out;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out.Add(
          Td(Class("num"), view_.Number((*count.votes)[o]), Small(view_.Percent(count.Share(asked_, o)))));
    }
    return out;
  }

  [[nodiscard]] Node TableRow(std::string_view style, Node name, const Count& count, Node cells) const {
    return Tr(Class(style), Th(OfRow(), std::move(name)), NumberCells(view_, count), std::move(cells));
  }

  [[nodiscard]] Node UnitTableRows(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    if (unit.regions.size() == 1) return TableRow("", Names(unit), count, VoteCells(count));
    Node out = page::Fragment(TableRow("", Together(unit), count, VoteCells(count)));
    for (const uint16_t r : unit.regions) {
      const record::RegionTurnout& turnout = view_.outcome->regions[r];
      out.Add(TableRow("sub", view_.LocalRegion(r),
                       {turnout.registered, turnout.counted, turnout.ballots, std::nullopt},
                       Td(Class("left"), page::Colspan(asked_.options.size()), Small(view_.t.in_group))));
    }
    return out;
  }

  const RecordPage& view_;
  size_t q_;
  const record::Question& asked_;
  Count all_;
  size_t shown_;  // the option whose share stands as a number beside the bars
};

// TurnoutTable is what there is without a result.
Node TurnoutTable(const RecordPage& view) {
  const ReportTexts& t = view.t;
  Node rows =
      Tbody(Tr(Class("all"), Th(OfRow(), t.all_regions), NumberCells(view, CountTurnout(view.v.turnout))));
  for (size_t r = 0; r < view.v.turnout.size(); ++r) {
    const record::RegionTurnout& turnout = view.v.turnout[r];
    rows.Add(Tr(Class(""), Th(OfRow(), view.LocalRegion(r)),
                NumberCells(view, {turnout.registered, turnout.counted, turnout.ballots, std::nullopt})));
  }
  Node title = H2(t.turnout_regions);
  if (view.v.outcome() == verify::VerificationOutcome::kWrong)
    title.Add(page::Fragment(" ", NotVerifiedStamp(view)));
  return Section(Class("part"), Id("regions"), std::move(title),
                 ScrollTable(t.turnout_table,
                             page::Table(Thead(Tr(Th(OfColumn(), t.region), Th(OfColumn(), t.registered),
                                                  Th(OfColumn(), t.took_part), Th(OfColumn(), t.turnout))),
                                         std::move(rows))));
}

}  // namespace

Node RegionsSection(const RecordPage& view) {
  if (!view.w.HasManifest()) return {};
  if (view.outcome == nullptr) return view.v.turnout.empty() ? Node() : TurnoutTable(view);
  const record::Manifest& manifest = view.manifest();
  if (manifest.regions.size() == 1) return {};
  Node heading = H2(view.t.regions);
  if (!view.IsVerified()) heading.Add(page::Fragment(" ", NotVerifiedStamp(view)));
  Node out = Section(Class("part"), Id("regions"), std::move(heading));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    if (manifest.questions.size() > 1) {
      out.Add(H3(Text(view.w.Label(Say(view.t.question_number({.n = q + 1})), "")),
                 view.Local(view.w.texts().Question(q))));
    }
    const RegionTable table(view, q);
    out.Add(table.Chart());
    out.Add(table.Table());
  }
  return out;
}

}  // namespace constat::report
