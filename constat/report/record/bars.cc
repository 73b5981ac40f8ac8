#include <fmt/core.h>

#include "constat/report/record/sections.h"
#include "constat/text/clean.h"

namespace constat::report {

std::string OptionFill(const record::Question& question, size_t option) {
  if (option == question.blank) return "url(#pb)";
  const bool after_blank = question.blank != record::kNone && option > question.blank;
  return fmt::format("url(#p{})", option - (after_blank ? 1 : 0));
}

std::string OptionBar(const record::Question& question, size_t option, const Count& count) {
  return fmt::format(
      R"(<svg class="bar" aria-hidden="true"><rect width="{}" height="100%" fill="{}"/></svg>)",
      text::FormatSvgPercent(count.Share(question, option)), OptionFill(question, option));
}

std::string ShareBar(const record::Question& question, const Count& count, std::string_view label) {
  const bool stacked = question.max == 1;
  const uint64_t valid = count.Valid(question);
  const size_t shown = question.options.size() - (question.blank == record::kNone ? 0 : 1);
  std::string rects;
  uint64_t before = 0;
  size_t line = 0;
  for (size_t o = 0; o < question.options.size(); ++o) {
    if (o == question.blank) continue;
    const uint64_t votes = (*count.votes)[o];
    if (stacked && votes != 0) {
      rects += fmt::format(R"(<rect x="{}" width="{}" height="100%" fill="{}"/>)",
                           text::FormatSvgPercent({before, valid}), text::FormatSvgPercent({votes, valid}),
                           OptionFill(question, o));
    } else if (!stacked) {
      rects += fmt::format(R"(<rect y="{}" width="{}" height="10" fill="{}"/>)", line * 11,
                           text::FormatSvgPercent({votes, valid}), OptionFill(question, o));
    }
    before += votes;
    ++line;
  }
  const std::string height = stacked ? "" : fmt::format(R"( style="height:{}px")", shown * 11);
  return fmt::format(
      R"(<svg class="bar" role="img" aria-label="{}"{}>{}<line class="mid" x1="50%" x2="50%"
y1="0" y2="100%"/></svg>)",
      text::EscapeHtml(text::CleanLine(label)), height, rects);
}

std::string TurnoutBar(const text::Ratio& turnout) {
  return fmt::format(
      R"(<svg class="bar thin" aria-hidden="true"><rect class="plain" width="{}"
height="100%"/></svg>)",
      text::FormatSvgPercent(turnout));
}

std::string Legend(const Page& page, size_t question) {
  const record::Question& asked = page.texts->manifest().questions[question];
  std::string out = R"(<ul class="legend">)";
  for (size_t o = 0; o < asked.options.size(); ++o) {
    if (o == asked.blank) continue;
    out += fmt::format(
        R"(<li><svg class="swatch" aria-hidden="true"><rect width="100%" height="100%"
fill="{}"/></svg>{}</li>)",
        OptionFill(asked, o), page.Local(page.texts->Option(question, o)));
  }
  return out + "</ul>\n";
}

std::string TermGauge(const record::Term& term, const record::TermResult& result) {
  const bool share = term.denominator == record::Denominator::kValidVotes ||
                     term.denominator == record::Denominator::kBallotsCounted ||
                     term.denominator == record::Denominator::kRegistered;
  if (!share || term.scope != record::Scope::kWhole || term.num > term.den || result.denominator == 0)
    return "";
  const std::string needed = text::FormatSvgPercent({term.num, term.den});
  const std::string anchor = term.num * uint64_t{10} < term.den                ? "start"
                             : (term.den - term.num) * uint64_t{10} < term.den ? "end"
                                                                               : "middle";
  const std::string text =
      fmt::format("{} {}/{}", term.comparator == record::Comparator::kGreater ? "more than" : "at least",
                  HtmlCount(term.num), HtmlCount(term.den));
  return fmt::format(
      R"(<div class="gauge"><svg aria-hidden="true"><rect class="track" width="100%"
height="12"/><rect class="plain" width="{}" height="12"/><line class="mark" x1="{}" x2="{}" y1="-3"
y2="16"/><text x="{}" y="31" text-anchor="{}">{}</text></svg></div>
)",
      text::FormatSvgPercent({result.numerator, result.denominator}), needed, needed, needed, anchor, text);
}

}  // namespace constat::report
