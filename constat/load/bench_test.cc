#include "constat/load/bench.h"

#include <gmock/gmock.h>

#include <set>

#include "constat/group/msm/backend.h"
#include "constat/testing/matchers.h"

namespace constat::load {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;

constexpr BenchSettings kSmall{
    .threads = 2, .repeat = 1, .ballots = 64, .encrypted = 2, .points = 64, .rounds = 2, .log_entries = 300};

// Rows collects what a bench measures.
struct Rows {
  std::vector<Measurement> rows;
  Bench bench{kSmall, [this](const Measurement& row) { rows.push_back(row); }};

  [[nodiscard]] std::set<std::string> Of(std::string Measurement::*field) const {
    std::set<std::string> out;
    for (const Measurement& row : rows) out.insert(row.*field);
    return out;
  }
};

std::vector<std::string> Backends() {
  std::vector<std::string> out;
  for (const std::string_view name : group::msm::AvailableBackends()) out.emplace_back(name);
  return out;
}

TEST(Bench, VerifiesOnEveryBackEndAndLeavesThePreferredOne) {
  Rows rows;
  ASSERT_THAT(rows.bench.Verify(), Succeeds());
  EXPECT_THAT(rows.Of(&Measurement::backend), IsSupersetOf(Backends()));
  // bench/peers/run reads rows by these names.
  EXPECT_THAT(rows.Of(&Measurement::what), IsSupersetOf({"one by one", "whole record, a voter a ballot"}));
  EXPECT_EQ(group::msm::BackendName(), group::msm::AvailableBackends().front());
  for (const Measurement& row : rows.rows) {
    EXPECT_EQ(row.bench, "verify");
    EXPECT_EQ(row.count, 64);
    EXPECT_GT(row.seconds, 0);
  }
}

TEST(Bench, EncryptsOnOneThreadAndOnAll) {
  Rows rows;
  ASSERT_THAT(rows.bench.Encrypt(), Succeeds());
  ASSERT_EQ(rows.rows.size(), 2u);
  EXPECT_EQ(rows.rows[0].what, "a ballot in constant time");
  EXPECT_EQ(rows.rows[0].threads, 1u);
  EXPECT_EQ(rows.rows[1].threads, 2u);
  EXPECT_EQ(rows.rows[1].count, 2);
}

TEST(Bench, AddsUpAndMultipliesOnEveryBackEnd) {
  Rows rows;
  ASSERT_THAT(rows.bench.Msm(), Succeeds());
  EXPECT_EQ(rows.rows.size(), 4 * Backends().size());
  EXPECT_THAT(rows.Of(&Measurement::unit), Contains("products"));
  EXPECT_EQ(rows.rows[0].count, 64);  // two rounds of 32
}

TEST(Bench, HashesALog) {
  Rows rows;
  ASSERT_THAT(rows.bench.LogHashes(), Succeeds());
  ASSERT_EQ(rows.rows.size(), 1u);
  EXPECT_EQ(rows.rows[0].unit, "entries");
  EXPECT_EQ(rows.rows[0].count, 300);
}

}  // namespace
}  // namespace constat::load
