// WholeFolder: a secret folder of secret files that appears under its name only once all of it is
// there and durable.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/io/descriptor.h"

namespace constat::io {

// FolderFile is a file below such a folder; name may be "SUBFOLDER/FILE".
struct FolderFile {
  std::string name;
  std::string contents;
};

class WholeFolder {
 public:
  // Open begins a folder of mode 0700, under a temporary name beside path, with a file in it that says so and
  // is locked while this lives. ERRORS: kRefusesOverwrite if there is anything at path; kCannotWrite.
  [[nodiscard]] static Result<WholeFolder> Open(const std::filesystem::path& path);
  WholeFolder(WholeFolder&& other) noexcept;
  WholeFolder& operator=(WholeFolder&&) = delete;
  // Without Finish nothing is left behind.
  ~WholeFolder();

  // place is where the files are until Finish.
  [[nodiscard]] const std::filesystem::path& place() const { return temporary_; }

  // Add writes a new file of mode 0600; a subfolder is made, with mode 0700, where it is missing. Several
  // threads may add files of different names. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] Status Add(const std::string& name, ByteView contents) const;
  // Finish makes all of it durable, with one request for the whole file system, and gives it its name.
  // ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] Status Finish();

 private:
  explicit WholeFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: finished, or moved from
  Descriptor unfinished_{-1};
};

// RemoveUnfinished removes the folders that were begun for path by programs that ended before they
// finished them, and returns their names: killed, or by a failure of power. What is certainly not
// theirs stays: a folder of another user, without the file that says so, or of a program that is still
// at it. ERRORS: kCannotWrite.
[[nodiscard]] Result<std::vector<std::filesystem::path>> RemoveUnfinished(const std::filesystem::path& path);

}  // namespace constat::io
