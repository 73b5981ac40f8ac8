#include "constat/report/table/picture_svg.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "constat/report/page/document.h"
#include "constat/report/page/elements.h"
#include "constat/testing/html.h"

namespace constat::report::examination {
namespace {

using examine::Bars;
using examine::Grid;
using examine::Lines;
using examine::Picture;
using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string Svg(const auto& what, const Picture* beside = nullptr) {
  std::string svg = page::FormatHtml(
      MakeFigure(page::Fragment("a table"), {"key", "A title", "What is to be seen.", what}, "id", beside));
  ExpectWellFormed(">" + svg);
  for (const char* no_number : {"nan", "inf"}) EXPECT_THAT(svg, Not(HasSubstr(no_number)));
  return svg;
}

TEST(Ticks, AreRoundAndFew) {
  EXPECT_THAT(Ticks(0, 100), ElementsAre(0, 20, 40, 60, 80, 100));
  EXPECT_THAT(Ticks(0, 1),
              ElementsAre(DoubleEq(0), DoubleEq(0.2), DoubleEq(0.4), 3 * 0.2, DoubleEq(0.8), DoubleEq(1)));
  EXPECT_THAT(Ticks(-0.5, 9.5), ElementsAre(0, 2, 4, 6, 8));
  EXPECT_THAT(Ticks(-50.5, 50.5), ElementsAre(-50, 0, 50));
  for (const double to : {1e-9, 0.3, 7.0, 12.0, 99.0, 31'415.9, 1e15}) {
    const std::vector<double> ticks = Ticks(0, to);
    EXPECT_GE(ticks.size(), 3U) << to;
    EXPECT_LE(ticks.size(), 7U) << to;
  }
}

TEST(Ticks, EndWhateverTheRange) {
  EXPECT_THAT(Ticks(5, 5), ElementsAre(5));
  EXPECT_THAT(Ticks(5, 4), ElementsAre(5));
  EXPECT_EQ(Ticks(kNaN, 1).size(), 1U);
  EXPECT_EQ(Ticks(0, kInfinity).size(), 1U);
  EXPECT_EQ(Ticks(-1.7e308, 1.7e308).size(), 1U);
  EXPECT_EQ(Ticks(1e18, 1e18 + 300).size(), 1U);
  EXPECT_EQ(Ticks(0, 1e-318).size(), 1U);
}

TEST(Svg, HasATitleAndASentence) {
  const std::string svg = Svg(Bars{.x = {"x < y", 0, 3}, .heights = {1, 2, 3}});
  EXPECT_THAT(svg, HasSubstr(R"(role="img" aria-labelledby="id-t id-d")"));
  EXPECT_THAT(svg,
              HasSubstr(R"(<title id="id-t">A title</title><desc id="id-d">What is to be seen.</desc>)"));
  EXPECT_THAT(svg, HasSubstr("x &lt; y"));
}

TEST(Svg, CutsBarsAtTheEndsThatWouldFlattenTheOthers) {
  Bars bars{.x = {"share", 0, 100}, .heights = std::vector<double>(300, 10)};
  EXPECT_THAT(Svg(bars), Not(HasSubstr("class=\"cut\"")));
  bars.heights[299] = 2'345'678;
  EXPECT_THAT(Svg(bars), HasSubstr("2,345,678\u2191"));
  bars.heights[299] = 10;
  bars.heights[150] = 2'345'678;  // in the middle it is what the picture is for
  EXPECT_THAT(Svg(bars), Not(HasSubstr("class=\"cut\"")));
}

TEST(Svg, MarksTheHighestBarOfEachEndAlone) {
  Bars bars{.x = {"share", 0, 100}, .heights = std::vector<double>(300, 10)};
  bars.heights[0] = 70'001;
  bars.heights[1] = bars.heights[298] = 70'002;
  bars.heights[299] = 70'003;
  const std::string svg = Svg(bars);
  EXPECT_THAT(svg, HasSubstr("<text class=\"cut\" x=\"0\" y=\"-.4em\">70,002\u2191</text>"));
  EXPECT_THAT(svg, HasSubstr("<text class=\"cut right\" x=\"100%\" y=\"-.4em\">70,003\u2191</text>"));
  EXPECT_THAT(svg, Not(HasSubstr("70,001")));
}

TEST(Svg, StretchesWhatIsDrawnAndNoLetters) {
  for (const std::string& svg :
       {Svg(Bars{.x = {"x", 0, 2}, .heights = {1, 2}}), Svg(Lines{.lines = {{"a", {0, 1}, {0, 1}}}}),
        Svg(Grid{.columns = 2, .rows = 1, .cells = {1, 2}})}) {
    const std::string begin =
        "<svg class=\"drawing\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">";
    const size_t at = svg.find(begin);
    ASSERT_NE(at, std::string::npos) << svg;
    EXPECT_THAT(svg.substr(at, svg.find("</svg>", at) - at), Not(HasSubstr("<text")));
    EXPECT_EQ(svg.find("viewBox"), svg.find("viewBox", at));
    EXPECT_THAT(svg.substr(0, at) + svg.substr(svg.find("</svg>", at)), HasSubstr("<text class=\"left\""));
  }
}

TEST(Svg, LeavesOutEverySecondNumberWhereThereIsLittleRoom) {
  EXPECT_THAT(Svg(Bars{.x = {"x", 0, 100}, .heights = {1}}), Not(HasSubstr("alternate")));
  EXPECT_THAT(Svg(Bars{.x = {"x", 0, 100'000}, .heights = {1}}),
              ::testing::AllOf(HasSubstr("class=\"below\" x=\"0%\" y=\"1.4em\">0<"),
                               HasSubstr("class=\"below alternate\" x=\"20%\" y=\"1.4em\">20,000<")));
}

TEST(Svg, GivesLongNumbersRoom) {
  EXPECT_THAT(Svg(Bars{.x = {"x", 0, 2}, .heights = {1, 8000}}), HasSubstr("class=\"chart\""));
  EXPECT_THAT(Svg(Bars{.x = {"x", 0, 2}, .heights = {1, 80'000}}), HasSubstr("class=\"chart wide\""));
}

TEST(Svg, DrawsNothingWhereThereIsNothing) {
  for (const std::string& svg : {Svg(Bars{}), Svg(Lines{}), Svg(Grid{}), Svg(Bars{.heights = {0, 0}})})
    EXPECT_THAT(svg, HasSubstr("</svg>"));
  Grid wrong{.columns = 3, .rows = 3, .cells = {1, 2}};
  EXPECT_THAT(Svg(wrong), Not(HasSubstr("class=\"g")));
}

TEST(Svg, LeavesOutWhatIsNoNumber) {
  const std::string bars =
      Svg(Bars{.x = {"x", 0, 4}, .heights = {1, kNaN, kInfinity, 2}, .expected = {kNaN, 1, -kInfinity, 1}});
  EXPECT_EQ(bars, Svg(Bars{.x = {"x", 0, 4}, .heights = {1, 0, 0, 2}, .expected = {kNaN, 1, kNaN, 1}}));
  Svg(Bars{.x = {"x", kNaN, kInfinity}, .heights = {1, 2}});
  const std::string lines =
      Svg(Lines{.x = {"x", 0, 3},
                .y = {"y", kNaN, kInfinity},
                .lines = {{"a", {0, 1, 2}, {0, kNaN, 1}}, {"b", {}, {}}, {"c", {1}, {}}},
                .marker = kNaN});
  EXPECT_THAT(lines, Not(HasSubstr("class=\"marker\"")));
  const std::string grid = Svg(Grid{.columns = 2, .rows = 2, .cells = {kNaN, kInfinity, 1, 100}});
  EXPECT_THAT(grid, HasSubstr("class=\"g6\""));
  Svg(Grid{.columns = 2, .rows = 1, .cells = {1e300, -1e300}, .diverging = true, .limit = 1e-300});
}

TEST(Svg, ShadesCellsBothWaysFromTheMiddle) {
  const std::string svg =
      Svg(Grid{.columns = 4, .rows = 1, .cells = {-99, 0, 99, kNaN}, .diverging = true, .limit = 15});
  for (const char* shade : {"\"d0\"", "\"d3\"", "\"d6\""}) EXPECT_THAT(svg, HasSubstr(shade));
  for (const char* shade : {"\"d1\"", "\"d2\"", "\"d4\"", "\"d5\""}) EXPECT_THAT(svg, Not(HasSubstr(shade)));
}

TEST(Svg, DrawsPicturesSideBySideToOneScale) {
  const Picture high{"k", "t", "d", Bars{.x = {"x", 0, 2}, .heights = {1, 1000}, .same_scale = true}};
  const Bars low{.x = {"x", 0, 2}, .heights = {1, 10}, .same_scale = true};
  EXPECT_THAT(Svg(low), Not(HasSubstr(">1,000<")));
  EXPECT_THAT(Svg(low, &high), HasSubstr(">1,000<"));
  const Picture other{"k", "t", "d", Lines{}};
  EXPECT_EQ(Svg(low, &other), Svg(low));
}

std::string Legend(const Picture& picture) { return page::FormatHtml(MakeLegend(picture)); }

TEST(Legend, NamesColoursWhereThereAreSeveral) {
  EXPECT_EQ(Legend({"k", "t", "d", Bars{.heights = {1}, .height_name = "a"}}), "");
  EXPECT_EQ(Legend({"k", "t", "d", Lines{.lines = {{"one", {}, {}}}}}), "");
  EXPECT_THAT(Legend({"k", "t", "d", Lines{.lines = {{"<one>", {}, {}}, {"two", {}, {}}}}}),
              HasSubstr("&lt;one&gt;"));
  EXPECT_THAT(Legend({"k", "t", "d", Lines{.lines = {{"one", {}, {}}}, .marker = 1, .marker_name = "here"}}),
              ::testing::AllOf(HasSubstr("here"), Not(HasSubstr("one"))));
  EXPECT_THAT(Legend({"k", "t", "d", Grid{.diverging = true, .limit = 15, .value_name = "points"}}),
              ::testing::AllOf(HasSubstr("-15"), HasSubstr("+15"), HasSubstr("points")));
}

}  // namespace
}  // namespace constat::report::examination
