#include "constat/text/clean.h"

#include <gtest/gtest.h>

#include "constat/base/bytes.h"

namespace constat::text {
namespace {

TEST(CleanText, KeepsTextOfAnyScript) {
  for (const std::string text :
       {"Brücke", "Незалежність", "استفتاء", "משאל עם", "国民投票", "\U0001f5f3", "a\nb"}) {
    EXPECT_EQ(CleanText(text), text);
  }
}

TEST(CleanText, DropsDirectionControls) {
  EXPECT_EQ(CleanText("a\u202eb\u202cc\u2066d\u2069e"), "abcde");
  EXPECT_EQ(CleanText("\u202a\u202b\u202d\u2067\u2068"), "");
}

TEST(CleanText, ReplacesControlsAndMalformedBytes) {
  EXPECT_EQ(CleanText(std::string_view("a\0b\x1b[31mc\x7f", 10)), "a\ufffdb\ufffd[31mc\ufffd");
  EXPECT_EQ(CleanText("\u009b31m\u2028"), "\ufffd31m\ufffd");
  EXPECT_EQ(CleanText("a\tb\rc"), "a b\ufffdc");
  EXPECT_EQ(CleanText("\xff\xc3(\xe2\x82"), "\ufffd\ufffd(\ufffd\ufffd");
  EXPECT_EQ(CleanText("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");  // a surrogate
  EXPECT_EQ(CleanText("\uffff\ufdd0"), "\ufffd\ufffd");
}

TEST(CleanText, AlwaysGivesUtf8) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (size_t at = 0; at < bytes.size(); ++at) {
    const std::string clean = CleanText(bytes.substr(at) + bytes);
    ASSERT_TRUE(IsUtf8(AsBytes(clean))) << at;
    ASSERT_EQ(clean.find('\x1b'), std::string::npos);
  }
}

TEST(CleanText, JoinsLines) {
  EXPECT_EQ(CleanLine("one\ntwo\n\nthree\n"), "one two three");
  EXPECT_EQ(CleanLine("\n"), "");
}

TEST(CleanText, EscapesEveryCharacterThatEndsAnAttributeOrATag) {
  EXPECT_EQ(EscapeHtml("<script>alert(\"1\" & '2')</script>"),
            "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
}

TEST(CleanText, QuotesShellWords) {
  EXPECT_EQ(QuoteShell("https://example.org/record_1.tar"), "https://example.org/record_1.tar");
  EXPECT_EQ(QuoteShell("my record; rm -rf ~"), "'my record; rm -rf ~'");
  EXPECT_EQ(QuoteShell("it's"), "'it'\\''s'");
  EXPECT_EQ(QuoteShell(""), "''");
  EXPECT_EQ(QuoteShell("$(x)"), "'$(x)'");
}

TEST(QuoteName, KeepsBlanksAndStaysOnOneLine) {
  EXPECT_EQ(QuoteName("1 "), "\u201c1 \u201d");
  EXPECT_EQ(QuoteName("a\nb\x1b\u202e"), "\u201ca b\ufffd\u201d");
}

TEST(EscapeName, KeepsDifferentNamesDifferentAndNothingElse) {
  EXPECT_EQ(EscapeName("a b~!.DS_Store"), "a b~!.DS_Store");
  EXPECT_EQ(EscapeName(std::string("\0\x1f\x7f\xff\n", 5)), "\\x00\\x1f\\x7f\\xff\\x0a");
  EXPECT_EQ(EscapeName("\u202e\\x41"), "\\xe2\\x80\\xae\\x5cx41");
  EXPECT_EQ(EscapeName(""), "");
}

}  // namespace
}  // namespace constat::text
