// What the tests of this layer share: the vectors of RFC 9496 and seeded random values. Not for other code.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"
#include "constat/testing/values.h"
#include "constat/text/hex.h"

namespace constat::group {

struct VectorLine {
  std::string kind;
  std::string key;  // N, CLASS or UNIFORM
  Bytes encoding;
};

// ReadVectors is the lines of one kind; a line of another form fails the test.
inline std::vector<VectorLine> ReadVectors(const std::string& kind) {
  std::ifstream file(std::string(CONSTAT_SOURCE_DIR) + "/tests/vectors/rfc9496.txt");
  EXPECT_TRUE(file.is_open());
  std::vector<VectorLine> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    VectorLine vector;
    std::string hex;
    std::string rest;
    words >> vector.kind >> vector.key >> hex;
    EXPECT_FALSE(words >> rest) << line;
    EXPECT_TRUE(vector.kind == "multiple" || vector.kind == "invalid" || vector.kind == "map") << line;
    vector.encoding = text::ParseHex(hex).value();
    if (vector.kind == kind) out.push_back(vector);
  }
  return out;
}

}  // namespace constat::group
