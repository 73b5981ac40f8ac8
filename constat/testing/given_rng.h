// GivenRng: a generator that hands out bytes that are known, such as those that a vector names. Not
// for other code.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "constat/crypto/secret/rng.h"

namespace constat {

// GivenRng gives one of its parts at a time, in order. Whoever draws more, or other sizes, fails the test; so
// does whoever leaves some.
class GivenRng final : public crypto::Rng {
 public:
  explicit GivenRng(std::vector<Bytes32> parts) : parts_(std::move(parts)) {}
  ~GivenRng() override { EXPECT_EQ(next_, parts_.size()) << "not all was drawn"; }
  GivenRng(const GivenRng&) = delete;
  GivenRng& operator=(const GivenRng&) = delete;

  void Fill(std::span<uint8_t> out) override {
    ASSERT_LT(next_, parts_.size()) << "too much was drawn";
    const Bytes32& part = parts_[next_++];
    ASSERT_EQ(out.size(), part.size());
    std::copy(part.begin(), part.end(), out.begin());
  }

 private:
  std::vector<Bytes32> parts_;
  size_t next_ = 0;
};

}  // namespace constat
