#include <fmt/core.h>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"

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

// VotesOrBallots is what a share of a question is a share of, when blank ones are left out.
std::string_view VotesOrBallots(const record::Question& question) {
  return question.max == 1 ? "votes" : "ballots";
}

// NumberCells are the cells that every row of a table begins with, after its name.
Node NumberCells(const Count& count) {
  return page::Fragment(Td(Class("num"), PageCount(count.registered)),
                        Td(Class("num"), PageCount(count.counted)),
                        Td(Class("num"), PagePercent(count.Turnout())));
}

// RegionTable is one question by region: a chart and a table over the same units.
class RegionTable {
 public:
  RegionTable(const RecordPage& view, size_t question)
      : view_(view),
        q_(question),
        asked_(view.texts->manifest().questions[question]),
        all_(CountAll(view.texts->manifest(), *view.v.result, question)),
        shown_(LeadingOption(asked_, all_).value_or(asked_.blank == 0 ? 1 : 0)) {}

  [[nodiscard]] Node Chart() const {
    Node out = page::Figure(
        page::Figcaption(fmt::format(
            "Shares of the valid {} in each region{}. The dotted line marks one half.",
            VotesOrBallots(asked_),
            asked_.blank == record::kNone ? "" : "; blank ballots are not here but in the table")),
        Legend(view_, q_),
        Div(Class("row head"), page::Hidden(), Span("Region"), Span(),
            Span(Class("value"), view_.Local(view_.texts->Option(q_, shown_))), Span("Turnout")));
    if (all_.votes) out.Add(Row("row all", page::Fragment("All regions"), "All regions", all_));
    for (const UnitResult& unit : view_.v.result->units) out.Add(UnitRow(unit));
    return out;
  }

  [[nodiscard]] Node Table() const {
    Node heads = Tr(Th(OfColumn(), "Region"), Th(OfColumn(), "Registered"), Th(OfColumn(), "Ballots counted"),
                    Th(OfColumn(), "Turnout"));
    for (size_t o = 0; o < asked_.options.size(); ++o)
      heads.Add(Th(OfColumn(), view_.Local(view_.texts->Option(q_, o))));
    Node rows = Tbody(TableRow("all", page::Fragment("All regions"), all_, VoteCells(all_)));
    for (const UnitResult& unit : view_.v.result->units) rows.Add(UnitTableRows(unit));
    return Div(
        Class("scroll"), page::Tabindex("0"), page::Role("region"),
        page::AriaLabel("Table of votes by region"),
        page::Table(Caption(Span(fmt::format(
                        "Votes by region; under each number of votes its share of the valid {}{}.",
                        VotesOrBallots(asked_),
                        asked_.blank == record::kNone ? "" : ", for blank ballots of the ballots counted"))),
                    Thead(std::move(heads)), std::move(rows)));
  }

 private:
  // Describe is a row's label for a screen reader.
  [[nodiscard]] std::string Describe(std::string_view name, const Count& count) const {
    std::string out = fmt::format("{}: ", name);
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      if (o == asked_.blank) continue;
      out += fmt::format("{} {}, ", view_.texts->Option(q_, o),
                         text::FormatPercent(count.Share(asked_, o), text::kTerminalNumbers));
    }
    return out + fmt::format("turnout {}", text::FormatPercent(count.Turnout(), text::kTerminalNumbers));
  }

  [[nodiscard]] Node Row(std::string_view style, Node name, std::string_view plain_name,
                         const Count& count) const {
    Node bar = count.votes ? ShareBar(asked_, count, Describe(plain_name, count)) : Small("not decrypted");
    Node value = Span(Class("value"));
    if (count.votes) {
      value.Add(Span(Class("value-label"), view_.Local(view_.texts->Option(q_, shown_)), " "));
      value.Add(PagePercent(count.Share(asked_, shown_)));
    } else {
      value.Add("\u2013");
    }
    return Div(Class(style), Span(std::move(name)), Span(Class("bars"), std::move(bar)), std::move(value),
               Span(Class("turnout"), Span(Class("turnout-label"), "Turnout"), TurnoutBar(count.Turnout()),
                    Span(Class("value"), PagePercent(count.Turnout()))));
  }

  [[nodiscard]] Node Names(const UnitResult& unit) const {
    Node out;
    for (const uint16_t r : unit.regions) {
      if (!out.IsNothing()) out.Add(", ");
      out.Add(view_.Local(view_.texts->Region(r)));
    }
    return out;
  }
  [[nodiscard]] std::string PlainNames(const UnitResult& unit) const {
    std::string out;
    for (const uint16_t r : unit.regions) out += (out.empty() ? "" : ", ") + view_.texts->Region(r);
    return out;
  }
  // Together is the name of a unit of several regions.
  [[nodiscard]] static Node Together(const UnitResult& unit) {
    return page::Fragment(fmt::format("{} regions together", PageCount(unit.regions.size())));
  }

  // CountOf is a unit's count; a unit without ballots has votes after all: none.
  [[nodiscard]] Count CountOf(const UnitResult& unit) const {
    Count count = CountUnit(*view_.v.result, unit, q_);
    if (unit.counted == 0) count.votes.emplace(asked_.options.size(), 0);
    return count;
  }

  [[nodiscard]] Node UnitRow(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    const bool explain = unit.regions.size() > 1 || (!unit.decrypted && unit.counted != 0);
    if (!explain) return Row("row", Names(unit), PlainNames(unit), count);
    Node out =
        Row("row open", unit.regions.size() == 1 ? Names(unit) : Together(unit), PlainNames(unit), count);
    out.Add(Span(Class("why"), Names(unit), ": ", WhyMerged(view_.texts->manifest(), unit)));
    return out;
  }

  [[nodiscard]] Node VoteCells(const Count& count) const {
    if (!count.votes) return Td(Class("left"), page::Colspan(asked_.options.size()), "not decrypted");
    Node out;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out.Add(Td(Class("num"), PageCount((*count.votes)[o]), Small(PagePercent(count.Share(asked_, o)))));
    }
    return out;
  }

  [[nodiscard]] static Node TableRow(std::string_view style, Node name, const Count& count, Node cells) {
    return Tr(Class(style), Th(OfRow(), std::move(name)), NumberCells(count), std::move(cells));
  }

  [[nodiscard]] Node UnitTableRows(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    if (unit.regions.size() == 1) return TableRow("", Names(unit), count, VoteCells(count));
    Node out = page::Fragment(TableRow("", Together(unit), count, VoteCells(count)));
    for (const uint16_t r : unit.regions) {
      const record::RegionTurnout& turnout = view_.v.result->regions[r];
      out.Add(TableRow(
          "sub", view_.Local(view_.texts->Region(r)),
          {turnout.registered, turnout.counted, turnout.ballots, std::nullopt},
          Td(Class("left"), page::Colspan(asked_.options.size()), Small("counted in the group above"))));
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
  const bool wrong = view.v.outcome() == verify::VerificationOutcome::kWrong;
  Node rows = Tbody(Tr(Class("all"), Th(OfRow(), "All regions"), NumberCells(CountTurnout(view.v.turnout))));
  for (size_t r = 0; r < view.v.turnout.size(); ++r) {
    const record::RegionTurnout& turnout = view.v.turnout[r];
    rows.Add(Tr(Class(""), Th(OfRow(), view.Local(view.texts->Region(r))),
                NumberCells({turnout.registered, turnout.counted, turnout.ballots, std::nullopt})));
  }
  Node title = H2("Turnout in the regions");
  if (wrong) title.Add(page::Fragment(" ", NotVerifiedStamp(view.v.outcome())));
  return Section(
      Class("part"), Id("regions"), std::move(title),
      Div(Class("scroll"), page::Tabindex("0"), page::Role("region"),
          page::AriaLabel("Table of turnout by region"),
          page::Table(
              Caption(Span(wrong ? "The record holds no complete result that could be accepted, so there "
                                   "are no votes to show."
                                 : "No votes have been counted yet.")),
              Thead(Tr(Th(OfColumn(), "Region"), Th(OfColumn(), "Registered"),
                       Th(OfColumn(), "Voters who took part"), Th(OfColumn(), "Turnout"))),
              std::move(rows))));
}

}  // namespace

Node RegionsSection(const RecordPage& view) {
  if (!view.texts) return {};
  if (!view.v.result) return view.v.turnout.empty() ? Node() : TurnoutTable(view);
  const record::Manifest& manifest = view.texts->manifest();
  if (manifest.regions.size() == 1) return {};
  Node out = Section(Class("part"), Id("regions"), H2("Region by region"));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    if (manifest.questions.size() > 1)
      out.Add(H3(fmt::format("{}. ", q + 1), view.Local(view.texts->Question(q))));
    const RegionTable table(view, q);
    out.Add(table.Chart());
    out.Add(table.Table());
  }
  return out;
}

}  // namespace constat::report
