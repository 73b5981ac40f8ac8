// ByteSource: the bytes of a table, chunk by chunk, unpacked on the way (at most io::kMaxPackingRatio times
// its size, and at most once). Not thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/unpack.h"

namespace constat::table {

using ByteSource = io::ByteStream;

// What a table may have at most, unpacked: far above any vote's, and a bound on the time a hostile one takes.
inline constexpr uint64_t kMaxTableSize = uint64_t{16} << 30;

// OpenFile reads a file that is plain, or packed with gzip or zstd (its first bytes decide, not its name).
// ERRORS: io::OpenUnpacked's.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> OpenFile(const std::filesystem::path& path,
                                                           uint64_t max_size_bytes = kMaxTableSize);

// FromPacked reads a file that is in memory, packed or plain; bytes must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> FromPacked(ByteView bytes, uint64_t max_size_bytes = kMaxTableSize);

// FromText reads text that is already in memory, chunk_size bytes at a time. REQUIRES chunk_size > 0.
[[nodiscard]] std::unique_ptr<ByteSource> FromText(std::string text, size_t chunk_size = 64 * 1024);

}  // namespace constat::table
