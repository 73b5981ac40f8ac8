#include "constat/group/msm.h"

#include <gtest/gtest.h>

#include "constat/group/msm/backend.h"
#include "constat/testing/rfc9496.h"

namespace constat::group {
namespace {

Scalar RandomWeight(crypto::Rng& rng) { return Scalar::FromUint128Bytes(RandomBytes<16>(rng)); }

Point NaiveSum(std::span<const Scalar> scalars, std::span<const Point> points) {
  Point sum;
  for (size_t i = 0; i < scalars.size(); ++i) sum += points[i].MulVartime(scalars[i]);
  return sum;
}

// Terms are pairs whose sum is known without multiplying each: points k_i B, sum (sum s_i k_i) B.
struct Terms {
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  Scalar discrete_log;
};

// MakeTerms draws n terms: every eighth scalar zero, every ninth point the identity, many points repeated,
// some negated; short_share of 0, 1, ..., 8 eighths of the scalars below 2^128.
Terms MakeTerms(size_t n, size_t short_share, crypto::Rng& rng) {
  Terms out;
  std::vector<Scalar> logs;
  for (size_t i = 0; i < 50; ++i) logs.push_back(i == 9 ? Scalar() : RandomScalar(rng));
  std::vector<Point> points;
  for (const Scalar& log : logs) points.push_back(Point::MulBaseVartime(log));
  std::vector<Point> decoded;
  for (const Point& point : points) decoded.push_back(Point::Decode(point.Encode()).value());
  for (size_t i = 0; i < n; ++i) {
    const size_t which = rng.Below(50);
    const bool negative = i % 3 == 0;
    Scalar scalar = i % 8 < short_share ? RandomWeight(rng) : RandomScalar(rng);
    if (i % 8 == 7) scalar = Scalar();
    if (i % 101 == 5) scalar = -Scalar::FromUint64(1);
    const Point& point = i % 2 == 0 ? points[which] : decoded[which];
    out.scalars.push_back(scalar);
    out.points.push_back(negative ? -point : point);
    out.discrete_log += negative ? -(scalar * logs[which]) : scalar * logs[which];
  }
  return out;
}

class MsmTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!msm::SelectBackend(GetParam())) GTEST_SKIP() << "this CPU or build has no back end " << GetParam();
  }
  void TearDown() override { ASSERT_TRUE(msm::SelectBackend(msm::AvailableBackends().front())); }
};

// What constat bench measures is multiplication: the product of b^(n + 1) for 32 bases.
TEST_P(MsmTest, MeasuresRealMultiplications) {
  for (const size_t n : {0, 1, 2, 1000}) {
    Field product = Field::One();
    for (uint64_t i = 0; i < 32; ++i) {
      const Field base(2 + i, 3 * i, 5, 7, 11);
      for (size_t k = 0; k <= n; ++k) product = product * base;
    }
    EXPECT_EQ(msm::MeasureMultiplication(n), product.Encode()) << n;
  }
}

INSTANTIATE_TEST_SUITE_P(Backends, MsmTest, ::testing::Values("portable", "avx2", "avx512ifma"),
                         [](const auto& which) { return which.param; });

TEST_P(MsmTest, SumsAFewTermsAsMultiplyingEachDoes) {
  crypto::SeededRng rng("msm", "few");
  for (size_t n = 0; n <= 40; ++n) {
    std::vector<Scalar> scalars;
    std::vector<Point> points;
    for (size_t i = 0; i < n; ++i) {
      scalars.push_back(i % 3 == 0 ? RandomWeight(rng) : RandomScalar(rng));
      points.push_back(RandomPoint(rng));
    }
    EXPECT_EQ(MulBatchVartime(scalars, points), NaiveSum(scalars, points)) << n;
  }
}

TEST_P(MsmTest, SumsManyTerms) {
  crypto::SeededRng rng("msm", "many");
  for (size_t n : {100u, 199u, 200u, 257u, 1000u, 5000u, 20000u}) {
    for (size_t short_share : {0u, 5u, 7u, 8u}) {
      const Terms terms = MakeTerms(n, short_share, rng);
      EXPECT_EQ(MulBatchVartime(terms.scalars, terms.points), Point::MulBaseVartime(terms.discrete_log))
          << n << " terms, " << short_share << "/8 short";
    }
  }
}

TEST_P(MsmTest, SumsTheEdges) {
  crypto::SeededRng rng("msm", "edges");
  const Point p = RandomPoint(rng);
  const Scalar most = -Scalar::FromUint64(1);
  for (size_t n : {1u, 2u, 300u, 2000u}) {
    const std::vector<Point> same(n, p);
    const Scalar count = Scalar::FromUint64(n);
    EXPECT_EQ(MulBatchVartime(std::vector<Scalar>(n, most), same), (-p).MulVartime(count));
    EXPECT_EQ(MulBatchVartime(std::vector<Scalar>(n, Scalar::FromUint64(1)), same), p.MulVartime(count));
    EXPECT_TRUE(MulBatchVartime(std::vector<Scalar>(n), same).IsIdentity());
    EXPECT_TRUE(MulBatchVartime(std::vector<Scalar>(n, most), std::vector<Point>(n)).IsIdentity());
    std::vector<Point> cancelling = same;
    cancelling.resize(2 * n, -p);
    const Scalar s = RandomScalar(rng);
    EXPECT_TRUE(MulBatchVartime(std::vector<Scalar>(2 * n, s), cancelling).IsIdentity());
  }
  // Scalars of every length, alone among zeros: each window, each carry.
  std::vector<Point> points;
  for (size_t i = 0; i < 506; ++i) points.push_back(RandomPoint(rng));
  std::vector<Scalar> powers;
  Scalar power = Scalar::FromUint64(1);
  for (int bit = 0; bit < 253; ++bit) {
    powers.push_back(power);
    powers.push_back(power - Scalar::FromUint64(1));
    power += power;
  }
  EXPECT_EQ(MulBatchVartime(powers, points), NaiveSum(powers, points));
}

// EdgeEncodings is every class: valid, each kind of invalid, bit 255, p + small, 0, 1, -1.
std::vector<EncodedPoint> EdgeEncodings(crypto::Rng& rng) {
  std::vector<EncodedPoint> out;
  for (const char* kind : {"multiple", "invalid", "map"}) {
    for (const VectorLine& vector : ReadVectors(kind)) {
      std::copy(vector.encoding.begin(), vector.encoding.end(), out.emplace_back().begin());
    }
  }
  const size_t listed = out.size();
  for (size_t i = 0; i < listed; ++i) {
    out.push_back(out[i]);
    out.back()[31] ^= 0x80;
  }
  for (int low = 0; low < 256; ++low) {
    out.push_back({});
    out.back()[0] = static_cast<uint8_t>(low);
    out.emplace_back().fill(0xff);
    out.back()[0] = static_cast<uint8_t>(low);
    out.back()[31] = 0x7f;
  }
  for (int i = 0; i < 3000; ++i) {
    out.push_back(i % 3 == 0 ? RandomPoint(rng).Encode() : RandomBytes<32>(rng));
    if (i % 3 == 1) {
      out.back()[0] &= 0xfe;
      out.back()[31] &= 0x7f;
    }
  }
  return out;
}

TEST_P(MsmTest, DecodesABatchAsOneByOne) {
  crypto::SeededRng rng("msm", "decode");
  const std::vector<EncodedPoint> all = EdgeEncodings(rng);
  for (size_t n :
       {size_t{0}, size_t{1}, size_t{7}, size_t{8}, size_t{9}, size_t{64}, size_t{75}, all.size()}) {
    const std::span<const EncodedPoint> encodings = std::span(all).first(n);
    std::vector<Point> points(n, Point::Base());
    const std::vector<size_t> bad = DecodeBatchVartime(encodings, points);
    std::vector<size_t> expected_bad;
    for (size_t i = 0; i < n; ++i) {
      const Result<Point> point = Point::Decode(encodings[i]);
      if (!point) expected_bad.push_back(i);
      const Point expected = point ? *point : Point();
      ASSERT_EQ(points[i], expected) << i;
      // The very representative, too: the sums of both back ends start from it.
      ASSERT_EQ(points[i].Coordinates().x, expected.Coordinates().x) << i;
      ASSERT_EQ(points[i].Coordinates().y, expected.Coordinates().y) << i;
      ASSERT_EQ(points[i].Coordinates().t, expected.Coordinates().t) << i;
      ASSERT_EQ(points[i].Coordinates().z, Field::One()) << i;
    }
    EXPECT_EQ(bad, expected_bad);
  }
}

TEST_P(MsmTest, DecodesWhatSumsRead) {
  crypto::SeededRng rng("msm", "decode and sum");
  for (size_t n : {0u, 1u, 8u, 100u, 1000u, 1003u, 9001u}) {
    const Terms terms = MakeTerms(n, 6, rng);
    std::vector<EncodedPoint> encodings;
    for (const Point& point : terms.points) encodings.push_back(point.Encode());
    std::vector<PreparedPoint> points(n);
    ASSERT_TRUE(DecodePreparedBatchVartime(encodings, points).empty());
    EXPECT_EQ(MulPreparedBatchVartime(terms.scalars, points), Point::MulBaseVartime(terms.discrete_log)) << n;
    for (size_t broken : {size_t{0}, n / 2, n - 1}) {
      if (n == 0) break;
      const EncodedPoint kept = encodings[broken];
      encodings[broken][31] |= 0x80;
      EXPECT_EQ(DecodePreparedBatchVartime(encodings, points), std::vector<size_t>{broken}) << n;
      encodings[broken] = kept;
    }
  }
}

// The largest scalar of each length, alone: a plan of windows that fits too tightly lets the top digit wrap.
TEST_P(MsmTest, SumsOneScalarOfEachLengthAmongZeros) {
  crypto::SeededRng rng("msm", "alone");
  const std::vector<Point> points(300, RandomPoint(rng));
  Scalar power = Scalar::FromUint64(1);
  for (int bits = 1; bits <= 252; ++bits) {
    power += power;
    for (const Scalar& scalar : {power - Scalar::FromUint64(1), power}) {
      std::vector<Scalar> scalars(points.size());
      scalars[rng.Below(scalars.size())] = scalar;
      ASSERT_EQ(MulBatchVartime(scalars, points), points[0].MulVartime(scalar)) << bits;
    }
  }
}

// A few long scalars among short ones have windows of their own, and there may be one bit for them. Of many,
// not each length is tried, for the time.
TEST_P(MsmTest, SumsShortScalarsWithOneOfEachLength) {
  crypto::SeededRng rng("msm", "one long");
  for (const size_t n : {90u, 300u, 1500u}) {
    std::vector<Scalar> scalars;
    Scalar sum;
    for (size_t i = 0; i < n; ++i) {
      scalars.push_back(RandomWeight(rng));
      sum += scalars.back();
    }
    const std::vector<Point> points(n + 1, RandomPoint(rng));
    scalars.emplace_back();
    Scalar power = Scalar::FromUint64(1);
    for (int bits = 1; bits <= 252; ++bits) {
      power += power;
      if (n > 100 && bits % 7 != 0) continue;
      scalars.back() = power - Scalar::FromUint64(1);
      const Point expected = points[0].MulVartime(sum + scalars.back());
      ASSERT_EQ(MulBatchVartime(scalars, points), expected) << n << " short ones, " << bits << " bits";
    }
  }
}

TEST_P(MsmTest, PreparedPointsAreThePointsTheyCameFrom) {
  crypto::SeededRng rng("msm", "prepared");
  for (size_t n : {0u, 1u, 17u, 63u, 64u, 250u, 1003u}) {
    const Terms terms = MakeTerms(n, 6, rng);
    std::vector<EncodedPoint> encodings;
    for (const Point& point : terms.points) encodings.push_back(point.Encode());
    std::vector<PreparedPoint> prepared(n);
    ASSERT_TRUE(DecodePreparedBatchVartime(encodings, prepared).empty());
    EXPECT_EQ(MulPreparedBatchVartime(terms.scalars, prepared), Point::MulBaseVartime(terms.discrete_log))
        << n;
    std::vector<PreparedPoint> converted(n);
    PrepareBatchVartime(terms.points, converted);
    Point sum;
    for (size_t i = 0; i < n; ++i) {
      EXPECT_EQ(FromPrepared(prepared[i]), terms.points[i]);
      EXPECT_EQ(FromPrepared(prepared[i]) + Point::Base(), terms.points[i] + Point::Base());  // T, too
      EXPECT_EQ(FromPrepared(converted[i]).Double(), terms.points[i].Double());
      EXPECT_EQ(AddPrepared(sum, prepared[i]), sum + terms.points[i]);
      sum += terms.points[i];
    }
  }
}

TEST_P(MsmTest, PreparingRefusesWhatDecodingRefuses) {
  crypto::SeededRng rng("msm", "prepare edges");
  const std::vector<EncodedPoint> all = EdgeEncodings(rng);
  std::vector<Point> points(all.size());
  std::vector<PreparedPoint> prepared(all.size());
  EXPECT_EQ(DecodePreparedBatchVartime(all, prepared), DecodeBatchVartime(all, points));
  for (size_t i = 0; i < all.size(); ++i) ASSERT_EQ(FromPrepared(prepared[i]), points[i]) << i;
}

TEST(Backend, IsOneOfTheAvailableOnes) {
  const auto available = msm::AvailableBackends();
  ASSERT_FALSE(available.empty());
  EXPECT_EQ(available.back(), "portable");
  EXPECT_EQ(msm::BackendName(), available.front());
  EXPECT_EQ(msm::SelectBackend("abacus").error().code, ErrorCode::kUsage);
  EXPECT_EQ(msm::BackendName(), available.front());
  ASSERT_TRUE(msm::SelectBackend("portable"));
  EXPECT_EQ(msm::BackendName(), "portable");
  ASSERT_TRUE(msm::SelectBackend(available.front()));
}

}  // namespace
}  // namespace constat::group
