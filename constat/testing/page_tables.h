// Page tables: what a page's tree says, cell by cell, for tests that every number of it is right. Not
// for other code.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "constat/report/page/node.h"

namespace constat::report::page {

// ValueOf is an attribute's value, or empty.
inline std::string ValueOf(const Node& node, AttributeKind kind) {
  for (const Attribute& attribute : node.attributes()) {
    if (attribute.kind() == kind) return attribute.value();
  }
  return "";
}

// TextOf is what a node says; what stands apart on the page is apart by one blank.
inline std::string TextOf(const Node& node) {
  if (node.kind() == Node::Kind::kText) return node.text();
  std::string out;
  for (const Node& child : node.children()) {
    const bool apart = child.kind() == Node::Kind::kElement && child.element() != Element::kBdi &&
                       child.element() != Element::kStrong && child.element() != Element::kSpan &&
                       child.element() != Element::kA;
    const std::string text = TextOf(child);
    if (apart && !out.empty() && out.back() != ' ' && !text.empty()) out += ' ';
    out += text;
  }
  return out;
}

// All are the elements of a kind below a node, in the page's order, with those inside of one another.
inline void CollectAll(const Node& node, Element element, std::vector<const Node*>& out) {
  for (const Node& child : node.children()) {
    if (child.kind() == Node::Kind::kElement && child.element() == element) out.push_back(&child);
    CollectAll(child, element, out);
  }
}
[[nodiscard]] inline std::vector<const Node*> All(const Node& node, Element element) {
  std::vector<const Node*> out;
  CollectAll(node, element, out);
  return out;
}
// AllOfClass are those with this value of the attribute class.
[[nodiscard]] inline std::vector<const Node*> AllOfClass(const Node& node, Element element,
                                                         std::string_view style) {
  std::vector<const Node*> out;
  for (const Node* found : All(node, element)) {
    if (ValueOf(*found, AttributeKind::kClass) == style) out.push_back(found);
  }
  return out;
}
[[nodiscard]] inline std::vector<std::string> Texts(const std::vector<const Node*>& nodes) {
  std::vector<std::string> out;
  for (const Node* node : nodes) out.push_back(TextOf(*node));
  return out;
}
// Values are one attribute of each; empty where one has none.
[[nodiscard]] inline std::vector<std::string> Values(const std::vector<const Node*>& nodes,
                                                     AttributeKind kind) {
  std::vector<std::string> out;
  for (const Node* node : nodes) out.push_back(ValueOf(*node, kind));
  return out;
}
[[nodiscard]] inline const Node* FindId(const Node& node, std::string_view id) {
  if (node.Id() == id) return &node;
  for (const Node& child : node.children()) {
    if (const Node* const found = FindId(child, id)) return found;
  }
  return nullptr;
}

// OutlineOf is what a node consists of in the page's order, but for what is drawn: each element as
// "<name.class#id", and texts.
inline void CollectOutline(const Node& node, std::vector<std::string>& out) {
  if (node.kind() == Node::Kind::kText) out.push_back(node.text());
  if (node.kind() == Node::Kind::kElement) {
    const std::string style = ValueOf(node, AttributeKind::kClass);
    out.push_back("<" + std::string(ElementName(node.element())) + (style.empty() ? "" : ".") + style +
                  (node.Id().empty() ? "" : "#") + std::string(node.Id()));
    if (node.element() == Element::kSvg) return;
  }
  for (const Node& child : node.children()) CollectOutline(child, out);
}
[[nodiscard]] inline std::vector<std::string> OutlineOf(const Node& node) {
  std::vector<std::string> out;
  CollectOutline(node, out);
  return out;
}

// TableRow are the texts of a row's cells.
using TableRow = std::vector<std::string>;
using Rows = std::vector<TableRow>;

inline std::vector<const Node*> CellsOf(const Node& row) {
  std::vector<const Node*> out;
  for (const Node& cell : row.children()) {
    EXPECT_TRUE(cell.element() == Element::kTd || cell.element() == Element::kTh);
    out.push_back(&cell);
  }
  return out;
}
[[nodiscard]] inline size_t ColumnsOf(const Node& row) {
  size_t out = 0;
  for (const Node* cell : CellsOf(row)) {
    const std::string span = ValueOf(*cell, AttributeKind::kColspan);
    out += span.empty() ? 1 : std::stoul(span);
  }
  return out;
}
// BodyRows are the rows of a table's body. Checks that each has a cell for each column, and that a heading of
// a row says that it is one.
[[nodiscard]] inline Rows BodyRows(const Node& table, size_t columns) {
  Rows out;
  for (const Node* body : All(table, Element::kTbody)) {
    for (const Node& row : body->children()) {
      EXPECT_EQ(ColumnsOf(row), columns) << TextOf(row);
      std::vector<std::string>& cells = out.emplace_back();
      for (const Node* cell : CellsOf(row)) {
        cells.push_back(TextOf(*cell));
        const bool heads = cell->element() == Element::kTh;
        EXPECT_EQ(ValueOf(*cell, AttributeKind::kScope), heads ? "row" : "") << TextOf(*cell);
      }
    }
  }
  return out;
}
// HeadRow is the only row of a table's head. Checks that each cell heads a column.
[[nodiscard]] inline std::vector<std::string> HeadRow(const Node& table) {
  const std::vector<const Node*> heads = All(table, Element::kThead);
  EXPECT_EQ(heads.size(), 1u);
  if (heads.size() != 1 || heads[0]->children().size() != 1) return {};
  for (const Node* cell : CellsOf(heads[0]->children()[0]))
    EXPECT_EQ(ValueOf(*cell, AttributeKind::kScope), "col") << TextOf(*cell);
  return Texts(CellsOf(heads[0]->children()[0]));
}

// NumbersOf are the numbers in a text as they are written, with a percent sign that follows: of "28,804 of
// 31,222 = 92.3%" 28,804 and 31,222 and 92.3%.
[[nodiscard]] inline std::vector<std::string> NumbersOf(std::string_view text) {
  const auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::vector<std::string> out;
  for (size_t i = 0; i < text.size();) {
    if (!digit(i)) {
      ++i;
      continue;
    }
    size_t end = i;
    while (digit(end) || (end < text.size() && (text[end] == ',' || text[end] == '.') && digit(end + 1)))
      ++end;
    if (end < text.size() && text[end] == '%') ++end;
    out.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}
// CountIn is the first number of a text, without what groups its digits; 0 where it has none.
[[nodiscard]] inline uint64_t CountIn(std::string_view text) {
  uint64_t out = 0;
  const std::vector<std::string> numbers = NumbersOf(text);
  if (numbers.empty()) return out;
  for (const char c : numbers[0]) {
    if (c != ',') out = out * 10 + static_cast<uint64_t>(c - '0');
  }
  return out;
}

}  // namespace constat::report::page
