// Batches of random items: what the random combination finds is what one-by-one evaluation finds, and what
// was planted, with every back end. Spec: BAL-13
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "constat/group/msm.h"
#include "constat/group/msm/backend.h"
#include "constat/testing/cheating_prover.h"

namespace constat::zkp {
namespace {

using group::Point;
using group::Scalar;

// Plan is a batch to make: for each item, the error of each of its equations; true ones have error 0.
using Plan = std::vector<std::vector<int>>;

// Small errors on purpose: they often cancel each other, within an item and across items.
Plan ArbitraryPlan(int max_items) {
  const int items = *rc::gen::inRange(0, max_items);
  const auto error = rc::gen::weightedElement<int>({{12, 0}, {1, 1}, {1, -1}, {1, 2}, {1, -2}});
  Plan plan;
  for (int i = 0; i < items; ++i) {
    const int equations = *rc::gen::inRange(0, 4);
    plan.push_back(*rc::gen::container<std::vector<int>>(static_cast<size_t>(equations), error));
  }
  return plan;
}

std::vector<size_t> FalseItems(const Plan& plan) {
  std::vector<size_t> out;
  for (size_t i = 0; i < plan.size(); ++i) {
    if (std::any_of(plan[i].begin(), plan[i].end(), [](int e) { return e != 0; })) out.push_back(i);
  }
  return out;
}

// Fill makes the equations k s P - s (kP) + e B = 0 over points of the item, a shared point and the base,
// with the points added as points or as encodings.
void Fill(Batch& batch, const Plan& plan, bool encoded, crypto::Rng& rng) {
  const Scalar secret = RandomScalar(rng);
  const PointId shared = batch.Share(Point::MulBaseVartime(secret));
  std::vector<Point> points;
  std::vector<group::EncodedPoint> encodings;
  for (size_t i = 0; i < plan.size(); ++i) {
    points.push_back(RandomPoint(rng));
    points.push_back(points.back() + points.back() + points.back());
  }
  for (const Point& p : points) encodings.push_back(p.Encode());
  Batch::Decoded decoded{};
  if (encoded) decoded = batch.Decode(encodings);
  RC_ASSERT(decoded.bad.empty());
  for (size_t i = 0; i < plan.size(); ++i) {
    PointId first = static_cast<PointId>(decoded.first + 2 * i);
    if (encoded) {
      batch.BeginItem(first);
    } else {
      batch.BeginItem();
      first = batch.Add(std::span(points).subspan(2 * i, 2));
    }
    for (const int error : plan[i]) {
      const Scalar s = RandomScalar(rng);
      batch.Require({{s, first, 3},
                     {s, first + 1, -1},
                     {Scalar::FromUint64(1), shared},
                     {-secret, batch.Base()},
                     {Scalar::FromUint64(1), batch.Base(), error}});
    }
  }
}

void ExpectPlanted(int max_items) {
  const Plan plan = ArbitraryPlan(max_items);
  const bool encoded = *rc::gen::arbitrary<bool>();
  const auto seed = *rc::gen::arbitrary<uint64_t>();
  const std::vector<std::string_view> backends = group::msm::AvailableBackends();
  const auto backend = *rc::gen::inRange<size_t>(0, backends.size());
  RC_ASSERT(group::msm::SelectBackend(backends[backend]).has_value());
  RC_TAG(std::string(backends[backend]));
  crypto::SeededRng rng("batch property", std::to_string(seed));
  Batch batch(Batch::Keep::kEquations);
  Fill(batch, plan, encoded, rng);
  const std::vector<size_t> expected = FalseItems(plan);
  RC_ASSERT(batch.FindFalse() == expected);
  RC_ASSERT(batch.FindFalseOneByOne() == expected);
  Batch sums(Batch::Keep::kSums);
  Fill(sums, plan, encoded, rng);
  RC_ASSERT(sums.FindFalse() == expected);
  RC_CLASSIFY(expected.empty(), "all hold");
  RC_CLASSIFY(expected.size() > 1, "several false items");
}

RC_GTEST_PROP(BatchProperty, FindsWhatIsPlantedInSmallBatches, ()) { ExpectPlanted(12); }
RC_GTEST_PROP(BatchProperty, FindsWhatIsPlantedInLargeBatches, ()) { ExpectPlanted(300); }

}  // namespace
}  // namespace constat::zkp
