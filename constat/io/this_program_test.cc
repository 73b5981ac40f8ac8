#include "constat/io/this_program.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace constat::io {
namespace {

TEST(ThisProgram, IsAPathThatLeadsToTheProgram) {
  const std::filesystem::path program = ThisProgram();
  EXPECT_TRUE(std::filesystem::equivalent(program, "/proc/self/exe"));
}

}  // namespace
}  // namespace constat::io
