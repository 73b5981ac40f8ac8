// ShowFile: any public file of a referendum as text for people or JSON for programs. Nothing is judged.
#pragma once

#include <optional>
#include <string>

#include "constat/referendum/context.h"

namespace constat::report {

// ShowFormat is text for people or JSON for programs; a key and a checkpoint are shown as their lines alone.
enum class ShowFormat : bool { kText, kJson };

// ShowFile shows a file's bytes, with what is known of the referendum (null: nothing); a file with a manifest
// brings it. None for what may be an archive. ERRORS: kUsage for a secret file, and for a challenge without
// its referendum; those of the file's parser.
[[nodiscard]] Result<std::optional<std::string>> ShowFile(referendum::ContextPtr context, ByteView bytes,
                                                          ShowFormat format);

}  // namespace constat::report
