#include <fmt/core.h>

#include <algorithm>

#include "constat/record/local_time.h"
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

  [[nodiscard]] std::string Unit() const {
    return hours == 1 ? "hour" : hours == 24 ? "day" : fmt::format("{} days", hours / 24);
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
  if (!view.texts || view.v.ballots == 0 || view.v.ballots_per_hour.empty()) return {};
  const Bars bars(view.v.ballots_per_hour);
  const auto peak = std::max_element(bars.ballots.begin(), bars.ballots.end());
  if (*peak == 0) return {};
  const record::Manifest& manifest = view.texts->manifest();
  const uint64_t opening = manifest.opening_ms;
  const uint64_t end = std::min(opening + bars.ballots.size() * bars.StepMs(), manifest.closing_ms);
  const auto shown = [&](uint64_t time_ms) { return record::FormatLocalTime(manifest, time_ms); };
  const std::string most =
      fmt::format("Most in one {}: {}, from {}.", bars.Unit(), PageCount(*peak),
                  shown(opening + static_cast<uint64_t>(peak - bars.ballots.begin()) * bars.StepMs()));
  const std::string caption = fmt::format(
      "{} accepted, per {} since voting opened. {} A voter who voted again is counted here more than once.",
      text::Plural(view.v.ballots, "ballot", text::kPageNumbers), bars.Unit(), most);
  return Section(Class("part"), Id("time"), H2("When people voted"),
                 Figure(Class("time-figure"), Figcaption(caption),
                        page::Svg(Class("time"), page::Role("img"),
                                  page::AriaLabel(fmt::format("Ballots per {}. {}", bars.Unit(), most)),
                                  Rects(bars.ballots, *peak)),
                        Div(Class("axis"), Span(shown(opening)), Span(shown(end)))));
}

}  // namespace constat::report
