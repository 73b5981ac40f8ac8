#include "constat/zkp/batch.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "constat/testing/cheating_prover.h"

namespace constat::zkp {
namespace {

using group::Point;
using group::Scalar;

using Items = std::vector<size_t>;

Items All(size_t n) {
  Items out(n);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

// ExpectFalse checks both ways of finding the false items.
void ExpectFalse(const Batch& batch, const Items& expected) {
  EXPECT_EQ(batch.FindFalse(), expected);
  EXPECT_EQ(batch.FindFalseOneByOne(), expected);
}

// AddEquation adds sum of scalars[i] points[i] - error B = 0, which is true where error is zero: the last
// point makes up for the others.
void AddEquation(Batch& batch, size_t terms, const Scalar& error, crypto::Rng& rng) {
  std::vector<Point> points;
  std::vector<Term> equation;
  Point sum;
  for (size_t i = 0; i < terms; ++i) {
    points.push_back(RandomPoint(rng));
    equation.push_back({RandomScalar(rng), 0});
    sum += Times(equation.back().scalar, points.back());
  }
  points.push_back(sum);
  const PointId first = batch.Add(points);
  for (size_t i = 0; i < terms; ++i) equation[i].point = static_cast<PointId>(first + i);
  equation.push_back({-Scalar::FromUint64(1), static_cast<PointId>(first + terms)});
  equation.push_back({error, batch.Base()});
  batch.Require(equation);
}

// Filled is a batch of n items with one or two equations each; the listed ones are false.
Batch Filled(size_t n, const Items& bad, crypto::Rng& rng) {
  Batch batch;
  for (size_t i = 0; i < n; ++i) {
    batch.BeginItem();
    const bool is_bad = std::find(bad.begin(), bad.end(), i) != bad.end();
    AddEquation(batch, 2, is_bad ? RandomScalar(rng) : Scalar(), rng);
    if (i % 2 == 1) AddEquation(batch, 1, Scalar(), rng);
  }
  return batch;
}

// An attacker who could guess weights could make errors cancel: all 128 bits of each are drawn. With 4,096 of
// them, a bit that is set in fewer than 1,600 or more than 2,500 is no coin (14 standard deviations).
// Spec: BAL-13
TEST(BatchTest, WeightsHave128RandomBits) {
  Batch::Weights weights;
  Batch::Weights others;
  std::array<int, 128> set{};
  std::set<Bytes32> seen;
  for (int i = 0; i < 4096; ++i) {
    const Scalar weight = weights.Next();
    for (size_t bit = 0; bit < set.size(); ++bit) {
      set[bit] += static_cast<int>(weight.Limbs()[bit / 64] >> (bit % 64) & 1);
    }
    EXPECT_LE(weight.BitLength(), 128);
    EXPECT_TRUE(seen.insert(weight.Encode()).second);
    EXPECT_TRUE(seen.insert(others.Next().Encode()).second);
  }
  for (size_t bit = 0; bit < set.size(); ++bit) {
    EXPECT_GT(set[bit], 1600) << bit;
    EXPECT_LT(set[bit], 2500) << bit;
  }
}

// Spec: BAL-13
TEST(BatchTest, FindsNothingWhereAllHolds) {
  crypto::SeededRng rng("batch", "good");
  for (const size_t n : {0u, 1u, 2u, 3u, 64u}) ExpectFalse(Filled(n, {}, rng), {});
}

// Spec: BAL-13
TEST(BatchTest, FindsFirstLastAndEveryFalseItem) {
  crypto::SeededRng rng("batch", "bad");
  for (const size_t n : {1u, 2u, 3u, 5u, 8u, 17u}) {
    ExpectFalse(Filled(n, {0}, rng), {0});
    ExpectFalse(Filled(n, {n - 1}, rng), {n - 1});
    ExpectFalse(Filled(n, All(n), rng), All(n));
    for (size_t i = 0; i < n; ++i) ExpectFalse(Filled(n, {i}, rng), {i});
  }
  Items most = All(40);
  most.erase(most.begin() + 23);
  ExpectFalse(Filled(40, most, rng), most);
}

// The attack on one weight per batch, or per item: errors that add up to nothing.
// Spec: BAL-13
TEST(BatchTest, FindsErrorsThatCancelUnderEqualWeights) {
  crypto::SeededRng rng("batch", "cancel");
  const Scalar error = RandomScalar(rng);
  {
    Batch within;  // one item whose two errors cancel
    within.BeginItem();
    AddEquation(within, 1, error, rng);
    AddEquation(within, 1, -error, rng);
    ExpectFalse(within, {0});
  }
  {
    Batch across;  // two items whose errors cancel, with a good one between
    for (const Scalar& e : {error, Scalar(), -error}) {
      across.BeginItem();
      AddEquation(across, 1, e, rng);
    }
    ExpectFalse(across, {0, 2});
  }
  {
    Batch three;  // e + e - 2e, in the halves and across them
    for (const Scalar& e : {error, Scalar(), error, -(error + error), Scalar()}) {
      three.BeginItem();
      AddEquation(three, 1, e, rng);
    }
    ExpectFalse(three, {0, 2, 3});
  }
  {
    Batch bare;  // nothing but the base: B = 0 and -B = 0
    bare.BeginItem();
    bare.Require({{Scalar::FromUint64(1), bare.Base()}});
    bare.Require({{-Scalar::FromUint64(1), bare.Base()}});
    ExpectFalse(bare, {0});
  }
}

// Small weights, such as powers of two, would let these pass; 128 random bits do not.
TEST(BatchTest, FindsErrorsThatCancelUnderSmallWeights) {
  crypto::SeededRng rng("batch", "small");
  Batch batch;
  for (const int64_t e : {-6, 3, 2, 0, 1, -1}) {
    batch.BeginItem();
    AddEquation(batch, 1, FromInt(e), rng);
  }
  ExpectFalse(batch, {0, 1, 2, 4, 5});
}

TEST(BatchTest, AnItemWithoutEquationsHolds) {
  crypto::SeededRng rng("batch", "empty item");
  Batch batch;
  batch.BeginItem();
  batch.BeginItem();
  AddEquation(batch, 1, Scalar::FromUint64(1), rng);
  batch.BeginItem();
  (void)batch.Add(RandomPoint(rng));  // a point no equation speaks of
  batch.BeginItem();
  EXPECT_EQ(batch.items(), 4u);
  ExpectFalse(batch, {1});
  Batch none;
  none.BeginItem();
  none.BeginItem();
  ExpectFalse(none, {});
}

TEST(BatchTest, AnEquationWithoutTermsHolds) {
  Batch batch;
  batch.BeginItem();
  batch.Require(std::span<const Term>());
  ExpectFalse(batch, {});
}

TEST(BatchTest, SharedPointsServeEveryItem) {
  crypto::SeededRng rng("batch", "shared");
  Batch batch;
  const Scalar secret = RandomScalar(rng);
  const PointId first = batch.Share(RandomPoint(rng));
  const PointId key = batch.Share(Point::MulBaseVartime(secret));
  (void)first;
  for (size_t i = 0; i < 9; ++i) {
    batch.BeginItem();
    const Scalar multiple = RandomScalar(rng);
    const PointId own = batch.Add(Point::MulBaseVartime(multiple));
    // own - multiple B = 0 and secret B - key = 0, false for item 4
    batch.Require({{Scalar::FromUint64(1), own}, {-multiple, batch.Base()}});
    const Scalar claimed = i == 4 ? secret + Scalar::FromUint64(1) : secret;
    batch.Require({{claimed, batch.Base()}, {-Scalar::FromUint64(1), key}});
  }
  ExpectFalse(batch, {4});
}

// More equations than one pool of weights holds, and points enough for every way of summing.
TEST(BatchTest, FindsOneFalseEquationAmongThousands) {
  crypto::SeededRng rng("batch", "large");
  for (const size_t bad : {0u, 777u, 999u}) {
    Batch batch;
    const Point point = RandomPoint(rng);
    for (size_t i = 0; i < 1000; ++i) {
      batch.BeginItem();
      const PointId id = batch.Add(point);
      for (uint64_t k = 1; k <= 3; ++k) {
        const Scalar off = i == bad && k == 3 ? Scalar::FromUint64(1) : Scalar();
        batch.Require({{Scalar::FromUint64(k), id}, {off - Scalar::FromUint64(k), id}});
      }
    }
    EXPECT_EQ(batch.FindFalse(), Items{bad});
  }
}

TEST(BatchDeathTest, MisuseIsABug) {
  Batch batch;
  EXPECT_DEATH((void)batch.Add(Point::Base()), "internal error");
  EXPECT_DEATH(batch.Require({{Scalar(), 0}}), "internal error");
  batch.BeginItem();
  EXPECT_DEATH((void)batch.Share(Point::Base()), "internal error");
}

}  // namespace
}  // namespace constat::zkp
