#include "constat/report/page/scroll_region.h"

#include "constat/report/page/elements.h"

namespace constat::report::page {

Node ScrollRegion(std::string_view label, Node element) {
  element.Add(Tabindex("0"));
  element.Add(Role("region"));
  element.Add(AriaLabel(label));
  return element;
}

Node ScrollTable(std::string_view label, Node table) {
  return ScrollRegion(label, Div(Class("scroll"), std::move(table)));
}

}  // namespace constat::report::page
