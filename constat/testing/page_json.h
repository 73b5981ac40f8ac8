// ReadPage: the tree of a page from its JSON, as a browser would build it, for tests that the JSON says all.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "constat/report/page/document.h"
#include "constat/report/page/document_json.h"

namespace constat::report::page {

inline Attribute ReadAttribute(const std::string& name, const std::string& value) {
  for (int k = 0; k < static_cast<int>(AttributeKind::kFill); ++k) {
    const auto kind = static_cast<AttributeKind>(k);
    if (AttributeName(kind) == name) return {kind, value};
  }
  const auto inside = [&](size_t before, size_t after) {
    return std::string_view(value).substr(before, value.size() - before - after);
  };
  if (name == "href" && value.starts_with('#')) return Attribute::LinkTo(inside(1, 0));
  if (name == "fill" && value == "#000") return Attribute::FillBlack();
  if (name == "fill" && value == "#fff") return Attribute::FillWhite();
  if (name == "fill" && value.starts_with("url(#")) return Attribute::FillWith(inside(5, 1));
  if (name == "style" && value.starts_with("fill:var(--")) return Attribute::FillVariable(inside(11, 1));
  if (name == "style" && value == "position:absolute") return Attribute::OutOfFlow();
  if (name == "style" && value.starts_with("height:"))
    return Attribute::HeightPx(std::stoull(std::string(inside(7, 2))));
  ADD_FAILURE() << "an attribute of no list: " << name << "=" << value;
  return Attribute::OutOfFlow();
}

inline void ReadNode(const nlohmann::ordered_json& json, Node& into) {
  if (json.is_string()) return into.Add(json.get<std::string>());
  const auto name = json.at(0).get<std::string>();
  for (int e = 0; e <= static_cast<int>(Element::kUl); ++e) {
    if (ElementName(static_cast<Element>(e)) != name) continue;
    Node out(static_cast<Element>(e));
    for (const auto& [key, value] : json.at(1).items()) out.Add(ReadAttribute(key, value.get<std::string>()));
    for (size_t i = 2; i < json.size(); ++i) ReadNode(json[i], out);
    return into.Add(std::move(out));
  }
  ADD_FAILURE() << "an element of no list: " << name;
}

// ReadPage REQUIRES what FormatJson wrote.
inline Document ReadPage(const std::string& text) {
  const auto json = nlohmann::ordered_json::parse(text);
  Document out{.language = json.at("language"), .direction = json.at("direction"), .title = json.at("title")};
  for (const auto& style : json.at("styles")) {
    for (const StyleSheet known : {StyleSheet::kReport, StyleSheet::kExamination, StyleSheet::kLetters})
      if (StyleSheetName(known) == style.get<std::string>()) out.styles.push_back(known);
  }
  if (!json.at("script").is_null()) out.script = Script::kStationTable;
  for (const auto& node : json.at("body")) ReadNode(node, out.body);
  return out;
}

// ExpectJsonSaysAll: the page made of the JSON is the page.
inline void ExpectJsonSaysAll(const Document& document) {
  Document read = ReadPage(FormatJson(document));
  read.no_referrer = document.no_referrer;
  read.light_and_dark = document.light_and_dark;
  EXPECT_EQ(FormatHtml(read), FormatHtml(document));
  EXPECT_EQ(FormatJson(read), FormatJson(document));
}

}  // namespace constat::report::page
