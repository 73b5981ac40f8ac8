// Mutilations: what carriers do to a text, and what people send in its place.
#pragma once

#include <string>
#include <vector>

namespace constat::carried {

struct Mutilation {
  std::string name;
  std::string (*make)(const std::string& text);
};

// Mutilations are the columns of the matrix, in its order.
[[nodiscard]] const std::vector<Mutilation>& Mutilations();

}  // namespace constat::carried
