// Show file: any public file between parties as text for people or JSON for programs. Nothing is judged.
#pragma once

#include <optional>
#include <string>

#include "constat/report/record/show.h"

namespace constat::report {

enum class ShownAs : uint8_t { kText, kJson };

[[nodiscard]] std::string FormatEntry(const referendum::Context* context, const EntryAt& at, ShownAs as);

// FormatPublicFile shows a file of entries, a receipt, a challenge, a checkpoint or a public key. context
// is that of the referendum it belongs to, or null; a file that begins with a manifest brings its own. None
// for what is no such file, such as an archive. ERRORS: kUsage for a secret file, and for a challenge
// without context; kWrongReferendum, for a receipt kWrongOrigin, for what is of another referendum than
// context; the parsers'.
[[nodiscard]] Result<std::optional<std::string>> FormatPublicFile(ByteView bytes,
                                                                  referendum::ContextPtr context, ShownAs as);

}  // namespace constat::report
