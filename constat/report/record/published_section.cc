#include <fmt/core.h>

#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::Div;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::P;
using page::Section;
using page::Small;
using page::Span;
using page::Strong;
using page::Table;
using page::Tbody;
using page::Td;
using page::Th;
using page::Thead;
using page::Tr;

namespace {

// PublishedTable sets published numbers beside the counted ones.
class PublishedTable {
 public:
  PublishedTable(const RecordPage& view, const Published& published)
      : view_(view), published_(published), asked_(view.texts->manifest().questions[published.question]) {}

  [[nodiscard]] Node Make() {
    Node rows = Tbody();
    for (const PublishedRegion& row : published_.regions) rows.Add(Row(row));
    Node out = Section(Class("part"), page::Id("published"),
                       page::H2("Published against counted, region by region"));
    if (!published_.note.empty()) out.Add(P(NameNode(published_.note)));
    if (published_.scale > 1) {
      out.Add(P(fmt::format(
          "For each voter of this record there are {} in the published numbers. So published counts "
          "are divided by that number before they are compared, and shares may differ a little because "
          "of rounding alone.",
          PageCount(published_.scale))));
    }
    out.Add(P(Summary()));
    out.Add(Div(Class("scroll"), page::Tabindex("0"), page::Role("region"),
                page::AriaLabel("Published and counted numbers by region"),
                Table(Class("compare"), Caption(), Head(), std::move(rows))));
    return out;
  }

 private:
  [[nodiscard]] Node Summary() const {
    if (compared_ == 0) return page::Fragment("No region could be compared.");
    if (largest_ == 0) return Strong("No share differs by as much as 0.1 percentage points.");
    return Strong(
        fmt::format("The largest difference is {}.{} percentage points, in ", largest_ / 10, largest_ % 10),
        NameNode(largest_where_), " (", largest_what_, ").");
  }

  [[nodiscard]] Node Caption() const {
    return page::Caption(Span(fmt::format(
        "Shares of the valid votes{}. Differences are counted minus published, in percentage points, and "
        "are worked out before rounding.",
        asked_.blank == record::kNone ? "" : ", for blank ballots of the ballots counted")));
  }

  [[nodiscard]] Node Head() const {
    Node groups = Tr(Th(OfColumn(), page::Rowspan(2), "Region"), Group("Turnout"));
    Node columns = Tr(Columns());
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      groups.Add(Group(view_.Local(view_.texts->Option(published_.question, o))));
      columns.Add(Columns());
    }
    return Thead(std::move(groups), std::move(columns));
  }

  template <class Name>
  [[nodiscard]] static Node Group(Name&& name) {
    return Th(page::Scope("colgroup"), page::Colspan(3), std::forward<Name>(name));
  }
  [[nodiscard]] static Node Columns() {
    return page::Fragment(Th(OfColumn(), Class("first"), "published"), Th(OfColumn(), "counted"),
                          Th(OfColumn(), "points"));
  }

  // Cells is one comparison; either side may be missing.
  [[nodiscard]] Node Cells(const PublishedRegion& row, const Node& what, const text::Ratio& published,
                           const text::Ratio& counted) {
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
      if (ratio.whole == 0) return Td(Class(style), "\u2013");
      return Td(Class(style), PagePercent(ratio), Small(PageCount((ratio.part + scale / 2) / scale)));
    };
    const bool off = both && text::PointDifference(counted, published) != 0;
    return page::Fragment(cell("num first", published, published_.scale), cell("num", counted, 1),
                          Td(Class(off ? "num off" : "num"),
                             both ? text::FormatPointDifference(counted, published) : std::string("\u2013")));
  }

  [[nodiscard]] Node Row(const PublishedRegion& row) {
    const std::vector<record::Region>& regions = view_.texts->manifest().regions;
    const auto found = std::find_if(regions.begin(), regions.end(),
                                    [&](const record::Region& region) { return region.id == row.id; });
    Count count;
    if (found != regions.end()) {
      count = RegionCount(view_, published_.question, static_cast<size_t>(found - regions.begin()));
    }
    Node out = Tr(Th(OfRow(), NameNode(row.label)));
    out.Add(
        Cells(row, page::Fragment("turnout"), {row.counted, row.registered.value_or(0)}, count.Turnout()));
    Count theirs{row.registered.value_or(0), row.counted, row.counted, std::nullopt};
    if (row.votes.size() == asked_.options.size()) theirs.votes = row.votes;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out.Add(Cells(row, QuotedNode(view_.texts->Option(published_.question, o)),
                    theirs.votes ? theirs.Share(asked_, o) : text::Ratio{},
                    count.votes ? count.Share(asked_, o) : text::Ratio{}));
    }
    return out;
  }

  const RecordPage& view_;
  const Published& published_;
  const record::Question& asked_;
  size_t compared_ = 0;
  int64_t largest_ = 0;  // tenths of a point
  std::string largest_where_;
  Node largest_what_;
};

}  // namespace

Count RegionCount(const RecordPage& view, size_t question, size_t region) {
  const record::Outcome& outcome = *view.v.result;
  Count out{outcome.regions[region].registered, outcome.regions[region].counted,
            outcome.regions[region].ballots, std::nullopt};
  for (const record::UnitResult& unit : outcome.units) {
    if (unit.regions.size() == 1 && unit.regions[0] == region && unit.decrypted) {
      out.votes.emplace(unit.votes[question].begin(), unit.votes[question].end());
    }
  }
  return out;
}

Node PublishedSection(const RecordPage& view) {
  const std::optional<Published>& published = view.options.published;
  if (!published || !view.v.result || !view.texts) return {};
  if (published->question >= view.texts->manifest().questions.size() || published->scale == 0) return {};
  return PublishedTable(view, *published).Make();
}

}  // namespace constat::report
