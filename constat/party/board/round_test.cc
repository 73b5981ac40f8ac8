#include "constat/party/board/round.h"

#include "constat/testing/board_inbox.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Phase;
using testing::BoardInbox;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kClosingMs;

class RoundTest : public BoardInbox {
 protected:
  RoundEnd Play() {
    Forget();
    done_.clear();
    faults_.clear();
    return Value(PlayRound(*board_, Value(ReadInbox(inbox())),
                           {.intake = Sinks(),
                            .done = [this](const std::string& what) { done_.push_back(what); },
                            .fault = [this](const std::string& what) { faults_.push_back(what); }}));
  }
  // PlayCosigned plays a round, in which two witnesses confirm what the round before left.
  RoundEnd PlayCosigned() {
    for (const size_t w : {0, 2}) Cosign(w, clock_.NowMs());
    return Play();
  }
  [[nodiscard]] Phase PhaseNow() { return board_->board().state().phase(); }

  std::vector<std::string> done_;
  std::vector<std::string> faults_;
};

// One command a round, from the manifest to the result. Spec: LOG-4, LOG-6, TAL-1, TAL-9
TEST_F(RoundTest, LeadsFromTheManifestToTheResult) {
  Put("manifest", Bodies(EntryType::kManifest));
  EXPECT_THAT(Value(FindManifest(Value(ReadInbox(inbox())))), ::testing::EndsWith("manifest"));
  Begin();
  RoundEnd end = Play();
  EXPECT_TRUE(end.waits_for_witnesses);
  EXPECT_EQ(already_, (std::vector<uint64_t>{0})) << "the manifest";
  for (const auto& [name, type] :
       {std::pair("commit", EntryType::kTrusteeCommit), std::pair("deal", EntryType::kTrusteeDeal),
        std::pair("accept", EntryType::kTrusteeAccept)}) {
    PutEach(name, type);
    end = PlayCosigned();
    EXPECT_TRUE(end.did_something && end.waits_for_witnesses);
    EXPECT_THAT(faults_, IsEmpty()) << name;
    EXPECT_THAT(done_, Contains(HasSubstr("Published")));
  }
  PutRolls();
  PutEach("drill", EntryType::kTrusteeDrill);
  Put("open", Bodies(EntryType::kOpen));
  PlayCosigned();
  EXPECT_EQ(PhaseNow(), Phase::kOpen);
  clock_.Set(testing::kFirstMinuteMs);
  const std::vector<std::string> ballots = PutEach("ballot", EntryType::kBallot);
  PlayCosigned();
  EXPECT_EQ(accepted_.size(), 5u);
  EXPECT_FALSE(std::filesystem::exists(ballots[0] + ".receipt")) << "not published yet";
  PlayCosigned();
  EXPECT_TRUE(std::filesystem::exists(ballots[0] + ".receipt"));
  EXPECT_FALSE(Play().did_something) << "nothing is due";

  clock_.Set(kClosingMs + 1000);
  EXPECT_TRUE(Play().waits_for_witnesses);
  EXPECT_THAT(done_,
              Contains(HasSubstr("0 of 3 witnesses have confirmed it, 2 are needed; missing: witness 1")));
  PlayCosigned();
  EXPECT_EQ(PhaseNow(), Phase::kTallying);
  PutEach("share", EntryType::kDecryptionShare);
  PlayCosigned();
  EXPECT_EQ(PhaseNow(), Phase::kFinal);
  end = PlayCosigned();
  EXPECT_FALSE(end.waits_for_witnesses);
  EXPECT_EQ(board_->board().published()->checkpoint.size, board_->board().state().tree().size());
  EXPECT_FALSE(Play().did_something);
}

TEST_F(RoundTest, SaysWhichWitnessesAreMissing) {
  Begin();
  Play();
  Cosign(1, clock_.NowMs());
  EXPECT_TRUE(Play().waits_for_witnesses);
  EXPECT_THAT(faults_, Contains(HasSubstr("1 of 3 witnesses have confirmed it, 2 are needed; missing: "
                                          "witness 1 (" +
                                          testing::WitnessName(0) + "), witness 3 (")));
}

// Confirmations from before the closing time prove nothing about it, and are asked for again. Spec: TAL-1
TEST_F(RoundTest, ClosesWithConfirmationsOfTheRightTimeOnly) {
  Begin();
  for (const auto& [name, type] :
       {std::pair("commit", EntryType::kTrusteeCommit), std::pair("deal", EntryType::kTrusteeDeal),
        std::pair("accept", EntryType::kTrusteeAccept), std::pair("drill", EntryType::kTrusteeDrill)})
    PutEach(name, type);
  PutRolls();
  Put("open", Bodies(EntryType::kOpen));
  Play();
  ASSERT_EQ(PhaseNow(), Phase::kOpen);
  for (const size_t w : {0, 1}) Cosign(w, kClosingMs - 1000);
  clock_.Set(kClosingMs);
  Play();
  EXPECT_EQ(PhaseNow(), Phase::kOpen);
  clock_.Set(kClosingMs + testing::kGraceMs + 1000);
  Play();
  EXPECT_THAT(faults_, Contains(HasSubstr("that time is over")));
  for (const size_t w : {0, 1}) Cosign(w, kClosingMs + 1000);
  Play();
  EXPECT_EQ(PhaseNow(), Phase::kFinal) << "made in time, brought late; without ballots nothing is decrypted";
}

// Strangers' files and the board's own answers are told apart.
TEST_F(RoundTest, SortsTheInbox) {
  Begin();
  Put("a", Bodies(EntryType::kOpen));
  Cosign(0, clock_.NowMs());
  for (const char* name : {"junk", ".hidden", "x.receipt", "x.refusal", "x.promise"})
    ASSERT_THAT(io::WriteFile(inbox() / name, AsBytes("hello")), Succeeds());
  std::filesystem::create_directory(inbox() / "folder");
  const Inbox sorted = Value(ReadInbox(inbox()));
  EXPECT_EQ(sorted.entries.size(), 1u);
  EXPECT_EQ(sorted.cosigned.size(), 1u);
  ASSERT_EQ(sorted.unknown.size(), 1u);
  EXPECT_THAT(sorted.unknown.front(), ::testing::EndsWith("junk"));
  Play();
  EXPECT_THAT(faults_, Contains(HasSubstr("junk is neither entries nor a checkpoint")));
  EXPECT_THAT(ReadInbox(inbox() / "nowhere"), FailsWith(ErrorCode::kMissingFile));
}

// A cosigned checkpoint that came in a mail is taken as it was signed.
TEST_F(RoundTest, TakesConfirmationsThatWereCarried) {
  Begin();
  for (const size_t w : {0, 2}) Cosign(w, clock_.NowMs());
  for (const std::string& name : Value(ReadInbox(inbox())).cosigned) {
    const Bytes bytes = Value(io::ReadFile(name));
    std::string text = "\xef\xbb\xbf";
    for (const char c : AsText(bytes)) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
    ASSERT_THAT(io::WriteFile(name, AsBytes(text)), Succeeds());
  }
  EXPECT_EQ(Value(ReadInbox(inbox())).cosigned.size(), 2u);
  Play();
  EXPECT_THAT(faults_, IsEmpty());
  EXPECT_THAT(done_, Contains(HasSubstr("Published")));
}

TEST_F(RoundTest, BeginsALogWithTheOneManifestThatIsThere) {
  EXPECT_THAT(FindManifest(Value(ReadInbox(inbox()))), FailsWith(ErrorCode::kMissingFile));
  Put("m1", Bodies(EntryType::kManifest));
  Put("m2", Bodies(EntryType::kManifest));
  EXPECT_THAT(FindManifest(Value(ReadInbox(inbox()))), FailsWith(ErrorCode::kDuplicate));
}

}  // namespace
}  // namespace constat::party
