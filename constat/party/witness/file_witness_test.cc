#include "constat/party/witness/file_witness.h"

#include "constat/party/board/board.h"
#include "constat/testing/log.h"
#include "constat/testing/town.h"
#include "constat/tlog/checkpoint.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::SpoiltEnd;
using testing::Town;
using testing::WitnessName;

// The same board in two folders tells two stories; the witness believes the first. Spec: LOG-4
TEST(Witness, RefusesAForkedLogAndARewoundOne) {
  Town town;
  town.Start();
  Board fork = Value(Board::Open(town.CopyBoard(town.folder.path() / "fork")));

  const tlog::SignedCheckpoint before = Value(town.board->Commit());
  town.Append(EntryType::kTrusteeCommit, town.trustees[0].Commit(town.rng));
  town.Publish();
  Value(fork.Append(EntryType::kTrusteeCommit, town.trustees[1].Commit(town.rng)));
  EXPECT_THAT(town.witnesses[0].Cosign(Value(fork.Commit()), fork.log()),
              FailsWith(ErrorCode::kBadConsistency));
  Value(fork.Append(EntryType::kTrusteeCommit, town.trustees[2].Commit(town.rng)));
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

TEST(Witness, SaysTimesInTheReferendumsZone) {
  Town town({.zone = {"Europe/Kyiv", {{0, 120, "EET"}}}});
  town.Start();
  town.witness_clocks[0].Shift(-3'600'000);
  const auto late = town.witnesses[0].Cosign(Value(town.board->Commit()), town.board->log());
  ASSERT_THAT(late, FailsWith(ErrorCode::kTimeWentBack));
  EXPECT_THAT(late.error().detail, ::testing::ContainsRegex("says .* EET \\(.* cosignature .* EET \\("));
}

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
  const auto lines = tlog::VerifyCosignatures(checkpoint, town.context().WitnessKeys()).cosignatures;
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].time_s, town.clock.NowMs() / 1000);
}

}  // namespace
}  // namespace constat::party
