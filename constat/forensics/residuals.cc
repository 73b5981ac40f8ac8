#include "constat/forensics/residuals.h"

#include <limits>

#include "constat/base/check.h"
#include "constat/forensics/rates.h"

namespace constat::forensics {
namespace {

// Line is a region's sums, and then its line y = mean_y + slope (x - mean_x).
struct Line {
  int64_t n = 0;
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0;

  double At(double x) const { return mean_y + (xx > 1e-24 ? xy / xx * (x - mean_x) : 0); }
};

}  // namespace

std::vector<double> RegionResiduals(const Stations& stations, size_t option, const ResidualOptions& options) {
  CONSTAT_CHECK(options.min_stations >= 3);
  const Rates rates = MakeRates(ColumnsOf(stations, option), options.min_registered);
  const bool known = stations.region.size() == stations.size() && !stations.region.empty();
  std::vector<Line> lines(known ? stations.region_names.size() : 1);
  const auto line_of = [&](size_t i) -> Line& {
    const size_t region = known ? stations.region[rates.station[i]] : 0;
    CONSTAT_CHECK(region < lines.size());
    return lines[region];
  };
  const std::vector<double>& y = rates.share;
  for (size_t i = 0; i < rates.size(); ++i) {
    Line& line = line_of(i);
    ++line.n;
    line.mean_x += rates.turnout[i];
    line.mean_y += y[i];
  }
  for (Line& line : lines) {
    if (line.n == 0) continue;
    line.mean_x /= static_cast<double>(line.n);
    line.mean_y /= static_cast<double>(line.n);
  }
  for (size_t i = 0; i < rates.size(); ++i) {
    Line& line = line_of(i);
    const double dx = rates.turnout[i] - line.mean_x;
    line.xx += dx * dx;
    line.xy += dx * (y[i] - line.mean_y);
  }
  std::vector<double> residuals(stations.size(), std::numeric_limits<double>::quiet_NaN());
  for (size_t i = 0; i < rates.size(); ++i) {
    const Line& line = line_of(i);
    if (line.n >= options.min_stations) residuals[rates.station[i]] = y[i] - line.At(rates.turnout[i]);
  }
  return residuals;
}

}  // namespace constat::forensics
