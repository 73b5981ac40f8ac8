// What is drawn of options: each bar, swatch, gauge and paint to the letter, beside places worked
// out by hand.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "constat/report/page/document.h"
#include "constat/report/record/option_paints.h"
#include "constat/report/record/sections.h"
#include "constat/testing/county.h"

namespace constat::report {
namespace {

using page::FormatHtml;

// ThreeOptions has the blank one in the middle. Of 100 ballots 60 are for the first, 20 for the last: three
// and one quarter of the valid votes.
record::Question ThreeOptions(uint16_t max) {
  record::Question out{.text = {"?"}, .options = {{{"A"}}, {{"Blank"}}, {{"B"}}}, .blank = 1};
  out.max = max;
  return out;
}
Count SixtyToTwenty() {
  return {.registered = 200, .counted = 100, .ballots = 100, .votes = std::vector<uint64_t>{60, 20, 20}};
}

TEST(OptionBar, IsAsLongAsAShare) {
  const auto bar = [](const char* width, const char* paint) {
    return fmt::format(
        "<svg class=\"bar\" aria-hidden=\"true\">"
        "<rect width=\"{}\" height=\"100%\" fill=\"url(#{})\"/></svg>",
        width, paint);
  };
  const record::Question question = ThreeOptions(1);
  EXPECT_EQ(FormatHtml(OptionBar(question, 0, SixtyToTwenty())), bar("75.000%", "p0"));
  EXPECT_EQ(FormatHtml(OptionBar(question, 1, SixtyToTwenty())), bar("20.000%", "pb")) << "of all ballots";
  EXPECT_EQ(FormatHtml(OptionBar(question, 2, SixtyToTwenty())), bar("25.000%", "p1"));
  EXPECT_EQ(FormatHtml(TurnoutBar({1, 8})),
            "<svg class=\"bar thin\" aria-hidden=\"true\"><rect class=\"plain\" "
            "width=\"12.500%\" height=\"100%\"/></svg>");
}

TEST(ShareBar, PutsSharesBehindOneAnother) {
  const std::string line = "<line class=\"mid\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\"/></svg>";
  const std::string begin = "<svg class=\"bar\" role=\"img\" aria-label=\"A and B\">";
  Count count = SixtyToTwenty();
  EXPECT_EQ(FormatHtml(ShareBar(ThreeOptions(1), count, "A and B")),
            begin + "<rect x=\"0.000%\" width=\"75.000%\" height=\"100%\" fill=\"url(#p0)\"/>" +
                "<rect x=\"75.000%\" width=\"25.000%\" height=\"100%\" fill=\"url(#p1)\"/>" + line);
  (*count.votes)[0] = 0;  // no bar of no length
  EXPECT_EQ(FormatHtml(ShareBar(ThreeOptions(1), count, "A and B")),
            begin + "<rect x=\"0.000%\" width=\"25.000%\" height=\"100%\" fill=\"url(#p1)\"/>" + line);
}

// Shares of a question with several choices are more than the whole: a line each, of ten pixels.
TEST(ShareBar, PutsChoicesBelowOneAnother) {
  const std::string line = "<line class=\"mid\" x1=\"50%\" x2=\"50%\" y1=\"0\" y2=\"100%\"/></svg>";
  const auto begin = [](int height) {
    return fmt::format("<svg class=\"bar\" role=\"img\" aria-label=\"shares\" style=\"height:{}px\">",
                       height);
  };
  Count count = SixtyToTwenty();
  (*count.votes)[2] = 0;
  EXPECT_EQ(FormatHtml(ShareBar(ThreeOptions(2), count, "shares")),
            begin(22) + "<rect y=\"0\" width=\"75.000%\" height=\"10\" fill=\"url(#p0)\"/>" +
                "<rect y=\"11\" width=\"0.000%\" height=\"10\" fill=\"url(#p1)\"/>" + line);
  record::Question question = ThreeOptions(2);
  question.blank = record::kNone;
  EXPECT_EQ(FormatHtml(ShareBar(question, count, "shares")),
            begin(33) + "<rect y=\"0\" width=\"60.000%\" height=\"10\" fill=\"url(#p0)\"/>" +
                "<rect y=\"11\" width=\"20.000%\" height=\"10\" fill=\"url(#p1)\"/>" +
                "<rect y=\"22\" width=\"0.000%\" height=\"10\" fill=\"url(#p2)\"/>" + line);
}

TEST(OptionLegend, NamesEachOptionButTheBlankOne) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const auto item = [&](size_t option, const char* paint) {
    return fmt::format(
        "<li><svg class=\"swatch\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" "
        "fill=\"url(#{})\"/></svg>{}</li>\n",
        paint, FormatHtml(view.LocalOption(0, option)));
  };
  EXPECT_EQ(FormatHtml(Legend(view, 0)), "<ul class=\"legend\">" + item(0, "p0") + item(2, "p1") + "</ul>\n");
}

TEST(TermGauge, MarksWhatIsNeededBesideWhatThereIs) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const auto gauge = [](const char* needed, const std::string& text) {
    return fmt::format(
        "<div class=\"gauge\"><svg aria-hidden=\"true\"><rect class=\"track\" "
        "width=\"100%\" height=\"12\"/>"
        "<rect class=\"plain\" width=\"37.500%\" height=\"12\"/><line class=\"mark\" x1=\"{0}\" x2=\"{0}\" "
        "y1=\"-3\" y2=\"16\"/><text x=\"{0}\" y=\"31\" text-anchor=\"middle\">{1}</text></svg></div>\n",
        needed, text);
  };
  const record::TermResult result{record::TermOutcome::kHolds, 3, 8};
  EXPECT_EQ(FormatHtml(TermGauge(view, {.numerator = 0, .num = 1, .den = 4}, result)),
            gauge("25.000%", Say(view.t.more_than({.num = 1, .den = 4}))));
  EXPECT_EQ(
      FormatHtml(TermGauge(
          view, {.numerator = 0, .comparator = record::Comparator::kAtLeast, .num = 3, .den = 4}, result)),
      gauge("75.000%", Say(view.t.at_least({.num = 3, .den = 4}))));
  EXPECT_TRUE(
      TermGauge(view, {.numerator = 0, .num = 1, .den = 4, .scope = record::Scope::kNamedRegions}, result)
          .IsNothing());
}

TEST(PaintDefinitions, GiveEachColourATextureThatMovesOnAfterEight) {
  const std::vector<std::string> textures = {
      "",
      "<path class=\"tx\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>",
      "<circle class=\"td\" cx=\"2\" cy=\"2\" r=\"1.1\"/><circle class=\"td\" cx=\"6\" cy=\"6\" r=\"1.1\"/>",
      "<path class=\"tx\" d=\"M0 2h8M0 6h8\"/>",
      "<path class=\"tx\" d=\"M2 0v8M6 0v8\"/>",
      "<path class=\"tx\" d=\"M-2 6l4 4M0 0l8 8M6 -2l4 4\"/>",
      "<path class=\"tx\" d=\"M0 4h8M4 0v8\"/>",
      "<circle class=\"td\" cx=\"4\" cy=\"4\" r=\"2\"/>"};
  const auto paint = [](const std::string& id, const std::string& colour, const std::string& texture) {
    return fmt::format(
        "<pattern id=\"{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" "
        "height=\"8\" style=\"fill:var(--{})\"/>{}</pattern>",
        id, colour, texture);
  };
  std::string paints;
  for (size_t k = 0; k < 8; ++k) paints += paint(fmt::format("p{}", k), fmt::format("p{}", k), textures[k]);
  for (size_t k = 0; k < 8; ++k)
    paints += paint(fmt::format("p{}", 8 + k), fmt::format("p{}", k), textures[(k + 1) % 8]);
  EXPECT_EQ(FormatHtml(PaintDefinitions(16)),
            "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>" + paints +
                paint("pb", "pb", "") + "</defs></svg>");
}

}  // namespace
}  // namespace constat::report
