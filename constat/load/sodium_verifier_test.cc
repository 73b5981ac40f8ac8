#include "constat/load/sodium_verifier.h"

#include <gtest/gtest.h>

#include "constat/load/synthetic_record.h"
#include "constat/testing/matchers.h"
#include "constat/testing/values.h"

namespace constat::load {
namespace {

TEST(SodiumBallot, TakesGoodBallotsAndNoneThatIsChangedAnywhere) {
  const std::unique_ptr<SyntheticRecord> record = Value(SyntheticRecord::Make(3, 1));
  const referendum::Context& context = *record->state().context();
  const group::WirePoint& key = record->state().ceremony().JointKey();
  for (const Bytes& body : record->bodies()) EXPECT_TRUE(SodiumBallot(context, key, 0, body));
  const Bytes& good = record->bodies()[0];
  EXPECT_FALSE(SodiumBallot(context, TestPoint("another key"), 0, good));
  EXPECT_FALSE(SodiumBallot(context, key, 0, Bytes(good.begin(), good.end() - 1)));
  for (size_t at = 0; at < good.size(); at += 16) {
    Bytes changed = good;
    changed[at] ^= 1;
    EXPECT_FALSE(SodiumBallot(context, key, 0, changed)) << at;
  }
}

TEST(SodiumBallot, SaysWhatTheBatchVerifierSays) {
  const std::unique_ptr<SyntheticRecord> record =
      Value(SyntheticRecord::Make(60, 1, SyntheticRecord::Quality::kOnePercentBad));
  ASSERT_EQ(record->bad(), 1u);
  const referendum::Referendum& state = record->state();
  std::vector<record::EntryView> entries;
  for (const Bytes& body : record->bodies())
    entries.push_back({record::EntryType::kBallot, state.context()->manifest.opening_ms, body});
  const auto checked = state.Precheck(entries);
  for (size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(SodiumBallot(*state.context(), state.ceremony().JointKey(), 0, record->bodies()[i]),
              checked[i].ballot->proofs_hold)
        << i;
  }
}

}  // namespace
}  // namespace constat::load
