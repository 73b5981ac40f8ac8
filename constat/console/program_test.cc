#include "constat/console/program.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::console {
namespace {

using ::testing::MatchesRegex;

// Spec: VER-8
TEST(Program, SaysWhichFileItIsAndWhereItRuns) {
  const Bytes self = Value(io::ReadFile("/proc/self/exe"));
  EXPECT_EQ(ProgramSha256(), text::FormatHex(crypto::Sha256(self)));
  EXPECT_THAT(DescribeMachine(), MatchesRegex("[A-Za-z0-9_]+, [0-9]+ threads?"));
}

TEST(Program, KeepsWhatItCanDoWithoutWhereThePersonSays) {
  ASSERT_EQ(::setenv("HOME", "/home/ada", 1), 0);
  ASSERT_EQ(::setenv("XDG_CACHE_HOME", "/var/cache/ada", 1), 0);
  EXPECT_EQ(CacheFolder(), "/var/cache/ada/constat");
  ASSERT_EQ(::setenv("XDG_CACHE_HOME", "cache", 1), 0);
  EXPECT_EQ(CacheFolder(), "/home/ada/.cache/constat") << "a relative path counts for nothing";
  ASSERT_EQ(::unsetenv("XDG_CACHE_HOME"), 0);
  EXPECT_EQ(CacheFolder(), "/home/ada/.cache/constat");
  ASSERT_EQ(::unsetenv("HOME"), 0);
  EXPECT_EQ(CacheFolder(), "");
}

}  // namespace
}  // namespace constat::console
