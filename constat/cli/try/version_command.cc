// constat version.
#include <fmt/core.h>

#include "constat/base/version.h"
#include "constat/cli/commands.h"
#include "constat/group/msm/backend.h"
#include "constat/record/manifest.h"

namespace constat::cli {

void AddVersionCommand(CommandTree& tree) {
  tree.Add(tree.root(),
           {"version", "Say which version this is and what it can use of this machine", "constat version"},
           [](Terminal& terminal) -> Result<ExitStatus> {
             terminal.Say(ProgramVersion());
             terminal.Say("records of " + record::FormatVersion(record::kVersion));
             std::string available;
             for (const std::string_view name : group::msm::AvailableBackends())
               available += fmt::format(" {}", name);
             terminal.Say(fmt::format("arithmetic: {} (this machine can use:{})", group::msm::BackendName(),
                                      available));
             return ExitStatus::kOk;
           });
}

}  // namespace constat::cli
