#include "constat/record/entry_counts.h"

#include "constat/testing/town.h"

namespace constat::record {
namespace {

using testing::Town;

TEST(CountEntries, CountsByTheFirstByte) {
  Town town;
  town.Start();
  town.Deal();
  town.Publish();
  const auto counts = Value(CountEntries(town.board->log(), town.board->published()->checkpoint.size));
  EXPECT_EQ(counts, (std::map<uint8_t, uint64_t>{{static_cast<uint8_t>(EntryType::kManifest), 1},
                                                 {static_cast<uint8_t>(EntryType::kTrusteeDeal), 3},
                                                 {static_cast<uint8_t>(EntryType::kTrusteeCommit), 3}}));
}

TEST(TypeByteName, NamesEveryByte) {
  for (const EntryType type : kEntryTypes) {
    EXPECT_EQ(TypeByteName(static_cast<uint8_t>(type)), EntryTypeName(type));
  }
  EXPECT_EQ(TypeByteName(17), "of no known type");
  EXPECT_EQ(TypeByteName(0), "of no known type");
  EXPECT_EQ(TypeByteName(255), "of no known type");
}

}  // namespace
}  // namespace constat::record
