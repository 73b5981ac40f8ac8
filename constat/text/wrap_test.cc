#include "constat/text/wrap.h"

#include <gtest/gtest.h>

namespace constat::text {
namespace {

TEST(Wrap, BreaksAtAHundredColumnsAndIndents) {
  const std::string forty(40, 'x');
  EXPECT_EQ(Wrap(forty + " " + forty + " " + forty, "- "),
            "- " + forty + " " + forty + "\n  " + forty + "\n");
  EXPECT_EQ(Wrap("a b", ""), "a b\n");
}

TEST(WrapHanging, BreaksAtTheWidthAndKeepsLineFeeds) {
  EXPECT_EQ(WrapHanging("aa bb cc", {.width = 5, .indent = 2, .used = 0}), "aa bb\n  cc\n");
  EXPECT_EQ(WrapHanging("aa bb", {.width = 9, .indent = 4, .used = 4}), "aa bb\n");
  EXPECT_EQ(WrapHanging("aa bb", {.width = 8, .indent = 4, .used = 4}), "aa\n    bb\n");
  EXPECT_EQ(WrapHanging("a\nb", {.width = 80, .indent = 1, .used = 0}), "a\n b\n");
  EXPECT_EQ(WrapHanging("longer than wide", {.width = 3, .indent = 0, .used = 0}), "longer\nthan\nwide\n");
  EXPECT_EQ(WrapHanging("", {.width = 3, .indent = 0, .used = 0}), "\n");
}

}  // namespace
}  // namespace constat::text
