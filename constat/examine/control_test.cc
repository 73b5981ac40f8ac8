#include "constat/examine/control.h"

#include <gtest/gtest.h>

namespace constat::examine {
namespace {

TEST(ControlChoice, KeepsSeedAndThreadsAndNothingOfTheOtherTable) {
  Settings settings{.seed = 7, .threads = 3, .replicates = 50, .resamples = 1000};
  settings.clean_cluster = forensics::PlacedCluster{43, 64};
  const Choice choice = ControlChoice(settings);
  EXPECT_EQ(choice.settings.seed, 7u);
  EXPECT_EQ(choice.settings.threads, 3u);
  EXPECT_EQ(choice.settings.resamples, kControlResamples);
  EXPECT_EQ(choice.settings.replicates, 0u);
  EXPECT_FALSE(choice.settings.clean_cluster.has_value());
  EXPECT_FALSE(choice.option.has_value());
  EXPECT_TRUE(choice.against.empty());
  settings.resamples = 20;
  EXPECT_EQ(ControlChoice(settings).settings.resamples, 20u) << "a person asked for fewer";
}

}  // namespace
}  // namespace constat::examine
