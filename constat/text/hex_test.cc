#include "constat/text/hex.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace constat::text {
namespace {

bool IsBadText(const Result<Bytes>& result) { return !result && result.error().code == ErrorCode::kBadText; }

TEST(Hex, WritesTwoLowerCaseDigitsAByte) {
  const Bytes bytes{0x00, 0x09, 0xaf, 0xff};
  EXPECT_EQ(FormatHex(bytes), "0009afff");
  EXPECT_EQ(ParseHex("0009afff").value(), bytes);
  EXPECT_EQ(FormatHex({}), "");
  EXPECT_TRUE(ParseHex("").value().empty());
}

TEST(Hex, ReadsEveryPairOfItsDigitsAndNothingElse) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      const Result<Bytes> bytes = ParseHex(text);
      const auto digit = [](int c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
      ASSERT_EQ(bytes.has_value(), digit(a) && digit(b)) << a << " " << b;
      if (bytes) {
        ASSERT_EQ(FormatHex(*bytes), text);
      } else {
        ASSERT_TRUE(IsBadText(bytes));
      }
    }
  }
}

TEST(Hex, RejectsHalfAByte) {
  EXPECT_TRUE(IsBadText(ParseHex("0")));
  EXPECT_TRUE(IsBadText(ParseHex("000")));
  EXPECT_TRUE(IsBadText(ParseHex("00 ")));
}

TEST(Hex, Of32BytesHas64Digits) {
  EXPECT_EQ(ParseHex32(std::string(64, 'a')).value()[31], 0xaa);
  EXPECT_EQ(ParseHex32(std::string(62, 'a')).error().code, ErrorCode::kBadLength);
  EXPECT_EQ(ParseHex32(std::string(66, 'a')).error().code, ErrorCode::kBadLength);
  EXPECT_EQ(ParseHex32(std::string(64, 'g')).error().code, ErrorCode::kBadText);
}

// Vectors: RFC 4648, section 10.
TEST(Base64, MatchesItsRfc) {
  const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                    {"f", "Zg=="},
                                                                    {"fo", "Zm8="},
                                                                    {"foo", "Zm9v"},
                                                                    {"foob", "Zm9vYg=="},
                                                                    {"fooba", "Zm9vYmE="},
                                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : vectors) {
    EXPECT_EQ(FormatBase64(AsBytes(plain)), text);
    EXPECT_EQ(AsText(ParseBase64(text).value()), plain);
  }
  const Bytes last{0xfb, 0xff};
  EXPECT_EQ(FormatBase64(last), "+/8=");
}

TEST(Base64, ReadsNoSecondTextOfAValue) {
  // Every way to end a text with one and two symbols beside the padding.
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string ab{static_cast<char>(a), static_cast<char>(b)};
      for (const std::string& text : {ab + "==", "A" + ab + "=", "AA" + ab}) {
        const Result<Bytes> bytes = ParseBase64(text);
        if (bytes) {
          ASSERT_EQ(FormatBase64(*bytes), text);
        } else {
          ASSERT_TRUE(IsBadText(bytes));
        }
      }
    }
  }
}

TEST(Base64, RejectsUnusedBitsPaddingAndSpace) {
  for (const std::string_view text : {"Zh==", "Zm9=", "Zg=", "Zg", "Z===", "====", "Zg==Zg==", "Zm8=Zm8=",
                                      "Zm9v\n", "Zm 9", "Zm9-", "Zm9_", "Zg=v", "=m9v", " Zm9v   "}) {
    EXPECT_TRUE(IsBadText(ParseBase64(text))) << text;
  }
}

// SOURCE: RFC 4648, sections 5 and 10.
TEST(Base64Url, HasNoPaddingAndNothingThatALinkCannotHold) {
  EXPECT_EQ(FormatBase64Url({}), "");
  EXPECT_EQ(FormatBase64Url(AsBytes("f")), "Zg");
  EXPECT_EQ(FormatBase64Url(AsBytes("fo")), "Zm8");
  EXPECT_EQ(FormatBase64Url(AsBytes("foobar")), "Zm9vYmFy");
  EXPECT_EQ(FormatBase64Url(Bytes{0xfb, 0xff, 0xfe}), "-__-");
  EXPECT_EQ(FormatBase64Url(Bytes(32)).size(), 43u);
}

TEST(Base32, WritesFiveBitsASymbol) {
  EXPECT_EQ(FormatBase32({}), "");
  EXPECT_EQ(FormatBase32(Bytes{0xff}), "ZW");
  EXPECT_EQ(FormatBase32(Bytes{0x00, 0x44, 0x32, 0x14, 0xc7}), "01234567");
  EXPECT_EQ(FormatBase32(Bytes{0x42, 0x54, 0xb6, 0x35, 0xcf}), "89ABCDEF");
  EXPECT_EQ(FormatBase32(Bytes{0x84, 0x65, 0x3a, 0x56, 0xd7}), "GHJKMNPQ");
  EXPECT_EQ(FormatBase32(Bytes{0xc6, 0x75, 0xbe, 0x77, 0xdf}), "RSTVWXYZ");
}

// Spec: ROL-1
TEST(Base32, ReadsWhatAPersonTypes) {
  for (size_t i = 0; i < kBase32Symbols.size(); ++i) {
    EXPECT_EQ(Base32Value(kBase32Symbols[i]), static_cast<int>(i));
    EXPECT_EQ(Base32Value(static_cast<char>(std::tolower(kBase32Symbols[i]))), static_cast<int>(i));
  }
  EXPECT_EQ(Base32Value('O'), 0);
  EXPECT_EQ(Base32Value('o'), 0);
  for (const char c : {'I', 'i', 'L', 'l'}) EXPECT_EQ(Base32Value(c), 1);
  const std::set<char> known = [] {
    std::set<char> out{'O', 'o', 'I', 'i', 'L', 'l'};
    for (const char c : kBase32Symbols) out.insert({c, static_cast<char>(std::tolower(c))});
    return out;
  }();
  for (int c = -128; c < 128; ++c) {
    EXPECT_EQ(Base32Value(static_cast<char>(c)) >= 0, known.count(static_cast<char>(c)) == 1) << c;
  }
}

TEST(Groups, AreSeparatedByHyphens) {
  EXPECT_EQ(FormatGroups("ABCDEFGH", 4), "ABCD-EFGH");
  EXPECT_EQ(FormatGroups("ABCDE", 4), "ABCD-E");
  EXPECT_EQ(FormatGroups("ABCD", 4), "ABCD");
  EXPECT_EQ(FormatGroups("", 4), "");
}

}  // namespace
}  // namespace constat::text
