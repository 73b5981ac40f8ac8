#include <fmt/core.h>

#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
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

// ComparedTable sets published numbers beside the counted ones.
class ComparedTable {
 public:
  ComparedTable(const RecordPage& view, const Published& published)
      : view_(view), published_(published), asked_(view.manifest().questions[published.question]) {}

  [[nodiscard]] Node Make() {
    const ReportTexts& t = view_.t;
    Node rows = Tbody();
    for (const PublishedRegion& row : published_.regions) rows.Add(Row(row));
    Node out = Section(Class("part"), page::Id("compared"), page::H2(t.compared_title));
    if (!published_.note.empty()) out.Add(P(NameNode(published_.note)));
    if (published_.scale > 1) out.Add(P(Text(t.compared_scale({.scale = published_.scale}))));
    out.Add(P(Summary()));
    out.Add(ScrollTable(t.compared_table,
                        Table(Class("compare"), page::Caption(Span(Caption())), Head(), std::move(rows))));
    return out;
  }

 private:
  [[nodiscard]] Node Summary() const {
    const ReportTexts& t = view_.t;
    if (compared_ == 0) return page::Fragment(t.compared_none);
    if (largest_ == 0) return Strong(Text(t.compared_equal({.limit = Points(1)})));
    return Strong(Text(t.compared_largest({.points = Points(static_cast<uint64_t>(largest_)),
                                           .region = view_.w.Name(largest_where_),
                                           .what = largest_what_})));
  }

  // Points are tenths of a percentage point.
  [[nodiscard]] std::string Points(uint64_t tenths) const {
    return fmt::format("{}{}{}", tenths / 10, view_.t.numbers.decimal, tenths % 10);
  }

  [[nodiscard]] std::string Caption() const {
    std::string out(view_.t.compared_caption);
    if (asked_.blank != record::kNone) out += " " + std::string(view_.t.blank_of_counted);
    return out;
  }

  [[nodiscard]] Node Head() const {
    Node groups = Tr(Th(OfColumn(), page::Rowspan(2), view_.t.region), Group(view_.t.turnout));
    Node columns = Tr(Columns());
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      groups.Add(Group(view_.LocalOption(published_.question, o)));
      columns.Add(Columns());
    }
    return Thead(std::move(groups), std::move(columns));
  }

  template <class Name>
  [[nodiscard]] static Node Group(Name&& name) {
    return Th(page::Scope("colgroup"), page::Colspan(3), std::forward<Name>(name));
  }
  [[nodiscard]] Node Columns() const {
    return page::Fragment(Th(OfColumn(), Class("first"), view_.t.compared_published),
                          Th(OfColumn(), view_.t.compared_counted), Th(OfColumn(), view_.t.compared_points));
  }

  // Cells is one comparison; either side may be missing.
  [[nodiscard]] Node Cells(const PublishedRegion& row, const std::string& what, const text::Ratio& published,
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
    const auto cell = [this](std::string_view style, const text::Ratio& ratio, uint64_t scale) {
      if (ratio.whole == 0) return Td(Class(style), "\u2013");
      return Td(Class(style), view_.Percent(ratio), Small(view_.Number((ratio.part + scale / 2) / scale)));
    };
    const bool off = both && text::PointDifference(counted, published) != 0;
    return page::Fragment(
        cell("num first", published, published_.scale), cell("num", counted, 1),
        Td(Class(off ? "num off" : "num"),
           both ? text::FormatPointDifference(counted, published, view_.t.numbers) : std::string("\u2013")));
  }

  [[nodiscard]] Node Row(const PublishedRegion& row) {
    const std::vector<record::Region>& regions = view_.manifest().regions;
    const auto found = std::find_if(regions.begin(), regions.end(),
                                    [&](const record::Region& region) { return region.id == row.id; });
    Count count;
    if (found != regions.end()) {
      count = RegionCount(view_, published_.question, static_cast<size_t>(found - regions.begin()));
    }
    Node out = Tr(Th(OfRow(), NameNode(row.label)));
    out.Add(Cells(row, Say(view_.t.turnout), {row.counted, row.registered.value_or(0)}, count.Turnout()));
    Count theirs{row.registered.value_or(0), row.counted, row.counted, std::nullopt};
    if (row.votes.size() == asked_.options.size()) theirs.votes = row.votes;
    for (size_t o = 0; o < asked_.options.size(); ++o) {
      out.Add(Cells(row, view_.w.Option(published_.question, o),
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
  std::string largest_what_;
};

}  // namespace

Count RegionCount(const RecordPage& view, size_t question, size_t region) {
  const record::Outcome& outcome = *view.outcome;
  Count out{outcome.regions[region].registered, outcome.regions[region].counted,
            outcome.regions[region].ballots, std::nullopt};
  for (const record::UnitResult& unit : outcome.units) {
    if (unit.regions.size() == 1 && unit.regions[0] == region && unit.decrypted) {
      out.votes.emplace(unit.votes[question].begin(), unit.votes[question].end());
    }
  }
  return out;
}

Node ComparedSection(const RecordPage& view) {
  const std::optional<Published>& published = view.options.published;
  if (!published || view.outcome == nullptr || !view.w.HasManifest()) return {};
  if (published->question >= view.manifest().questions.size() || published->scale == 0) return {};
  return ComparedTable(view, *published).Make();
}

}  // namespace constat::report
