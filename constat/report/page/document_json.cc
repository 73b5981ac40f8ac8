#include "constat/report/page/document_json.h"

#include "constat/base/check.h"
#include "constat/text/clean.h"

namespace constat::report::page {
namespace {

// WriteString: cleaned text holds no control character but the line feed, and nothing that is no UTF-8.
void WriteString(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text::CleanText(text)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void WriteNode(const Node& node, std::string& out);

void WriteNodes(const std::vector<Node>& nodes, bool first, std::string& out) {
  for (const Node& node : nodes) {
    if (!first) out += ',';
    first = false;
    WriteNode(node, out);
  }
}

void WriteNode(const Node& node, std::string& out) {
  if (node.kind() == Node::Kind::kText) return WriteString(node.text(), out);
  CONSTAT_CHECK(node.kind() == Node::Kind::kElement);
  out += '[';
  WriteString(ElementName(node.element()), out);
  out += ",{";
  bool first = true;
  for (const Attribute& attribute : node.attributes()) {
    if (!first) out += ',';
    first = false;
    WriteString(AttributeName(attribute.kind()), out);
    out += ':';
    WriteString(attribute.value(), out);
  }
  out += '}';
  WriteNodes(node.children(), false, out);
  out += ']';
}

}  // namespace

std::string FormatJson(const Document& document) {
  std::string out = "{\"language\":";
  WriteString(document.language, out);
  out += ",\"direction\":";
  WriteString(document.direction, out);
  out += ",\"title\":";
  WriteString(document.title, out);
  out += ",\"styles\":[";
  for (size_t i = 0; i < document.styles.size(); ++i) {
    if (i != 0) out += ',';
    WriteString(StyleSheetName(document.styles[i]), out);
  }
  out += "],\"script\":";
  if (document.script == Script::kNone) {
    out += "null";
  } else {
    WriteString(ScriptName(document.script), out);
  }
  out += ",\"body\":[";
  if (document.body.kind() == Node::Kind::kFragment) {
    WriteNodes(document.body.children(), true, out);
  } else {
    WriteNode(document.body, out);
  }
  return out + "]}\n";
}

}  // namespace constat::report::page
