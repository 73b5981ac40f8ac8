#include "constat/audit/alpha.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "constat/audit/bravo.h"

namespace constat::audit {
namespace {

// x_i = 1 if (7 i mod 10) < 6 else 0: 120 ones among 200.
std::vector<double> Sequence() {
  std::vector<double> x;
  for (int i = 0; i < 200; ++i) x.push_back(7 * i % 10 < 6 ? 1 : 0);
  return x;
}

AlphaSettings Settings(double eta, bool shrink, std::optional<int64_t> population) {
  AlphaSettings settings;
  settings.eta = eta;
  if (!shrink) settings.shrink_weight.reset();
  settings.population = population;
  return settings;
}

TEST(Alpha, AgreesWithTheAuthorsProgram) {
  struct Case {
    AlphaSettings settings;
    double p, p50, p100, p200;
  };
  // SHANGRLA's alpha_mart with fixed_alternative_mean and shrink_trunc, d = 100, c = (eta - 1/2)/2.
  const Case cases[] = {{Settings(0.55, false, {}), 0.043990077783947784, 0.4713779425348119,
                         0.2221971647083524, 0.049371580004430746},
                        {Settings(0.55, true, {}), 0.034605948115910674, 0.5289507209300838,
                         0.2426313300258365, 0.04313488277870899},
                        {Settings(0.55, false, 10000), 0.041339616642092, 0.4696346874729584,
                         0.21888966695760442, 0.046458799328689813},
                        {Settings(0.55, true, 10000), 0.032080322240906414, 0.5276202472221054,
                         0.23897717680519404, 0.04015746328098869},
                        {Settings(0.55, false, 1000), 0.020600311708001164, 0.45345060958532646,
                         0.18842607999444325, 0.023442244681774707},
                        {Settings(0.55, true, 1000), 0.013569348944668814, 0.5148891200364101,
                         0.2048344079891491, 0.017755134250016187},
                        {Settings(0.6, false, {}), 0.013690292746113577, 0.3653952343029621,
                         0.13351367725131658, 0.01782590201316872},
                        {Settings(0.6, true, {}), 0.02350196858793926, 0.4479097438515999, 0.1890661420635149,
                         0.030929731969365326},
                        {Settings(0.6, false, 10000), 0.01256765541127556, 0.3635638689194135,
                         0.13084376063162478, 0.016428671109571285},
                        {Settings(0.6, true, 10000), 0.02178673802178279, 0.44678311311992425,
                         0.18621870825576112, 0.028794782687196332},
                        {Settings(0.6, false, 1000), 0.004820665041362456, 0.34668034081201604,
                         0.10693399157858778, 0.0065632734367130595},
                        {Settings(0.6, true, 1000), 0.009215364121457787, 0.43600253245135084,
                         0.1596135638223168, 0.012731263146127283}};
  for (const Case& c : cases) {
    const SequentialTest test = TestAlpha(Sequence(), c.settings).value();
    EXPECT_NEAR(test.p / c.p, 1, 1e-12);
    EXPECT_NEAR(test.history[49] / c.p50, 1, 1e-12);
    EXPECT_NEAR(test.history[99] / c.p100, 1, 1e-12);
    EXPECT_NEAR(test.history[199] / c.p200, 1, 1e-12);
    EXPECT_EQ(test.p, *std::min_element(test.history.begin(), test.history.end()));
  }
}

TEST(Alpha, IsBravoWithAFixedGuessOnVotes) {
  const SequentialTest test = TestAlpha(Sequence(), Settings(0.6, false, {})).value();
  EXPECT_NEAR(test.history.back(), BravoPValue({600, 400, 1000}, {120, 80}).value(), 1e-15);
}

TEST(Alpha, IsCertainOnceTheRestCannotChangeTheResult) {
  const std::vector<double> x(6, 1.0);
  const SequentialTest test = TestAlpha(x, Settings(0.6, true, 10)).value();
  EXPECT_GT(test.history[4], 0);  // 5 of 10 is a tie
  EXPECT_EQ(test.history[5], 0);
  EXPECT_EQ(test.p, 0);
}

TEST(Alpha, NeverFavoursAWinnerWhoLostAll) {
  const std::vector<double> x(8, 0.0);
  for (const bool shrink : {false, true}) {
    const SequentialTest test = TestAlpha(x, Settings(0.6, shrink, 10)).value();
    EXPECT_EQ(test.p, 1);
    for (const double p : test.history) EXPECT_EQ(p, 1);
  }
}

// The chance that the p-value is ever at most a is at most a where the null is just true: all 2^12
// orders of drawing.
TEST(Alpha, KeepsItsRiskLimitOnATie) {
  for (const AlphaSettings& settings : {Settings(0.6, false, {}), Settings(0.7, true, {})}) {
    for (const double limit : {0.5, 0.3, 0.2}) {
      int below = 0;
      for (unsigned bits = 0; bits < 4096; ++bits) {
        std::vector<double> x;
        for (int i = 0; i < 12; ++i) x.push_back((bits >> i) & 1);
        below += TestAlpha(x, settings).value().p <= limit ? 1 : 0;
      }
      EXPECT_LE(below, limit * 4096) << limit;
      EXPECT_GT(below, 0) << limit;
    }
  }
}

TEST(Alpha, RefusesWhatCannotBe) {
  const std::vector<double> x = {1, 0, 1};
  EXPECT_EQ(TestAlpha(x, Settings(0.5, true, {})).error().code, ErrorCode::kBadNumber);
  EXPECT_FALSE(TestAlpha(x, Settings(1.1, true, {})).has_value());
  EXPECT_FALSE(TestAlpha(x, Settings(0.6, true, 2)).has_value());
  EXPECT_FALSE(TestAlpha(std::vector<double>{1.5}, Settings(0.6, true, {})).has_value());
  EXPECT_FALSE(TestAlpha(std::vector<double>{std::nan("")}, Settings(0.6, true, {})).has_value());
  AlphaSettings settings = Settings(0.6, true, {});
  settings.shrink_weight = 0;
  EXPECT_FALSE(TestAlpha(x, settings).has_value());
}

}  // namespace
}  // namespace constat::audit
