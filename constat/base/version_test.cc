#include "constat/base/version.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace constat {
namespace {

TEST(ProgramVersion, IsTheNameAndThreeNumbers) {
  const std::string version(ProgramVersion());
  ASSERT_TRUE(version.starts_with("constat ")) << version;
  const std::string numbers = version.substr(8);
  EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '.'), 2);
  EXPECT_EQ(numbers.find_first_not_of("0123456789."), std::string::npos);
}

}  // namespace
}  // namespace constat
