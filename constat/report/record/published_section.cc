#include <fmt/core.h>

#include <algorithm>

#include "constat/report/record/sections.h"

namespace constat::report {
namespace {

// PublishedTable sets published numbers beside the counted ones.
class PublishedTable {
 public:
  PublishedTable(const Page& page, const Published& published)
      : page_(page), published_(published), asked_(page.texts->manifest().questions[published.question]) {}

  [[nodiscard]] std::string Write() {
    std::string rows;
    for (const PublishedRegion& row : published_.regions) rows += Row(row);
    std::string out =
        R"(<section class="part" id="published"><h2>Published against counted, region by
region</h2>
)";
    if (!published_.note.empty()) out += fmt::format("<p>{}</p>\n", HtmlName(published_.note));
    if (published_.scale > 1) {
      out += fmt::format(
          "<p>One voter of this record stands for {} of the published ones, so counts are compared after "
          "dividing by that, and shares may differ a little from rounding alone.</p>\n",
          HtmlCount(published_.scale));
    }
    return out + Summary() + Head() + rows + "</tbody></table></div>\n</section>\n";
  }

 private:
  [[nodiscard]] std::string Summary() const {
    if (compared_ == 0) return "<p>No region could be compared.</p>\n";
    if (largest_ == 0)
      return "<p><strong>No share differs by as much as 0.1 percentage points.</strong></p>\n";
    return fmt::format(
        "<p><strong>The largest difference is {}.{} percentage points, in {} ({}).</strong></p>\n",
        largest_ / 10, largest_ % 10, HtmlName(largest_where_), largest_what_);
  }

  [[nodiscard]] std::string Head() const {
    std::string groups = R"(<th scope="colgroup" colspan="3">Turnout</th>)";
    std::string columns;
    constexpr std::string_view kThree =
        R"(<th scope="col" class="first">published</th><th scope="col">counted</th><th
scope="col">points</th>)";
    columns += kThree;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      groups += fmt::format(R"(<th scope="colgroup" colspan="3">{}</th>)",
                            page_.Local(page_.texts->Option(published_.question, o)));
      columns += kThree;
    }
    return fmt::format(
        R"(<div class="scroll" tabindex="0" role="region" aria-label="Published and counted
numbers by region"><table class="compare"><caption><span>Shares of the valid votes{}; differences in
percentage points, counted less published,
worked out before rounding.</span></caption>
<thead><tr><th scope="col" rowspan="2">Region</th>{}</tr><tr>{}</tr></thead>
<tbody>
)",
        asked_.blank == record::kNone ? "" : ", for blank ballots of the ballots counted", groups, columns);
  }

  // Cells is one comparison; either side may be missing.
  [[nodiscard]] std::string Cells(const PublishedRegion& row, const std::string& what,
                                  const text::Ratio& published, const text::Ratio& counted) {
    const bool both = published.whole != 0 && counted.whole != 0;
    if (both) {
      ++compared_;
      const int64_t tenths = text::PointDifference(counted, published);
      if (std::abs(tenths) > largest_) {
        largest_ = std::abs(tenths);
        largest_where_ = row.label;
        largest_what_ = what;
      }
    }
    const auto cell = [](std::string_view style, const text::Ratio& ratio, uint64_t scale) {
      if (ratio.whole == 0) return fmt::format(R"(<td class="{}">–</td>)", style);
      return fmt::format(R"(<td class="{}">{}<small>{}</small></td>)", style, HtmlPercent(ratio),
                         HtmlCount((ratio.part + scale / 2) / scale));
    };
    const bool off = both && text::PointDifference(counted, published) != 0;
    return cell("num first", published, published_.scale) + cell("num", counted, 1) +
           fmt::format(R"(<td class="{}">{}</td>)", off ? "num off" : "num",
                       both ? text::FormatPointDifference(counted, published) : "\u2013");
  }

  [[nodiscard]] std::string Row(const PublishedRegion& row) {
    const std::vector<record::Region>& regions = page_.texts->manifest().regions;
    const auto found = std::find_if(regions.begin(), regions.end(),
                                    [&](const record::Region& region) { return region.id == row.id; });
    Count count;
    if (found != regions.end()) {
      count = RegionCount(page_, published_.question, static_cast<size_t>(found - regions.begin()));
    }
    std::string out = fmt::format(R"(<tr><th scope="row">{}</th>)", HtmlName(row.label));
    out += Cells(row, "turnout", {row.counted, row.registered.value_or(0)}, count.Turnout());
    Count theirs{row.registered.value_or(0), row.counted, row.counted, std::nullopt};
    if (row.votes.size() == asked_.options.size()) theirs.votes = row.votes;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out += Cells(row, HtmlQuoted(page_.texts->Option(published_.question, o)),
                   theirs.votes ? theirs.Share(asked_, o) : text::Ratio{},
                   count.votes ? count.Share(asked_, o) : text::Ratio{});
    }
    return out + "</tr>\n";
  }

  const Page& page_;
  const Published& published_;
  const record::Question& asked_;
  size_t compared_ = 0;
  int64_t largest_ = 0;  // tenths of a point
  std::string largest_where_;
  std::string largest_what_;
};

}  // namespace

Count RegionCount(const Page& page, size_t question, size_t region) {
  const record::Outcome& outcome = *page.v.result;
  Count out{outcome.regions[region].registered, outcome.regions[region].counted,
            outcome.regions[region].ballots, std::nullopt};
  for (const record::UnitResult& unit : outcome.units) {
    if (unit.regions.size() == 1 && unit.regions[0] == region && unit.decrypted) {
      out.votes.emplace(unit.votes[question].begin(), unit.votes[question].end());
    }
  }
  return out;
}

std::string HtmlPublished(const Page& page) {
  const std::optional<Published>& published = page.options.published;
  if (!published || !page.v.result || !page.texts) return "";
  if (published->question >= page.texts->manifest().questions.size() || published->scale == 0) return "";
  return PublishedTable(page, *published).Write();
}

}  // namespace constat::report
