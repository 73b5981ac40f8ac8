// SVG charts: pictures of an examination as inline SVG. Colours are CSS variables of assets/css/.
// The shades g0 to g6 run from light to dark, d0 to d6 from blue over grey to orange; both are told apart
// with any colour vision and in grey print.
#pragma once

#include <string>
#include <vector>

#include "constat/examine/picture.h"
#include "constat/report/page/node.h"

namespace constat::report::examination {

// MakeFigure draws a picture as a <figure>: name, an <svg> with its title and text for those who cannot see
// it, and what its axes are. It takes the width there is, and letters keep their size. id makes its element
// ids unique on the page. A bar beyond the scale, which is chosen from the bars that are not at the ends, is
// cut and marked. beside: a picture of the same kind that is drawn next to it, or null.
[[nodiscard]] page::Node MakeFigure(page::Node name, const examine::Picture& picture, const std::string& id,
                                    const examine::Picture* beside = nullptr);

// MakeLegend says what the colours and lines of a picture mean; nothing where there is one colour only.
[[nodiscard]] page::Node MakeLegend(const examine::Picture& picture);

// Ticks are round numbers in [from, to], three to seven of them; both ends if they are round.
[[nodiscard]] std::vector<double> Ticks(double from, double to);

}  // namespace constat::report::examination
