// Document JSON: a page as JSON, for a page in a browser that shows it without markup ever being parsed:
// createElement (createElementNS from <svg> on), setAttribute and createTextNode, never innerHTML.
//
//   {"language": "en", "direction": "", "title": "...", "styles": ["report"], "script": null, "body": [NODE]}
//
// There are any number of nodes. NODE is a string, which is text, or [ELEMENT, {ATTRIBUTE: value, ...}, NODE,
// ...], values being strings. Elements and attributes are those of node.h; style sheets and scripts are names
// of files in assets/.
#pragma once

#include <string>

#include "constat/report/page/document.h"

namespace constat::report::page {

// FormatJson is one line with a line feed at its end, in UTF-8; texts are cleaned as in HTML. Equal trees
// give equal bytes.
[[nodiscard]] std::string FormatJson(const Document& document);

}  // namespace constat::report::page
