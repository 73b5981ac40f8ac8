// Foreign files: what people send or name in the place of a text: a spreadsheet, a PDF, an archive,
// a whole e-mail.
#pragma once

#include <optional>
#include <string_view>

#include "constat/base/bytes.h"

namespace constat::text {

// Foreign is what a file is that no program of ours writes, and what to do with it: "a PDF document", "copy
// the text out of it ...".
struct Foreign {
  std::string_view what;
  std::string_view advice;
};

// FindForeign looks at the first bytes, and into a ZIP archive for the names in it; none for what it does not
// know. An empty file is foreign.
[[nodiscard]] std::optional<Foreign> FindForeign(ByteView bytes);

}  // namespace constat::text
