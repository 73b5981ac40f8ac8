#include "constat/console/output_file.h"

#include "constat/io/file.h"

namespace constat::console {

Status WriteOutput(const std::string& path, std::string_view text, Terminal& terminal) {
  if (path != "-") return io::WriteFile(path, AsBytes(text));
  terminal.Print(text);
  return {};
}

}  // namespace constat::console
