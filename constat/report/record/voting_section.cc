#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/record/sections.h"

namespace constat::report {

using page::Class;
using page::Div;
using page::Figcaption;
using page::Figure;
using page::H2;
using page::Id;
using page::Node;
using page::Section;
using page::Span;

namespace {

// Bars is the ballots over time in at most kMost steps of whole hours or days.
struct Bars {
  static constexpr size_t kMost = 192;
  size_t hours = 1;  // per bar
  std::vector<uint64_t> ballots;

  explicit Bars(const std::vector<uint64_t>& per_hour) {
    while ((per_hour.size() + hours - 1) / hours > kMost) hours = hours == 1 ? 24 : hours * 2;
    ballots.resize((per_hour.size() + hours - 1) / hours);
    for (size_t h = 0; h < per_hour.size(); ++h) ballots[h / hours] += per_hour[h];
  }

  [[nodiscard]] uint64_t StepMs() const { return hours * uint64_t{3'600'000}; }
};

Node Rects(const std::vector<uint64_t>& ballots, uint64_t peak) {
  Node out;
  for (size_t b = 0; b < ballots.size(); ++b) {
    if (ballots[b] == 0) continue;
    out.Add(page::Rect(page::Class("plain"), page::X(text::FormatSvgPercent({b, ballots.size()})),
                       page::Y(text::FormatSvgPercent({peak - ballots[b], peak})),
                       page::Width(text::FormatSvgPercent({1, ballots.size()})),
                       page::Height(text::FormatSvgPercent({ballots[b], peak}))));
  }
  return out;
}

}  // namespace

Node VotingSection(const RecordPage& view) {
  if (!view.w.HasManifest() || view.v.ballots == 0 || view.v.ballots_per_hour.empty()) return {};
  const Bars bars(view.v.ballots_per_hour);
  const auto peak = std::max_element(bars.ballots.begin(), bars.ballots.end());
  if (*peak == 0) return {};
  const ReportTexts& t = view.t;
  const uint64_t opening = view.manifest().opening_ms;
  const uint64_t end = std::min(opening + bars.ballots.size() * bars.StepMs(), view.manifest().closing_ms);
  const std::string from =
      view.w.Time(opening + static_cast<uint64_t>(peak - bars.ballots.begin()) * bars.StepMs());
  const std::string caption =
      bars.hours == 1 ? Say(t.time_caption_hour({.count = view.v.ballots, .peak = *peak, .time = from}))
                      : Say(t.time_caption_days(
                            {.count = view.v.ballots, .days = bars.hours / 24, .peak = *peak, .time = from}));
  return Section(Class("part"), Id("time"), H2(t.when_voted),
                 Figure(Class("time-figure"), Figcaption(caption),
                        page::Svg(Class("time"), page::Role("img"), page::AriaLabel(t.time_picture),
                                  Rects(bars.ballots, *peak)),
                        Div(Class("axis"), Span(view.w.Time(opening)), Span(view.w.Time(end)))));
}

}  // namespace constat::report
