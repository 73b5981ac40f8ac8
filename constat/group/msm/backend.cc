#include "constat/group/msm/backend.h"

#include <algorithm>
#include <string>

namespace constat::group::msm {

std::vector<std::string_view> AvailableBackends() { return {"portable"}; }

std::string_view BackendName() { return "portable"; }

Status SelectBackend(std::string_view name) {
  const auto available = AvailableBackends();
  if (std::find(available.begin(), available.end(), name) == available.end()) {
    return Fail(ErrorCode::kUsage, "no back end \"" + std::string(name) + "\" runs on this CPU");
  }
  return {};
}

}  // namespace constat::group::msm
