// Document: a whole page, and the file it becomes. Style sheets and scripts are those of assets/, by name;
// the tree itself can hold neither.
//
// One self-contained HTML file: it fetches nothing, and says so to the browser (Content-Security-Policy).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/report/page/node.h"

namespace constat::report::page {

// StyleSheet is a file of assets/css.
enum class StyleSheet : uint8_t { kReport, kExamination, kLetters };
// Script is a file of assets/scripts.
enum class Script : uint8_t { kNone, kStationTable };

struct Document {
  std::string language = "en";  // BCP 47 tag
  std::string direction{};      // "ltr" or "rtl"; empty: not stated
  std::string title{};
  std::vector<StyleSheet> styles{};
  Script script = Script::kNone;
  bool no_referrer = false;     // a link that is followed does not tell where from
  bool light_and_dark = false;  // the styles know both
  Node body{};
};

// FormatHtml writes a document, or nodes as they are within one. Block elements end their line; no other
// white space is added. Equal trees give equal bytes.
[[nodiscard]] std::string FormatHtml(const Document& document);
[[nodiscard]] std::string FormatHtml(const Node& node);

// FormatHtmlBegin and FormatHtmlEnd are what is before and after the body's nodes, for a body that is too
// long to be held at once.
[[nodiscard]] std::string FormatHtmlBegin(const Document& document);
[[nodiscard]] std::string FormatHtmlEnd(const Document& document);

// FormatStart and FormatEnd are an element's tags alone, for one whose children are written one by one.
// REQUIRES: an element.
[[nodiscard]] std::string FormatStart(const Node& node);
[[nodiscard]] std::string FormatEnd(const Node& node);

// StyleSheetText and ScriptText are the files, StyleSheetName and ScriptName their names without extension.
[[nodiscard]] std::string_view StyleSheetText(StyleSheet style);
[[nodiscard]] std::string_view ScriptText(Script script);
[[nodiscard]] std::string_view StyleSheetName(StyleSheet style);
[[nodiscard]] std::string_view ScriptName(Script script);

}  // namespace constat::report::page
