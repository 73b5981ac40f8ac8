#include "constat/text/message.h"

namespace constat::text {

std::string JoinMessage(const Message& message) {
  std::string out;
  for (const MessagePart& part : message) out += part.text;
  return out;
}

}  // namespace constat::text
