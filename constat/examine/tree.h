// Tree: numbers under names, in the order in which they were put there; what becomes the JSON report.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace constat::examine {

// Tree is nothing, a truth value, a number, a text, a list or a table of Trees. A number that is not finite
// is kept as it is; who writes it decides (JSON: null).
class Tree {
 public:
  using List = std::vector<Tree>;
  using Table = std::vector<std::pair<std::string, Tree>>;
  using Value = std::variant<std::monostate, bool, int64_t, double, std::string, List, Table>;

  Tree() = default;
  // Implicit: a table is written as its values. NOLINTBEGIN(google-explicit-constructor)
  Tree(bool value) : value_(value) {}
  Tree(double value) : value_(value) {}
  Tree(const char* value) : value_(std::string(value)) {}
  Tree(std::string value) : value_(std::move(value)) {}
  Tree(List value) : value_(std::move(value)) {}
  Tree(Table value) : value_(std::move(value)) {}
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Tree(T value) : value_(static_cast<int64_t>(value)) {}
  // NOLINTEND(google-explicit-constructor)

  // Of makes a list of any range of what a Tree can be.
  template <class Range>
  [[nodiscard]] static Tree Of(const Range& values) {
    List list;
    for (const auto& value : values) list.emplace_back(value);
    return list;
  }

  // Put adds a name to a table (nothing becomes one) and returns the table itself. Names are put once.
  Tree& Put(std::string name, Tree value) {
    if (!std::holds_alternative<Table>(value_)) value_ = Table();
    std::get<Table>(value_).emplace_back(std::move(name), std::move(value));
    return *this;
  }

  // At is what is under a name, or null where there is no such name.
  [[nodiscard]] const Tree* At(std::string_view name) const {
    const auto* const table = std::get_if<Table>(&value_);
    if (table == nullptr) return nullptr;
    for (const auto& [key, value] : *table) {
      if (key == name) return &value;
    }
    return nullptr;
  }

  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};

}  // namespace constat::examine
