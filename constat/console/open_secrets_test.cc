#include "constat/console/open_secrets.h"

#include <gmock/gmock.h>

namespace constat::console {
namespace {

TEST(OpenSecrets, AreNamedInOneSentence) {
  EXPECT_EQ(OpenSecretsWarning({}), "");
  EXPECT_THAT(OpenSecretsWarning({"/media/stick/key"}),
              ::testing::StartsWith("Warning: /media/stick/key is secret, and this disk or memory stick "
                                    "does not keep who may read a file"));
  EXPECT_THAT(OpenSecretsWarning({"a", "b\x1b"}), ::testing::StartsWith("Warning: a, b"));
  EXPECT_THAT(OpenSecretsWarning({"a", "b\x1b"}), ::testing::Not(::testing::HasSubstr("\x1b")));
}

}  // namespace
}  // namespace constat::console
