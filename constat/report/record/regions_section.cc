#include <fmt/core.h>

#include <algorithm>

#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using record::UnitResult;

// RegionTable is one question by region: a chart and a table over the same units.
class RegionTable {
 public:
  RegionTable(const Page& page, size_t question)
      : page_(page),
        q_(question),
        asked_(page.texts->manifest().questions[question]),
        all_(CountAll(page.texts->manifest(), *page.v.result, question)),
        shown_(LeadingOption(asked_, all_).value_or(asked_.blank == 0 ? 1 : 0)) {}

  [[nodiscard]] std::string Chart() const {
    std::string out = fmt::format(
        "<figure>\n"
        "<figcaption>Shares of the valid {} in each region{}. The dotted line "
        "marks one half.</figcaption>\n"
        "{}",
        asked_.max == 1 ? "votes" : "ballots",
        asked_.blank == record::kNone ? "" : "; blank ballots are left out here and stand in the table",
        Legend(page_, q_));
    out += fmt::format(
        R"(<div class="row head" aria-hidden="true"><span>Region</span><span></span><span
class="value">{}</span><span>Turnout</span></div>
)",
        page_.Local(page_.texts->Option(q_, shown_)));
    if (all_.votes) out += Row("row all", "All regions", "All regions", all_);
    for (const UnitResult& unit : page_.v.result->units) out += UnitRow(unit);
    return out + "</figure>\n";
  }

  [[nodiscard]] std::string Table() const {
    std::string out = fmt::format(
        R"(<div class="scroll" tabindex="0" role="region" aria-label="Table of votes by
region"><table>
<caption><span>Votes by region; under each number of votes its share of the valid {}{}.</span></caption>
<thead><tr><th scope="col">Region</th><th scope="col">Registered</th><th scope="col">Ballots
counted</th><th scope="col">Turnout</th>)",
        asked_.max == 1 ? "votes" : "ballots",
        asked_.blank == record::kNone ? "" : ", for blank ballots of the ballots counted");
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out += fmt::format(R"(<th scope="col">{}</th>)", page_.Local(page_.texts->Option(q_, o)));
    }
    out += "</tr></thead>\n<tbody>\n" + TableRow("all", "All regions", all_, VoteCells(all_));
    for (const UnitResult& unit : page_.v.result->units) out += UnitTableRows(unit);
    return out + "</tbody></table></div>\n";
  }

 private:
  // Describe is a row's label for a screen reader.
  [[nodiscard]] std::string Describe(std::string_view name, const Count& count) const {
    std::string out = fmt::format("{}: ", name);
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      if (o == asked_.blank) continue;
      out += fmt::format("{} {}, ", page_.texts->Option(q_, o),
                         text::FormatPercent(count.Share(asked_, o), text::kTerminalNumbers));
    }
    return out + fmt::format("turnout {}", text::FormatPercent(count.Turnout(), text::kTerminalNumbers));
  }

  [[nodiscard]] std::string Row(std::string_view style, const std::string& name, std::string_view plain_name,
                                const Count& count) const {
    const std::string bar = count.votes ? ShareBar(asked_, count, Describe(plain_name, count))
                                        : std::string("<small>not decrypted</small>");
    const std::string value = count.votes ? fmt::format(R"(<span class="value-label">{} </span>{})",
                                                        page_.Local(page_.texts->Option(q_, shown_)),
                                                        HtmlPercent(count.Share(asked_, shown_)))
                                          : "\u2013";
    return fmt::format(
               R"(<div class="{}"><span>{}</span><span class="bars">{}</span><span
class="value">{}</span><span class="turnout"><span class="turnout-label">Turnout</span>{}<span
class="value">{}</span></span>)",
               style, name, bar, value, TurnoutBar(count.Turnout()), HtmlPercent(count.Turnout())) +
           (style == "row open" ? "" : "</div>\n");
  }

  [[nodiscard]] std::string Names(const UnitResult& unit, bool html) const {
    std::string out;
    for (const uint16_t r : unit.regions) {
      if (!out.empty()) out += ", ";
      out += html ? page_.Local(page_.texts->Region(r)) : page_.texts->Region(r);
    }
    return out;
  }

  // CountOf is a unit's count; a unit without ballots has votes after all: none.
  [[nodiscard]] Count CountOf(const UnitResult& unit) const {
    Count count = CountUnit(*page_.v.result, unit, q_);
    if (unit.counted == 0) count.votes.emplace(asked_.options.size(), 0);
    return count;
  }

  [[nodiscard]] std::string UnitRow(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    const bool explain = unit.regions.size() > 1 || (!unit.decrypted && unit.counted != 0);
    if (!explain) return Row("row", Names(unit, true), Names(unit, false), count);
    const std::string name = unit.regions.size() == 1
                                 ? Names(unit, true)
                                 : fmt::format("{} regions together", HtmlCount(unit.regions.size()));
    return Row("row open", name, Names(unit, false), count) +
           fmt::format(R"(<span class="why">{}: {}</span></div>
)",
                       Names(unit, true), WhyMerged(page_.texts->manifest(), unit));
  }

  [[nodiscard]] std::string VoteCells(const Count& count) const {
    if (!count.votes) {
      return fmt::format(R"(<td class="left" colspan="{}">not decrypted</td>)", asked_.options.size());
    }
    std::string out;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out += fmt::format(R"(<td class="num">{}<small>{}</small></td>)", HtmlCount((*count.votes)[o]),
                         HtmlPercent(count.Share(asked_, o)));
    }
    return out;
  }

  [[nodiscard]] static std::string TableRow(std::string_view style, const std::string& name,
                                            const Count& count, const std::string& cells) {
    return fmt::format(
        R"(<tr class="{}"><th scope="row">{}</th><td class="num">{}</td><td
class="num">{}</td><td class="num">{}</td>{}</tr>
)",
        style, name, HtmlCount(count.registered), HtmlCount(count.counted), HtmlPercent(count.Turnout()),
        cells);
  }

  [[nodiscard]] std::string UnitTableRows(const UnitResult& unit) const {
    const Count count = CountOf(unit);
    if (unit.regions.size() == 1) return TableRow("", Names(unit, true), count, VoteCells(count));
    std::string out = TableRow("", fmt::format("{} regions together", HtmlCount(unit.regions.size())), count,
                               VoteCells(count));
    for (const uint16_t r : unit.regions) {
      const record::RegionTurnout& turnout = page_.v.result->regions[r];
      const std::string cell =
          fmt::format(R"(<td class="left" colspan="{}"><small>counted in the group above</small></td>)",
                      asked_.options.size());
      out += TableRow("sub", page_.Local(page_.texts->Region(r)),
                      {turnout.registered, turnout.counted, turnout.ballots, std::nullopt}, cell);
    }
    return out;
  }

  const Page& page_;
  size_t q_;
  const record::Question& asked_;
  Count all_;
  size_t shown_;  // the option whose share stands as a number beside the bars
};

// TurnoutTable is what there is without a result.
std::string TurnoutTable(const Page& page) {
  const bool wrong = page.v.outcome() == verify::Outcome::kWrong;
  std::string out = fmt::format(
      R"(<section class="part" id="regions"><h2>Turnout in the regions{}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Table of turnout by
region"><table><caption><span>{}</span></caption>
<thead><tr><th scope="col">Region</th><th scope="col">Registered</th><th scope="col">Voters who took
part</th><th scope="col">Turnout</th></tr></thead>
<tbody>
)",
      wrong ? R"( <span class="stamp is-wrong">not verified</span>)" : "",
      wrong ? "The record holds no complete result that could be accepted, so there are no votes to show."
            : "No votes have been counted yet.");
  const auto row = [&](std::string_view style, const std::string& name, const Count& count) {
    out += fmt::format(
        R"(<tr class="{}"><th scope="row">{}</th><td class="num">{}</td><td
class="num">{}</td><td class="num">{}</td></tr>
)",
        style, name, HtmlCount(count.registered), HtmlCount(count.counted), HtmlPercent(count.Turnout()));
  };
  row("all", "All regions", CountTurnout(page.v.turnout));
  for (size_t r = 0; r < page.v.turnout.size(); ++r) {
    const record::RegionTurnout& turnout = page.v.turnout[r];
    row("", page.Local(page.texts->Region(r)),
        {turnout.registered, turnout.counted, turnout.ballots, std::nullopt});
  }
  return out + "</tbody></table></div>\n</section>\n";
}

}  // namespace

std::string HtmlRegions(const Page& page) {
  if (!page.texts) return "";
  if (!page.v.result) return page.v.turnout.empty() ? "" : TurnoutTable(page);
  const record::Manifest& manifest = page.texts->manifest();
  if (manifest.regions.size() == 1) return "";
  std::string out = R"(<section class="part" id="regions"><h2>Region by region</h2>
)";
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    if (manifest.questions.size() > 1)
      out += fmt::format("<h3>{}. {}</h3>\n", q + 1, page.Local(page.texts->Question(q)));
    const RegionTable table(page, q);
    out += table.Chart() + table.Table();
  }
  return out + "</section>\n";
}

}  // namespace constat::report
