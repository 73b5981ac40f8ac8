#include "constat/report/page/node.h"

#include <fmt/core.h>

#include <array>

#include "constat/base/check.h"
#include "constat/text/clean.h"

namespace constat::report::page {
namespace {

#define CONSTAT_PAGE_NAME(name, html) std::string_view(html),
constexpr std::array kElements{CONSTAT_PAGE_ELEMENTS(CONSTAT_PAGE_NAME)};
constexpr std::array kAttributes{CONSTAT_PAGE_ATTRIBUTES(CONSTAT_PAGE_NAME) std::string_view("fill"),
                                 std::string_view("href"), std::string_view("style")};
#undef CONSTAT_PAGE_NAME

constexpr std::string_view kIsolate = "\u2068";
constexpr std::string_view kEndIsolate = "\u2069";

// IsPlain is whether a name is one word of a style sheet.
bool IsPlain(std::string_view name) {
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos;
}

}  // namespace

std::string_view ElementName(Element element) { return kElements.at(static_cast<size_t>(element)); }
std::string_view AttributeName(AttributeKind kind) { return kAttributes.at(static_cast<size_t>(kind)); }

Attribute::Attribute(AttributeKind kind, std::string_view value) : kind_(kind), value_(value) {
  CONSTAT_CHECK(kind < AttributeKind::kFill);
}
Attribute::Attribute(AttributeKind kind, uint64_t value) : Attribute(kind, std::to_string(value)) {}

Attribute Attribute::LinkTo(std::string_view id) {
  return {Made{}, AttributeKind::kHref, fmt::format("#{}", id)};
}
Attribute Attribute::FillWith(std::string_view pattern) {
  CONSTAT_CHECK(IsPlain(pattern));
  return {Made{}, AttributeKind::kFill, fmt::format("url(#{})", pattern)};
}
Attribute Attribute::FillVariable(std::string_view variable) {
  CONSTAT_CHECK(IsPlain(variable));
  return {Made{}, AttributeKind::kStyle, fmt::format("fill:var(--{})", variable)};
}
Attribute Attribute::FillBlack() { return {Made{}, AttributeKind::kFill, "#000"}; }
Attribute Attribute::FillWhite() { return {Made{}, AttributeKind::kFill, "#fff"}; }
Attribute Attribute::HeightPx(uint64_t height) {
  return {Made{}, AttributeKind::kStyle, fmt::format("height:{}px", height)};
}
Attribute Attribute::OutOfFlow() { return {Made{}, AttributeKind::kStyle, "position:absolute"}; }

void Node::Add(Attribute attribute) {
  CONSTAT_CHECK(kind_ == Kind::kElement);
  attributes_.push_back(std::move(attribute));
}

void Node::Add(Node child) {
  CONSTAT_CHECK(kind_ != Kind::kText);
  if (child.kind_ == Kind::kText) {
    Add(std::move(child.text_));
  } else if (child.kind_ == Kind::kFragment) {
    for (Node& one : child.children_) Add(std::move(one));
  } else {
    children_.push_back(std::move(child));
  }
}

void Node::Add(std::string text) {
  CONSTAT_CHECK(kind_ != Kind::kText);
  if (text.empty()) return;
  if (!children_.empty() && children_.back().kind_ == Kind::kText) {
    children_.back().text_ += text;
    return;
  }
  Node& child = children_.emplace_back();
  child.kind_ = Kind::kText;
  child.text_ = std::move(text);
}

std::string_view Node::Id() const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.kind() == AttributeKind::kId) return attribute.value();
  }
  return {};
}

std::string Isolate(std::string_view name) {
  return fmt::format("{}{}{}", kIsolate, text::CleanLine(name), kEndIsolate);
}

Node WithNames(std::string_view sentence) {
  Node out;
  while (!sentence.empty()) {
    const size_t begin = sentence.find(kIsolate);
    out.Add(sentence.substr(0, begin));
    if (begin == std::string_view::npos) break;
    sentence.remove_prefix(begin + kIsolate.size());
    const size_t end = std::min(sentence.find(kEndIsolate), sentence.size());
    Node name(Element::kBdi);
    name.Add(sentence.substr(0, end));
    out.Add(std::move(name));
    sentence.remove_prefix(std::min(end + kEndIsolate.size(), sentence.size()));
  }
  return out;
}

}  // namespace constat::report::page
