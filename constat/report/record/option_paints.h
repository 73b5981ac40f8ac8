// HTML style: the page's style sheet and the colours and textures of options.
#pragma once

#include <string>
#include <string_view>

namespace constat::report {

// PageStyle is the whole style sheet: light, dark, print, narrow screens.
[[nodiscard]] std::string_view PageStyle();

inline constexpr size_t kPaints = 64;  // as many as a question can have options

// PaintDefinitions is a hidden SVG with the fills "url(#p0)" to "url(#p<paints - 1>)" and "url(#pb)" for
// blank: eight colours that differ for colour-blind readers too, each with a texture of its own, so that
// nothing hangs on colour.
[[nodiscard]] std::string PaintDefinitions(size_t paints);

}  // namespace constat::report
