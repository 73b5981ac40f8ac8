#include <fmt/core.h>

#include <algorithm>

#include "constat/report/record/sections.h"

namespace constat::report {
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

std::string Rects(const std::vector<uint64_t>& ballots, uint64_t peak) {
  std::string out;
  for (size_t b = 0; b < ballots.size(); ++b) {
    if (ballots[b] == 0) continue;
    out += fmt::format(
        R"(<rect class="plain" x="{}" y="{}" width="{}" height="{}"/>)",
        text::FormatSvgPercent({b, ballots.size()}), text::FormatSvgPercent({peak - ballots[b], peak}),
        text::FormatSvgPercent({1, ballots.size()}), text::FormatSvgPercent({ballots[b], peak}));
  }
  return out;
}

}  // namespace

std::string HtmlVoting(const Page& page) {
  if (!page.texts || page.v.ballots == 0 || page.v.ballots_per_hour.empty()) return "";
  const Bars bars(page.v.ballots_per_hour);
  const auto peak = std::max_element(bars.ballots.begin(), bars.ballots.end());
  if (*peak == 0) return "";
  const uint64_t opening = page.texts->manifest().opening_ms;
  const uint64_t end =
      std::min(opening + bars.ballots.size() * bars.StepMs(), page.texts->manifest().closing_ms);
  const std::string most = fmt::format(
      "Most in one {}: {}, from {}.", bars.Unit(), HtmlCount(*peak),
      text::FormatTime(opening + static_cast<uint64_t>(peak - bars.ballots.begin()) * bars.StepMs()));
  std::string out =
      R"(<section class="part" id="time"><h2>When people voted</h2>
<figure class="time-figure">)";
  out += fmt::format(
      "<figcaption>{} accepted, per {} since voting opened. {} A voter who voted again is there "
      "more than once."
      "</figcaption>\n",
      text::Plural(page.v.ballots, "ballot", text::kPageNumbers), bars.Unit(), most);
  out += fmt::format(R"(<svg class="time" role="img" aria-label="Ballots per {}. {}">{}</svg>
)",
                     bars.Unit(), most, Rects(bars.ballots, *peak));
  return out + fmt::format(R"(<div class="axis"><span>{}</span><span>{}</span></div></figure></section>
)",
                           text::FormatTime(opening), text::FormatTime(end));
}

}  // namespace constat::report
