// Unpacking: the bytes of a file that is plain, or packed once with gzip or zstd, chunk by chunk.
//
// The file's first bytes decide how it is packed, never its name. Members of gzip and frames of zstd, one
// after another, are one packing, as `cat a.gz b.gz` and pigz make it; what unpacks to another packing is
// refused. Memory is bounded: a chunk, and zstd's window of at most 8 MiB. Not thread-safe.
// SOURCE: RFC 1952 (gzip), RFC 8878 (zstd).
#pragma once

#include <filesystem>
#include <limits>
#include <memory>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/file.h"

namespace constat::io {

class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Next returns the bytes that follow, at least one, or none at the end; they live until the next call.
  // Bytes before a fault are returned before the fault is. ERRORS: kCannotRead, kTooLarge.
  [[nodiscard]] virtual Result<ByteView> Next() = 0;
};

// What is packed unpacks to at most kMaxPackingRatio times (its size + kPackingAllowance) bytes. Ciphertexts
// and hashes do not pack at all, honest tables 3 to 30 times; the allowance is for what is tiny.
inline constexpr uint64_t kMaxPackingRatio = 100;
inline constexpr uint64_t kPackingAllowance = 4096;

// RFC 8878, 3.1.1.1.2, asks every decoder for windows of 8 MiB; zstd's levels up to 19 use no larger one.
inline constexpr unsigned kMaxZstdWindowLog = 23;

inline constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();

// OpenUnpacked opens a file; what is no regular file (a pipe) is taken to be as large as what was read of it.
// More than max_size_bytes, plain or unpacked, are too many. ERRORS: kMissingFile, kCannotRead; Next gives
// kCannotRead for a packing that is broken, cut short, followed by other bytes or packed once more, kTooLarge
// for too many bytes or a zstd window over 8 MiB.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> OpenUnpacked(const std::filesystem::path& path,
                                                               uint64_t max_size_bytes = kNoLimit);
// OpenUnpacked of a file that messages call by another name than its path.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> OpenUnpacked(const NamedFile& file,
                                                               uint64_t max_size_bytes = kNoLimit);

// UnpackedFrom is OpenUnpacked for a file's bytes, which must outlive the stream. Its Next has
// the same ERRORS.
[[nodiscard]] std::unique_ptr<ByteStream> UnpackedFrom(ByteView file, uint64_t max_size_bytes = kNoLimit);

}  // namespace constat::io
