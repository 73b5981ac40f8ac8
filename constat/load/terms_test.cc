#include "constat/load/terms.h"

#include <gtest/gtest.h>

#include "constat/group/msm.h"
#include "constat/testing/values.h"

namespace constat::load {
namespace {

TEST(Multiples, AreThoseOfTheirFirst) {
  const std::vector<group::EncodedPoint> encodings = Multiples(5);
  ASSERT_EQ(encodings.size(), 5u);
  std::vector<group::Point> points(5);
  ASSERT_TRUE(group::DecodeBatchVartime(encodings, points).empty());
  for (uint64_t i = 0; i < 5; ++i)
    EXPECT_EQ(points[i], points[0].MulVartime(group::Scalar::FromUint64(i + 1))) << i;
  EXPECT_EQ(Multiples(3)[2], encodings[2]);
}

TEST(RandomScalars, HaveTheirLengthAndDiffer) {
  for (const int bits : {128, 253}) {
    const std::vector<group::Scalar> scalars = RandomScalars(100, bits);
    ASSERT_EQ(scalars.size(), 100u);
    EXPECT_NE(scalars[0], scalars[1]);
    EXPECT_EQ(scalars, RandomScalars(100, bits));
    bool long_one = false;
    for (const group::Scalar& scalar : scalars) {
      const Bytes32 bytes = scalar.Encode();
      for (size_t i = 16; i < 32; ++i) long_one |= bytes[i] != 0;
    }
    EXPECT_EQ(long_one, bits == 253);
  }
}

}  // namespace
}  // namespace constat::load
