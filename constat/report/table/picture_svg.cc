#include "constat/report/table/picture_svg.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "constat/report/page/elements.h"
#include "constat/text/measured.h"

namespace constat::report::examination {
namespace {

using examine::Axis;
using examine::Bars;
using examine::Grid;
using examine::Lines;
using examine::Picture;
using page::Class;
using page::Node;
using page::Path;

// A chart is drawn in two layers, so that it can have any size while letters and lines keep theirs: curves,
// bars and cells in a square of kSide units that is stretched to the room there is (Drawing), and what must
// not be stretched at percentages of that room.
constexpr double kSide = 1000;
constexpr int kLevels = 7;
constexpr size_t kFine = 200;  // more bars than these are about a pixel each

// Place is a coordinate with one decimal, without a trailing zero.
std::string Place(double value) {
  std::string text = fmt::format("{:.1f}", std::isfinite(value) ? value : 0.0);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string TickText(double value) {
  if (std::abs(value) >= 1000) return text::Rounded(value);
  std::string text = fmt::format("{:g}", std::abs(value) < 1e-12 ? 0.0 : value);
  return text;
}

struct Frame {
  Axis x, y;

  // X and Y are places in the square; Right and Down are the same as percentages.
  [[nodiscard]] double X(double value) const { return (value - x.from) / (x.to - x.from) * kSide; }
  [[nodiscard]] double Y(double value) const {
    const double y_value = std::clamp(value, y.from, y.to);
    return kSide - (y_value - y.from) / (y.to - y.from) * kSide;
  }
  [[nodiscard]] std::string Right(double value) const { return Percentage(X(value)); }
  [[nodiscard]] std::string Down(double value) const { return Percentage(Y(value)); }
  static std::string Percentage(double place) { return Place(place * 100 / kSide) + "%"; }
};

// Usable makes an axis that can be divided by.
Axis Usable(Axis axis) {
  if (!std::isfinite(axis.from)) axis.from = 0;
  if (!std::isfinite(axis.to)) axis.to = axis.from;
  if (!(axis.to > axis.from)) axis.to = axis.from + 1;
  return axis;
}

// Drawn is a path of the stretched layer, Drawing; LineOf a straight line, and Labelled a text, of the other.
Node Drawn(std::string_view style, std::string_view d) { return Path(Class(style), page::D(d)); }
Node Drawing(Node paths) {
  return page::Svg(Class("drawing"), page::ViewBox(fmt::format("0 0 {0} {0}", Place(kSide))),
                   page::PreserveAspectRatio("none"), std::move(paths));
}
struct Ends {
  std::string x1, y1, x2, y2;
};
Node LineOf(std::string_view style, const Ends& ends) {
  return page::Line(Class(style), page::X1(ends.x1), page::Y1(ends.y1), page::X2(ends.x2), page::Y2(ends.y2));
}
Node Labelled(std::string_view style, std::string_view x, std::string_view y, std::string text) {
  return page::SvgText(Class(style), page::X(x), page::Y(y), std::move(text));
}

// IsCrowded: labels that would not fit beside each other under the narrowest chart, of some 28 characters.
bool IsCrowded(const std::vector<double>& ticks) {
  size_t characters = 0;
  for (const double tick : ticks) characters += TickText(tick).size() + 1;
  return characters > 28;
}

// Axes are what is read off: rules with numbers on their left, and numbers below. Of crowded ones the style
// leaves out every second where it is narrow.
Node Axes(const Frame& frame) {
  Node out = page::G(Class("axes"));
  for (const double tick : Ticks(frame.y.from, frame.y.to)) {
    const std::string y = frame.Down(tick);
    out.Add(LineOf(tick == 0 ? "base" : "rule", {"0", y, "100%", y}));
    out.Add(Labelled("left", "-.5em", y, TickText(tick)));
  }
  Node below = page::Svg(page::Y("100%"));
  const std::vector<double> ticks = Ticks(frame.x.from, frame.x.to);
  const bool crowded = IsCrowded(ticks);
  for (size_t i = 0; i < ticks.size(); ++i) {
    const std::string x = frame.Right(ticks[i]);
    below.Add(LineOf("base", {x, "0", x, "4"}));
    below.Add(Labelled(crowded && i % 2 == 1 ? "below alternate" : "below", x, "1.4em", TickText(ticks[i])));
  }
  out.Add(LineOf("base", {"0", "100%", "100%", "100%"}));
  out.Add(std::move(below));
  return out;
}

// TopOf is the highest bar that is not at an end: full turnout would flatten everything else.
double TopOf(const Bars& bars) {
  const size_t skip = bars.heights.size() > 200 ? bars.heights.size() / 100 : 0;
  double top = 0;
  const auto reach = [&](double height) { top = std::isfinite(height) ? std::max(top, height) : top; };
  for (size_t i = skip; i + skip < bars.heights.size(); ++i) {
    reach(bars.heights[i]);
    if (i < bars.expected.size()) reach(bars.expected[i]);
  }
  if (top > 0) return top;
  for (const double height : bars.heights) reach(height);
  return top > 0 ? top : 1;
}

// Cuts say how high the highest bar is that leaves the picture, at either end of it.
Node Cuts(const Bars& bars, const Frame& frame) {
  std::array<double, 2> highest{};
  for (size_t i = 0; i < bars.heights.size(); ++i) {
    double& most = highest[2 * i < bars.heights.size() ? 0 : 1];
    if (std::isfinite(bars.heights[i])) most = std::max(most, bars.heights[i]);
  }
  Node out;
  for (const bool right : {false, true}) {
    if (highest[right] > frame.y.to)
      out.Add(Labelled(right ? "cut right" : "cut", right ? "100%" : "0", "-.4em",
                       text::Rounded(highest[right]) + "\u2191"));
  }
  return out;
}

double LowestOf(const Bars& bars) {
  double lowest = 0;
  for (const double height : bars.heights) lowest = std::isfinite(height) ? std::min(lowest, height) : lowest;
  return lowest;
}

// HeightOf is the axis upwards: of bars from the lowest to the highest.
Axis HeightOf(const Bars& bars, const Picture* beside) {
  Axis axis{bars.y_label, LowestOf(bars), TopOf(bars) * 1.04};
  const Bars* const other = beside == nullptr ? nullptr : std::get_if<Bars>(&beside->what);
  if (bars.same_scale && other != nullptr) {
    axis.from = std::min(axis.from, LowestOf(*other));
    axis.to = std::max(axis.to, TopOf(*other) * 1.04);
  }
  return Usable(axis);
}

Node Draw(const Bars& bars, const Picture* beside) {
  const size_t n = std::max<size_t>(1, bars.heights.size());
  const Frame frame{Usable(bars.x), HeightOf(bars, beside)};
  const double width = (frame.x.to - frame.x.from) / static_cast<double>(n);
  const double gap = n <= 20 ? 0.15 * width : n <= 120 ? 0.1 * width : 0;
  std::string path;
  for (size_t i = 0; i < bars.heights.size(); ++i) {
    if (bars.heights[i] == 0 || !std::isfinite(bars.heights[i])) continue;
    const double left = frame.x.from + width * static_cast<double>(i) + gap;
    const double x = frame.X(left);
    path += fmt::format("M{} {}V{}h{}V{}z", Place(x), Place(frame.Y(0)), Place(frame.Y(bars.heights[i])),
                        Place(frame.X(left + width - 2 * gap) - x + (gap == 0 ? 0.1 : 0)), Place(frame.Y(0)));
  }
  std::string line;
  for (size_t i = 0; i < bars.expected.size(); ++i) {
    if (!std::isfinite(bars.expected[i])) continue;
    const double x = frame.X(frame.x.from + width * (static_cast<double>(i) + 0.5));
    line += fmt::format("{}{} {}", line.empty() ? "M" : "L", Place(x), Place(frame.Y(bars.expected[i])));
  }
  Node paths = page::Fragment(Drawn(n > kFine ? "bars many" : "bars", path));
  if (!line.empty()) paths.Add(Drawn("line l1", line));
  return page::Fragment(Axes(frame), Drawing(std::move(paths)), Cuts(bars, frame));
}

// Above and below curves there is a little room.
Axis HeightOf(const Lines& lines, const Picture* beside) {
  Axis axis = lines.y;
  const Lines* const other = beside == nullptr ? nullptr : std::get_if<Lines>(&beside->what);
  if (lines.same_scale && other != nullptr) {
    axis.from = std::min(axis.from, other->y.from);
    axis.to = std::max(axis.to, other->y.to);
  }
  const double room = 0.05 * (axis.to - axis.from);
  if (axis.from < 0) axis.from -= room;
  axis.to += room;
  return Usable(axis);
}

Node Draw(const Lines& lines, const Picture* beside) {
  const Frame frame{Usable(lines.x), HeightOf(lines, beside)};
  Node paths;
  if (lines.marker && *lines.marker >= frame.x.from && *lines.marker <= frame.x.to) {
    paths.Add(Drawn("marker", fmt::format("M{} 0V{}", Place(frame.X(*lines.marker)), Place(kSide))));
  }
  for (size_t k = 0; k < lines.lines.size(); ++k) {
    const examine::Line& line = lines.lines[k];
    std::string path;
    for (size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      if (!std::isfinite(line.y[i])) continue;
      path += fmt::format("{}{} {}", path.empty() ? "M" : "L", Place(frame.X(line.x[i])),
                          Place(frame.Y(line.y[i])));
    }
    paths.Add(Drawn(fmt::format("line l{}", k % 4), path));
  }
  return page::Fragment(Axes(frame), Drawing(std::move(paths)));
}

// LevelOf is the shade of a cell, or nothing for an empty one. Diverging: 0 to 6 with 3 in the middle;
// counts: 0 to 6 by their logarithm.
std::optional<int> LevelOf(const Grid& grid, double value, double most) {
  if (!std::isfinite(value)) return std::nullopt;
  if (grid.diverging) {
    const double limit = grid.limit > 0 ? grid.limit : 1;
    return static_cast<int>(std::lround(3 + 3 * std::clamp(value / limit, -1.0, 1.0)));
  }
  if (value <= 0) return std::nullopt;
  const double range = std::log1p(most);
  return std::clamp(static_cast<int>(std::log1p(value) / range * kLevels), 0, kLevels - 1);
}

Axis HeightOf(const Grid& grid, const Picture*) { return Usable(grid.y); }

Node Draw(const Grid& grid, const Picture* beside) {
  const Frame frame{Usable(grid.x), HeightOf(grid, beside)};
  if (grid.columns == 0 || grid.rows == 0 || grid.cells.size() != grid.columns * grid.rows)
    return Axes(frame);
  double most = 0;
  for (const double value : grid.cells) most = std::isfinite(value) ? std::max(most, value) : most;
  const double width = kSide / static_cast<double>(grid.columns);
  const double height = kSide / static_cast<double>(grid.rows);
  std::array<std::string, kLevels> paths;
  for (size_t row = 0; row < grid.rows; ++row) {
    for (size_t column = 0; column < grid.columns;) {
      const auto level = LevelOf(grid, grid.cells[row * grid.columns + column], most);
      size_t end = column + 1;  // a run of one shade is one rectangle
      while (end < grid.columns && LevelOf(grid, grid.cells[row * grid.columns + end], most) == level) ++end;
      if (level) {
        paths[*level] +=
            fmt::format("M{} {}h{}v{}h-{}z", Place(width * static_cast<double>(column)),
                        Place(kSide - height * static_cast<double>(row)),
                        Place(width * static_cast<double>(end - column) + 0.2), Place(-height - 0.2),
                        Place(width * static_cast<double>(end - column) + 0.2));
      }
      column = end;
    }
  }
  Node shades;
  for (int level = 0; level < kLevels; ++level) {
    if (paths[level].empty()) continue;
    shades.Add(Drawn(fmt::format("{}{}", grid.diverging ? 'd' : 'g', level), paths[level]));
  }
  return page::Fragment(Drawing(std::move(shades)), Axes(frame));
}

// Named is a colour or a line of a picture, and what it is.
Node Named(Node mark, const std::string& text) {
  return page::Li(page::Svg(Class("swatch"), page::Hidden(), std::move(mark)), text);
}
Node LineMark(std::string_view style) { return LineOf(style, {"0", "50%", "100%", "50%"}); }

// Shades is the whole ramp of a grid.
Node Shades(const Grid& grid) {
  Node out = page::Svg(Class("shades"), page::Hidden());
  for (int level = 0; level < kLevels; ++level) {
    out.Add(page::Rect(Class(fmt::format("{}{}", grid.diverging ? 'd' : 'g', level)),
                       page::X(Frame::Percentage(level * kSide / kLevels)),
                       page::Width(Frame::Percentage(kSide / kLevels + 1)), page::Height("100%")));
  }
  return out;
}

// IsWide: numbers at the left that need more room than most.
bool IsWide(const Picture& picture, const Picture* beside) {
  const Axis axis = std::visit([&](const auto& what) { return HeightOf(what, beside); }, picture.what);
  const std::vector<double> ticks = Ticks(axis.from, axis.to);
  return std::any_of(ticks.begin(), ticks.end(), [](double tick) { return TickText(tick).size() > 5; });
}

}  // namespace

std::vector<double> Ticks(double from, double to) {
  std::vector<double> out;
  if (!(to > from) || !std::isfinite(to - from)) return {from};
  const double rough = (to - from) / 5;
  // Steps that the numbers cannot tell apart would never end.
  if (rough < 1e-300 || rough < 1e-12 * std::max(std::abs(from), std::abs(to))) return {from};
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double round : {1.0, 2.0, 5.0}) {
    if (round * power >= rough * 0.999) {
      step = round * power;
      break;
    }
  }
  for (double k = std::ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k += 1)
    out.push_back(k * step);
  return out;
}

Node MakeFigure(Node name, const Picture& picture, const std::string& id, const Picture* beside) {
  const auto heights = [&](const auto& what) { return HeightOf(what, beside); };
  const auto widths = [](const auto& what) { return what.x.label; };
  Node chart = page::Svg(Class(IsWide(picture, beside) ? "chart wide" : "chart"), page::Role("img"),
                         page::AriaLabelledBy(fmt::format("{0}-t {0}-d", id)),
                         page::SvgTitle(page::Id(id + "-t"), picture.title),
                         page::Desc(page::Id(id + "-d"), picture.text),
                         std::visit([&](const auto& what) { return Draw(what, beside); }, picture.what));
  return page::Figure(page::Figcaption(std::move(name)),
                      page::P(Class("axis-up"), std::visit(heights, picture.what).label), std::move(chart),
                      page::P(Class("axis-across"), std::visit(widths, picture.what)));
}

Node MakeLegend(const Picture& picture) {
  Node out = page::Ul(Class("legend"));
  if (const auto* const bars = std::get_if<Bars>(&picture.what)) {
    if (bars->expected.empty()) return {};
    out.Add(Named(page::Rect(Class("bars"), page::Width("100%"), page::Height("100%")), bars->height_name));
    out.Add(Named(LineMark("line l1"), bars->expected_name));
  } else if (const auto* const lines = std::get_if<Lines>(&picture.what)) {
    if (lines->lines.size() < 2 && !lines->marker) return {};
    for (size_t k = 0; lines->lines.size() > 1 && k < lines->lines.size(); ++k)
      out.Add(Named(LineMark(fmt::format("line l{}", k % 4)), lines->lines[k].name));
    if (lines->marker) out.Add(Named(LineMark("marker"), lines->marker_name));
  } else if (const auto* const grid = std::get_if<Grid>(&picture.what)) {
    out.Add(page::Li(
        grid->diverging ? "-" + TickText(grid->limit) + " " : "few ", Shades(*grid),
        fmt::format(" {}: {}", grid->diverging ? "+" + TickText(grid->limit) : "many", grid->value_name)));
  }
  return out;
}

}  // namespace constat::report::examination
