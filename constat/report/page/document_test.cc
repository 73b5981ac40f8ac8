#include "constat/report/page/document.h"

#include <gmock/gmock.h>

#include "constat/io/file.h"
#include "constat/report/page/elements.h"
#include "constat/testing/html.h"

namespace constat::report::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Html, EscapesTextAndValues) {
  EXPECT_EQ(FormatHtml(P(Class("a\"b'<"), "1 < 2 & \"3\" > '\u202e\x1b'")),
            "<p class=\"a&quot;b&#39;&lt;\">1 &lt; 2 &amp; &quot;3&quot; &gt; &#39;\ufffd&#39;</p>\n");
  EXPECT_EQ(FormatHtml(Fragment("\xff")), "\ufffd");
}

TEST(Html, WritesAttributesInTheirOrderAndShapesWithoutEndTag) {
  EXPECT_EQ(FormatHtml(Svg(Class("c"), ViewBox("0 0 1 1"), Rect(Width("1"), Height("2")), G())),
            "<svg class=\"c\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"2\"/><g></g></svg>");
}

TEST(Html, AddsWhiteSpaceOnlyAfterBlocks) {
  EXPECT_EQ(
      FormatHtml(Div(P("a", Bdi("b"), Small("c")),
                     Nav(A(Attribute::LinkTo("x"), "d"), A(Attribute::LinkTo("y"), "e")), Pre("f\n g"))),
      "<div><p>a<bdi>b</bdi><small>c</small></p>\n"
      "<nav><a href=\"#x\">d</a><a href=\"#y\">e</a></nav>\n"
      "<pre>f\n"
      " g</pre>\n"
      "</div>\n");
}

TEST(Html, BeginsAndEndsAroundTheSameNodes) {
  const Document document{.language = "ar",
                          .direction = "rtl",
                          .title = "A <title>",
                          .styles = {StyleSheet::kReport, StyleSheet::kExamination},
                          .script = Script::kStationTable,
                          .no_referrer = true,
                          .light_and_dark = true,
                          .body = Fragment(Article(Class("x"), P("text")))};
  const std::string page = FormatHtml(document);
  const Node article = Article(Class("x"));
  EXPECT_EQ(page, FormatHtmlBegin(document) + FormatStart(article) + FormatHtml(P("text")) +
                      FormatEnd(article) + FormatHtmlEnd(document));
  EXPECT_THAT(page, HasSubstr("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(page, HasSubstr("<title>A &lt;title&gt;</title>"));
  EXPECT_THAT(page, HasSubstr("script-src 'unsafe-inline'\">"));
  EXPECT_THAT(page, HasSubstr("name=\"referrer\""));
  EXPECT_THAT(page, HasSubstr("name=\"color-scheme\""));
}

TEST(Html, HoldsNoScriptUnlessOneIsNamed) {
  const std::string page = FormatHtml(Document{.title = "t", .styles = {StyleSheet::kLetters}});
  ExpectWellFormed(page);
  ExpectSelfContained(page);
  EXPECT_THAT(page, Not(HasSubstr("script-src")));
  EXPECT_THAT(page, HasSubstr("<title>t</title>\n<style>\n"));
  EXPECT_THAT(page, Not(HasSubstr("referrer")));
  EXPECT_THAT(page, Not(HasSubstr("color-scheme\"")));
}

// Nothing is before a document's first node or after its last but what is written here.
TEST(Html, HasAHeadOfItsOwn) {
  const Document bare{.title = "t", .styles = {StyleSheet::kReport, StyleSheet::kLetters}};
  EXPECT_EQ(FormatHtmlBegin(bare),
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'\">\n<title>t</title>\n<style>\n" +
                std::string(StyleSheetText(StyleSheet::kReport)) + "\n" +
                std::string(StyleSheetText(StyleSheet::kLetters)) + "</style>\n</head>\n<body>\n");
  EXPECT_EQ(FormatHtmlEnd(bare), "</body>\n</html>\n");
  EXPECT_EQ(FormatHtmlEnd({.script = Script::kStationTable}),
            "<script>\n" + std::string(ScriptText(Script::kStationTable)) + "</script>\n</body>\n</html>\n");
}

// What constat_embed made part of the program is the file, to the byte.
TEST(Embed, StyleSheetsAndScriptsAreTheFiles) {
  const auto file = [](const std::string& name) {
    const Bytes bytes = io::ReadFile(std::string(CONSTAT_SOURCE_DIR "/assets/") + name, 1 << 20).value();
    return std::string(AsText(bytes));
  };
  EXPECT_EQ(StyleSheetText(StyleSheet::kReport), file("css/report.css"));
  EXPECT_EQ(StyleSheetText(StyleSheet::kExamination), file("css/examination.css"));
  EXPECT_EQ(StyleSheetText(StyleSheet::kLetters), file("css/letters.css"));
  EXPECT_EQ(ScriptText(Script::kStationTable), file("scripts/station_table.js"));
  EXPECT_EQ(ScriptText(Script::kNone), "");
}

}  // namespace
}  // namespace constat::report::page
