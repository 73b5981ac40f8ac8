// Tar, read strictly: regular files and folders, whoever wrote them, and that there are links and devices;
// everything else is refused.
//
// What is read: POSIX ustar and pax, GNU tar's format with long names and sizes in base 256, and the format
// of 1979 before them; as GNU tar, bsdtar, busybox and Python's tarfile write them. Checksums are demanded;
// so is the mark at the end, after which only zero bytes may follow. Memory is bounded by kMaxExtensionSize,
// whatever the archive says. Spec: VER-12. Not thread-safe. SOURCE: POSIX.1-2017, pax, "ustar Interchange
// Format" and "pax Interchange Format"; GNU tar manual, "Basic Tar Format" and "Storing long file names".
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "constat/io/unpack.h"

namespace constat::io {

inline constexpr size_t kMaxNameSize = 255;               // bytes of a name, as it stands in the archive
inline constexpr uint64_t kMaxExtensionSize = 16 * 1024;  // bytes of one pax header or GNU long name

enum class TarKind : uint8_t {
  kFile,
  kFolder,
  kOther,  // a hard or symbolic link, a device, a pipe: it has no contents, and where it leads is not read
};

struct TarEntry {
  // path has parts between single slashes, none of them empty, "." or "..", of any bytes but zero; a "./"
  // before it and the "/" after a folder are dropped. Empty for the archive's top folder alone.
  std::string path;
  TarKind kind = TarKind::kFile;
  uint64_t size = 0;  // bytes of contents; 0 for what is no file
};

class TarReader {
 public:
  explicit TarReader(std::unique_ptr<ByteStream> archive) : archive_(std::move(archive)) {}

  // Next goes to the next entry, past what was not read of this one; none at the end. ERRORS:
  // kCannotRead for what is no such archive or a broken one; kTooLarge for a name over kMaxNameSize or a
  // header over kMaxExtensionSize; kUnknownFile for a name that path could not be, a sparse file, or a type
  // that is not known; the stream's.
  [[nodiscard]] Result<std::optional<TarEntry>> Next();

  // Contents returns the bytes of the entry that follow, at least one, or none at their end; they live until
  // the next call. ERRORS: kCannotRead if the archive ends before; the stream's.
  [[nodiscard]] Result<ByteView> Contents();

 private:
  using Block = std::array<uint8_t, 512>;

  // Extensions are what headers before an entry's own say about it.
  struct Extensions {
    bool has_pax = false;
    bool has_long_name = false;
    bool is_sparse = false;
    std::optional<std::string> path;
    std::optional<uint64_t> size;
  };

  [[nodiscard]] Status SkipContents();
  [[nodiscard]] Status ReadExtension(const Block& header, Extensions& out);
  [[nodiscard]] static Status ReadPax(std::string_view body, Extensions& out);
  [[nodiscard]] Result<TarEntry> ReadEntry(const Block& header, const Extensions& extensions);
  [[nodiscard]] Status ReadEnd();
  [[nodiscard]] Result<ByteView> Take(uint64_t most);
  [[nodiscard]] Status ReadBlock(Block& out);
  [[nodiscard]] tl::unexpected<Error> Broken(std::string_view why) const;

  std::unique_ptr<ByteStream> archive_;
  ByteView chunk_;         // of the stream, not yet used
  uint64_t position_ = 0;  // bytes used
  uint64_t contents_ = 0;  // bytes of the entry that follow
  uint64_t padding_ = 0;   // bytes after them, up to a whole block
  bool at_start_ = true;
  bool at_end_ = false;
};

}  // namespace constat::io
