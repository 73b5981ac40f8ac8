#include "constat/report/page/document.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/report/page/assets.generated.h"
#include "constat/text/clean.h"

namespace constat::report::page {
namespace {

// EndsLine is whether the white space after an element does not show.
bool EndsLine(Element element) {
  switch (element) {
    case Element::kArticle:
    case Element::kCaption:
    case Element::kDiv:
    case Element::kDl:
    case Element::kFigcaption:
    case Element::kFigure:
    case Element::kFooter:
    case Element::kH1:
    case Element::kH2:
    case Element::kH3:
    case Element::kH4:
    case Element::kH5:
    case Element::kHeader:
    case Element::kLi:
    case Element::kMain:
    case Element::kNav:
    case Element::kOl:
    case Element::kP:
    case Element::kPre:
    case Element::kSection:
    case Element::kTable:
    case Element::kTbody:
    case Element::kThead:
    case Element::kTr:
    case Element::kUl:
      return true;
    default:
      return false;
  }
}

// IsShape is whether an element of SVG is written without an end tag when it is empty.
bool IsShape(Element element) {
  return element == Element::kCircle || element == Element::kLine || element == Element::kPath ||
         element == Element::kRect;
}

bool IsPlain(char c) {
  return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

// WriteText is EscapeHtml; most texts are plain, and the paths of drawings are long.
void WriteText(std::string_view text, std::string& out) {
  if (std::all_of(text.begin(), text.end(), IsPlain)) {
    out += text;
  } else {
    out += text::EscapeHtml(text);
  }
}

void WriteStart(const Node& node, std::string& out) {
  out += '<';
  out += ElementName(node.element());
  for (const Attribute& attribute : node.attributes()) {
    out += ' ';
    out += AttributeName(attribute.kind());
    out += "=\"";
    WriteText(attribute.value(), out);
    out += '"';
  }
}

void WriteEnd(const Node& node, std::string& out) {
  out += "</";
  out += ElementName(node.element());
  out += EndsLine(node.element()) ? ">\n" : ">";
}

void Write(const Node& node, std::string& out) {
  if (node.kind() == Node::Kind::kText) {
    WriteText(node.text(), out);
    return;
  }
  if (node.kind() == Node::Kind::kElement) {
    WriteStart(node, out);
    if (IsShape(node.element()) && node.children().empty()) {
      out += "/>";
      return;
    }
    out += '>';
  }
  for (const Node& child : node.children()) Write(child, out);
  if (node.kind() == Node::Kind::kElement) WriteEnd(node, out);
}

}  // namespace

std::string_view StyleSheetText(StyleSheet style) {
  switch (style) {
    case StyleSheet::kReport:
      return embedded::ReportCss();
    case StyleSheet::kExamination:
      return embedded::ExaminationCss();
    case StyleSheet::kLetters:
      return embedded::LettersCss();
  }
  CONSTAT_CHECK(false);
}

std::string_view ScriptText(Script script) {
  return script == Script::kNone ? std::string_view() : embedded::StationTableJs();
}

std::string_view StyleSheetName(StyleSheet style) {
  switch (style) {
    case StyleSheet::kReport:
      return "report";
    case StyleSheet::kExamination:
      return "examination";
    case StyleSheet::kLetters:
      return "letters";
  }
  CONSTAT_CHECK(false);
}

std::string_view ScriptName(Script script) { return script == Script::kNone ? "" : "station_table"; }

std::string FormatHtmlBegin(const Document& document) {
  std::string out = fmt::format("<!doctype html>\n<html lang=\"{}\"", text::EscapeHtml(document.language));
  if (!document.direction.empty()) out += fmt::format(" dir=\"{}\"", text::EscapeHtml(document.direction));
  out +=
      ">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'";
  if (document.script != Script::kNone) out += "; script-src 'unsafe-inline'";
  out += "\">\n";
  if (document.no_referrer) out += "<meta name=\"referrer\" content=\"no-referrer\">\n";
  if (document.light_and_dark) out += "<meta name=\"color-scheme\" content=\"light dark\">\n";
  out += fmt::format("<title>{}</title>\n<style>", text::EscapeHtml(document.title));
  for (const StyleSheet style : document.styles) {
    out += '\n';
    out += StyleSheetText(style);
  }
  return out + "</style>\n</head>\n<body>\n";
}

std::string FormatHtmlEnd(const Document& document) {
  std::string out;
  if (document.script != Script::kNone) {
    out += "<script>\n";
    out += ScriptText(document.script);
    out += "</script>\n";
  }
  return out + "</body>\n</html>\n";
}

std::string FormatStart(const Node& node) {
  CONSTAT_CHECK(node.kind() == Node::Kind::kElement);
  std::string out;
  WriteStart(node, out);
  return out + ">";
}

std::string FormatEnd(const Node& node) {
  CONSTAT_CHECK(node.kind() == Node::Kind::kElement);
  std::string out;
  WriteEnd(node, out);
  return out;
}

std::string FormatHtml(const Node& node) {
  std::string out;
  Write(node, out);
  return out;
}

std::string FormatHtml(const Document& document) {
  std::string out = FormatHtmlBegin(document);
  Write(document.body, out);
  return out + FormatHtmlEnd(document);
}

}  // namespace constat::report::page
