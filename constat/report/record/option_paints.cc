#include "constat/report/record/option_paints.h"

#include <fmt/core.h>

#include <array>

#include "constat/report/record/assets.generated.h"

namespace constat::report {
namespace {

// Texture is what lies over paint k's colour; the first eight differ, the next eight are shifted
// against the colours.
std::string Texture(size_t k) {
  static constexpr std::array<std::string_view, 8> kTextures = {
      "",
      R"(<path class="tx" d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>)",
      R"(<circle class="td" cx="2" cy="2" r="1.1"/><circle class="td" cx="6" cy="6" r="1.1"/>)",
      R"(<path class="tx" d="M0 2h8M0 6h8"/>)",
      R"(<path class="tx" d="M2 0v8M6 0v8"/>)",
      R"(<path class="tx" d="M-2 6l4 4M0 0l8 8M6 -2l4 4"/>)",
      R"(<path class="tx" d="M0 4h8M4 0v8"/>)",
      R"(<circle class="td" cx="4" cy="4" r="2"/>)",
  };
  return std::string(kTextures[(k % 8 + k / 8) % 8]);
}

}  // namespace

std::string_view PageStyle() { return embedded::ReportCss(); }

std::string PaintDefinitions(size_t paints) {
  std::string out = R"(<svg width="0" height="0" style="position:absolute" aria-hidden="true"><style>)";
  out +=
      ".tx{stroke:var(--tex);stroke-width:1.2;fill:none;opacity:.55}.td{fill:var(--tex);opacity:.6}</"
      "style><defs>";
  for (size_t k = 0; k < paints; ++k) {
    out += fmt::format(
        R"html(<pattern id="p{}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"
height="8" style="fill:var(--p{})"/>{}</pattern>)html",
        k, k % 8, Texture(k));
  }
  out +=
      R"html(<pattern id="pb" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"
height="8" style="fill:var(--pb)"/></pattern>)html";
  return out + "</defs></svg>\n";
}

}  // namespace constat::report
