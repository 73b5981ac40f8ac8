#include "constat/text/json.h"

namespace constat::text {

std::string FormatJson(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace constat::text
