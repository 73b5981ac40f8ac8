#include "constat/console/program.h"

#include <gmock/gmock.h>

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

}  // namespace
}  // namespace constat::console
