// Reading back: whoever writes a file in a format that has limits first reads what is about to be written,
// with the very reader that it is for, so that nobody is handed a file that the next command refuses.
//
// Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::io {

// CheckReadableSize says whether a reader that takes at most max_bytes would read size_bytes. what names the
// file in messages, such as "the trust file trust.toml". ERRORS: kTooLarge.
[[nodiscard]] Status CheckReadableSize(std::string_view what, uint64_t size_bytes, uint64_t max_bytes);

// NotReadable is the error for what its own reader refuses for reason. ReadsAsAnother is the one for what
// would be read as something else than was meant, which is a fault of the writer.
[[nodiscard]] Error NotReadable(std::string_view what, const Error& reason);
[[nodiscard]] Error ReadsAsAnother(std::string_view what);

// CheckReadsBack says whether what is about to be written was read, and as what was meant: is_same(what was
// read). ERRORS: the reader's; kCannotWrite if it would be read as something else.
template <typename T, typename IsSame>
[[nodiscard]] Status CheckReadsBack(std::string_view what, const Result<T>& read, IsSame is_same) {
  if (!read) return tl::unexpected(NotReadable(what, read.error()));
  if (!is_same(*read)) return tl::unexpected(ReadsAsAnother(what));
  return {};
}

}  // namespace constat::io
