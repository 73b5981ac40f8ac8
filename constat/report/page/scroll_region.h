// ScrollRegion: what scrolls within itself where it is wider than the page. Without a place in the order of
// Tab nobody without a mouse could move it (WCAG 2.1.1), and without a role and a name nobody who hears the
// page would know what has the focus.
#pragma once

#include <string_view>

#include "constat/report/page/node.h"

namespace constat::report::page {

// ScrollRegion makes a region of an element whose style lets it scroll. label: its name, which no other
// region of the page has. ScrollTable is a region of its own around a table.
[[nodiscard]] Node ScrollRegion(std::string_view label, Node element);
[[nodiscard]] Node ScrollTable(std::string_view label, Node table);

}  // namespace constat::report::page
