#include "constat/text/carried.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::text {
namespace {

// Read undoes what it takes until the text is want.
Result<std::string> Read(std::string_view given, const std::string& want, Undo last = kLastUndo) {
  std::string undone;
  const auto parse = [&](std::string_view text) -> Result<std::string> {
    if (text == want) return std::string(text);
    return Fail(ErrorCode::kBadText, std::string(text));
  };
  return ParseCarried(AsBytes(given), undone, parse, last);
}

TEST(Carried, WhatIsReadableIsNeverChanged) {
  for (const std::string text : {"a\r\nb", "x &amp; y=3D", " a \n\n", "“north–south”\u00a0"})
    EXPECT_EQ(Value(Read(text, text)), text);
}

TEST(Carried, UndoesEachStep) {
  EXPECT_THAT(Read("\xef\xbb\xbf\xef\xbb\xbf"
                   "a\n",
                   "a\n"),
              Succeeds());
  EXPECT_THAT(Read(std::string("\xff\xfe"
                               "a\0\n\0",
                               6),
                   "a\n"),
              Succeeds());
  EXPECT_THAT(Read(std::string("\xfe\xff\0a\xd8\x3d\xde\x00", 8), "a\U0001f600\n"), Succeeds());
  EXPECT_THAT(Read(std::string("a\0b\0", 4), "ab\n"), Succeeds());
  EXPECT_THAT(Read(std::string("\0a\0b", 4), "ab\n"), Succeeds());
  EXPECT_THAT(Read("a\r\nb\rc\r\r\nd", "a\nb\nc\nd\n"), Succeeds());
  EXPECT_THAT(Read("a\r\rb\r", "a\n\nb\n"), Succeeds()) << "line ends of CR alone may be two";
  EXPECT_THAT(Read("a=3Db=C3=A4", "a=bä\n"), Succeeds());
  EXPECT_THAT(Read("a &lt;&#8211;&#x2d;&gt; b&amp;amp;", "a <–-> b&amp;\n"), Succeeds());
  EXPECT_THAT(Read("\n \n\t a \u00a0\n\nb\u200b\n\n", "a\n\nb\n"), Succeeds());
  EXPECT_THAT(Read("a\u00a0b\u202fc\u200bd\u00ade", "a b cde\n"), Succeeds());
  EXPECT_THAT(Read("a–b\u2011c ‘d’ “e”", "a-b-c 'd' \"e\"\n"), Succeeds());
  EXPECT_THAT(Read("Abc–d", "abc-d\n"), Succeeds()) << "telephones begin with a capital";
}

TEST(Carried, SaysHowUtf16IsDamaged) {
  for (const auto& [bytes, what] :
       {std::pair(std::string("\xff\xfe"
                              "a",
                              3),
                  "ends in the middle of a character"),
        std::pair(std::string("\xff\xfe\x3d\xd8", 4), "ends in the middle of a character"),
        std::pair(std::string("\xff\xfe\x3d\xd8"
                              "a\0",
                              6),
                  "half of a character"),
        std::pair(std::string("\xff\xfe\x00\xde", 4), "half of a character")}) {
    const auto wrong = DecodeCarried(AsBytes(bytes));
    ASSERT_THAT(wrong, FailsWith(ErrorCode::kBadText));
    EXPECT_THAT(wrong.error().detail, ::testing::HasSubstr(what));
  }
}

// Base64 ends in = as well.
TEST(Carried, TakesBase64ForWhatItIs) {
  const std::string hash = "4VTcv72fDmbwIBSl0wra0zGnmrDtaVO9d2BTK0rwrSU=\n";
  std::string text = "index 3\n" + hash + hash;
  EXPECT_FALSE(UndoStep(Undo::kQuotedPrintable, text));
  std::string broken = std::string(75, 'a') + "=\n" + std::string(75, 'b') + "= \r\nc\n";
  EXPECT_TRUE(UndoStep(Undo::kQuotedPrintable, broken));
  EXPECT_EQ(broken, std::string(75, 'a') + std::string(75, 'b') + "c\n");
  std::string mixed = "a=3D\nb= c\n";
  EXPECT_FALSE(UndoStep(Undo::kQuotedPrintable, mixed)) << "an = that quoted-printable does not write";
}

TEST(Carried, ANotesSignatureBeginsWithAnEmDash) {
  for (const char* written : {"a-b\n\n- name c\n", "a–b\n\n-- name c\n", "a\u2011b\n\n– name c\n"})
    EXPECT_THAT(Read(written, "a-b\n\n— name c\n"), Succeeds()) << written;
}

// Names have dashes between spaces; a format's own words have hyphens without.
TEST(Carried, ADashBetweenSpacesStays) {
  EXPECT_THAT(Read("key–1 North – South", "key-1 North – South\n"), Succeeds());
}

TEST(Carried, ValuesStayWhereTheLastStepSaysSo) {
  EXPECT_THAT(Read("a\u00a0–", "a -\n", kLastOfValues), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(Read("a &amp; b\r\n", "a & b\n", kLastOfValues), Succeeds());
}

TEST(Carried, EveryStepIsAtRestAfterItself) {
  for (const std::string text :
       {"\xc3", "a\xff\n \xe2\x80", "=", "=4", "&", "&#;", "&#x110000;", "\r\r\n\r", "-- ", "\n"}) {
    std::string undone = text;
    for (Undo step = Undo::kLineEnds;; step = static_cast<Undo>(static_cast<uint8_t>(step) + 1)) {
      UndoStep(step, undone);
      if (step != Undo::kHtml) {
        EXPECT_FALSE(UndoStep(step, undone)) << text;
      }
      if (step == kLastUndo) break;
    }
  }
}

TEST(PlainTyped, LeavesWhatPeopleType) {
  std::string typed = "\u200b０１２３–4567\u00a0&nbsp;89ab\r\n";
  PlainTyped(typed);
  EXPECT_EQ(typed, "0123-4567  89ab  ");
}

TEST(FindEscape, FindsWhatOnlyCarriersWrite) {
  EXPECT_EQ(FindEscape("A &amp; B"), "&amp;");
  EXPECT_EQ(FindEscape("x =C3=84"), "=C3=84");
  for (const char* name : {"A & B; C", "a=3D", "=C3", "&amp", "&nothing;", "x=AB"})
    EXPECT_EQ(FindEscape(name), "") << name;
}

}  // namespace
}  // namespace constat::text
