// Elements: a page put together in the order in which it is read. One function an element and
// one an attribute:
//
//   P(Class("lead"), "Votes for ", Bdi(name), ".")
//
// is an element with its attributes and children; parts are whatever Node::Add takes. Fragment is the same
// without an element around it.
#pragma once

#include <utility>

#include "constat/report/page/node.h"

namespace constat::report::page {

template <class... Parts>
[[nodiscard]] Node Fragment(Parts&&... parts) {
  Node out;
  (out.Add(std::forward<Parts>(parts)), ...);
  return out;
}

#define CONSTAT_PAGE_FUNCTION(name, html)       \
  template <class... Parts>                     \
  [[nodiscard]] Node name(Parts&&... parts) {   \
    Node out(Element::k##name);                 \
    (out.Add(std::forward<Parts>(parts)), ...); \
    return out;                                 \
  }
CONSTAT_PAGE_ELEMENTS(CONSTAT_PAGE_FUNCTION)
#undef CONSTAT_PAGE_FUNCTION

#define CONSTAT_PAGE_FUNCTION(name, html)                                                                 \
  [[nodiscard]] inline Attribute name(std::string_view value) { return {AttributeKind::k##name, value}; } \
  [[nodiscard]] inline Attribute name(uint64_t value) { return {AttributeKind::k##name, value}; }
CONSTAT_PAGE_ATTRIBUTES(CONSTAT_PAGE_FUNCTION)
#undef CONSTAT_PAGE_FUNCTION

// Hidden marks what a screen reader leaves out; OfColumn and OfRow say what a heading is the heading of.
[[nodiscard]] inline Attribute Hidden() { return AriaHidden("true"); }
[[nodiscard]] inline Attribute OfColumn() { return Scope("col"); }
[[nodiscard]] inline Attribute OfRow() { return Scope("row"); }

}  // namespace constat::report::page
