// WholeFile: a file written piece by piece that appears under its name only once it is whole. For what is too
// large to hold in memory; otherwise base/file.h.
#pragma once

#include <filesystem>
#include <string>

#include "constat/base/file.h"

namespace constat::cli {

class WholeFile {
 public:
  // Open begins a new file. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] static Result<WholeFile> Open(const std::filesystem::path& path, FileAccess access);
  WholeFile(WholeFile&& other) noexcept;
  WholeFile& operator=(WholeFile&&) = delete;
  // Without Finish nothing is left behind.
  ~WholeFile();

  [[nodiscard]] Status Write(std::string_view text);
  // Finish makes it durable and gives it its name. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] Status Finish();

 private:
  WholeFile(std::filesystem::path path, std::string temporary, int fd)
      : path_(std::move(path)), temporary_(std::move(temporary)), fd_(fd) {}

  std::filesystem::path path_;
  std::string temporary_;
  int fd_;
};

}  // namespace constat::cli
