// Spec: TAL-3, TAL-4, TAL-9.
#include "constat/report/record/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/testing/county.h"

namespace constat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

std::vector<uint64_t> Turnout(const Count& count) { return {count.registered, count.counted, count.ballots}; }

TEST(Figures, AddUpRegionsAndUnits) {
  const record::Manifest m = CountyManifest();
  record::Outcome outcome = CountyOutcome();
  EXPECT_THAT(Turnout(CountTurnout(outcome.regions)), ElementsAre(3800, 2327, 2471));
  EXPECT_FALSE(CountTurnout(outcome.regions).votes.has_value());
  EXPECT_THAT(Turnout(CountAll(m, outcome, 1)), ElementsAre(3800, 2327, 2471));
  EXPECT_THAT(CountAll(m, outcome, 0).votes, Optional(ElementsAre(1219, 122, 986)));
  EXPECT_THAT(CountAll(m, outcome, 1).votes, Optional(ElementsAre(910, 1112, 506, 54)));
  // The third unit is East, Isle and Hill.
  EXPECT_THAT(Turnout(CountUnit(outcome, outcome.units[2], 0)), ElementsAre(570, 17, 21));
  EXPECT_THAT(CountUnit(outcome, outcome.units[2], 1).votes, Optional(ElementsAre(6, 9, 4, 3)));
  outcome.units[2].decrypted = false;
  EXPECT_FALSE(CountUnit(outcome, outcome.units[2], 1).votes.has_value());
  EXPECT_FALSE(CountAll(m, outcome, 0).votes.has_value()) << "with votes that nobody knows there is no total";
  EXPECT_THAT(Turnout(CountAll(m, outcome, 0)), ElementsAre(3800, 2327, 2471));
  outcome.units[2].counted = 0;
  EXPECT_THAT(CountAll(m, outcome, 0).votes, Optional(ElementsAre(1210, 120, 980))) << "nobody voted there";
}

TEST(Figures, ShareVotesOfTheValidOnes) {
  record::Question question{.text = {"?"}, .options = {{{"A"}}, {{"Blank"}}, {{"B"}}}, .blank = 1};
  const Count count{
      .registered = 200, .counted = 100, .ballots = 110, .votes = std::vector<uint64_t>{60, 20, 20}};
  const auto share = [&](size_t option) {
    const text::Ratio ratio = count.Share(question, option);
    return std::pair(ratio.part, ratio.whole);
  };
  EXPECT_EQ(count.Valid(question), 80u);
  EXPECT_EQ(share(0), std::pair(uint64_t{60}, uint64_t{80}));
  EXPECT_EQ(share(1), std::pair(uint64_t{20}, uint64_t{100})) << "blank ones are a part of all";
  question.blank = record::kNone;
  EXPECT_EQ(count.Valid(question), 100u);
  EXPECT_EQ(count.Turnout().part, 100u);
  EXPECT_EQ(count.Turnout().whole, 200u);
}

TEST(Figures, KnowWhichOptionLeads) {
  record::Question question{.text = {"?"}, .options = {{{"A"}}, {{"Blank"}}, {{"B"}}}, .blank = 1};
  const auto leader = [&](std::vector<uint64_t> votes) {
    return LeadingOption(question, {.votes = std::move(votes)});
  };
  EXPECT_EQ(leader({3, 9, 2}), 0u);
  EXPECT_EQ(leader({2, 9, 3}), 2u);
  EXPECT_EQ(leader({3, 0, 3}), std::nullopt);
  EXPECT_EQ(leader({0, 9, 0}), std::nullopt) << "without votes nobody leads";
  question.blank = record::kNone;
  EXPECT_EQ(leader({3, 9, 2}), 1u);
  EXPECT_EQ(leader({2, 2, 3}), 2u) << "a tie of others is none";
  EXPECT_EQ(LeadingOption(question, {}), std::nullopt);
}

TEST(Figures, SortRegionsByReplacedCodes) {
  std::vector<std::pair<size_t, uint32_t>> sorted;
  for (const ReplacedRegion& region : ReplacedRegions({0, 2, 5, 2, 0, 7}))
    sorted.emplace_back(region.region, region.codes);
  EXPECT_THAT(sorted, ElementsAre(std::pair(5, 7), std::pair(2, 5), std::pair(1, 2), std::pair(3, 2)));
}

TEST(Texts, TakeTheLanguageAskedForOrTheNearest) {
  record::Manifest m = CountyManifest();
  m.languages = {"en", "uk-UA", "uk"};
  EXPECT_EQ(report::Texts(m, "uk").Language(), 2u);
  EXPECT_EQ(report::Texts(m, "UK-x").Language(), 1u) << "the first of the same language";
  EXPECT_EQ(report::Texts(m, "fr").Language(), 0u);
  EXPECT_EQ(LanguageBase("DE-CH"), "de");
  EXPECT_EQ(LanguageBase("azAZ"), "azaz");
}

}  // namespace
}  // namespace constat::report
