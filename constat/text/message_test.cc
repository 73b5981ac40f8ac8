#include "constat/text/message.h"

#include <gtest/gtest.h>

namespace constat::text {
namespace {

TEST(Message, IsItsPartsInOrder) {
  EXPECT_EQ(JoinMessage({{"From ", {}}, {"here", "place"}, {".", {}}}), "From here.");
  EXPECT_EQ(JoinMessage({}), "");
}

}  // namespace
}  // namespace constat::text
