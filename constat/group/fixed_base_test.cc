#include "constat/group/fixed_base.h"

#include <gtest/gtest.h>

#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

TEST(FixedBaseTest, MultipliesAsThePointItself) {
  crypto::SeededRng rng("fixed base", "multiples");
  const Point point = RandomPoint(rng);
  const FixedBase base(point);
  std::vector<Scalar> scalars{Scalar(), Scalar::FromUint64(1), -Scalar::FromUint64(1)};
  for (uint64_t v : {511u, 512u, 513u, 1023u, 1024u, 1025u}) scalars.push_back(Scalar::FromUint64(v));
  Scalar power = Scalar::FromUint64(1);
  for (int bit = 0; bit < 253; ++bit) {
    scalars.push_back(power);
    scalars.push_back(-power);
    power += power;
  }
  for (int i = 0; i < 100; ++i) scalars.push_back(RandomScalar(rng));
  for (const Scalar& scalar : scalars) {
    ASSERT_EQ(base.MulAddVartime(scalar), point.MulVartime(scalar));
    ASSERT_EQ(base.MulAddVartime(scalar, Point::Base()), point.MulVartime(scalar) + Point::Base());
  }
}

TEST(FixedBaseTest, EncodesTheDoublesOfABatch) {
  crypto::SeededRng rng("fixed base", "encode");
  std::vector<Point> points{Point(), Point::Base(), -Point::Base()};
  for (int i = 0; i < 300; ++i)
    points.push_back(i % 40 == 7 ? Point() : RandomPoint(rng).MulVartime(RandomScalar(rng)));
  for (const size_t n : {size_t{0}, size_t{1}, size_t{2}, points.size()}) {
    std::vector<EncodedPoint> out(n);
    EncodeDoubledBatchVartime(std::span(points).first(n), out);
    for (size_t i = 0; i < n; ++i) ASSERT_EQ(out[i], points[i].Double().Encode()) << i;
  }
}

}  // namespace
}  // namespace constat::group
