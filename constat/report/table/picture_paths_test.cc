// Pictures, path by path, beside places that were worked out by hand. Axes across run from 0 to 1,000, so
// that a place is its value; upwards a value v of an axis from a to b is at 1,000 * (b - v) / (b - a).
#include <fmt/core.h>
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
using page::ValueOf;
using page::Values;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

Picture PictureOf(const auto& what) { return {"key", "title", "text", what}; }
Node Figure(const auto& what, const Picture* beside = nullptr) {
  return MakeFigure(page::Fragment("name"), PictureOf(what), "id", beside);
}
std::string PathOf(const Node& figure, std::string_view style) {
  const std::vector<const Node*> paths = AllOfClass(figure, Element::kPath, style);
  return paths.empty() ? "" : ValueOf(*paths[0], AttributeKind::kD);
}
// LinePlaces are straight lines from where to where, TextPlaces what is written and where it is.
std::vector<std::string> LinePlaces(const Node& node) {
  std::vector<std::string> out;
  for (const Node* line : All(node, Element::kLine)) {
    out.push_back(fmt::format("{} {},{} {},{}", ValueOf(*line, AttributeKind::kClass),
                              ValueOf(*line, AttributeKind::kX1), ValueOf(*line, AttributeKind::kY1),
                              ValueOf(*line, AttributeKind::kX2), ValueOf(*line, AttributeKind::kY2)));
  }
  return out;
}
std::vector<std::string> TextPlaces(const Node& node) {
  std::vector<std::string> out;
  for (const Node* text : All(node, Element::kSvgText)) {
    out.push_back(fmt::format("{} {} {},{}", ValueOf(*text, AttributeKind::kClass), page::TextOf(*text),
                              ValueOf(*text, AttributeKind::kX), ValueOf(*text, AttributeKind::kY)));
  }
  return out;
}
// PartsOf are the parts of the chart in the order in which they are drawn, DrawnIn those of
// its stretched layer.
std::vector<std::string> StylesOf(const Node& node) {
  std::vector<std::string> out;
  for (const Node& child : node.children()) out.push_back(ValueOf(child, AttributeKind::kClass));
  return out;
}
std::vector<std::string> PartsOf(const Node& figure) {
  return StylesOf(*AllOfClass(figure, Element::kSvg, "chart")[0]);
}
std::vector<std::string> DrawnIn(const Node& figure) {
  return StylesOf(*AllOfClass(figure, Element::kSvg, "drawing")[0]);
}
Axis Across() { return {"share", 0, 1000}; }

// Ten bars of 100 each, with 15 free on either side. The highest, 1,000, leaves four hundredths free: the
// axis ends at 1,040, of which 130 are an eighth.
Bars TenBars() {
  return {.x = Across(),
          .y_label = "stations",
          .heights = {1000, 0, 130, 520, kNoNumber, 0, 0, 0, 0, 260},
          .expected = {130, 260, kNoNumber, 780}};
}

TEST(BarsPicture, DrawsEachBarWhereItIs) {
  const Node figure = Figure(TenBars());
  EXPECT_EQ(PathOf(figure, "bars"),
            "M15 1000V38.5h70V1000z"  // 40 of 1,040 are free above
            "M215 1000V875h70V1000z"
            "M315 1000V500h70V1000z"
            "M915 1000V750h70V1000z");
  EXPECT_EQ(PathOf(figure, "line l1"), "M50 875L150 750L350 250") << "through the middle of each bar";
  EXPECT_THAT(PartsOf(figure), ElementsAre("", "", "axes", "drawing")) << "bars over axes";
  EXPECT_THAT(DrawnIn(figure), ElementsAre("bars", "line l1")) << "the curve over bars";
  Bars bare = TenBars();
  bare.expected.clear();
  EXPECT_THAT(DrawnIn(Figure(bare)), ElementsAre("bars"));
}

TEST(BarsPicture, HasAxesWithTheirNumbers) {
  const Node figure = Figure(TenBars());
  // 500 and 1,000 of 1,040 are 51.9 and 3.8 % from above.
  EXPECT_THAT(LinePlaces(figure),
              ElementsAre("base 0,100% 100%,100%", "rule 0,51.9% 100%,51.9%", "rule 0,3.8% 100%,3.8%",
                          "base 0,100% 100%,100%", "base 0%,0 0%,4", "base 20%,0 20%,4", "base 40%,0 40%,4",
                          "base 60%,0 60%,4", "base 80%,0 80%,4", "base 100%,0 100%,4"));
  EXPECT_THAT(TextPlaces(figure),
              ElementsAre("left 0 -.5em,100%", "left 500 -.5em,51.9%", "left 1,000 -.5em,3.8%",
                          "below 0 0%,1.4em", "below 200 20%,1.4em", "below 400 40%,1.4em",
                          "below 600 60%,1.4em", "below 800 80%,1.4em", "below 1,000 100%,1.4em"));
  // The numbers across hang from the lower edge.
  const std::vector<const Node*> layers = All(*AllOfClass(figure, Element::kG, "axes")[0], Element::kSvg);
  ASSERT_THAT(layers, SizeIs(1));
  EXPECT_EQ(ValueOf(*layers[0], AttributeKind::kY), "100%");
  EXPECT_THAT(TextPlaces(*layers[0]), SizeIs(6));
  EXPECT_THAT(LinePlaces(*layers[0]), SizeIs(6));
}

TEST(BarsPicture, IsNamedAndSaysWhatItsAxesAre) {
  const Node figure = Figure(TenBars());
  EXPECT_EQ(page::TextOf(figure.children().front()), "name");
  EXPECT_THAT(StylesOf(figure), ElementsAre("", "axis-up", "chart", "axis-across"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-up")), ElementsAre("stations"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-across")), ElementsAre("share"));
}

// Numbers and their distances are 28 characters at most where all of them are shown.
TEST(BarsPicture, LeavesOutEverySecondNumberOfTooMany) {
  const auto left_out = [](double from, double to) {
    return Texts(
        AllOfClass(Figure(Bars{.x = {"x", from, to}, .heights = {1}}), Element::kSvgText, "below alternate"));
  };
  EXPECT_THAT(left_out(900, 1300), IsEmpty()) << "900 1,000 1,100 1,200 1,300";
  EXPECT_THAT(left_out(-500, 2000), ElementsAre("0", "1,000", "2,000")) << "and -500 500 1,500";
}

// The more bars there are, the less is left between them.
TEST(BarsPicture, LeavesLessRoomBetweenManyBars) {
  const auto first = [](size_t n, const char* style) {
    const std::string path = PathOf(Figure(Bars{.x = Across(), .heights = std::vector<double>(n, 1)}), style);
    const size_t width = path.find('h') + 1;
    return path.substr(0, path.find(' ')) + " " + path.substr(width, path.find('V', width) - width);
  };
  EXPECT_EQ(first(20, "bars"), "M7.5 35");       // of 50
  EXPECT_EQ(first(21, "bars"), "M4.8 38.1");     // of 47.6
  EXPECT_EQ(first(120, "bars"), "M0.8 6.7");     // of 8.33
  EXPECT_EQ(first(121, "bars"), "M0 8.4");       // of 8.26, and a tenth so that no line is between them
  EXPECT_EQ(first(200, "bars"), "M0 5.1");       // of 5
  EXPECT_EQ(first(201, "bars many"), "M0 5.1");  // of 4.98
}

TEST(BarsPicture, HasAnAxisOfOneWhereItsEndIsNoNumber) {
  const auto places = [](double to) {
    return TextPlaces(Figure(Bars{.x = {"x", 3, to}, .heights = {1, 2}}));
  };
  for (const double to : {kNoNumber, std::numeric_limits<double>::infinity(), 3.0, 2.0})
    EXPECT_EQ(places(to), places(4)) << to;
  EXPECT_THAT(places(4), Contains("below 3.2 20%,1.4em"));
  EXPECT_THAT(TextPlaces(Figure(Bars{.x = {"x", kNoNumber, 10}, .heights = {1}})),
              Contains("below 2 20%,1.4em"));
}

TEST(BarsPicture, ReachesBelowZeroWhereBarsDo) {
  Bars bars{.x = Across(), .heights = std::vector<double>(10, 0)};
  bars.heights[0] = 750;  // 780 with what is free above it
  bars.heights[1] = -220;
  EXPECT_EQ(PathOf(Figure(bars), "bars"), "M15 780V30h70V780zM115 780V1000h70V780z");
  Bars own{.x = Across(), .heights = std::vector<double>(10, 0), .same_scale = true};
  own.heights[0] = 500;
  const Picture beside = PictureOf(bars);
  EXPECT_EQ(PathOf(Figure(own, &beside), "bars"), "M15 780V280h70V780z") << "to the other's scale";
  own.same_scale = false;
  EXPECT_EQ(PathOf(Figure(own, &beside), "bars"), "M15 1000V38.5h70V1000z");
  const Picture lower = PictureOf(own);
  bars.same_scale = true;
  EXPECT_EQ(PathOf(Figure(bars, &lower), "bars"), PathOf(Figure(bars), "bars")) << "its own is greater";
}

// Of more than two hundred bars, the hundredth part at either end does not decide how high the picture is.
TEST(BarsPicture, CutsTheEndsOfManyBars) {
  const auto cuts = [](size_t n, size_t high) {
    Bars bars{.x = Across(), .heights = std::vector<double>(n, 10)};
    bars.heights[high] = 5000;
    std::vector<std::string> out;
    for (const std::string& place : TextPlaces(Figure(bars))) {
      if (place.starts_with("cut")) out.push_back(place);
    }
    return out;
  };
  EXPECT_THAT(cuts(200, 199), IsEmpty());
  EXPECT_THAT(cuts(201, 199), ElementsAre("cut right 5,000\u2191 100%,-.4em"));
  EXPECT_THAT(cuts(201, 198), IsEmpty());
  EXPECT_THAT(cuts(201, 1), ElementsAre("cut 5,000\u2191 0,-.4em"));
  EXPECT_THAT(cuts(201, 2), IsEmpty());
  EXPECT_THAT(cuts(300, 3), IsEmpty());
  EXPECT_THAT(cuts(300, 2), ElementsAre("cut 5,000\u2191 0,-.4em"));
}

// What is expected is never cut, and where nothing else is there the ends are shown whole.
TEST(BarsPicture, IsAsHighAsWhatIsExpected) {
  Bars expected{.x = Across(), .heights = std::vector<double>(201, 10)};
  expected.expected.assign(201, 20);
  EXPECT_THAT(TextPlaces(Figure(expected)), Contains("left 20 -.5em,3.8%"));  // of 20.8
  Bars ends{.x = Across(), .heights = std::vector<double>(201, 0)};
  ends.heights[0] = 500;
  EXPECT_THAT(TextPlaces(Figure(ends)), Contains("left 400 -.5em,23.1%"));  // of 520
  EXPECT_THAT(AllOfClass(Figure(ends), Element::kSvgText, "cut"), IsEmpty());
  const Bars small{.x = Across(), .heights = {0.25}};
  EXPECT_THAT(TextPlaces(Figure(small)), Contains("left 0.2 -.5em,23.1%"));  // of 0.26
  const Bars none{.x = Across(), .heights = {0}};
  EXPECT_THAT(TextPlaces(Figure(none)), Contains("left 1 -.5em,3.8%")) << "as if there were one";
}

// A twentieth is free above curves, and below them where they go below zero: -150 to 950, of which 110
// are a tenth.
TEST(LinesPicture, DrawsEachCurveAndTheMarker) {
  Lines lines{.x = {"year", 0, 1000},
              .y = {"share", -100, 900},
              .lines = {{"a", {0, 100, 200}, {70, 290, 400}},
                        {"b", {0, 500, 1000}, {950, kNoNumber, 1e9}},
                        {"c", {}, {}},
                        {"d", {}, {}},
                        {"e", {10}, {-40, 5}}},
              .marker = 300,
              .marker_name = "here"};
  const Node figure = Figure(lines);
  EXPECT_THAT(DrawnIn(figure), ElementsAre("marker", "line l0", "line l1", "line l2", "line l3", "line l0"));
  EXPECT_THAT(Values(All(figure, Element::kPath), AttributeKind::kD),
              ElementsAre("M300 0V1000", "M0 800L100 600L200 500", "M0 0L1000 0", "", "", "M10 900"));
  EXPECT_THAT(PartsOf(figure), ElementsAre("", "", "axes", "drawing")) << "curves over axes";
  EXPECT_THAT(TextPlaces(figure), Contains("left 500 -.5em,40.9%"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-up")), ElementsAre("share"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-across")), ElementsAre("year"));
  for (const double inside : {0.0, 1000.0}) {
    lines.marker = inside;
    EXPECT_EQ(PathOf(Figure(lines), "marker"), fmt::format("M{} 0V1000", inside));
  }
  for (const double outside : {-1.0, 1001.0}) {
    lines.marker = outside;
    EXPECT_EQ(PathOf(Figure(lines), "marker"), "");
  }
}

TEST(LinesPicture, BeginsWhereAPlaceIsNoNumber) {
  const Lines lines{.x = Across(), .y = {"y", 0, 1000}, .lines = {{"a", {kNoNumber, 500}, {840, 840}}}};
  EXPECT_EQ(PathOf(Figure(lines), "line l0"), "M0 200L500 200");
}

TEST(LinesPicture, LeavesRoomAboveAndBeginsAtZero) {
  Lines own{.x = Across(), .y = {"y", 0, 1000}, .lines = {{"a", {0}, {840}}}, .same_scale = true};
  EXPECT_EQ(PathOf(Figure(own), "line l0"), "M0 200");  // 210 of 1,050
  const Picture higher = PictureOf(Lines{.x = Across(), .y = {"y", -100, 1900}});
  EXPECT_EQ(PathOf(Figure(own, &higher), "line l0"), "M0 527.3");  // 1,160 of 2,200
  own.same_scale = false;
  EXPECT_EQ(PathOf(Figure(own, &higher), "line l0"), "M0 200");
  own.same_scale = true;
  const Picture lower = PictureOf(Lines{.x = Across(), .y = {"y", 10, 20}});
  EXPECT_EQ(PathOf(Figure(own, &lower), "line l0"), "M0 200");
  const Picture bars = PictureOf(Bars{});
  EXPECT_EQ(PathOf(Figure(own, &bars), "line l0"), "M0 200");
}

// Ten columns and ten rows of 100 each; a cell is a fifth of a unit greater, so that no line is between two.
Grid TenByTen() {
  Grid grid{.x = {"turnout", 0, 1000}, .y = {"share", 0, 100}, .columns = 10, .rows = 10};
  grid.cells.assign(100, 0);
  return grid;
}

TEST(GridPicture, DrawsCountsByTheirLogarithm) {
  Grid grid = TenByTen();
  grid.cells[0] = 127;      // the most: ln 128 is seven steps
  grid.cells[1] = 0.5;      // 0.6 of a step
  grid.cells[3] = 2;        // 1.6
  grid.cells[5] = 5;        // 2.6
  grid.cells[7] = 10;       // 3.5
  grid.cells[9] = 25;       // 4.7
  grid.cells[10 + 2] = 50;  // 5.7, in the second row from below
  grid.cells[99] = 100;     // 6.7, the last of the uppermost row
  grid.cells[50] = kNoNumber;
  grid.cells[51] = -3;
  const Node figure = Figure(grid);
  EXPECT_THAT(DrawnIn(figure), ElementsAre("g0", "g1", "g2", "g3", "g4", "g5", "g6"));
  EXPECT_THAT(Values(All(figure, Element::kPath), AttributeKind::kD),
              ElementsAre("M100 1000h100.2v-100.2h-100.2z", "M300 1000h100.2v-100.2h-100.2z",
                          "M500 1000h100.2v-100.2h-100.2z", "M700 1000h100.2v-100.2h-100.2z",
                          "M900 1000h100.2v-100.2h-100.2z", "M200 900h100.2v-100.2h-100.2z",
                          "M0 1000h100.2v-100.2h-100.2zM900 100h100.2v-100.2h-100.2z"));
  EXPECT_THAT(PartsOf(figure), ElementsAre("", "", "drawing", "axes")) << "rules over cells";
  EXPECT_THAT(TextPlaces(figure), Contains("left 20 -.5em,80%"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-up")), ElementsAre("share"));
  EXPECT_THAT(Texts(AllOfClass(figure, Element::kP, "axis-across")), ElementsAre("turnout"));
}

TEST(GridPicture, DrawsNeighboursOfOneShadeAsOne) {
  Grid grid = TenByTen();
  grid.columns = 20;
  grid.rows = 5;  // of 50 by 200
  grid.cells[18] = grid.cells[19] = 4;
  grid.cells[20] = 4;  // in the next row, where a rectangle begins anew
  EXPECT_EQ(PathOf(Figure(grid), "g6"), "M900 1000h100.2v-200.2h-100.2zM0 800h50.2v-200.2h-50.2z");
}

TEST(GridPicture, DrawsBothWaysFromZero) {
  Grid grid = TenByTen();
  grid.diverging = true;
  grid.limit = 15;
  grid.cells.assign(100, kNoNumber);
  const std::vector<double> values{-15, -10, -5, 0, 5, 10, 15};
  for (size_t i = 0; i < values.size(); ++i) grid.cells[i] = values[i];
  grid.cells[8] = 1000;
  grid.cells[19] = -1000;
  const Node figure = Figure(grid);
  for (size_t i = 1; i + 1 < values.size(); ++i) {
    EXPECT_EQ(PathOf(figure, fmt::format("d{}", i)), fmt::format("M{} 1000h100.2v-100.2h-100.2z", 100 * i));
  }
  EXPECT_EQ(PathOf(figure, "d0"), "M0 1000h100.2v-100.2h-100.2zM900 900h100.2v-100.2h-100.2z");
  EXPECT_EQ(PathOf(figure, "d6"), "M600 1000h100.2v-100.2h-100.2zM800 1000h100.2v-100.2h-100.2z");
  grid.limit = 0;  // none is said: then of one
  EXPECT_EQ(PathOf(Figure(grid), "d3"), "M300 1000h100.2v-100.2h-100.2z");
  grid.cells[3] = 1.0 / 3;
  EXPECT_EQ(PathOf(Figure(grid), "d4"), "M300 1000h100.2v-100.2h-100.2z");
}

TEST(GridPicture, DrawsAxesAloneWhereItsCellsAreNotAsManyAsItSays) {
  for (const auto& [columns, rows] :
       std::vector<std::pair<size_t, size_t>>{{10, 9}, {9, 10}, {0, 10}, {10, 0}}) {
    Grid grid = TenByTen();
    grid.columns = columns;
    grid.rows = rows;
    if (columns * rows == 0) grid.cells.clear();
    EXPECT_THAT(PartsOf(Figure(grid)), ElementsAre("", "", "axes")) << columns << " by " << rows;
  }
}

// MarksOf are the marks of a legend: what each is drawn with.
std::vector<std::string> MarksOf(const Node& legend) {
  std::vector<std::string> out;
  for (const Node* swatch : AllOfClass(legend, Element::kSvg, "swatch")) {
    for (const std::string& style : StylesOf(*swatch)) out.push_back(style);
    EXPECT_EQ(ValueOf(*swatch, AttributeKind::kAriaHidden), "true");
  }
  return out;
}

TEST(PictureLegend, HasASwatchForEachColour) {
  const Node bars =
      MakeLegend(PictureOf(Bars{.expected = {1}, .height_name = "seen", .expected_name = "fit"}));
  EXPECT_THAT(MarksOf(bars), ElementsAre("bars", "line l1"));
  EXPECT_THAT(Texts(All(bars, Element::kLi)), ElementsAre("seen", "fit"));
  EXPECT_THAT(LinePlaces(bars), ElementsAre("line l1 0,50% 100%,50%"));
  Lines lines{.lines = {{"a", {}, {}}, {"b", {}, {}}, {"c", {}, {}}, {"d", {}, {}}, {"e", {}, {}}}};
  const Node curves = MakeLegend(PictureOf(lines));
  EXPECT_THAT(MarksOf(curves), ElementsAre("line l0", "line l1", "line l2", "line l3", "line l0"));
  EXPECT_THAT(Texts(All(curves, Element::kLi)), ElementsAre("a", "b", "c", "d", "e"));
  lines.lines.resize(2);
  lines.marker = 1;
  lines.marker_name = "here";
  const Node marked = MakeLegend(PictureOf(lines));
  EXPECT_THAT(MarksOf(marked), ElementsAre("line l0", "line l1", "marker"));
  EXPECT_THAT(Texts(All(marked, Element::kLi)), ElementsAre("a", "b", "here"));
}

// A seventh of the ramp for each shade, and a tenth of a percent more, so that none shows between two.
TEST(PictureLegend, HasARampOfShades) {
  const std::vector<std::string> begins = {"0%", "14.3%", "28.6%", "42.9%", "57.1%", "71.4%", "85.7%"};
  const Node counts = MakeLegend(PictureOf(Grid{.value_name = "stations"}));
  EXPECT_THAT(Texts(All(counts, Element::kLi)), ElementsAre("few  many: stations"));
  const Node both = MakeLegend(PictureOf(Grid{.diverging = true, .limit = 15, .value_name = "points"}));
  EXPECT_THAT(Texts(All(both, Element::kLi)), ElementsAre("-15  +15: points"));
  for (const auto& [legend, letter] : {std::pair(&counts, 'g'), std::pair(&both, 'd')}) {
    const std::vector<const Node*> ramps = AllOfClass(*legend, Element::kSvg, "shades");
    ASSERT_THAT(ramps, SizeIs(1));
    const std::vector<const Node*> shades = All(*ramps[0], Element::kRect);
    EXPECT_EQ(Values(shades, AttributeKind::kX), begins);
    for (size_t level = 0; level < shades.size(); ++level) {
      EXPECT_EQ(ValueOf(*shades[level], AttributeKind::kClass), fmt::format("{}{}", letter, level));
      EXPECT_EQ(ValueOf(*shades[level], AttributeKind::kWidth), "14.4%");
    }
  }
}

}  // namespace
}  // namespace constat::report::examination
