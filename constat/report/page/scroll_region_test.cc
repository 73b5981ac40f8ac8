#include "constat/report/page/scroll_region.h"

#include <gtest/gtest.h>

#include "constat/report/page/document.h"
#include "constat/report/page/elements.h"

namespace constat::report::page {
namespace {

TEST(ScrollRegion, TakesTheFocusAndHasAName) {
  EXPECT_EQ(FormatHtml(ScrollRegion("Lines \"as typed\"", Pre("a"))),
            FormatHtml(Pre(Tabindex("0"), Role("region"), AriaLabel("Lines \"as typed\""), "a")));
  EXPECT_EQ(
      FormatHtml(ScrollTable("Regions", Table(Tbody()))),
      FormatHtml(Div(Class("scroll"), Tabindex("0"), Role("region"), AriaLabel("Regions"), Table(Tbody()))));
}

}  // namespace
}  // namespace constat::report::page
