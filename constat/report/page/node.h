// Node: a page as data, a typed tree of elements and text. Elements and attributes come from the closed lists
// here, and text is only ever text: whoever writes the tree escapes it, so that no name of a record or a
// table can become markup. There is no element for a script and none that loads anything; an attribute that
// could do either (a link, a style, a fill) is made by a function that leaves no room for it.
//
// Values without I/O.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace constat::report::page {

// The elements, each with its name in HTML or SVG; a function of each name is in elements.h.
#define CONSTAT_PAGE_ELEMENTS(F) \
  F(A, "a")                      \
  F(Article, "article")          \
  F(Bdi, "bdi")                  \
  F(Caption, "caption")          \
  F(Circle, "circle")            \
  F(Code, "code")                \
  F(Dd, "dd")                    \
  F(Defs, "defs")                \
  F(Desc, "desc")                \
  F(Details, "details")          \
  F(Div, "div")                  \
  F(Dl, "dl")                    \
  F(Dt, "dt")                    \
  F(Figcaption, "figcaption")    \
  F(Figure, "figure")            \
  F(Footer, "footer")            \
  F(G, "g")                      \
  F(H1, "h1")                    \
  F(H2, "h2")                    \
  F(H3, "h3")                    \
  F(H4, "h4")                    \
  F(H5, "h5")                    \
  F(Header, "header")            \
  F(Li, "li")                    \
  F(Line, "line")                \
  F(Main, "main")                \
  F(Nav, "nav")                  \
  F(Ol, "ol")                    \
  F(P, "p")                      \
  F(Path, "path")                \
  F(Pattern, "pattern")          \
  F(Pre, "pre")                  \
  F(Rect, "rect")                \
  F(Section, "section")          \
  F(Small, "small")              \
  F(Span, "span")                \
  F(Strong, "strong")            \
  F(Summary, "summary")          \
  F(Svg, "svg")                  \
  F(SvgText, "text")             \
  F(SvgTitle, "title")           \
  F(Table, "table")              \
  F(Tbody, "tbody")              \
  F(Td, "td")                    \
  F(Th, "th")                    \
  F(Thead, "thead")              \
  F(Tr, "tr")                    \
  F(Ul, "ul")

// The attributes that may have any text for a value; a function of each name is in elements.h.
#define CONSTAT_PAGE_ATTRIBUTES(F)              \
  F(AriaHidden, "aria-hidden")                  \
  F(AriaLabel, "aria-label")                    \
  F(AriaLabelledBy, "aria-labelledby")          \
  F(Class, "class")                             \
  F(Colspan, "colspan")                         \
  F(Cx, "cx")                                   \
  F(Cy, "cy")                                   \
  F(D, "d")                                     \
  F(Dir, "dir")                                 \
  F(Height, "height")                           \
  F(Id, "id")                                   \
  F(Lang, "lang")                               \
  F(PatternUnits, "patternUnits")               \
  F(PreserveAspectRatio, "preserveAspectRatio") \
  F(R, "r")                                     \
  F(Role, "role")                               \
  F(Rowspan, "rowspan")                         \
  F(Scope, "scope")                             \
  F(ShapeRendering, "shape-rendering")          \
  F(StrokeDasharray, "stroke-dasharray")        \
  F(Tabindex, "tabindex")                       \
  F(TextAnchor, "text-anchor")                  \
  F(ViewBox, "viewBox")                         \
  F(Width, "width")                             \
  F(X, "x")                                     \
  F(X1, "x1")                                   \
  F(X2, "x2")                                   \
  F(Y, "y")                                     \
  F(Y1, "y1")                                   \
  F(Y2, "y2")

enum class Element : uint8_t {
#define CONSTAT_PAGE_ENUMERATOR(name, html) k##name,
  CONSTAT_PAGE_ELEMENTS(CONSTAT_PAGE_ENUMERATOR)
};
enum class AttributeKind : uint8_t {
  CONSTAT_PAGE_ATTRIBUTES(CONSTAT_PAGE_ENUMERATOR)
#undef CONSTAT_PAGE_ENUMERATOR
      kFill,
  kHref,
  kStyle,
};

// ElementName and AttributeName are the names in HTML or SVG.
[[nodiscard]] std::string_view ElementName(Element element);
[[nodiscard]] std::string_view AttributeName(AttributeKind kind);

class Attribute {
 public:
  // REQUIRES: a kind that may have any text for a value. Numbers are written in decimal.
  Attribute(AttributeKind kind, std::string_view value);
  Attribute(AttributeKind kind, uint64_t value);

  // LinkTo leads to the element with this id, on the same page.
  static Attribute LinkTo(std::string_view id);
  // FillWith paints with the <pattern> of this id; FillVariable with a colour of the style sheet.
  static Attribute FillWith(std::string_view pattern);
  static Attribute FillVariable(std::string_view variable);
  static Attribute FillBlack();
  static Attribute FillWhite();
  // HeightPx is a height in CSS pixels; OutOfFlow lets an element take no room.
  static Attribute HeightPx(uint64_t height);
  static Attribute OutOfFlow();

  [[nodiscard]] AttributeKind kind() const { return kind_; }
  [[nodiscard]] const std::string& value() const { return value_; }

 private:
  struct Made {};  // of a value that this class wrote itself
  Attribute(Made, AttributeKind kind, std::string value) : kind_(kind), value_(std::move(value)) {}

  AttributeKind kind_;
  std::string value_;
};

// Node is an element, a text, or a fragment: children without an element around them, which become children
// of whatever they are added to. A node as it is constructed is the empty fragment: nothing.
class Node {
 public:
  enum class Kind : uint8_t { kFragment, kText, kElement };

  Node() = default;
  explicit Node(Element element) : kind_(Kind::kElement), element_(element) {}

  // Add appends an attribute or a child: a node, or text as it is for people, unescaped. Texts that follow
  // one another become one. REQUIRES: no text; an attribute: an element.
  void Add(Attribute attribute);
  void Add(Node child);
  void Add(std::string text);
  void Add(std::string_view text) { Add(std::string(text)); }
  void Add(const char* text) { Add(std::string(text)); }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool IsNothing() const { return kind_ == Kind::kFragment && children_.empty(); }
  [[nodiscard]] Element element() const { return element_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Attribute>& attributes() const { return attributes_; }
  [[nodiscard]] const std::vector<Node>& children() const { return children_; }
  // Id is the value of the attribute id, or empty.
  [[nodiscard]] std::string_view Id() const;

 private:
  Kind kind_ = Kind::kFragment;
  Element element_ = Element::kDiv;
  std::string text_;
  std::vector<Attribute> attributes_;
  std::vector<Node> children_;
};

// Isolate marks a name within a sentence with U+2068 and U+2069, after the name was cleaned (which drops such
// marks); WithNames is the sentence with each name so marked as a <bdi>.
[[nodiscard]] std::string Isolate(std::string_view name);
[[nodiscard]] Node WithNames(std::string_view sentence);

}  // namespace constat::report::page
