// Pictures, path by path, beside places that were worked out by hand: an x axis from 0 to 418 has its value v
// at 52 + v, and a y axis over 234 units has its lowest value at 258 and v units more at 258 - v.
#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "constat/report/page/elements.h"
#include "constat/report/table/picture_svg.h"
#include "constat/testing/page_tables.h"

namespace constat::report::examination {
namespace {

using examine::Axis;
using examine::Bars;
using examine::Grid;
using examine::Lines;
using examine::Picture;
using page::All;
using page::AllOfClass;
using page::AttributeKind;
using page::Element;
using page::Node;
using page::Texts;
using page::Values;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

Picture PictureOf(const auto& what) { return {"key", "title", "text", what}; }
Node Drawing(const auto& what, const Picture* beside = nullptr) {
  return MakeSvg(PictureOf(what), "id", beside);
}
std::string PathOf(const Node& svg, std::string_view style) {
  const std::vector<const Node*> paths = AllOfClass(svg, Element::kPath, style);
  return paths.empty() ? "" : ValueOf(*paths[0], AttributeKind::kD);
}
// AxisPaths are the lines of both axes, and TextPlaces what is written where: "text@x,y anchor".
std::vector<std::string> AxisPaths(const Node& svg) {
  std::vector<std::string> out;
  for (const Node* path : All(*AllOfClass(svg, Element::kG, "axes")[0], Element::kPath))
    out.push_back(ValueOf(*path, AttributeKind::kClass) + " " + ValueOf(*path, AttributeKind::kD));
  return out;
}
std::vector<std::string> TextPlaces(const Node& node) {
  std::vector<std::string> out;
  for (const Node* text : All(node, Element::kSvgText)) {
    out.push_back(TextOf(*text) + "@" + ValueOf(*text, AttributeKind::kX) + "," +
                  ValueOf(*text, AttributeKind::kY) + " " + ValueOf(*text, AttributeKind::kTextAnchor));
  }
  return out;
}

// Eleven bars of 38 units; the highest, 225, leaves a little room: 234 in all.
Bars ElevenBars() {
  return {.x = {"share", 0, 418},
          .y_label = "stations",
          .heights = {225, 0, 25, 100, kNoNumber, 0, 0, 0, 0, 0, 50},
          .expected = {10, 20, kNoNumber, 30}};
}

TEST(BarsPicture, DrawsEachBarWhereItIs) {
  const Node svg = Drawing(ElevenBars());
  EXPECT_EQ(PathOf(svg, "bars"),
            "M57.7 258V33h26.6V258z"
            "M133.7 258V233h26.6V258z"
            "M171.7 258V158h26.6V258z"
            "M437.7 258V208h26.6V258z");
  EXPECT_EQ(PathOf(svg, "line l1"), "M71 248L109 238L185 228");
  EXPECT_THAT(AllOfClass(svg, Element::kSvgText, "cut"), IsEmpty());
  EXPECT_EQ(ValueOf(svg, AttributeKind::kViewBox), "0 0 480 300");
  std::vector<std::string> drawn;
  for (const Node& child : svg.children()) drawn.push_back(ValueOf(child, AttributeKind::kClass));
  EXPECT_THAT(drawn, ElementsAre("", "", "axes", "bars", "line l1")) << "bars over axes, the curve over bars";
  Bars bare = ElevenBars();
  bare.expected.clear();
  EXPECT_THAT(AllOfClass(Drawing(bare), Element::kPath, "line l1"), IsEmpty());
}

TEST(BarsPicture, HasAxesWithTheirNumbers) {
  const Node svg = Drawing(ElevenBars());
  EXPECT_THAT(AxisPaths(svg),
              ElementsAre("base M52 258H470", "rule M52 208H470", "rule M52 158H470", "rule M52 108H470",
                          "rule M52 58H470", "base M52 258v4", "base M152 258v4", "base M252 258v4",
                          "base M352 258v4", "base M452 258v4", "base M52 258H470"));
  EXPECT_THAT(
      TextPlaces(*AllOfClass(svg, Element::kG, "axes")[0]),
      ElementsAre("0@46,262 end", "50@46,212 end", "100@46,162 end", "150@46,112 end", "200@46,62 end",
                  "0@52,274 middle", "100@152,274 middle", "200@252,274 middle", "300@352,274 middle",
                  "400@452,274 middle", "share@261,292 middle", "stations@4,12 "));
  Bars many{.x = {"n", 0, 4180}, .heights = {1}};
  EXPECT_THAT(TextPlaces(Drawing(many)), ::testing::Contains("1,000@152,274 middle"));
  EXPECT_THAT(TextPlaces(Drawing(many)), ::testing::Contains("0.5@46,149.5 end")) << "0.5 of 1.04";
}

// The more bars there are, the less is left between them.
TEST(BarsPicture, LeavesLessRoomBetweenManyBars) {
  const auto first = [](size_t n) {
    const std::string path =
        PathOf(Drawing(Bars{.x = {"x", 0, 418}, .heights = std::vector<double>(n, 1)}), "bars");
    const size_t width = path.find('h') + 1;
    return path.substr(0, path.find(' ')) + " " + path.substr(width, path.find('V', width) - width);
  };
  EXPECT_EQ(first(20), "M55.1 14.6");  // of 20.9
  EXPECT_EQ(first(21), "M54 15.9");    // of 19.9
  EXPECT_EQ(first(120), "M52.3 2.8");  // of 3.48
  EXPECT_EQ(first(121), "M52 3.6");    // of 3.45, and a tenth so that no line is between them
}

TEST(BarsPicture, HasAnAxisOfOneWhereItsEndIsNoNumber) {
  const auto path = [](double to) {
    return PathOf(Drawing(Bars{.x = {"x", 3, to}, .heights = {1, 2}}), "bars");
  };
  for (const double to : {kNoNumber, std::numeric_limits<double>::infinity(), 3.0, 2.0})
    EXPECT_EQ(path(to), path(4)) << to;
}

TEST(BarsPicture, ReachesBelowZeroWhereBarsDo) {
  Bars bars{.x = {"x", 0, 418}, .heights = std::vector<double>(11, 0)};
  bars.heights[0] = 200;  // and 8 to spare
  bars.heights[1] = -26;
  EXPECT_EQ(PathOf(Drawing(bars), "bars"), "M57.7 232V32h26.6V232zM95.7 232V258h26.6V232z");
  Bars own{.x = {"x", 0, 418}, .heights = std::vector<double>(11, 0), .same_scale = true};
  own.heights[0] = 100;
  const Picture beside = PictureOf(bars);
  EXPECT_EQ(PathOf(Drawing(own, &beside), "bars"), "M57.7 232V132h26.6V232z") << "to the other's scale";
  own.same_scale = false;
  EXPECT_EQ(PathOf(Drawing(own, &beside), "bars"), PathOf(Drawing(own), "bars"));
  const Picture lower = PictureOf(own);
  Bars scaled = bars;
  scaled.same_scale = true;
  EXPECT_EQ(PathOf(Drawing(scaled, &lower), "bars"), PathOf(Drawing(bars), "bars")) << "its own is greater";
}

// Of more than two hundred bars, the hundredth part at either end does not decide how high the picture is.
TEST(BarsPicture, CutsTheEndsOfManyBars) {
  const auto cuts = [](size_t n, size_t high) {
    Bars bars{.x = {"x", 0, 100}, .heights = std::vector<double>(n, 10)};
    bars.heights[high] = 5000;
    std::vector<std::string> out;
    const Node svg = Drawing(bars);
    for (const Node* cut : AllOfClass(svg, Element::kSvgText, "cut")) {
      EXPECT_EQ(ValueOf(*cut, AttributeKind::kY), "21");
      out.push_back(TextOf(*cut) + " " + ValueOf(*cut, AttributeKind::kTextAnchor));
    }
    return out;
  };
  EXPECT_THAT(cuts(200, 199), IsEmpty());
  EXPECT_THAT(cuts(201, 199), ElementsAre("5,000\u2191 end"));
  EXPECT_THAT(cuts(201, 198), IsEmpty());
  EXPECT_THAT(cuts(201, 1), ElementsAre("5,000\u2191 start"));
  EXPECT_THAT(cuts(201, 2), IsEmpty());
  EXPECT_THAT(cuts(300, 3), IsEmpty());
  EXPECT_THAT(cuts(300, 2), ElementsAre("5,000\u2191 start"));
  // What is expected is never cut, and where nothing else is there the ends are shown whole.
  Bars expected{.x = {"x", 0, 100}, .heights = std::vector<double>(201, 10)};
  expected.expected.assign(201, 20);
  EXPECT_THAT(TextPlaces(Drawing(expected)), ::testing::Contains(::testing::StartsWith("20@46,")));
  Bars ends{.x = {"x", 0, 100}, .heights = std::vector<double>(201, 0)};
  ends.heights[0] = 7;
  EXPECT_THAT(AllOfClass(Drawing(ends), Element::kSvgText, "cut"), IsEmpty());
  EXPECT_THAT(TextPlaces(Drawing(ends)), ::testing::Contains(::testing::StartsWith("6@46,")));
}

TEST(LinesPicture, DrawsEachCurveAndTheMarker) {
  Lines lines{.x = {"year", 0, 418},
              .y = {"share", -10, 390},
              .lines = {{"a", {0, 100, 200}, {0, 100, 200}},
                        {"b", {0, 418}, {390, kNoNumber}},
                        {"c", {}, {}},
                        {"d", {}, {}},
                        {"e", {10}, {-10, 5}}},
              .marker = 300,
              .marker_name = "here"};
  // Twenty to spare on either side: 234 units for 440.
  const Node svg = Drawing(lines);
  const std::vector<const Node*> first = AllOfClass(svg, Element::kPath, "line l0");
  EXPECT_THAT(Values(first, AttributeKind::kD), ElementsAre("M52 242L152 188.9L252 135.7", "M62 247.4"));
  EXPECT_EQ(PathOf(svg, "line l1"), "M52 34.6");
  EXPECT_THAT(AllOfClass(svg, Element::kPath, "line l2"), SizeIs(1));
  EXPECT_THAT(AllOfClass(svg, Element::kPath, "line l3"), SizeIs(1));
  EXPECT_EQ(PathOf(svg, "marker"), "M352 24V258");
  EXPECT_THAT(TextPlaces(svg), ::testing::Contains("here@348,32 end"));
  lines.marker = 248;
  EXPECT_THAT(TextPlaces(Drawing(lines)), ::testing::Contains("here@304,32 start"))
      << "exactly in the middle";
  for (const double inside : {0.0, 418.0}) {
    lines.marker = inside;
    EXPECT_NE(PathOf(Drawing(lines), "marker"), "");
  }
  for (const double outside : {-1.0, 419.0}) {
    lines.marker = outside;
    EXPECT_EQ(PathOf(Drawing(lines), "marker"), "");
  }
}

TEST(LinesPicture, LeavesRoomAboveAndStandsOnZero) {
  Lines own{.x = {"x", 0, 418}, .y = {"y", 0, 100}, .lines = {{"a", {0}, {100}}}, .same_scale = true};
  EXPECT_EQ(PathOf(Drawing(own), "line l0"), "M52 35.1");  // 258 - 234 * 100 / 105
  const Picture higher = PictureOf(Lines{.x = {"x", 0, 418}, .y = {"y", -20, 200}});
  EXPECT_EQ(PathOf(Drawing(own, &higher), "line l0"), "M52 131.3");  // 131 of 242
  own.same_scale = false;
  EXPECT_EQ(PathOf(Drawing(own, &higher), "line l0"), "M52 35.1");
  own.same_scale = true;
  const Picture lower = PictureOf(Lines{.x = {"x", 0, 418}, .y = {"y", 10, 20}});
  EXPECT_EQ(PathOf(Drawing(own, &lower), "line l0"), "M52 35.1");
  const Picture bars = PictureOf(Bars{});
  EXPECT_EQ(PathOf(Drawing(own, &bars), "line l0"), "M52 35.1");
}

// Eleven columns of 38 units and nine rows of 26.
Grid ElevenByNine() {
  Grid grid{.x = {"turnout", 0, 418}, .y = {"share", 0, 234}, .columns = 11, .rows = 9};
  grid.cells.assign(99, 0);
  return grid;
}

TEST(GridPicture, DrawsCountsByTheirLogarithm) {
  Grid grid = ElevenByNine();
  grid.cells[0] = 127;      // the most: ln 128 is seven steps
  grid.cells[1] = 0.5;      // 0.6 of a step
  grid.cells[3] = 2;        // 1.6
  grid.cells[5] = 5;        // 2.6
  grid.cells[7] = 10;       // 3.5
  grid.cells[9] = 25;       // 4.7
  grid.cells[11 + 2] = 50;  // 5.7, in the second row from below
  grid.cells[98] = 100;     // 6.7, the last of the uppermost row
  grid.cells[50] = kNoNumber;
  const Node svg = Drawing(grid);
  EXPECT_EQ(PathOf(svg, "g6"), "M52 258h38.2v-26.2h-38.2zM432 50h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g0"), "M90 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g1"), "M166 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g2"), "M242 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g3"), "M318 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g4"), "M394 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "g5"), "M128 232h38.2v-26.2h-38.2z");
  EXPECT_THAT(AllOfClass(svg, Element::kG, "axes"), SizeIs(1));
}

TEST(GridPicture, DrawsNeighboursOfOneShadeAsOne) {
  Grid grid = ElevenByNine();
  grid.cells[9] = grid.cells[10] = 4;
  grid.cells[11] = 4;  // in the next row, where a rectangle begins anew
  const Node svg = Drawing(grid);
  EXPECT_EQ(PathOf(svg, "g6"), "M394 258h76.2v-26.2h-76.2zM52 232h38.2v-26.2h-38.2z");
}

TEST(GridPicture, DrawsBothWaysFromZero) {
  Grid grid = ElevenByNine();
  grid.diverging = true;
  grid.limit = 15;
  grid.cells.assign(99, kNoNumber);
  const std::vector<double> values{-15, -10, -5, 0, 5, 10, 15};
  for (size_t i = 0; i < values.size(); ++i) grid.cells[i] = values[i];
  grid.cells[8] = 1000;
  grid.cells[10] = -1000;
  const Node svg = Drawing(grid);
  for (size_t i = 1; i + 1 < values.size(); ++i) {
    EXPECT_EQ(PathOf(svg, fmt::format("d{}", i)), fmt::format("M{} 258h38.2v-26.2h-38.2z", 52 + 38 * i));
  }
  EXPECT_EQ(PathOf(svg, "d0"), "M52 258h38.2v-26.2h-38.2zM432 258h38.2v-26.2h-38.2z");
  EXPECT_EQ(PathOf(svg, "d6"), "M280 258h38.2v-26.2h-38.2zM356 258h38.2v-26.2h-38.2z");
  grid.limit = 0;  // none is said: then of one
  EXPECT_EQ(PathOf(Drawing(grid), "d3"), "M166 258h38.2v-26.2h-38.2z");
  grid.rows = 8;  // whose cells are not as many as there are
  EXPECT_EQ(PathOf(Drawing(grid), "d3"), "");
}

TEST(PictureLegend, HasASwatchForEachColour) {
  const auto swatches = [](const Picture& picture) {
    const Node legend = MakeLegend(picture);
    return Values(All(legend, Element::kSpan), AttributeKind::kClass);
  };
  const auto texts = [](const Picture& picture) { return Texts(All(MakeLegend(picture), Element::kLi)); };
  const Picture bars = PictureOf(Bars{.expected = {1}, .height_name = "seen", .expected_name = "expected"});
  EXPECT_THAT(swatches(bars), ElementsAre("swatch bars", "swatch l1"));
  EXPECT_THAT(texts(bars), ElementsAre("seen", "expected"));
  const Picture lines =
      PictureOf(Lines{.lines = {{"a", {}, {}}, {"b", {}, {}}, {"c", {}, {}}, {"d", {}, {}}, {"e", {}, {}}}});
  EXPECT_THAT(swatches(lines), ElementsAre("swatch l0", "swatch l1", "swatch l2", "swatch l3", "swatch l0"));
  EXPECT_THAT(texts(lines), ElementsAre("a", "b", "c", "d", "e"));
  const Picture counts = PictureOf(Grid{.value_name = "stations"});
  EXPECT_THAT(swatches(counts), ElementsAre("swatch g0", "swatch g1", "swatch g2", "swatch g3", "swatch g4",
                                            "swatch g5", "swatch g6"));
  EXPECT_THAT(texts(counts), ElementsAre("few  many: stations"));
  const Picture both = PictureOf(Grid{.diverging = true, .limit = 15, .value_name = "points"});
  EXPECT_THAT(swatches(both), ElementsAre("swatch d0", "swatch d1", "swatch d2", "swatch d3", "swatch d4",
                                          "swatch d5", "swatch d6"));
  EXPECT_THAT(texts(both), ElementsAre("-15  +15: points"));
}

}  // namespace
}  // namespace constat::report::examination
