#include "constat/crypto/constant_time.h"

#include <gtest/gtest.h>

namespace constat::crypto {
namespace {

TEST(ConstantTime, IsEqualAgreesWithTheOperatorOnAllPairsOfSmallNumbers) {
  for (uint64_t a = 0; a < 1024; ++a) {
    for (uint64_t b = 0; b < 1024; ++b) ASSERT_EQ(IsEqualConstantTime(a, b), a == b ? 1 : 0) << a << " " << b;
  }
}

TEST(ConstantTime, IsEqualSeesADifferenceInAnyOfThe64Bits) {
  for (const uint64_t a : {uint64_t{0}, uint64_t{1}, ~uint64_t{0}, uint64_t{1} << 31, uint64_t{1} << 32}) {
    EXPECT_EQ(IsEqualConstantTime(a, a), 1);
    for (int bit = 0; bit < 64; ++bit) {
      EXPECT_EQ(IsEqualConstantTime(a, a ^ (uint64_t{1} << bit)), 0) << a << " bit " << bit;
      EXPECT_EQ(IsEqualConstantTime(a ^ (uint64_t{1} << bit), a), 0) << a << " bit " << bit;
    }
  }
}

// A program for 32 bits must not compute another answer: the arguments are 64 bits wide there too, and what
// the compiler evaluates here may contain no undefined shift.
static_assert(IsEqualConstantTime(uint64_t{1} << 32, 0) == 0);
static_assert(IsEqualConstantTime(~uint64_t{0}, ~uint64_t{0}) == 1);

}  // namespace
}  // namespace constat::crypto
