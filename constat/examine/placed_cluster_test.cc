#include "constat/examine/placed_cluster.h"

#include <gmock/gmock.h>

#include "constat/testing/matchers.h"

namespace constat::examine {
namespace {

TEST(ParsePlacedCluster, ReadsTwoDecimalNumbers) {
  const forensics::PlacedCluster cluster = Value(ParsePlacedCluster("43,64.5", "cluster"));
  EXPECT_EQ(cluster.turnout, 43);
  EXPECT_EQ(cluster.share, 64.5);
  for (const char* text : {"100,50", "0,50", "1.,5", ".5,.5", "00043,064.50", "50,99.999", "50,0.0001"}) {
    EXPECT_THAT(ParsePlacedCluster(text, "cluster"), Succeeds()) << text;
  }
  EXPECT_EQ(Value(ParsePlacedCluster("1." + std::string(100, '1') + ",50", "cluster")).turnout, 10.0 / 9);
}

TEST(ParsePlacedCluster, RefusesEverythingElse) {
  const std::string zeros(400, '0');
  for (const std::string& text :
       {std::string(),           std::string("43"),      std::string("43,"),           std::string(",64"),
        std::string(","),        std::string("43,64,1"), std::string("1e2,5"),         std::string("0x10,5"),
        std::string("100.1,50"), std::string("50,100"),  std::string("50,0"),          std::string("1..2,5"),
        std::string(".,5"),      std::string("-1,5"),    std::string("+1,5"),          std::string("43, 64"),
        std::string("inf,5"),    std::string("nan,5"),   std::string(400, '9') + ",5", "0." + zeros + "1,5",
        "43,0." + zeros + "5"}) {
    const Result<forensics::PlacedCluster> cluster = ParsePlacedCluster(text, "cluster");
    ASSERT_THAT(cluster, FailsWith(ErrorCode::kUsage)) << text;
    EXPECT_THAT(cluster.error().detail, ::testing::HasSubstr("\"" + text + "\" is not that"));
    EXPECT_THAT(cluster.error().detail, ::testing::StartsWith("cluster takes turnout and share"));
  }
}

}  // namespace
}  // namespace constat::examine
