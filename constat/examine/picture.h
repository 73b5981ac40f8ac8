// Picture: what a test wants drawn, as data. How it looks is the report's affair.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace constat::examine {

// Axis: its label with the unit, and the range it spans.
struct Axis {
  std::string label;
  double from = 0, to = 1;
};

// Bars are heights over an axis divided into as many equal parts; expected, if not empty, is as long and is
// drawn as a line. names: of the two, for the legend. same_scale: two such pictures side by side are drawn
// to one scale.
struct Bars {
  Axis x{};
  std::string y_label{};
  std::vector<double> heights{}, expected{};
  std::string height_name{}, expected_name{};
  bool same_scale = false;
};

// Line is a polyline through (x[i], y[i]).
struct Line {
  std::string name;
  std::vector<double> x, y;
};

// Lines are curves over common axes; marker is a vertical line at x. same_scale: as for Bars.
struct Lines {
  Axis x{}, y{};
  std::vector<Line> lines{};
  std::optional<double> marker{};
  std::string marker_name{};
  bool same_scale = false;
};

// Grid is columns x rows cells, row by row from the bottom (y.from). diverging: the values go both ways from
// zero and limit is the greatest magnitude shown; if not, they are counts, drawn by their logarithm. NaN is
// an empty cell.
struct Grid {
  Axis x{}, y{};
  size_t columns = 0, rows = 0;
  std::vector<double> cells{};
  bool diverging = false;
  double limit = 0;
  std::string value_name{};
};

// Picture: key is unique within a test; text says in a sentence what is to be seen, for those who
// cannot see it.
struct Picture {
  std::string key, title, text;
  std::variant<Bars, Lines, Grid> what;
};

}  // namespace constat::examine
