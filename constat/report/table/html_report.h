// The HTML report of an examination: one self-contained file, for a screen and for paper.
#pragma once

#include <string>

#include "constat/report/page/document.h"
#include "constat/report/table/report.h"

namespace constat::report::examination {

// MakeHtml: what was examined and what stands out; what was read; what must add up; the tests in their
// three sections, with pictures and, beside them, those of an undisputed election; calibration, if there
// is one; the stations to look at; what this cannot show. Every text from the table is text, never
// markup (page/node.h). The page loads nothing and needs no script to be read. MakeDocument is the same
// page as a tree.
[[nodiscard]] page::Document MakeDocument(const Report& report);
[[nodiscard]] std::string MakeHtml(const Report& report);

}  // namespace constat::report::examination
