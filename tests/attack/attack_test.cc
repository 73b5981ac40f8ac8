// Each attack of the demo, on a small referendum: the verifier names it, by check, code and entry.
// Spec: VER-2, VER-3, LOG-3, LOG-5, TAL-10.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "constat/demo/attacks/attacks.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "tests/attack/expected_causes.h"

namespace constat::demo {
namespace {

constexpr uint64_t kBallots = 60;

struct Held {
  verify::Verification pinned;
  verify::Verification unpinned;
  std::vector<std::string> said;
};

// Hold runs a referendum with an optional cheat and verifies its record.
Held Hold(const Cheat* cheat) {
  const TemporaryFolder folder;
  Held held;
  WorldOptions options{
      .ballots = kBallots, .out = folder.path(), .seed = "attack-test", .threads = 2, .cheat = cheat};
  options.say = [&](const std::string& text) { held.said.push_back(text); };
  Result<std::unique_ptr<World>> world = World::Make(options);
  EXPECT_TRUE(world.has_value());
  const Status run = (*world)->Run();
  EXPECT_TRUE(run.has_value()) << run.error().detail;
  const tlog::DirectorySource record(folder.path() / "record");
  const Result<verify::Trust> trust = verify::ReadTrust(folder.path() / "trust.toml");
  EXPECT_TRUE(trust.has_value()) << trust.error().detail;
  Result<verify::Verified> pinned = verify::VerifyRecord(record, {.trust = &*trust, .threads = 2});
  Result<verify::Verified> unpinned = verify::VerifyRecord(record, {.threads = 1});
  EXPECT_TRUE(pinned.has_value() && unpinned.has_value());
  held.pinned = std::move(pinned->verification);
  held.unpinned = std::move(unpinned->verification);
  return held;
}

std::string Describe(const verify::Verification& v) {
  std::string out = std::string(verify::OutcomeName(v.outcome())) + "\n";
  for (size_t c = 0; c < v.checks().size(); ++c) {
    for (const verify::Finding& f : v.checks()[c].findings()) {
      out += std::string(verify::CheckName(static_cast<verify::CheckId>(c))) + " " +
             std::string(ErrorName(f.code)) + (f.entry ? " entry " + std::to_string(*f.entry) : "") + ": " +
             f.text + "\n";
    }
  }
  return out;
}

TEST(Demo, AnHonestReferendumIsVerifiedAndItsCountsAreTheElectorates) {
  const Held held = Hold(nullptr);
  EXPECT_EQ(held.pinned.outcome(), verify::VerificationOutcome::kVerified) << Describe(held.pinned);
  // A made-up referendum would pass the same way, so without pins nothing is called verified. Spec: VER-4.
  EXPECT_EQ(held.unpinned.outcome(), verify::VerificationOutcome::kConsistent) << Describe(held.unpinned);
  const Result<Electorate> electorate = MakeElectorate(kBallots);
  ASSERT_TRUE(electorate.has_value() && held.pinned.result.has_value());
  std::array<uint64_t, kOptions> counted{};
  std::array<uint64_t, kOptions> expected{};
  for (const record::UnitResult& unit : held.pinned.result->units) {
    for (size_t o = 0; unit.decrypted && o < kOptions; ++o) counted[o] += unit.votes[0][o];
  }
  for (const RegionVotes& region : electorate->regions) {
    for (size_t o = 0; o < kOptions; ++o) expected[o] += region.votes[o];
  }
  EXPECT_EQ(counted, expected);
  EXPECT_EQ(held.pinned.result->questions[0].verdict, record::Verdict::kCarried);
  EXPECT_EQ(held.pinned.receipts_checked, 5u);
  EXPECT_EQ(held.pinned.sharing_trustees, (std::vector<uint16_t>{1, 2, 3, 4}));
}

TEST(Electorate, SharesOfThePublishedCountsAddUpExactly) {
  const Result<Electorate> all = MakeElectorate(31'891'742);
  ASSERT_TRUE(all.has_value());
  for (const RegionVotes& region : all->regions) EXPECT_EQ(region.votes, region.published) << region.name;
  const Result<Electorate> small = MakeElectorate(3000);
  ASSERT_TRUE(small.has_value());
  uint64_t ballots = 0;
  for (const RegionVotes& region : small->regions) ballots += region.Ballots();
  EXPECT_EQ(ballots, 3000u);
  EXPECT_FALSE(MakeElectorate(0).has_value());
  EXPECT_FALSE(MakeElectorate(31'891'743).has_value());
  EXPECT_EQ(LargestRemainder({1, 1, 1}, 4), (std::vector<uint64_t>{2, 1, 1}));
  EXPECT_EQ(LargestRemainder({50, 30, 20}, 10), (std::vector<uint64_t>{5, 3, 2}));
}

class AttackTest : public ::testing::TestWithParam<Cheat> {};

TEST_P(AttackTest, IsNamedByTheVerifier) {
  const Cheat& cheat = GetParam();
  const Held held = Hold(&cheat);
  EXPECT_EQ(held.pinned.outcome(), verify::VerificationOutcome::kWrong) << cheat.story;
  bool named = false;
  for (const verify::Finding& finding : held.pinned.At(cheat.check).findings())
    named |= finding.code == cheat.code;
  EXPECT_TRUE(named) << cheat.story << "\nfound instead:\n" << Describe(held.pinned);
  const std::vector<verdict::Cause> causes = verdict::GatherCauses(held.pinned);
  ASSERT_EQ(causes.size(), 1u) << verdict::CauseKindName(causes.back().kind) << "\n" << Describe(held.pinned);
  const verdict::Cause& cause = causes.front();
  const auto expected = std::find_if(kExpectedCauses.begin(), kExpectedCauses.end(),
                                     [&](const ExpectedCause& e) { return e.attack == cheat.name; });
  ASSERT_NE(expected, kExpectedCauses.end()) << "no cause is expected of " << cheat.name;
  EXPECT_EQ(verdict::CauseKindName(cause.kind), expected->kind);
  EXPECT_EQ(cause.author ? record::FormatParty(*cause.author) : "", expected->author);
  EXPECT_EQ(cause.entries.size(), expected->entries);
  EXPECT_EQ(cause.doer, expected->doer);
  EXPECT_EQ(cause.votes.kind, expected->votes);
  EXPECT_EQ(cause.votes.most, expected->most);
  EXPECT_EQ(cause.rest, expected->rest);
  EXPECT_EQ(cause.unjudged, expected->unjudged);
  uint64_t findings = 0;
  for (const verify::Check& check : held.pinned.checks()) findings += check.count();
  EXPECT_EQ(cause.findings + cause.Following(), findings);  // each is under it
}

INSTANTIATE_TEST_SUITE_P(Demo, AttackTest, ::testing::ValuesIn(AllAttacks()), [](const auto& test) {
  std::string name = test.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// An attack on one entry must not be drowned in others: exactly one entry is refused.
TEST(Attack, ABadBallotIsTheOnlyEntryRefused) {
  const Held held = Hold(FindAttack("two-votes"));
  uint64_t findings = 0;
  for (const verify::Check& check : held.pinned.checks()) findings += check.count();
  EXPECT_EQ(findings, 1u) << Describe(held.pinned);
  EXPECT_TRUE(held.pinned.At(verify::CheckId::kBallots).findings().front().entry.has_value());
}

// Every attack has a row, and every row an attack.
TEST(Attack, HasOneExpectedCause) {
  for (const ExpectedCause& expected : kExpectedCauses)
    EXPECT_NE(FindAttack(expected.attack), nullptr) << expected.attack;
  EXPECT_EQ(kExpectedCauses.size(), AllAttacks().size());
}

TEST(Attack, TrusteesRefuseToDecryptARecordThatIsWrong) {
  const Held held = Hold(FindAttack("stuffed-ballot"));
  EXPECT_THAT(held.said, ::testing::Contains(::testing::HasSubstr("Trustee 1 refuses to decrypt")));
}

// Spec: TAL-10.
TEST(Attack, ATrusteeRefusesAllButOne) {
  const Held held = Hold(FindAttack("all-but-one"));
  EXPECT_THAT(held.said, ::testing::Contains(::testing::HasSubstr("Trustee 1 refuses")));
}

}  // namespace
}  // namespace constat::demo
