#include "constat/cli/version.h"

namespace constat::cli {

std::string_view ProgramVersion() { return "constat " CONSTAT_VERSION; }

}  // namespace constat::cli
