#include "constat/report/page/node.h"

#include <gmock/gmock.h>

#include "constat/report/page/document.h"
#include "constat/report/page/elements.h"

namespace constat::report::page {
namespace {

TEST(Node, TextsThatFollowOneAnotherBecomeOne) {
  const Node node = P("a", std::string(" b"), std::string_view(" c"), Bdi("d"), "e");
  ASSERT_EQ(node.children().size(), 3U);
  EXPECT_EQ(node.children()[0].text(), "a b c");
  EXPECT_EQ(node.children()[1].element(), Element::kBdi);
  EXPECT_EQ(node.children()[2].text(), "e");
}

TEST(Node, AFragmentBecomesItsChildrenAndNothingNothing) {
  EXPECT_TRUE(Node().IsNothing());
  EXPECT_TRUE(Fragment(Node(), "").IsNothing());
  const Node node = P("a", Fragment("b", Strong("c"), Fragment("d")), Node());
  EXPECT_EQ(FormatHtml(node), "<p>ab<strong>c</strong>d</p>\n");
}

TEST(Node, TellsItsId) {
  EXPECT_EQ(Section(Class("part"), Id("here")).Id(), "here");
  EXPECT_EQ(Section(Class("part")).Id(), "");
}

TEST(Node, IsolatesNamesWithinASentence) {
  const std::string name = "\u202e\u2068x\u2069\n<b>";
  const std::string sentence = "The " + Isolate(name) + " and " + Isolate("y") + ".";
  EXPECT_EQ(FormatHtml(WithNames(sentence)), "The <bdi>x &lt;b&gt;</bdi> and <bdi>y</bdi>.");
  EXPECT_EQ(FormatHtml(WithNames("no name")), "no name");
  EXPECT_EQ(FormatHtml(WithNames("\u2068open")), "<bdi>open</bdi>");
}

TEST(Attribute, LinksStylesAndFillsLeaveNoRoom) {
  EXPECT_EQ(Attribute::LinkTo("javascript:x").value(), "#javascript:x");
  EXPECT_EQ(Attribute::FillWith("p0").value(), "url(#p0)");
  EXPECT_EQ(Attribute::FillVariable("p1").value(), "fill:var(--p1)");
  EXPECT_EQ(Attribute::HeightPx(11).value(), "height:11px");
  EXPECT_DEATH((void)Attribute::FillWith("p0);x"), "");
  EXPECT_DEATH((void)Attribute::FillVariable("p0);background:url(x"), "");
  EXPECT_DEATH((void)Attribute(AttributeKind::kHref, "https://example.org"), "");
  EXPECT_DEATH((void)Attribute(AttributeKind::kStyle, "x"), "");
}

TEST(Node, HasNoElementThatRunsOrLoads) {
#define CONSTAT_PAGE_NAME(name, html) html,
  const std::vector<std::string> names{CONSTAT_PAGE_ELEMENTS(CONSTAT_PAGE_NAME)};
  const std::vector<std::string> attributes{CONSTAT_PAGE_ATTRIBUTES(CONSTAT_PAGE_NAME)};
#undef CONSTAT_PAGE_NAME
  for (const char* no : {"script", "style", "link", "img", "iframe", "object", "embed", "form", "base",
                         "meta", "use", "image", "foreignObject", "animate", "set"})
    EXPECT_THAT(names, ::testing::Not(::testing::Contains(no)));
  for (const std::string& attribute : attributes) {
    EXPECT_FALSE(attribute.starts_with("on")) << attribute;
    for (const char* no : {"src", "href", "style", "action", "srcset", "xlink:href", "fill", "filter"})
      EXPECT_NE(attribute, no);
  }
}

}  // namespace
}  // namespace constat::report::page
