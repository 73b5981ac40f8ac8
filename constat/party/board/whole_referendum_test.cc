// A whole referendum through every role, and what the board refuses on the way.
#include "constat/party/organiser/organiser.h"
#include "constat/testing/town.h"
#include "constat/tlog/secret/sign.h"
#include "constat/verify/light/receipt.h"

namespace constat::party {
namespace {

using record::EntryType;
using referendum::Phase;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::Majority;
using testing::Town;
using testing::TownVoter;
using testing::UpToTwoOrBlank;
using testing::WitnessName;
using testing::YesNoBlank;

// VoteAll lets the first yes voters of each region vote yes, and so on; returns when all have.
void VoteAll(Town& town) {
  // north: 0..3, south: 4..7
  for (const size_t v : {0, 1, 4, 5, 6}) town.Vote(v, {{0}});
  town.Vote(2, {{1}});
  town.Vote(3, {{1}});
  town.Vote(7, {{2}});
}

// A referendum with revotes ends with the right counts. Spec: LOG-6, BAL-9, TAL-9, RUL-5.
void RunWholeReferendum(size_t registrars) {
  Town town({.questions = {Majority()}, .voters = {4, 5}, .registrars = registrars});
  town.Start();
  town.HoldCeremony();
  EXPECT_EQ(town.board->state().phase(), Phase::kRoll);
  town.MakeRoll();
  town.OpenVoting();
  VoteAll(town);
  town.Vote(0, {{1}});  // changes its mind, and again
  town.Publish();
  town.Vote(0, {{0}});
  town.Vote(2, {{0}});
  EXPECT_EQ(town.board->state().PendingCount(), 3u);
  town.Close();
  EXPECT_EQ(town.board->state().PendingCount(), 0u);
  town.Decrypt(2);
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  town.Publish();

  ASSERT_EQ(town.board->state().phase(), Phase::kFinal);
  const record::Outcome& outcome = *town.board->state().result();
  EXPECT_EQ(outcome.regions, (std::vector<record::RegionTurnout>{{4, 4, 7}, {5, 4, 4}}));
  ASSERT_EQ(outcome.units.size(), 2u);
  EXPECT_EQ(outcome.units[0].votes, (std::vector<std::vector<uint32_t>>{{3, 1, 0}}));
  EXPECT_EQ(outcome.units[1].votes, (std::vector<std::vector<uint32_t>>{{3, 0, 1}}));
  EXPECT_EQ(outcome.questions[0].verdict, record::Verdict::kCarried);
}

TEST(Referendum, EndsWithTheRightCounts) { RunWholeReferendum(1); }

// Spec: ROL-2
TEST(Referendum, EndsWithTheRightCountsWithTwoRegistrars) { RunWholeReferendum(2); }

// Spec: BAL-2
TEST(Referendum, CountsSeveralChoicesAndBlankAlone) {
  Town town({.questions = {YesNoBlank(), UpToTwoOrBlank()}, .voters = {5, 0}});
  town.ToOpen();
  town.Vote(0, {{0}, {0, 1}});
  town.Vote(1, {{0}, {1}});
  town.Vote(2, {{1}, {}});
  town.Vote(3, {{2}, {3}});
  town.Close();
  town.Decrypt(3);
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  const record::Outcome& outcome = *town.board->state().result();
  EXPECT_EQ(outcome.units[0].votes, (std::vector<std::vector<uint32_t>>{{2, 1, 1}, {1, 2, 0, 1}}));
}

TEST(Referendum, IsReplayedFromItsRecordAtEveryStep) {
  Town town({.voters = {3, 3}});
  town.Start();
  const auto reopen = [&] {
    const uint64_t size = town.board->state().tree().size();
    const Phase phase = town.board->state().phase();
    town.Reopen();
    EXPECT_EQ(town.board->state().tree().size(), size);
    EXPECT_EQ(town.board->state().phase(), phase);
  };
  reopen();
  town.HoldCeremony();
  reopen();
  town.MakeRoll();
  reopen();
  town.OpenVoting();
  for (size_t v = 0; v < 6; ++v) town.Vote(v, {{0}});
  town.Vote(1, {{1}});
  town.Publish();
  reopen();
  town.Close();
  reopen();
  town.Decrypt(2);
  town.Publish();
  reopen();
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  town.Publish();
  reopen();
  EXPECT_EQ(town.board->state().result()->units[0].votes, (std::vector<std::vector<uint32_t>>{{2, 1, 0}}));
}

TEST(Board, ForgetsWhatWasNotCommitted) {
  Town town;
  town.Start();
  town.Deal();
  town.Reopen();  // a crash: nobody was told of the deals
  EXPECT_EQ(town.board->state().tree().size(), 1u);
  town.HoldCeremony();
  EXPECT_EQ(town.board->state().phase(), Phase::kRoll);
}

TEST(Board, IsStartedOnce) {
  Town town;
  town.Start();
  EXPECT_THAT(Board::Create(town.MakeBoardOptions(), town.manifest_body),
              FailsWith(ErrorCode::kRefusesOverwrite));
  EXPECT_THAT(Board::Open(town.MakeBoardOptions()), FailsWith(ErrorCode::kCannotWrite))
      << "it is open already";
}

TEST(Board, WantsItsOwnKeyAndLog) {
  Town town;
  BoardOptions options = town.MakeBoardOptions();
  EXPECT_THAT(Board::Open(std::move(options)), FailsWith(ErrorCode::kMissingFile));
  options = town.MakeBoardOptions();
  options.key = crypto::Ed25519Key::FromSeed(town.organiser_key.seed());
  EXPECT_THAT(Board::Create(std::move(options), town.manifest_body), FailsWith(ErrorCode::kWrongKey));
  town.Start();
  town.board.reset();
  options = town.MakeBoardOptions();
  options.key = crypto::Ed25519Key::FromSeed(town.organiser_key.seed());
  EXPECT_THAT(Board::Open(std::move(options)), FailsWith(ErrorCode::kWrongKey));
  options = town.MakeBoardOptions();
  options.key.reset();
  Board reading = Value(Board::Open(std::move(options)));
  EXPECT_THAT(reading.Append(EntryType::kTrusteeDeal, Bytes{1}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(reading.Commit(), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(reading.Receipt(0), Succeeds());
}

// Spec: LOG-7
TEST(Board, WritesNothingThatTheRulesRefuse) {
  Town town;
  town.Start();
  EXPECT_THAT(town.board->Append(EntryType::kBallot, Bytes{1, 2, 3}), FailsWith(ErrorCode::kWrongPhase));
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeDeal, Bytes{0, 1}), FailsWith(ErrorCode::kTruncated));
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeDeal, Bytes(record::kMaxBodySize + 1)),
              FailsWith(ErrorCode::kTooLarge));
  EXPECT_EQ(Value(town.board->Commit()).checkpoint.size, 1u);
  town.clock.Set(town.clock.NowMs() - 120'000);
  EXPECT_THAT(town.board->Append(EntryType::kTrusteeDeal, town.trustees[0].MakeDeal(town.rng)),
              FailsWith(ErrorCode::kTimeWentBack));
}

// Spec: BAL-8
TEST(Board, JudgesBallotsTogetherAsOneByOne) {
  Town town({.voters = {60, 0}});
  town.ToOpen();
  std::vector<Bytes> bodies;
  for (size_t v = 0; v < 50; ++v)
    bodies.push_back(town.MakeBallot(town.voters[v], {{static_cast<uint16_t>(v % 3)}}));
  bodies[7].back() ^= 1;    // the signature's response
  bodies[20] = bodies[19];  // a replay
  bodies[30].pop_back();
  bodies[31].resize(record::kMaxBodySize + 1);
  bodies[40][31] ^= 0x80;  // no canonical point
  const std::vector<ByteView> views(bodies.begin(), bodies.end());
  const std::vector<Result<uint64_t>> answers = town.board->AppendBallots(views);
  ASSERT_EQ(answers.size(), bodies.size());
  uint64_t expected = town.board->state().tree().size() - 45;
  for (size_t i = 0; i < answers.size(); ++i) {
    switch (i) {
      case 7:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kBadProof));
        break;
      case 20:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kStaleRevision));
        break;
      case 30:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kTruncated));
        break;
      case 31:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kTooLarge));
        break;
      case 40:
        EXPECT_THAT(answers[i], FailsWith(ErrorCode::kBadPoint));
        break;
      default:
        ASSERT_THAT(answers[i], Succeeds()) << i;
        EXPECT_EQ(*answers[i], expected++);
    }
  }
  EXPECT_EQ(town.board->state().ballots().Ballots(), 45u);
}

// Spec: BAL-8 (2)
TEST(Board, RoundsTimesDownToTheMinuteButNotBeforeTheOpening) {
  record::Manifest m;
  m.opening_ms = 1'000'000'030'000;  // half past a minute
  m.closing_ms = 1'000'000'130'000;
  ASSERT_EQ(m.opening_ms % 60'000, 10'000u);
  const uint64_t minute = m.opening_ms - 10'000;
  EXPECT_EQ(EntryTimeMs(m, minute + 9'999), minute);
  EXPECT_EQ(EntryTimeMs(m, minute + 10'000), minute + 10'000);
  EXPECT_EQ(EntryTimeMs(m, minute + 59'999), minute + 10'000);
  EXPECT_EQ(EntryTimeMs(m, minute + 60'000), minute + 60'000);
  EXPECT_EQ(EntryTimeMs(m, m.closing_ms - 1), minute + 60'000);
  EXPECT_EQ(EntryTimeMs(m, m.closing_ms), m.closing_ms);
  uint64_t last = 0;
  for (uint64_t now = minute - 200'000; now < m.closing_ms + 200'000; now += 500) {
    EXPECT_GE(EntryTimeMs(m, now), last);
    last = EntryTimeMs(m, now);
  }
}

// Spec: BAL-12, LOG-4
TEST(Board, PublishesAndReceiptsOnlyWithAQuorum) {
  Town town;
  town.ToOpen();
  const uint64_t index = town.Vote(0, {{0}});
  EXPECT_THAT(town.board->Receipt(index), FailsWith(ErrorCode::kWrongOrder));
  const tlog::SignedCheckpoint committed = Value(town.board->Commit());
  EXPECT_THAT(town.board->Receipt(index), FailsWith(ErrorCode::kWrongOrder)) << "committed, not published";
  tlog::SignedCheckpoint one =
      Value(town.witnesses[2].Cosign(committed, town.board->log(), FileWitness::First::kYes));
  EXPECT_THAT(town.board->Publish(one), FailsWith(ErrorCode::kNoQuorum));
  ASSERT_THAT(town.board->Publish(town.Cosign(committed)), Succeeds());
  EXPECT_THAT(town.board->Receipt(index), Succeeds());
  // The log goes on; the receipt is under the published checkpoint all the same.
  town.Vote(1, {{0}});
  Value(town.board->Commit());
  const tlog::InclusionReceipt receipt = Value(town.board->Receipt(index));
  EXPECT_EQ(receipt.checkpoint.checkpoint, committed.checkpoint);
  EXPECT_THAT(verify::CheckReceipt(receipt, town.context().LogPolicy(), town.context()), Succeeds());
}

// Spec: BAL-12
TEST(Receipt, StatesInclusionAndNamesTheTracker) {
  Town town;
  town.ToOpen();
  TownVoter& voter = town.voters[1];
  BallotDraft draft = Value(BallotDraft::Make(town.DraftOf(voter, {{1}}), town.rng));
  const Bytes32 tracker = draft.tracker();
  const uint64_t index =
      town.Append(EntryType::kBallot, Value(std::move(draft).Cast(voter.secret, town.rng)));
  town.Publish();
  const tlog::InclusionReceipt receipt =
      Value(tlog::ParseReceipt(FormatReceipt(Value(town.board->Receipt(index)))));
  const tlog::Policy policy = town.context().LogPolicy();
  const verify::CheckedReceipt checked = Value(verify::CheckReceipt(receipt, policy, town.context()));
  EXPECT_EQ(checked.index, index);
  EXPECT_EQ(checked.time_ms, kFirstMinuteMs);
  ASSERT_TRUE(checked.ballot.has_value());
  EXPECT_EQ(checked.ballot->tracker, tracker);
  EXPECT_EQ(checked.ballot->credential, voter.secret.credential());
  EXPECT_EQ(checked.ballot->revision, 1u);
  EXPECT_EQ(checked.cosignatures.size(), 2u);

  tlog::InclusionReceipt other = receipt;
  other.extra.back() ^= 1;
  EXPECT_THAT(verify::CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadInclusion));
  other = receipt;
  other.index -= 1;
  EXPECT_THAT(verify::CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadInclusion));
  other = receipt;
  other.checkpoint.signatures.pop_back();
  EXPECT_THAT(verify::CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kNoQuorum));
  other = receipt;
  other.extra.clear();
  EXPECT_THAT(verify::CheckReceipt(other, policy, town.context()), FailsWith(ErrorCode::kBadText));
  Town elsewhere({.name = "elsewhere"});
  elsewhere.Start();
  EXPECT_THAT(verify::CheckReceipt(receipt, elsewhere.context().LogPolicy(), elsewhere.context()),
              FailsWith(ErrorCode::kMissingSignature));
  // A good receipt of another log that the policy knows says nothing about this referendum's.
  referendum::Context other_log = town.context();
  other_log.manifest.origin = "constat.example/other";
  EXPECT_THAT(verify::CheckReceipt(receipt, policy, other_log), FailsWith(ErrorCode::kWrongOrigin));
}

// Spec: TAL-1
TEST(Board, ClosesOnTimeAndWithTheWitnesses) {
  Town town;
  town.ToOpen();
  for (size_t v = 0; v < 3; ++v) town.Vote(v, {{0}});
  EXPECT_THAT(town.board->PrepareClose(), FailsWith(ErrorCode::kWrongCloseTime));
  const tlog::SignedCheckpoint early = town.Cosign(Value(town.board->Commit()));
  town.clock.Set(kClosingMs);
  EXPECT_THAT(town.board->Append(EntryType::kBallot, town.MakeBallot(town.voters[1], {{0}})),
              FailsWith(ErrorCode::kOutsideVotingTime));
  const tlog::SignedCheckpoint prepared = Value(town.board->PrepareClose());
  EXPECT_THAT(town.board->Close(prepared), FailsWith(ErrorCode::kNoQuorum));
  EXPECT_THAT(town.board->Close(early), FailsWith(ErrorCode::kWrongCloseTime))
      << "cosigned before the closing";
  EXPECT_THAT(town.board->Close(town.Cosign(prepared)), Succeeds());
  EXPECT_EQ(town.board->state().phase(), Phase::kTallying);
  EXPECT_THAT(town.board->AppendResult(), FailsWith(ErrorCode::kTooFewShares));
}

// Spec: ROL-8
TEST(Organiser, SignsOnlyWhatIsItsOwnAndInTime) {
  Town town;
  EXPECT_THAT(MakeManifestBody(town.manifest, town.board_key), FailsWith(ErrorCode::kWrongKey));
  record::Manifest bad = town.manifest;
  bad.quorum = 1;
  EXPECT_THAT(MakeManifestBody(bad, town.organiser_key), FailsWith(ErrorCode::kBadManifest));
  town.Start();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.HoldCeremony();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.MakeRoll();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.board_key), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), Succeeds());
}

// The same board in two folders tells two stories; the witness believes the first. Spec: LOG-4
TEST(Witness, RefusesAForkedLogAndARewoundOne) {
  Town town;
  town.Start();
  const std::filesystem::path copy = town.folder.path() / "fork";
  town.board.reset();
  std::filesystem::create_directories(copy);
  std::filesystem::copy(town.folder.path() / "board", copy / "board",
                        std::filesystem::copy_options::recursive);
  town.board.emplace(Value(Board::Open(town.MakeBoardOptions())));
  BoardOptions options = town.MakeBoardOptions();
  options.files = {copy / "board" / "log", copy / "board" / "head"};
  options.publish = {copy / "record", copy / "board" / "staging"};
  Board fork = Value(Board::Open(std::move(options)));

  const tlog::SignedCheckpoint before = Value(town.board->Commit());
  town.Append(EntryType::kTrusteeDeal, town.trustees[0].MakeDeal(town.rng));
  town.Publish();
  Value(fork.Append(EntryType::kTrusteeDeal, town.trustees[1].MakeDeal(town.rng)));
  EXPECT_THAT(town.witnesses[0].Cosign(Value(fork.Commit()), fork.log()),
              FailsWith(ErrorCode::kBadConsistency));
  Value(fork.Append(EntryType::kTrusteeDeal, town.trustees[2].MakeDeal(town.rng)));
  EXPECT_THAT(town.witnesses[0].Cosign(Value(fork.Commit()), fork.log()),
              FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(town.witnesses[0].Cosign(before, town.board->log()), FailsWith(ErrorCode::kLogRewound));
  // It remembers across restarts.
  town.witnesses.clear();
  FileWitness again = Value(FileWitness::Open(
      {town.folder.path() / WitnessName(0), WitnessName(0), {town.context().BoardKey()}, &town.clock},
      crypto::Ed25519Key::FromSeed(town.witness_keys[0].seed())));
  EXPECT_THAT(again.Cosign(Value(fork.Commit()), fork.log()), FailsWith(ErrorCode::kBadConsistency));
  EXPECT_THAT(again.Cosign(Value(town.board->Commit()), town.board->log()), Succeeds());
}

// SpoiltEnd reads a log's files, but for the last byte of the newest entry.
class SpoiltEnd final : public tlog::LogSource {
 public:
  explicit SpoiltEnd(const tlog::LogSource& log) : log_(log) {}
  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    Result<Bytes> bytes = log_.Read(path, max_size);
    if (bytes && path.starts_with("tile/entries/")) bytes->back() ^= 1;
    return bytes;
  }
  [[nodiscard]] Status ForEachFile(
      const std::function<Status(std::string_view path, uint64_t size_bytes)>& visit) const override {
    return log_.ForEachFile(visit);
  }

 private:
  const tlog::LogSource& log_;
};

// Of several faults the witness names the first in the order of the clause. Spec: LOG-8
TEST(Witness, ChecksInTheOrderOfTheClause) {
  Town town;
  town.Start();
  const tlog::SignedCheckpoint shorter = Value(town.board->Commit());
  town.Deal();
  town.Publish();
  const tlog::SignedCheckpoint good = Value(town.board->Commit());
  const SpoiltEnd spoilt(town.board->log());
  const SetClock past(0);
  const auto open = [&](const std::string& name, const std::string& folder) {
    return Value(FileWitness::Open({town.folder.path() / folder, name, {town.context().BoardKey()}, &past},
                                   crypto::Ed25519Key::FromSeed(town.witness_keys[2].seed())));
  };
  // 1: the board's signature, then the witness's name.
  tlog::SignedCheckpoint bare = good;
  bare.signatures.clear();
  FileWitness stranger = open("stranger.example", "a");
  EXPECT_THAT(stranger.Cosign(bare, spoilt), FailsWith(ErrorCode::kMissingSignature));
  bare.signatures = good.signatures;
  bare.signatures.front().signature.front() ^= 1;
  EXPECT_THAT(stranger.Cosign(bare, spoilt), FailsWith(ErrorCode::kBadSignature));
  EXPECT_THAT(stranger.Cosign(good, spoilt), FailsWith(ErrorCode::kWrongKey));
  // 2: the memory; 5: the newest entry is in the tree, then the clock.
  FileWitness fresh = open(WitnessName(2), "b");
  EXPECT_THAT(fresh.Cosign(good, spoilt), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_THAT(fresh.Cosign(good, spoilt, FileWitness::First::kYes), FailsWith(ErrorCode::kBadInclusion));
  EXPECT_THAT(fresh.Cosign(good, town.board->log(), FileWitness::First::kYes),
              FailsWith(ErrorCode::kTimeWentBack));
  // 4: the sizes; 5: the clock of the last cosignature, then the newest entry.
  EXPECT_THAT(town.witnesses[0].Cosign(shorter, spoilt), FailsWith(ErrorCode::kLogRewound));
  EXPECT_THAT(town.witnesses[0].Cosign(good, spoilt), FailsWith(ErrorCode::kBadInclusion));
  town.clock.Set(0);
  EXPECT_THAT(town.witnesses[0].Cosign(good, spoilt), FailsWith(ErrorCode::kTimeWentBack));
}

TEST(Witness, ReplacesItsOwnEarlierLine) {
  Town town;
  town.Start();
  tlog::SignedCheckpoint checkpoint = Value(town.board->Commit());
  checkpoint = Value(town.witnesses[0].Cosign(checkpoint, town.board->log()));
  town.clock.Set(town.clock.NowMs() + 5'000);
  checkpoint = Value(town.witnesses[0].Cosign(checkpoint, town.board->log()));
  const auto lines = Value(tlog::VerifyCosignatures(checkpoint, town.context().WitnessKeys()));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].time_s, town.clock.NowMs() / 1000);
}

// A record somebody else spoilt is not gone on with.
TEST(Replay, RefusesARecordWhoseEntriesBreakTheRules) {
  Town town;
  town.Start();
  town.board.reset();
  BoardOptions options = town.MakeBoardOptions();
  {
    auto store = Value(tlog::OpenLogStore(options.files));
    auto log = Value(tlog::LogWriter::Open(std::move(store), town.manifest.origin));
    Value(log.Append(record::EncodeEntry({EntryType::kBallot, kOpeningMs, ByteView()})));
    Value(log.Commit([&](const tlog::Checkpoint& c) -> Result<tlog::NoteSignature> {
      return tlog::SignCheckpoint(town.board_key, c);
    }));
  }
  const Result<Board> board = Board::Open(std::move(options));
  ASSERT_THAT(board, FailsWith(ErrorCode::kRecordNotVerified));
  EXPECT_THAT(board.error().detail, ::testing::HasSubstr("entry 1 breaks the rules: wrong-phase"));
}

}  // namespace
}  // namespace constat::party
