#include "constat/report/record/collusion_words.h"

#include <gmock/gmock.h>

#include "constat/record/manifest_defaults.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

// Spec: VER-13
TEST(CollusionWords, NameTheKeysAndTheKeepers) {
  record::Manifest m = DemoManifest();
  m.registrars.resize(1);
  m.witnesses.resize(3);
  m.quorum = 2;
  m.trustees.resize(3);
  m.threshold = 2;
  record::KeepOwnKeys(m);
  const std::vector<CollusionWords> all = DescribeCollusion(Words(&m, "en", &PlainName));
  ASSERT_EQ(all.size(), record::kPlots);
  EXPECT_EQ(all[0].could, "vote in the place of others");
  EXPECT_EQ(all[0].keys, "the registrar");
  EXPECT_THAT(all[0].names, ::testing::ElementsAre(m.registrars[0].name));
  EXPECT_EQ(all[1].keys, "2 of 3 trustees");
  EXPECT_EQ(all[2].keys, "the board and 1 of 3 witnesses");
  EXPECT_EQ(all[3].keys, "the board and 1 of 3 witnesses and 1 of 3 trustees");
  EXPECT_EQ(all[4].keys, "2 of 3 witnesses");
  EXPECT_THAT(all[4].names, ::testing::ElementsAre(m.witnesses[0].name, m.witnesses[1].name));
  m.witnesses[1].keeper = m.witnesses[0].keeper;
  EXPECT_EQ(DescribeCollusion(Words(&m, "en", &PlainName))[4].names.size(), 1u);
  m.quorum = 3;
  EXPECT_EQ(DescribeCollusion(Words(&m, "en", &PlainName))[2].keys, "the board and 3 of 3 witnesses");
}

}  // namespace
}  // namespace constat::report
