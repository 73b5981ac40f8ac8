#include "constat/text/foreign.h"

#include <gmock/gmock.h>

namespace constat::text {
namespace {

std::string What(std::string_view bytes) {
  const auto found = FindForeign(AsBytes(bytes));
  if (!found) return {};
  EXPECT_FALSE(found->advice.empty());
  return std::string(found->what);
}

TEST(Foreign, IsKnownByItsFirstBytes) {
  EXPECT_EQ(What("%PDF-1.4 x"), "a PDF document");
  EXPECT_EQ(What("PK\x03\x04....xl/workbook.xml"), "a spreadsheet (.xlsx)");
  EXPECT_EQ(What("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "a spreadsheet (.ods)");
  EXPECT_EQ(What("PK\x03\x04....word/document.xml"), "a word processor's document (.docx)");
  EXPECT_EQ(What("PK\x03\x04"
                 "ballot.entry"),
            "a ZIP archive");
  EXPECT_EQ(What("\x1f\x8b\x08"), "a compressed file (.gz)");
  EXPECT_EQ(What("{\\rtf1"), "a word processor's document (.rtf)");
  EXPECT_EQ(What("\xef\xbb\xbf\n<!DOCTYPE HTML>"), "a web page");
  EXPECT_EQ(What("Return-Path: <a@b>\n"), "a whole e-mail");
  EXPECT_EQ(What(""), "empty");
  EXPECT_EQ(What("\r\n "), "empty");
}

TEST(Foreign, TextIsNot) {
  for (const char* text : {"id,region\n", "constat-key/1 ", "PK", "%PD", "receive", "a%PDF-"})
    EXPECT_EQ(What(text), "");
}

}  // namespace
}  // namespace constat::text
