// BytesByName: how whoever reads a text finds the files that it names, without opening one.
#pragma once

#include <functional>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat {

// BytesByName gives the bytes of what a text calls name, at most max_size of them: from a folder, or from
// what a page was given. ERRORS: kMissingFile, kTooLarge; those of what it reads.
using BytesByName = std::function<Result<Bytes>(const std::string& name, size_t max_size)>;

// NoBytes is where nothing else was given. ERRORS: kMissingFile.
inline Result<Bytes> NoBytes(const std::string& name, size_t) {
  return Fail(ErrorCode::kMissingFile, name + " was not given");
}

}  // namespace constat
