#include "constat/crypto/secret/rng.h"

#include <gtest/gtest.h>

#include <set>

#include "constat/crypto/public_randomness.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/text/hex.h"

namespace constat::crypto {
namespace {

// ScriptedRng gives given 64-bit numbers, big-endian, and the highest one when they are used up.
class ScriptedRng final : public Rng {
 public:
  explicit ScriptedRng(std::vector<uint64_t> numbers) : numbers_(std::move(numbers)) {}
  void Fill(std::span<uint8_t> out) override {
    EXPECT_EQ(out.size(), 8u);
    EXPECT_LT(used_, numbers_.size());
    const uint64_t number = used_ < numbers_.size() ? numbers_[used_] : ~uint64_t{0};
    for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<uint8_t>(number >> (56 - 8 * i));
    ++used_;
  }
  [[nodiscard]] size_t used() const { return used_; }

 private:
  std::vector<uint64_t> numbers_;
  size_t used_ = 0;
};

constexpr uint64_t kMax = ~uint64_t{0};

TEST(Below, IsTheNumberModuloTheBound) {
  EXPECT_EQ(ScriptedRng({0}).Below(1), 0u);
  EXPECT_EQ(ScriptedRng({kMax}).Below(1), 0u);
  EXPECT_EQ(ScriptedRng({kMax}).Below(uint64_t{1} << 32), 0xffffffffu);
  EXPECT_EQ(ScriptedRng({1000}).Below(10), 0u);
  EXPECT_EQ(ScriptedRng({0x0102030405060708}).Below(256), 8u);
}

TEST(Below, RejectsWhatWouldFavourSmallNumbers) {
  // 2^64 mod bound numbers are rejected: the rest is a multiple of bound.
  ScriptedRng three({0, 1});
  EXPECT_EQ(three.Below(3), 1u);
  EXPECT_EQ(three.used(), 2u);

  ScriptedRng ten({0, 5, 6});  // 2^64 mod 10 = 6
  EXPECT_EQ(ten.Below(10), 6u);
  EXPECT_EQ(ten.used(), 3u);

  constexpr uint64_t kHalf = uint64_t{1} << 63;
  ScriptedRng large({0, kHalf - 2, kHalf - 1});  // 2^64 mod (2^63 + 1) = 2^63 - 1
  EXPECT_EQ(large.Below(kHalf + 1), kHalf - 1);
  EXPECT_EQ(large.used(), 3u);
  EXPECT_EQ(ScriptedRng({kMax}).Below(kHalf + 1), kHalf - 2);

  ScriptedRng largest({0, 1});
  EXPECT_EQ(largest.Below(kMax), 1u);
  EXPECT_EQ(largest.used(), 2u);
}

TEST(Below, PowersOfTwoRejectNothing) {
  for (int shift = 0; shift < 64; ++shift) {
    ScriptedRng rng({0});
    EXPECT_EQ(rng.Below(uint64_t{1} << shift), 0u);
    EXPECT_EQ(rng.used(), 1u);
  }
}

TEST(BelowDeathTest, NeedsABound) { EXPECT_DEATH((void)ScriptedRng({0}).Below(0), "bound > 0"); }

Bytes Take(Rng& rng, size_t n) {
  Bytes out(n);
  rng.Fill(out);
  return out;
}

// Values: ChaCha20 (pyca/cryptography) under SHA-256("seed" 00 "voter 1"), block counter 0, the number of the
// call as a little-endian 64-bit nonce.
TEST(SeededRng, MatchesAnIndependentComputation) {
  SeededRng rng("seed", "voter 1");
  EXPECT_EQ(text::FormatHex(Take(rng, 16)), "931adfc4ce206a02d5fac4bcba662061");
  EXPECT_EQ(text::FormatHex(Take(rng, 40)),
            "564df6d1c0f0c96cefb94d3ba3454b77ce558d0b6455ff553dd280730d6e6bffc4add14d528f2da7");
}

TEST(SeededRng, RepeatsForTheSameSeedAndStream) {
  SeededRng first("seed", "voter 1");
  SeededRng second("seed", "voter 1");
  for (const size_t n : {1, 32, 0, 100}) EXPECT_EQ(Take(first, n), Take(second, n));
}

TEST(SeededRng, StreamsAreSeparate) {
  const auto first = [](std::string_view seed, std::string_view stream) {
    SeededRng rng(seed, stream);
    return Take(rng, 32);
  };
  std::set<Bytes> seen;
  for (const auto& [seed, stream] : std::vector<std::pair<std::string, std::string>>{{"seed", "a"},
                                                                                     {"seed", "b"},
                                                                                     {"seedb", "a"},
                                                                                     {"seed", ""},
                                                                                     {"", "seed"},
                                                                                     {"", ""},
                                                                                     {"seeda", ""},
                                                                                     {"see", "da"}}) {
    EXPECT_TRUE(seen.insert(first(seed, stream)).second) << seed << " " << stream;
  }
}

TEST(SeededRng, NeverRepeatsWithinAStream) {
  SeededRng rng("seed", "a");
  std::set<Bytes> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(Take(rng, 16)).second);
}

TEST(SystemRng, FillsDifferently) {
  SystemRng rng;
  EXPECT_NE(Take(rng, 32), Take(rng, 32));
  Bytes32 a{};
  Bytes32 b{};
  FillPublicRandom(a);
  FillPublicRandom(b);
  EXPECT_NE(a, b);
  FillPublicRandom({});
}

}  // namespace
}  // namespace constat::crypto
