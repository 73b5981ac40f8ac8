#include "constat/io/read_back.h"

#include <fmt/core.h>

namespace constat::io {

Status CheckReadableSize(std::string_view what, uint64_t size_bytes, uint64_t max_bytes) {
  if (size_bytes <= max_bytes) return {};
  return Fail(ErrorCode::kTooLarge,
              fmt::format("{} was not written: it would have {} bytes, and nobody reads more than {}", what,
                          size_bytes, max_bytes));
}

Error NotReadable(std::string_view what, const Error& reason) {
  return Prefix(fmt::format("{} was not written, for nobody could read it", what), reason);
}

Error ReadsAsAnother(std::string_view what) {
  return {ErrorCode::kCannotWrite,
          fmt::format("{} was not written, for it would be read as something else than was meant; this is a "
                      "fault of the program: tell its makers",
                      what)};
}

}  // namespace constat::io
