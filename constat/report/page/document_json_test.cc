#include "constat/report/page/document_json.h"

#include <gmock/gmock.h>

#include "constat/report/page/elements.h"
#include "constat/testing/page_json.h"

namespace constat::report::page {
namespace {

TEST(DocumentJson, IsElementsWithAttributesAndText) {
  const Document document{.title = "A \"title\"",
                          .styles = {StyleSheet::kReport, StyleSheet::kExamination},
                          .body = Fragment(P(Class("lead"), "a\\b\n", Bdi("<c>\u202e")), "d")};
  EXPECT_EQ(FormatJson(document),
            R"({"language":"en","direction":"","title":"A \"title\"","styles":["report","examination"],)"
            R"("script":null,"body":[["p",{"class":"lead"},"a\\b\n",["bdi",{},"<c>"]],"d"]})"
            "\n");
}

TEST(DocumentJson, SaysEveryElementAndAttribute) {
  Node all;
#define CONSTAT_PAGE_ADD(name, html) all.Add(name("text of " html));
  CONSTAT_PAGE_ELEMENTS(CONSTAT_PAGE_ADD)
#undef CONSTAT_PAGE_ADD
#define CONSTAT_PAGE_ADD(name, html) all.Add(Div(name("value of " html)));
  CONSTAT_PAGE_ATTRIBUTES(CONSTAT_PAGE_ADD)
#undef CONSTAT_PAGE_ADD
  all.Add(Rect(Attribute::FillWith("p0"), Attribute::FillVariable("p1")));
  all.Add(Rect(Attribute::FillBlack(), Attribute::HeightPx(12)));
  all.Add(Rect(Attribute::FillWhite(), Attribute::OutOfFlow()));
  all.Add(A(Attribute::LinkTo("here"), "there"));
  ExpectJsonSaysAll(
      {.language = "ar", .direction = "rtl", .title = "t", .script = Script::kStationTable, .body = all});
  ExpectJsonSaysAll({.body = P("alone")});
}

TEST(DocumentJson, NamesFilesOfAssets) {
  EXPECT_EQ(StyleSheetName(StyleSheet::kLetters), "letters");
  EXPECT_EQ(ScriptName(Script::kStationTable), "station_table");
  EXPECT_EQ(ScriptName(Script::kNone), "");
}

}  // namespace
}  // namespace constat::report::page
