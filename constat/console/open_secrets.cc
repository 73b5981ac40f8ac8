#include "constat/console/open_secrets.h"

#include <fmt/core.h>

#include "constat/io/modes.h"

namespace constat::console {

std::string OpenSecretsWarning(const std::vector<std::string>& open) {
  if (open.empty()) return {};
  std::string names;
  for (const std::string& name : open) names += (names.empty() ? "" : ", ") + CleanForTerminal(name);
  return fmt::format(
      "Warning: {} {} secret, and this disk or memory stick does not keep who may read a file: whoever has "
      "it can read {}. Lock it away, or copy the file to a disk of your own and remove it here.",
      names, open.size() == 1 ? "is" : "are", open.size() == 1 ? "it" : "them");
}

void WarnOfOpenSecrets(const std::vector<std::string>& files, Terminal& terminal) {
  std::vector<std::string> open;
  for (const std::string& file : files) {
    const bool is_public = file.ends_with(".pub");  // named in the place of the secret one
    if (!file.empty() && !is_public && io::LiesOpen(file)) open.push_back(file);
  }
  if (!open.empty()) terminal.Note(OpenSecretsWarning(open));
}

}  // namespace constat::console
