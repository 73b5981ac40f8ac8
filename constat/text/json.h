// JSON: the one way to write JSON text, and the import site of nlohmann's library. Its header is slow to
// compile: for .cc files, and headers that only those include.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace constat::text {

using Json = nlohmann::ordered_json;  // fields stay in the order they are given

// FormatJson is two spaces an indent, a line feed at the end; bytes that are not UTF-8 become U+FFFD, and a
// number that is not finite becomes null.
[[nodiscard]] std::string FormatJson(const Json& json);

}  // namespace constat::text
