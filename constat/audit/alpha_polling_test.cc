#include "constat/audit/alpha_polling.h"

#include <gtest/gtest.h>

#include <vector>

namespace constat::audit {
namespace {

TEST(AlphaPolling, GuessesTheReportedMean) {
  const AlphaSettings settings = *AlphaPolling({.winner = 500, .loser = 300, .ballots = 1000});
  EXPECT_DOUBLE_EQ(settings.eta, 0.6);
  EXPECT_EQ(settings.population, 1000);
}

TEST(AlphaPolling, RefusesCountsWithoutAWinner) {
  EXPECT_FALSE(AlphaPolling({.winner = 5, .loser = 5, .ballots = 10}));
  EXPECT_FALSE(AlphaPolling({.winner = 8, .loser = 5, .ballots = 12}));
  EXPECT_FALSE(SimulateAlphaSizes({.winner = 8, .loser = 5, .ballots = 13}, 1));
  EXPECT_FALSE(SimulateAlphaSizes({.winner = 8, .loser = 5, .ballots = 13}, 0));
}

TEST(SimulateAlphaSizes, IsWorkedOutWhereAllBallotsAreForTheWinner) {
  // Every audit is the same: the first j at which the product over ones of eta_j / m_j reaches 1 / 0.05.
  const ReportedCount reported{.winner = 1000, .loser = 0, .ballots = 1000};
  const std::vector<double> ones(20, 1.0);
  const SequentialTest test = *TestAlpha(ones, *AlphaPolling(reported));
  int64_t stop = 1;
  while (test.history[stop - 1] > 0.05) ++stop;
  const AlphaSizes sizes = *SimulateAlphaSizes(reported, 0.05);
  EXPECT_EQ(sizes.q70, stop);
  EXPECT_EQ(sizes.q90, stop);
  EXPECT_EQ(SimulateAlphaSizes(reported, 0.05, std::span(ones).first(3))->q80, stop - 3);
  EXPECT_EQ(SimulateAlphaSizes(reported, 0.05, ones)->q80, 0);
}

TEST(SimulateAlphaSizes, IsOfTheOrderOfBravosAndNeverMoreThanAMajority) {
  const ReportedCount reported{.winner = 55000, .loser = 45000, .ballots = 100000};
  const AlphaSizes sizes = *SimulateAlphaSizes(reported, 0.05);
  ASSERT_TRUE(sizes.q70 && sizes.q80 && sizes.q90);
  EXPECT_LT(*sizes.q70, *sizes.q80);
  EXPECT_LT(*sizes.q80, *sizes.q90);
  EXPECT_GT(*sizes.q80, 500);  // BRAVO, all at once: 1173
  EXPECT_LT(*sizes.q80, 2000);
  // A hundred ballots of which the winner has 51: nearly all have to be read, and 100 are enough.
  const AlphaSizes few = *SimulateAlphaSizes({.winner = 51, .loser = 49, .ballots = 100}, 0.05);
  ASSERT_TRUE(few.q90);
  EXPECT_GT(*few.q70, 80);
  EXPECT_LE(*few.q90, 100);
}

TEST(SimulateAlphaSizes, NeedsMoreAfterABadSampleAndFewerAfterAGoodOne) {
  const ReportedCount reported{.winner = 6000, .loser = 4000, .ballots = 10000};
  const std::vector<double> bad(30, 0.0);
  const std::vector<double> good(10, 1.0);
  const int64_t fresh = *SimulateAlphaSizes(reported, 0.05)->q80;
  EXPECT_GT(*SimulateAlphaSizes(reported, 0.05, bad)->q80, fresh);
  EXPECT_LT(*SimulateAlphaSizes(reported, 0.05, good)->q80, fresh);
}

TEST(SimulateAlphaSizes, SaysNothingWhereTheSampleCannotBeMadeUpFor) {
  const std::vector<double> bad(60, 0.0);
  const AlphaSizes sizes = *SimulateAlphaSizes({.winner = 51, .loser = 49, .ballots = 100}, 0.05, bad);
  EXPECT_FALSE(sizes.q70 || sizes.q80 || sizes.q90);
}

}  // namespace
}  // namespace constat::audit
