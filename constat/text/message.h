// Message: a text of assets/texts with its values filled in, in parts, so that a page can set values apart.
// What makes them is generated from assets/texts (tools/make_texts).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace constat::text {

// MessagePart is plain text, or the value of the argument of this name.
struct MessagePart {
  std::string text;
  std::string_view argument{};  // empty: plain text
};
using Message = std::vector<MessagePart>;

// JoinMessage is the message as one text.
[[nodiscard]] std::string JoinMessage(const Message& message);

}  // namespace constat::text
