#include "constat/party/trustee/steps.h"

#include "constat/testing/town.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Duty;
using ::testing::HasSubstr;
using testing::Town;

class TrusteeSteps : public ::testing::Test {
 protected:
  TrusteeSteps() { town_.Start(); }
  // Make has a trustee, counted from 0, do its duty with the published record.
  Result<Made> Make(size_t trustee, Duty duty) {
    town_.Publish();
    const tlog::DirectorySource source(town_.folder.path() / "record");
    verify::Verified record = Value(verify::VerifyRecord(source, {}));
    return MakeTrusteeStep({.record = record,
                            .source = source,
                            .trustee = town_.trustees[trustee],
                            .memory = town_.folder.path() / ("trustee-" + std::to_string(trustee)),
                            .now_ms = town_.clock.NowMs()},
                           duty, town_.rng);
  }
  void Send(const Made& made) {
    for (const parcel::EntryBody& entry : made.entries) town_.Append(entry.type, entry.body);
  }
  Town town_;
};

// Spec: CER-2, CER-7, CER-10, CER-12, TAL-6
TEST_F(TrusteeSteps, LeadFromTheCommitmentToTheCount) {
  EXPECT_THAT(Make(0, Duty::kDeal), FailsWith(ErrorCode::kWrongOrder));
  for (size_t t = 0; t < 3; ++t) Send(Value(Make(t, Duty::kCommit)));
  for (size_t t = 0; t < 3; ++t) {
    const Made deal = Value(Make(t, Duty::kDeal));
    EXPECT_EQ(deal.entries.front().body, town_.trustees[t].MakeDeal());
    Send(deal);
  }
  for (size_t t = 0; t < 3; ++t) {
    const Made accept = Value(Make(t, Duty::kAccept));
    EXPECT_THAT(accept.what, HasSubstr("shares of all 3 trustees: they are good"));
    EXPECT_FALSE(accept.accuses);
    Send(accept);
  }
  town_.MakeRoll();
  const Made drill = Value(Make(2, Duty::kDrill));
  EXPECT_THAT(drill.next.front(), HasSubstr("2 of 3 trustees"));
  Send(drill);
  Send(Value(Make(0, Duty::kDrill)));
  town_.OpenVoting();
  for (size_t v = 0; v < 7; ++v) town_.Vote(v, {{0}});
  town_.Close();
  Send(Value(Make(1, Duty::kShare)));
  Send(Value(Make(2, Duty::kShare)));
  EXPECT_THAT(town_.board->AppendResult(), Succeeds());
}

// A trustee whose key makes another deal than the record's commitment says so. Spec: CER-2
TEST_F(TrusteeSteps, AnotherCommitmentIsNotDealtTo) {
  town_.CommitTo(1, AsBytes("another deal"));
  EXPECT_THAT(Make(1, Duty::kDeal), FailsWith(ErrorCode::kWrongHash));
  EXPECT_THAT(Make(0, Duty::kDeal), Succeeds());
}

// A lost memory, a mistyped folder and another log are found while nothing is due, and not on the day of the
// count. Spec: TAL-10
TEST_F(TrusteeSteps, TheMemoryIsLookedAtWhileNothingIsDue) {
  const auto see = [&](const std::filesystem::path& record, const std::string& memory) {
    const tlog::DirectorySource source(record);
    verify::Verified verified = Value(verify::VerifyRecord(source, {}));
    return SeeWhileWaiting({.record = verified,
                            .source = source,
                            .trustee = town_.trustees[0],
                            .memory = town_.folder.path() / memory});
  };
  const std::filesystem::path record = town_.folder.path() / "record";
  town_.Publish();
  EXPECT_FALSE(Value(see(record, "trustee-0"))) << "it has not accepted, and has nothing to remember";
  for (size_t t = 0; t < 3; ++t) Send(Value(Make(t, Duty::kCommit)));
  for (size_t t = 0; t < 3; ++t) Send(Value(Make(t, Duty::kDeal)));
  for (size_t t = 0; t < 3; ++t) Send(Value(Make(t, Duty::kAccept)));
  town_.Publish();
  EXPECT_TRUE(Value(see(record, "trustee-0")));
  EXPECT_THAT(see(record, "trustee-O"), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_FALSE(std::filesystem::exists(town_.folder.path() / "trustee-O"));
  EXPECT_THAT(see(record, "trustee-1"), FailsWith(ErrorCode::kWrongKey)) << "another trustee's";

  std::filesystem::copy(record, town_.folder.path() / "older", std::filesystem::copy_options::recursive);
  town_.MakeRoll();
  town_.Publish();
  EXPECT_TRUE(Value(see(record, "trustee-0")));
  EXPECT_THAT(see(town_.folder.path() / "older", "trustee-0"), FailsWith(ErrorCode::kLogRewound));
}

TEST_F(TrusteeSteps, OnlyATrusteesDuties) {
  for (const Duty duty : {Duty::kRoll, Duty::kOpen, Duty::kClose, Duty::kVote})
    EXPECT_THAT(Make(0, duty), FailsWith(ErrorCode::kUsage));
}

TEST_F(TrusteeSteps, SayWhatAnAcceptanceMeans) {
  Acceptance good;
  good.is_new_memory = true;
  Made said = DescribeAcceptance(good, town_.manifest, "memory");
  EXPECT_THAT(said.what, HasSubstr("shares of all 3 trustees"));
  ASSERT_EQ(said.next.size(), 2u);
  EXPECT_THAT(said.next[0], HasSubstr("memory is new"));
  EXPECT_THAT(said.next[1], HasSubstr("constat trustee next"));
  Acceptance complaint;
  complaint.judgement.accused = 2;
  said = DescribeAcceptance(complaint, town_.manifest, "memory");
  EXPECT_TRUE(said.accuses);
  EXPECT_THAT(said.what, HasSubstr("a COMPLAINT. The share that trustee 2 (Trustee 2)"));
}

// What a trustee tells the others who began to remember anew. Spec: TAL-10
TEST_F(TrusteeSteps, TellTheOthersOfALostMemory) {
  AcceptedAgain again{.verification = {}, .trustee = 3};
  again.verification.context = town_.context_ptr();
  again.verification.tree = {17, {}};
  const std::string sentence = LostMemorySentence(again, testing::kOpeningMs + 999);
  EXPECT_THAT(sentence, ::testing::StartsWith("I, Trustee 3 (trustee 3 of 3), lost my memory of the "
                                              "referendum example.org/bridge ("));
  EXPECT_THAT(sentence, HasSubstr("anew at 15 January 2027, 08:00:30 UTC from the record of 17 entries with "
                                  "the root 0000"));
}

}  // namespace
}  // namespace constat::party
