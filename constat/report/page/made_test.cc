#include "constat/report/page/made.h"

#include <gtest/gtest.h>

#include "constat/report/page/document.h"

namespace constat::report::page {
namespace {

TEST(Made, IsOneElement) {
  EXPECT_EQ(FormatHtml(MadeNode({.program = "constat <0>",
                                 .sha256 = "00ff",
                                 .date = "2026-01-02T03:04:05Z",
                                 .machine = "x86_64, 8 threads"})),
            "<span id=\"made\"><bdi>constat &lt;0&gt;</bdi> (SHA-256 <code>00ff</code>), "
            "2026-01-02T03:04:05Z, <bdi>x86_64, 8 threads</bdi></span>");
}

TEST(Made, LeavesOutWhatIsNotStated) {
  EXPECT_EQ(FormatHtml(MadeNode({.program = "constat 0.1.0"})),
            "<span id=\"made\"><bdi>constat 0.1.0</bdi></span>");
  EXPECT_EQ(FormatHtml(MadeNode({})), "<span id=\"made\"><bdi>constat</bdi></span>");
}

}  // namespace
}  // namespace constat::report::page
