#include "constat/io/descriptor_name.h"

#include <fcntl.h>

#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

namespace constat::io {

std::optional<int> DescriptorNamed(const std::filesystem::path& path) {
  const std::string text = path.string();
  if (text == "/dev/stdin") return 0;
  if (text == "/dev/stdout") return 1;
  if (text == "/dev/stderr") return 2;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!text.starts_with(folder)) continue;
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto [at, problem] = std::from_chars(text.data() + folder.size(), end, number);
    if (problem == std::errc() && at == end && number >= 0) return number;
  }
  return std::nullopt;
}

int DuplicateNamed(const std::filesystem::path& path) {
  const std::optional<int> number = DescriptorNamed(path);
  if (!number) {
    errno = EINVAL;
    return -1;
  }
  return ::fcntl(*number, F_DUPFD_CLOEXEC, 3);
}

}  // namespace constat::io
