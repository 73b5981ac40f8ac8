// Plain text: what a record's texts may hold, so that none looks like something else than it is. Spec: ENC-4.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::text {

// Lines says whether a text may have several lines.
enum class Lines : bool { kOne, kSeveral };

// CheckPlainText demands well-formed UTF-8 without controls (a line feed only with kSeveral), without what
// breaks lines, turns the direction of writing or is not seen, without noncharacters, and with at most four
// combining marks U+0300-036F in a row. ERRORS: kBadText.
[[nodiscard]] Status CheckPlainText(ByteView bytes, Lines lines);

}  // namespace constat::text
