#include <fmt/core.h>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"
#include "constat/text/clean.h"

namespace constat::report {

using page::Class;
using page::Height;
using page::Hidden;
using page::Line;
using page::Node;
using page::Rect;
using page::Svg;
using page::Width;

page::Attribute OptionFill(const record::Question& question, size_t option) {
  if (option == question.blank) return page::Attribute::FillWith("pb");
  const bool after_blank = question.blank != record::kNone && option > question.blank;
  return page::Attribute::FillWith(fmt::format("p{}", option - (after_blank ? 1 : 0)));
}

Node OptionBar(const record::Question& question, size_t option, const Count& count) {
  return Svg(Class("bar"), Hidden(),
             Rect(Width(text::FormatSvgPercent(count.Share(question, option))), Height("100%"),
                  OptionFill(question, option)));
}

Node ShareBar(const record::Question& question, const Count& count, std::string_view label) {
  const bool stacked = question.max == 1;
  const uint64_t valid = count.Valid(question);
  const size_t shown = question.options.size() - (question.blank == record::kNone ? 0 : 1);
  Node out = Svg(Class("bar"), page::Role("img"), page::AriaLabel(text::CleanLine(label)));
  if (!stacked) out.Add(page::Attribute::HeightPx(shown * 11));
  uint64_t before = 0;
  size_t line = 0;
  for (size_t o = 0; o < question.options.size(); ++o) {
    if (o == question.blank) continue;
    const uint64_t votes = (*count.votes)[o];
    const page::Attribute width = Width(text::FormatSvgPercent({votes, valid}));
    if (stacked && votes != 0) {
      out.Add(Rect(page::X(text::FormatSvgPercent({before, valid})), width, Height("100%"),
                   OptionFill(question, o)));
    } else if (!stacked) {
      out.Add(Rect(page::Y(line * 11), width, Height(10), OptionFill(question, o)));
    }
    before += votes;
    ++line;
  }
  out.Add(Line(Class("mid"), page::X1("50%"), page::X2("50%"), page::Y1("0"), page::Y2("100%")));
  return out;
}

Node TurnoutBar(const text::Ratio& turnout) {
  return Svg(Class("bar thin"), Hidden(),
             Rect(Class("plain"), Width(text::FormatSvgPercent(turnout)), Height("100%")));
}

Node Legend(const RecordPage& view, size_t question) {
  const record::Question& asked = view.manifest().questions[question];
  Node out = page::Ul(Class("legend"));
  for (size_t o = 0; o < asked.options.size(); ++o) {
    if (o == asked.blank) continue;
    out.Add(
        page::Li(Svg(Class("swatch"), Hidden(), Rect(Width("100%"), Height("100%"), OptionFill(asked, o))),
                 view.LocalOption(question, o)));
  }
  return out;
}

Node TermGauge(const RecordPage& view, const record::Term& term, const record::TermResult& result) {
  const bool share = term.denominator == record::Denominator::kValidVotes ||
                     term.denominator == record::Denominator::kBallotsCounted ||
                     term.denominator == record::Denominator::kRegistered;
  if (!share || term.scope != record::Scope::kWhole || term.num > term.den || result.denominator == 0)
    return {};
  const std::string needed = text::FormatSvgPercent({term.num, term.den});
  const std::string anchor = term.num * uint64_t{10} < term.den                ? "start"
                             : (term.den - term.num) * uint64_t{10} < term.den ? "end"
                                                                               : "middle";
  const std::string text = Say(term.comparator == record::Comparator::kGreater
                                   ? view.t.more_than({.num = term.num, .den = term.den})
                                   : view.t.at_least({.num = term.num, .den = term.den}));
  return page::Div(
      Class("gauge"),
      Svg(Hidden(), Rect(Class("track"), Width("100%"), Height(12)),
          Rect(Class("plain"), Width(text::FormatSvgPercent({result.numerator, result.denominator})),
               Height(12)),
          Line(Class("mark"), page::X1(needed), page::X2(needed), page::Y1("-3"), page::Y2("16")),
          page::SvgText(page::X(needed), page::Y("31"), page::TextAnchor(anchor), text)));
}

}  // namespace constat::report
