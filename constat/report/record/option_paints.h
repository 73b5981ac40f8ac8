// Option paints: the colours and textures that tell a question's options apart.
#pragma once

#include <cstddef>

#include "constat/report/page/node.h"

namespace constat::report {

// PaintDefinitions is a hidden SVG with the patterns "p0" to "p<paints - 1>", and "pb" for blank: eight
// colours that differ for colour-blind readers too, each with a texture of its own, so that nothing hangs on
// colour. The first eight differ; from the ninth on the textures are shifted against the colours.
[[nodiscard]] page::Node PaintDefinitions(size_t paints);

}  // namespace constat::report
