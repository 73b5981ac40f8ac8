#include "constat/base/version.h"

namespace constat {

std::string_view ProgramVersion() { return "constat " CONSTAT_VERSION; }

}  // namespace constat
