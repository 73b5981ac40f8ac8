// Memory is bounded by what a record says, not by the most it could say: neither a manifest of many regions
// and options nor a log of short entries makes a reader take hundreds of times their bytes.
#include "constat/testing/memory.h"

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using testing::kFirstMinuteMs;
using testing::Plan;
using testing::World;

constexpr size_t kRegions = 800;
constexpr size_t kQuestions = 16;
constexpr size_t kVoters = 3;  // all in the first region

// ManyRegions asks for as much as a ballot has room for, in many regions.
Plan ManyRegions() {
  Plan plan{.name = "many-regions"};
  record::Question question{.text = {"?"}};
  for (int o = 0; o < 12; ++o) question.options.push_back({{"Plan " + std::to_string(o)}});
  plan.questions.assign(kQuestions, question);
  plan.voters.assign(kRegions, 0);
  plan.voters.front() = kVoters;
  return plan;
}

size_t SumsOfARegion(const World& w) { return 2 * w.context().shape.ciphertexts * sizeof(group::Point); }

TEST(MemoryTest, ARegionTakesRoomForItsSumsOnlyFromItsFirstBallotOn) {
  if (!memory::kCounts) GTEST_SKIP() << "a sanitizer manages the memory";
  World w(ManyRegions());
  w.ToOpen();
  ASSERT_GT(SumsOfARegion(w) * kRegions, size_t{20} << 20) << "all regions' sums are worth not allocating";

  World opened(ManyRegions());
  opened.ToDrills();
  opened.DrillAll();
  const Bytes open = opened.SignOpen(opened.Open());
  EXPECT_LT(memory::MostTaken([&] { ASSERT_EQ(opened.Put(record::EntryType::kOpen, open), "ok"); }),
            size_t{1} << 20)
      << "the opening alone";

  const Bytes ballot = w.Encoded(w.Ballot({.voter = 0, .choices = record::Choices(kQuestions, {0})}));
  const size_t taken =
      memory::MostTaken([&] { ASSERT_EQ(w.Put(record::EntryType::kBallot, ballot, kFirstMinuteMs), "ok"); });
  EXPECT_LT(taken, 20 * (SumsOfARegion(w) + ballot.size())) << "the first ballot of one region";
  EXPECT_EQ(w.referendum.ballots().CountedIn(0), 1u);
  EXPECT_EQ(w.referendum.ballots().CountedIn(1), 0u);
  EXPECT_EQ(w.referendum.ballots().BallotsIn(kRegions - 1), 0u);
  EXPECT_EQ(w.referendum.ballots().SumsIn(0).size(), 2 * w.context().shape.ciphertexts);
}

TEST(MemoryTest, ShortEntriesDoNotCostWhatBallotsCost) {
  if (!memory::kCounts) GTEST_SKIP() << "a sanitizer manages the memory";
  World w(ManyRegions());
  w.ToOpen();
  const Bytes shorter(1);
  const std::vector<record::EntryView> entries(4096, {record::EntryType::kBallot, kFirstMinuteMs, shorter});
  std::vector<Prechecked> checked;
  EXPECT_LT(memory::MostTaken([&] { checked = w.referendum.Precheck(entries); }), entries.size() * 1024);
  ASSERT_EQ(checked.size(), entries.size());
  EXPECT_EQ(ErrorName(checked.back().ballot->encoding.error().code), "truncated");
}

TEST(MemoryTest, ARegionOfOneCredentialTakesTheRoomOfOne) {
  if (!memory::kCounts) GTEST_SKIP() << "a sanitizer manages the memory";
  CredentialTable table(kRegions);
  EXPECT_LT(memory::MostTaken([&] {
              for (uint16_t region = 0; region < kRegions; ++region)
                table.Put({region, 0}, group::EncodedPoint{1});
            }),
            kRegions * 128);
  EXPECT_EQ(table[kRegions - 1].size(), 1u);
}

}  // namespace
}  // namespace constat::referendum
