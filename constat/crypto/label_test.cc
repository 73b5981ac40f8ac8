#include "constat/crypto/label.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

namespace constat::crypto {
namespace {

std::vector<std::string> LabelNames() {
  std::vector<std::string> names;
#define CONSTAT_NAME(constant, name) names.push_back(name);
  CONSTAT_LABELS(CONSTAT_NAME)
#undef CONSTAT_NAME
  return names;
}

std::vector<std::string> AllLabelBytes() {
  std::vector<std::string> out;
#define CONSTAT_BYTES(constant, name) out.emplace_back(AsText(LabelBytes(Label::constant)));
  CONSTAT_LABELS(CONSTAT_BYTES)
#undef CONSTAT_BYTES
  return out;
}

// Spec: LAB-1
TEST(Label, IsPrefixNameAndZeroByte) {
  const std::vector<std::string> names = LabelNames();
  const std::vector<std::string> bytes = AllLabelBytes();
  for (size_t i = 0; i < names.size(); ++i)
    EXPECT_EQ(bytes[i], "constat/v1/" + names[i] + std::string(1, '\0'));
}

// Spec: LAB-2
TEST(Label, IsDistinctAndNoPrefixOfAnother) {
  const std::vector<std::string> bytes = AllLabelBytes();
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (size_t k = 0; k < bytes.size(); ++k) {
      EXPECT_EQ(bytes[k].starts_with(bytes[i]), i == k) << bytes[i] << " and " << bytes[k];
    }
  }
}

// Spec: LAB-2
TEST(Label, StandsInTheSpecification) {
  std::ifstream file(std::string(CONSTAT_SOURCE_DIR) + "/docs/spec/01-encodings.md");
  ASSERT_TRUE(file.is_open());
  const std::regex row(R"(\| `([a-z-]+)` \| (H256|Hl|HKDF-SHA-512 salt|Ed25519) \| .*)");
  std::vector<std::string> listed;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_match(line, match, row)) listed.push_back(match[1]);
  }
  EXPECT_THAT(LabelNames(), ::testing::UnorderedElementsAreArray(listed));
}

}  // namespace
}  // namespace constat::crypto
