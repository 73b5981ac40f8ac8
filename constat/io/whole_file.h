// WholeFile: a file written piece by piece that appears under its name only once it is whole and durable.
// Files that fit into memory: io/file.h, which writes them with this.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/descriptor.h"

namespace constat::io {

enum class FileAccess {
  kPublic,  // mode 0644
  kSecret,  // mode 0600
};

// Existing says what becomes of a file that has the name already.
enum class Existing { kRefuse, kReplace };

class WholeFile {
 public:
  // Open begins a file, under a temporary name beside path. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] static Result<WholeFile> Open(const std::filesystem::path& path, FileAccess access,
                                              Existing existing = Existing::kRefuse);
  WholeFile(WholeFile&& other) noexcept = default;
  WholeFile& operator=(WholeFile&&) = delete;
  // Without Finish nothing is left behind.
  ~WholeFile();

  [[nodiscard]] Status Write(ByteView bytes);
  // Finish makes it durable and gives it its name: a reader or a crash sees what was there before or the
  // whole file. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] Status Finish();

 private:
  WholeFile(std::filesystem::path path, Existing existing) : path_(std::move(path)), existing_(existing) {}

  std::filesystem::path path_;
  Existing existing_;
  std::string temporary_;
  Descriptor fd_{-1};
};

// SyncDirectory makes renames and creations in a directory durable. ERRORS: kCannotWrite.
[[nodiscard]] Status SyncDirectory(const std::filesystem::path& path);

}  // namespace constat::io
