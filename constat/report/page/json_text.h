// JSON text: how report/ writes JSON. For its .cc files alone.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace constat::report {

using Json = nlohmann::ordered_json;  // fields stay in the order they are given

// DumpJson is two spaces an indent, a line feed at the end; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] inline std::string DumpJson(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace constat::report
