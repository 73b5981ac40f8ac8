#include "constat/referendum/state.h"

#include <functional>
#include <set>

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::World;

void VoteForAResult(World& w) {
  w.Vote({.voter = 0, .choices = {{0}}});
  w.Vote({.voter = 1, .choices = {{0}}});
  w.Vote({.voter = 2, .choices = {{1}}});
  w.Vote({.voter = 4, .choices = {{2}}});
  w.Vote({.voter = 5, .choices = {{0}}});
  w.Vote({.voter = 6, .choices = {{1}}});
}

// Spec: LOG-6, LOG-7
TEST(ReferendumTest, GoesFromManifestToResult) {
  World w;
  EXPECT_EQ(w.referendum.phase(), Phase::kEmpty);
  w.Start();
  EXPECT_EQ(w.referendum.phase(), Phase::kCeremony);
  w.CommitAll();
  w.DealAll();
  w.AcceptAll();
  EXPECT_EQ(w.referendum.phase(), Phase::kRoll);
  w.RollAll();
  w.DrillAll();
  EXPECT_EQ(w.referendum.phase(), Phase::kRoll);
  w.OpenVote();
  EXPECT_EQ(w.referendum.phase(), Phase::kOpen);
  VoteForAResult(w);
  EXPECT_EQ(w.referendum.result(), nullptr);
  w.CloseVote();
  EXPECT_EQ(w.referendum.phase(), Phase::kTallying);
  w.ShareAll(2, 3);
  w.PutResult();
  ASSERT_EQ(w.referendum.phase(), Phase::kFinal);
  const record::Outcome& out = *w.referendum.result();
  ASSERT_EQ(out.units.size(), 2u);
  EXPECT_EQ(out.units[0].votes, (std::vector<std::vector<uint32_t>>{{2, 1, 0}}));
  EXPECT_EQ(out.units[1].votes, (std::vector<std::vector<uint32_t>>{{1, 1, 1}}));
  EXPECT_EQ(out.regions[0], (record::RegionTurnout{4, 3, 3}));
  EXPECT_EQ(out.regions[1], (record::RegionTurnout{3, 3, 3}));
}

// ExpectOnly tries every type with an empty body: wrong-phase for all but the allowed ones, and statements
// once there is a manifest.
void ExpectOnly(World& w, std::set<EntryType> allowed, std::string_view stage) {
  if (w.referendum.context()) allowed.insert(EntryType::kStatement);
  for (const EntryType type : record::kEntryTypes) {
    const std::string code = w.Put(type, {});
    if (allowed.contains(type)) {
      EXPECT_NE(code, "wrong-phase") << stage << ": " << record::EntryTypeName(type);
      EXPECT_NE(code, "ok") << stage << ": " << record::EntryTypeName(type);
    } else {
      EXPECT_EQ(code, "wrong-phase") << stage << ": " << record::EntryTypeName(type);
    }
  }
}

// The table of LOG-6, row by row.
// Spec: LOG-6, ROL-8
TEST(ReferendumTest, RefusesEveryEntryInEveryWrongPhase) {
  World w;
  ExpectOnly(w, {EntryType::kManifest}, "start");
  w.Start();
  ExpectOnly(w, {EntryType::kTrusteeCommit, EntryType::kSoftware}, "no commitments");
  w.CommitAll();
  ExpectOnly(w, {EntryType::kTrusteeDeal, EntryType::kSoftware}, "no deals");
  ASSERT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[1]), "ok");
  ExpectOnly(w, {EntryType::kTrusteeDeal, EntryType::kSoftware}, "one deal");
  ASSERT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[0]), "ok");
  ASSERT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[2]), "ok");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDeal, w.deal_bodies[2]), "wrong-phase") << "not duplicate: all have "
                                                                                "dealt";
  ExpectOnly(w, {EntryType::kTrusteeAccept, EntryType::kTrusteeComplaint, EntryType::kSoftware}, "all dealt");
  ASSERT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(3)), "ok");
  ExpectOnly(w, {EntryType::kTrusteeAccept, EntryType::kTrusteeComplaint, EntryType::kSoftware},
             "one accepted");
  ASSERT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(1)), "ok");
  ASSERT_EQ(w.Put(EntryType::kTrusteeAccept, w.Accept(2)), "ok");
  ExpectOnly(w, {EntryType::kRollChunk, EntryType::kRollEnd, EntryType::kSoftware}, "roll");
  w.RollAll();
  ExpectOnly(w, {EntryType::kTrusteeDrill, EntryType::kOpen}, "roll complete");
  w.DrillAll();
  ExpectOnly(w, {EntryType::kTrusteeDrill, EntryType::kOpen}, "drilled");
  w.OpenVote();
  ExpectOnly(w, {EntryType::kBallot, EntryType::kReplacementShare, EntryType::kClose, EntryType::kSoftware},
             "open");
  VoteForAResult(w);
  ExpectOnly(w, {EntryType::kBallot, EntryType::kReplacementShare, EntryType::kClose, EntryType::kSoftware},
             "ballots");
  w.CloseVote();
  ExpectOnly(w, {EntryType::kDecryptionShare, EntryType::kResult, EntryType::kSoftware}, "tallying");
  w.ShareAll(1, 2);
  ExpectOnly(w, {EntryType::kDecryptionShare, EntryType::kResult, EntryType::kSoftware}, "shares complete");
  w.PutResult();
  ExpectOnly(w, {}, "final");
}

// Good entries that come too early or too late.
// Spec: LOG-6, BAL-8
TEST(ReferendumTest, RefusesGoodEntriesOutOfPhase) {
  World w;
  w.Start();
  EXPECT_EQ(w.Put(EntryType::kManifest, w.ManifestBody()), "wrong-phase") << "a second manifest";
  w.CommitAll();
  w.DealAll();
  const Bytes accept = w.Accept(1);
  w.AcceptAll();
  EXPECT_EQ(w.Put(EntryType::kTrusteeAccept, accept), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kTrusteeComplaint, w.SignComplaint(w.Complaint(1, 2))), "wrong-phase");
  const Bytes chunk = w.SignChunk(w.Chunk(0, 0, 0, 1));
  w.RollAll();
  const Bytes drill = w.SignDrill(w.Drill(3));
  EXPECT_EQ(w.Put(EntryType::kRollChunk, chunk), "wrong-phase") << "the roll is complete";
  w.DrillAll();
  const Bytes ballot = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  EXPECT_EQ(w.Put(EntryType::kBallot, ballot, kFirstMinuteMs), "wrong-phase") << "before the opening";
  w.OpenVote();
  EXPECT_EQ(w.Put(EntryType::kRollChunk, chunk), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, drill), "wrong-phase") << "after the opening";
  w.CloseVote();
  EXPECT_EQ(w.Put(EntryType::kBallot, ballot), "wrong-phase") << "after the close";
}

// Entry 0 is the manifest or nothing is: a refused first entry takes its place.
// Spec: LOG-6, LOG-7
TEST(ReferendumTest, TheManifestIsEntryZeroOnly) {
  World w;
  Bytes bad = w.ManifestBody();
  bad.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kManifest, bad), "bad-signature");
  EXPECT_EQ(w.referendum.context(), nullptr);
  w.referendum.Skip(tlog::LeafHash(bad));
  EXPECT_EQ(w.Put(EntryType::kManifest, w.ManifestBody()), "wrong-phase");
  EXPECT_EQ(w.referendum.phase(), Phase::kEmpty);
}

// Spec: MAN-1, MAN-2, LAB-3
TEST(ReferendumTest, RefusesAManifestWithoutTheOrganisersSignature) {
  World w;
  const Bytes good = w.ManifestBody();
  EXPECT_EQ(w.Put(EntryType::kManifest, w.Signed(w.board_key, EntryType::kManifest, 0, good)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kManifest, w.Signed(w.organiser_key, EntryType::kOpen, 0, good)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kManifest, w.Signed(w.organiser_key, EntryType::kManifest, 1, good)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kManifest, {}), "truncated");
  EXPECT_EQ(w.Put(EntryType::kManifest, good), "ok");
}

// Every type of entry, in its right phase, one millisecond before the entry before it; and in a wrong phase,
// where the phase comes first. Spec: LOG-2, LOG-7
TEST(ReferendumTest, RefusesTimeThatGoesBack) {
  World w;
  w.Start();
  const auto refused = [&](EntryType type, const Bytes& body) {
    EXPECT_EQ(w.Put(type, body, w.now_ms - 1), "time-went-back") << record::EntryTypeName(type);
  };
  EXPECT_EQ(w.Put(EntryType::kOpen, {}, w.now_ms - 1), "wrong-phase");
  refused(EntryType::kTrusteeCommit, w.Commit(1, {}));
  w.CommitAll();
  refused(EntryType::kTrusteeDeal, w.deal_bodies[0]);
  w.DealAll();
  refused(EntryType::kTrusteeAccept, w.Accept(1));
  refused(EntryType::kTrusteeComplaint, w.SignComplaint(w.Complaint(1, 2)));
  w.AcceptAll();
  refused(EntryType::kRollChunk, w.SignChunk(w.Chunk(0, 0, 0, 1)));
  refused(EntryType::kRollEnd, w.SignRollEnd(w.RollEnd(0)));
  w.RollAll();
  refused(EntryType::kTrusteeDrill, w.SignDrill(w.Drill(1)));
  w.DrillAll();
  refused(EntryType::kOpen, w.SignOpen(w.Open()));
  w.OpenVote();
  w.Vote({.voter = 0, .choices = {{0}}}, kFirstMinuteMs + 60'000);
  EXPECT_EQ(w.Put(EntryType::kBallot, w.Encoded(w.Ballot({.voter = 1, .choices = {{0}}})), kFirstMinuteMs),
            "time-went-back");
  EXPECT_EQ(w.Put(EntryType::kBallot, {}, kOpeningMs - 1), "time-went-back") << "before outside-voting-time";
  w.Vote({.voter = 1, .choices = {{0}}}, kFirstMinuteMs + 60'000);  // the same time is no step back
  w.Vote({.voter = 2, .choices = {{0}}});
  refused(EntryType::kClose, w.Close());
  w.CloseVote();
  refused(EntryType::kDecryptionShare, record::EncodeDecryptionShare(w.Share(1, 0)));
  w.ShareAll(1, 2);
  refused(EntryType::kResult, w.ResultPart(0, Bytes{0}));
  w.PutResult();
}

// A refused entry of a record is a leaf all the same: the roots that follow count it.
// Spec: LOG-7, ROL-7
TEST(ReferendumTest, ARefusedEntryStaysInTheTree) {
  World w;
  w.ToRoll();
  w.referendum.Skip(tlog::LeafHash(AsBytes("a refused entry")));
  w.RollAll();
  ASSERT_TRUE(w.referendum.complete_roll().has_value());
  EXPECT_EQ(w.referendum.complete_roll()->size, w.log.size() + 1);
  EXPECT_EQ(w.referendum.complete_roll()->root, w.referendum.tree().Root());
}

// What comes between the complete roll and `open` moves no root that others sign.
// Spec: ROL-7, ROL-8, CER-12
TEST(OpenTest, NothingAfterTheRollChangesWhatIsSigned) {
  World w;
  w.ToDrills();
  const Bytes open = w.SignOpen(w.Open());
  const Bytes first = w.SignDrill(w.Drill(1));
  const Bytes second = w.SignDrill(w.Drill(2));
  w.referendum.Skip(tlog::LeafHash(AsBytes("a refused entry")));
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, second), "ok");
  w.referendum.Skip(tlog::LeafHash(AsBytes("another")));
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, first), "ok") << "made at the same time";
  EXPECT_EQ(w.Put(EntryType::kOpen, open), "ok");
}

// Spec: LOG-6, ROL-8
TEST(OpenTest, LateOpenIsOfAnotherPhase) {
  World w;
  w.ToDrills();
  w.DrillAll();
  const uint64_t until_ms = OpenUntilMs(w.manifest);
  EXPECT_EQ(until_ms, kOpeningMs + testing::kGraceMs) << "the grace is shorter than half of the voting time";
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open()), until_ms + 1), "wrong-phase");
  EXPECT_EQ(w.Put(EntryType::kOpen, {}, until_ms + 1), "wrong-phase") << "before the encoding";
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open()), until_ms), "ok");
  EXPECT_EQ(w.referendum.voting_time().BeginMs(), until_ms);
  const Bytes ballot = w.Encoded(w.Ballot({.voter = 0, .choices = {{0}}}));
  EXPECT_EQ(w.Put(EntryType::kBallot, ballot, until_ms), "ok") << "its time is that of `open`";
}

// Spec: ROL-8, CER-12
TEST(OpenTest, MissingDrillComesBeforeEverythingElse) {
  World w;
  w.ToDrills();
  record::Open open = w.Open();
  open.joint_key = group::WirePoint::From(open.joint_key.point + group::Point::Base());
  open.root[0] ^= 1;
  for (uint16_t j = 1; j <= w.manifest.drills; ++j) {
    EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open())), "drill-missing") << j;
    EXPECT_EQ(w.Put(EntryType::kOpen, record::EncodeOpen(open)), "drill-missing") << j;
    EXPECT_EQ(w.Put(EntryType::kOpen, {}), "truncated") << "the encoding comes first";
    ASSERT_EQ(w.Put(EntryType::kTrusteeDrill, w.SignDrill(w.Drill(j))), "ok");
  }
  EXPECT_EQ(w.Put(EntryType::kOpen, record::EncodeOpen(open)), "wrong-key");
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open())), "ok");
}

// Spec: ROL-8
TEST(OpenTest, RefusesEveryWrongPart) {
  World w;
  w.ToDrills();
  w.DrillAll();
  const record::Open good = w.Open();
  record::Open open = good;
  open.joint_key = group::WirePoint::From(open.joint_key.point + group::Point::Base());
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(open)), "wrong-key");
  open.root[0] ^= 1;
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(open)), "wrong-key") << "the key comes first";
  open.joint_key = good.joint_key;
  EXPECT_EQ(w.Put(EntryType::kOpen, w.Signed(w.board_key, EntryType::kOpen, 0, w.SignOpen(open))),
            "wrong-root");
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(open)), "wrong-root");
  const Bytes body = w.SignOpen(good);
  EXPECT_EQ(w.Put(EntryType::kOpen, w.Signed(w.board_key, EntryType::kOpen, 0, body)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kOpen, w.Signed(w.organiser_key, EntryType::kRollEnd, 0, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kOpen, w.Signed(w.organiser_key, EntryType::kOpen, 1, body)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kOpen, ByteView(body).first(body.size() - 1)), "truncated");
  Bytes longer = body;
  longer.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kOpen, longer), "trailing-bytes");
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kOpen, flipped), "ok") << i;
  }
  EXPECT_EQ(w.Put(EntryType::kOpen, body), "ok");
}

}  // namespace
}  // namespace constat::referendum
