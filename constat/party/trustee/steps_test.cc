#include "constat/party/trustee/steps.h"

#include "constat/testing/town.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;

verify::RecordView ViewOf(Town& town) {
  const verify::RecordPlace place{.record = (town.folder.path() / "record").string(), .trust = ""};
  return Value(verify::OpenView(place, {}));
}

bool Says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Spec: CER-2, CER-10, CER-12
TEST(TrusteeSteps, LeadFromTheCommitmentToTheDrill) {
  Town town;
  town.Start();
  town.Publish();
  verify::RecordView view = ViewOf(town);
  for (const Trustee& trustee : town.trustees) {
    EXPECT_THAT(MakeDealStep({view, trustee}, town.rng), FailsWith(ErrorCode::kWrongOrder));
    const Step commit = Value(MakeCommitStep({view, trustee}, town.rng));
    EXPECT_TRUE(Says(commit.next, "constat trustee deal")) << commit.next;
    town.Append(EntryType::kTrusteeCommit, commit.body);
  }
  town.Publish();
  view = ViewOf(town);
  for (const Trustee& trustee : town.trustees) {
    const Step deal = Value(MakeDealStep({view, trustee}, town.rng));
    EXPECT_EQ(deal.body, trustee.MakeDeal());
    EXPECT_TRUE(Says(deal.next, "constat trustee accept")) << deal.next;
  }
  town.HoldCeremony();
  town.MakeRoll();
  view = ViewOf(town);
  const Step drill =
      Value(MakeDrillStep({view, town.trustees[2], town.folder.path() / "trustee-2"}, town.rng));
  EXPECT_TRUE(Says(drill.next, "2 of 3 trustees")) << drill.next;
  town.Append(EntryType::kTrusteeDrill, drill.body);
}

// A trustee whose key makes another deal than the record's commitment says so. Spec: CER-2
TEST(TrusteeSteps, AnotherCommitmentIsNotDealtTo) {
  Town town;
  town.Start();
  town.CommitTo(1, AsBytes("another deal"));
  town.Publish();
  const verify::RecordView view = ViewOf(town);
  EXPECT_THAT(MakeDealStep({view, town.trustees[1]}, town.rng), FailsWith(ErrorCode::kWrongHash));
  EXPECT_THAT(MakeDealStep({view, town.trustees[0]}, town.rng), Succeeds());
}

TEST(TrusteeSteps, SayWhatAnAcceptanceMeans) {
  Town town;
  town.Start();
  town.HoldCeremony();
  Acceptance good;
  good.is_new_memory = true;
  std::vector<std::string> said = DescribeAcceptance(good, town.manifest, "accept.entry", "memory");
  ASSERT_EQ(said.size(), 3u);
  EXPECT_TRUE(Says(said[0], "memory is new")) << said[0];
  EXPECT_TRUE(Says(said[1], "shares of all 3 trustees")) << said[1];
  EXPECT_TRUE(Says(said[2], "constat trustee drill")) << said[2];
  Acceptance complaint;
  complaint.judgement.accused = 2;
  said = DescribeAcceptance(complaint, town.manifest, "accept.entry", "memory");
  ASSERT_EQ(said.size(), 2u);
  EXPECT_TRUE(Says(said[0], "a COMPLAINT. The share that trustee 2 (Trustee 2)")) << said[0];
}

// What a trustee tells the others who began to remember anew. Spec: TAL-10
TEST(TrusteeSteps, TellTheOthersOfALostMemory) {
  Town town;
  town.Start();
  AcceptedAgain again{.verification = {}, .trustee = 3};
  again.verification.context = town.context_ptr();
  again.verification.tree = {17, {}};
  const std::string sentence = LostMemorySentence(again, testing::kOpeningMs + 999);
  EXPECT_TRUE(
      sentence.starts_with("I, Trustee 3 (trustee 3 of 3), lost my memory of the "
                           "referendum example.org/bridge ("))
      << sentence;
  EXPECT_TRUE(Says(sentence,
                   "anew at 15 January 2027, 08:00:30 UTC from the record of 17 entries with the root 0000"))
      << sentence;
}

}  // namespace
}  // namespace constat::party
