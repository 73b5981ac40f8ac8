#include "constat/report/record/option_paints.h"

#include <fmt/core.h>

#include "constat/report/page/elements.h"

namespace constat::report {

using page::Circle;
using page::Class;
using page::Height;
using page::Node;
using page::Width;

namespace {

Node Lines(std::string_view d) { return page::Path(Class("tx"), page::D(d)); }
Node Dot(std::string_view at, std::string_view radius) {
  return Circle(Class("td"), page::Cx(at), page::Cy(at), page::R(radius));
}

// Texture is what lies over paint k's colour.
Node Texture(size_t k) {
  switch ((k % 8 + k / 8) % 8) {
    case 1:
      return Lines("M-2 2l4-4M0 8l8-8M6 10l4-4");
    case 2:
      return page::Fragment(Dot("2", "1.1"), Dot("6", "1.1"));
    case 3:
      return Lines("M0 2h8M0 6h8");
    case 4:
      return Lines("M2 0v8M6 0v8");
    case 5:
      return Lines("M-2 6l4 4M0 0l8 8M6 -2l4 4");
    case 6:
      return Lines("M0 4h8M4 0v8");
    case 7:
      return Dot("4", "2");
    default:
      return {};
  }
}

Node Paint(const std::string& id, const std::string& colour, Node texture) {
  return page::Pattern(page::Id(id), Width(8), Height(8), page::PatternUnits("userSpaceOnUse"),
                       page::Rect(Width(8), Height(8), page::Attribute::FillVariable(colour)),
                       std::move(texture));
}

}  // namespace

Node PaintDefinitions(size_t paints) {
  Node defs = page::Defs();
  for (size_t k = 0; k < paints; ++k)
    defs.Add(Paint(fmt::format("p{}", k), fmt::format("p{}", k % 8), Texture(k)));
  defs.Add(Paint("pb", "pb", {}));
  return page::Svg(Width(0), Height(0), page::Attribute::OutOfFlow(), page::Hidden(), std::move(defs));
}

}  // namespace constat::report
