#include "constat/referendum/tally.h"

#include "constat/elgamal/secret/decrypt.h"
#include "constat/testing/world.h"
#include "constat/tlog/secret/sign.h"

namespace constat::referendum {
namespace {

using group::Point;
using group::Scalar;
using group::WirePoint;
using record::DecryptionShare;
using record::EntryType;
using testing::ClosePlan;
using testing::kClosingMs;
using testing::kGraceMs;
using testing::Plan;
using testing::UpToTwoOfThree;
using testing::World;
using testing::YesNoBlank;

// Three votes in the first region (two yes, one no) and three in the second (one each).
void VoteInEachRegion(World& w) {
  const std::vector<std::pair<size_t, uint16_t>> votes = {{0, 0}, {1, 0}, {2, 1}, {4, 2}, {5, 0}, {6, 1}};
  for (const auto& [voter, option] : votes) w.Vote({.voter = voter, .choices = {{option}}});
}

void ToTally(World& w) {
  w.ToOpen();
  VoteInEachRegion(w);
  w.CloseVote();
}

std::string PutClose(World& w, const ClosePlan& plan, uint64_t time_ms = kClosingMs) {
  return w.Put(EntryType::kClose, w.Close(plan), time_ms);
}

constexpr uint64_t kClosingS = kClosingMs / 1000;
constexpr uint64_t kGraceS = kGraceMs / 1000;
constexpr uint64_t kSealS = testing::kSealMs / 1000;

// Every rule of TAL-1 in its order: each close here breaks its rule and every later one that can be broken
// with it. Spec: TAL-1
TEST(CloseTest, TheFirstBrokenRuleGivesTheCode) {
  World w;
  w.ToOpen();
  VoteInEachRegion(w);
  const tlog::TreeHead head = w.referendum.tree().Head();
  const tlog::Checkpoint right{w.manifest.origin, head.size, head.root};
  const std::vector<std::pair<size_t, uint64_t>> none;
  const std::vector<std::pair<size_t, uint64_t>> late = {{0, kClosingS + kGraceS + 1}, {1, kClosingS - 1}};
  tlog::Checkpoint foreign{"example.org/other", head.size - 1, head.root};
  Bytes body = w.Close({.ballots = 5, .checkpoint = foreign, .cosigners = none});
  body.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kClose, body, kClosingMs - 1), "wrong-close-time");
  EXPECT_EQ(w.Put(EntryType::kClose, body, kClosingMs), "wrong-count");
  body = w.Close({.checkpoint = foreign, .cosigners = none});
  body.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kClose, body, kClosingMs), "bad-signature");
  record::Close garbage{.ballots = 6, .checkpoint = "no note"};
  EXPECT_EQ(w.Put(EntryType::kClose,
                  w.Signed(w.board_key, EntryType::kClose, 0, record::EncodeClose(garbage)), kClosingMs),
            "bad-checkpoint");
  EXPECT_EQ(PutClose(w, {.checkpoint = foreign, .cosigners = none}), "wrong-origin");
  tlog::Checkpoint smaller = right;
  smaller.size -= 1;
  EXPECT_EQ(PutClose(w, {.checkpoint = smaller, .cosigners = none}), "wrong-root");
  tlog::Checkpoint other_root = right;
  other_root.root[0] ^= 1;
  EXPECT_EQ(PutClose(w, {.checkpoint = other_root, .cosigners = none}), "wrong-root");
  EXPECT_EQ(PutClose(w, {.cosigners = late, .board_signs_checkpoint = false}), "missing-signature");
  EXPECT_EQ(PutClose(w, {.cosigners = none}), "no-quorum");
  EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS}}}), "no-quorum");
  EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS}, {0, kClosingS + 1}}}), "no-quorum")
      << "one witness twice";
  EXPECT_EQ(PutClose(w, {.cosigners = late}), "wrong-close-time");
  EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS}, {1, kClosingS - 1}}}), "wrong-close-time");
  EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS}, {1, kClosingS + kGraceS + 1}}}), "wrong-close-time");
  // The attack: the board lets the tree grow until the grace is nearly over.
  EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS + kSealS + 1}, {1, kClosingS + kGraceS}}}),
            "wrong-close-time");
  EXPECT_EQ(w.referendum.phase(), Phase::kOpen);
}

// With every witness needed, every one has to sign by the seal. Spec: TAL-1
TEST(CloseTest, WithoutASpareWitnessAllSealIt) {
  for (const auto& [last, expected] :
       {std::pair(kClosingS + kSealS, "ok"), std::pair(kClosingS + kSealS + 1, "wrong-close-time")}) {
    World w;
    w.manifest.quorum = 3;
    w.manifest_hash = record::ManifestHash(record::EncodeManifest(w.manifest));
    w.ToOpen();
    EXPECT_EQ(PutClose(w, {.cosigners = {{0, kClosingS}, {1, kClosingS}, {2, last}}}), expected);
  }
}

// Both ends of [closing, closing + grace] belong to it; one late line of a witness does not spoil its timely
// one. Spec: TAL-1
TEST(CloseTest, AcceptsCosignaturesAtBothEndsOfTheGracePeriod) {
  for (const auto& cosigners :
       {std::vector<std::pair<size_t, uint64_t>>{{0, kClosingS}, {2, kClosingS + kGraceS}},
        {{0, kClosingS}, {1, kClosingS + kGraceS}, {2, kClosingS - 1}},
        {{0, kClosingS + kGraceS}, {0, kClosingS + kSealS}, {1, kClosingS + kGraceS}},
        {{0, kClosingS - 5}, {0, kClosingS + 5}, {1, kClosingS}}}) {
    World w;
    w.ToOpen();
    EXPECT_EQ(PutClose(w, {.cosigners = cosigners}), "ok");
    EXPECT_EQ(w.referendum.phase(), Phase::kTallying);
  }
}

// Spec: TAL-1, LOG-3
TEST(CloseTest, RefusesSignaturesOfOthers) {
  World w;
  w.ToOpen();
  const Bytes body = w.Close();
  EXPECT_EQ(w.Put(EntryType::kClose, w.Signed(w.organiser_key, EntryType::kClose, 0, body), kClosingMs),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kClose, w.Signed(w.board_key, EntryType::kResult, 0, body), kClosingMs),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kClose, w.Signed(w.board_key, EntryType::kClose, 1, body), kClosingMs),
            "bad-signature");
  const tlog::TreeHead head = w.referendum.tree().Head();
  const tlog::Checkpoint right{w.manifest.origin, head.size, head.root};
  const auto close_with = [&](std::vector<tlog::NoteSignature> signatures) {
    const record::Close close{.ballots = 0,
                              .checkpoint = tlog::FormatSignedCheckpoint({right, std::move(signatures)})};
    return w.Put(EntryType::kClose, w.Signed(w.board_key, EntryType::kClose, 0, record::EncodeClose(close)),
                 kClosingMs);
  };
  const tlog::NoteSignature board = tlog::SignCheckpoint(w.board_key, right);
  const tlog::NoteSignature first =
      tlog::CosignCheckpoint(w.witness_keys[0], w.manifest.witnesses[0].name, right, kClosingS);
  const tlog::NoteSignature second =
      tlog::CosignCheckpoint(w.witness_keys[1], w.manifest.witnesses[1].name, right, kClosingS);
  tlog::NoteSignature bad = second;
  bad.signature.back() ^= 1;
  EXPECT_EQ(close_with({board, first, bad}), "no-quorum") << "a witness's line that does not verify";
  tlog::NoteSignature forged = board;
  forged.signature.back() ^= 1;
  EXPECT_EQ(close_with({forged, first, second}), "bad-signature");
  EXPECT_EQ(close_with({board, forged, first, second}), "bad-signature") << "every line of the board";
  EXPECT_EQ(close_with({tlog::SignCheckpoint(w.organiser_key, right), first, second}), "missing-signature");
  // A stranger's line, and a witness's line under another name, are lines of unknown keys: ignored,
  // and not counted.
  const tlog::NoteSignature stranger =
      tlog::CosignCheckpoint(w.organiser_key, "w1.example", right, kClosingS);
  const tlog::NoteSignature renamed =
      tlog::CosignCheckpoint(w.witness_keys[1], "w9.example", right, kClosingS);
  EXPECT_EQ(close_with({board, first, stranger, renamed}), "no-quorum");
  // One good line of a witness counts, whatever others are in its name.
  EXPECT_EQ(close_with({board, bad, first, stranger, second}), "ok");
}

// Spec: TAL-1
TEST(CloseTest, RefusesEveryFlippedByte) {
  World w;
  w.ToOpen();
  const Bytes body = w.Close();
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kClose, flipped, kClosingMs), "ok") << i;
  }
  EXPECT_EQ(w.Put(EntryType::kClose, body, kClosingMs), "ok");
}

// Spec: TAL-2, TAL-3, TAL-5
TEST(TallyTest, SumsAreThoseOfTheUnits) {
  World w({.voters = {4, 3, 2}, .floor = 3});
  w.ToOpen();
  std::vector<record::Ballot> ballots;
  for (const auto& [voter, option] :
       std::vector<std::pair<size_t, uint16_t>>{{0, 0}, {1, 1}, {2, 0}, {4, 0}, {7, 1}}) {
    ballots.push_back(w.Ballot({.voter = voter, .choices = {{option}}}));
    ASSERT_EQ(w.Put(EntryType::kBallot, w.Encoded(ballots.back())), "ok");
  }
  w.CloseVote();
  // Region 0 has three ballots; 1 and 2 have one each, together two: region 0 joins.
  const Tally& tally = w.referendum.tally();
  ASSERT_EQ(tally.units(), (std::vector<Unit>{{{0, 1, 2}, 5, true}}));
  ASSERT_EQ(tally.sums().size(), 3u);
  wire::Writer writer;
  writer.Fixed(AsBytes(std::string_view("constat/v1/sums\0", 16)));
  writer.Fixed(w.manifest_hash)
      .Fixed(text::ParseHex("0001"
                            "0003"
                            "0000"
                            "0001"
                            "0002"
                            "01")
                 .value());
  for (size_t o = 0; o < 3; ++o) {
    Point R;
    Point C;
    for (const record::Ballot& b : ballots) {
      const record::BallotFields fields(w.context().shape, b);
      R += *Point::Decode(fields.R(0, o));
      C += *Point::Decode(fields.C(0, o));
    }
    EXPECT_EQ(tally.sums()[o].R.encoded, R.Encode());
    EXPECT_EQ(tally.sums()[o].C.encoded, C.Encode());
    writer.Fixed(R.Encode()).Fixed(C.Encode());
  }
  EXPECT_EQ(tally.SumsHash(), crypto::Sha256(writer.bytes()));  // Spec: TAL-10
  EXPECT_EQ(tally.Chunks(), 1u);
}

// Every rule of TAL-6 in its order: each share here breaks its rule and all later ones.
// Spec: TAL-6
TEST(ShareEntryTest, TheFirstBrokenRuleGivesTheCode) {
  World w;
  ToTally(w);
  const auto put = [&](const DecryptionShare& share) {
    return w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(share));
  };
  const DecryptionShare good = w.Share(1, 0);
  DecryptionShare bad = good;
  bad.proof.response += Scalar::FromUint64(1);
  EXPECT_EQ(put(bad), "wrong-share");
  Bytes body = record::EncodeDecryptionShare(bad);
  body[4 + 31] |= 0x80;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "bad-point");
  body = record::EncodeDecryptionShare(bad);
  body.back() |= 0x80;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "bad-scalar");
  ASSERT_EQ(put(good), "ok");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "duplicate") << "before the encoding";
  EXPECT_EQ(put(good), "duplicate");
  body[3] = 1;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "bad-number");
  body[2] = 0xff;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "bad-number");
  body[1] = 0;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "unknown-author");
  body[1] = 4;
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "unknown-author");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, ByteView(body).first(3)), "truncated");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, ByteView(body).first(4)), "unknown-author");
}

// Spec: TAL-6, TAL-7
TEST(ShareEntryTest, RefusesEveryFlippedByte) {
  World w;
  ToTally(w);
  const Bytes body = record::EncodeDecryptionShare(w.Share(2, 0));
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kDecryptionShare, flipped), "ok") << i;
  }
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, ByteView(body).first(body.size() - 1)), "truncated");
  Bytes longer = body;
  longer.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, longer), "trailing-bytes");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, body), "ok");
}

// A trustee's cheats: another trustee's shares, shares of other ciphertexts, over other units, another
// manifest. Spec: TAL-6, TAL-7
TEST(ShareEntryTest, RefusesSharesOfAnythingElse) {
  World w;
  ToTally(w);
  const auto put = [&](const elgamal::ShareStatement& s, uint16_t key_of) {
    const elgamal::ProvenShares proven = elgamal::DecryptChunk(s, w.trustee_keys.KeyShare(key_of), w.rng);
    return w.Put(EntryType::kDecryptionShare,
                 record::EncodeDecryptionShare(
                     {.trustee = 1, .chunk = 0, .shares = proven.shares, .proof = proven.proof}));
  };
  const elgamal::ShareStatement right = w.referendum.tally().Statement(1, 0);
  EXPECT_EQ(put(right, 2), "wrong-share") << "another trustee's key share";
  EXPECT_EQ(put(w.referendum.tally().Statement(2, 0), 2), "wrong-share")
      << "another trustee's name and key share";

  std::vector<elgamal::Ciphertext> sums(right.sums.begin(), right.sums.end());
  elgamal::ShareStatement s = right;
  s.sums = sums;
  // One voter's ciphertext instead of the sum: what a board that wants to read a ballot would ask for.
  const record::Ballot one = w.Ballot({.voter = 0, .choices = {{0}}});
  const record::BallotFields fields(w.context().shape, one);
  sums[0] = {*WirePoint::Decode(fields.R(0, 0)), *WirePoint::Decode(fields.C(0, 0))};
  EXPECT_EQ(put(s, 1), "wrong-share") << "another ciphertext";
  sums[0] = right.sums[0];
  std::swap(sums[0], sums[1]);
  EXPECT_EQ(put(s, 1), "wrong-share") << "sums in another order";

  const Bytes other_units = EncodeUnits(std::vector<Unit>{{{0, 1}, 6, true}});
  s = right;
  s.units = other_units;
  EXPECT_EQ(put(s, 1), "wrong-share") << "other units";
  s = right;
  s.manifest_hash[0] ^= 1;
  EXPECT_EQ(put(s, 1), "wrong-share") << "another referendum";
  s = right;
  s.chunk = 1;
  EXPECT_EQ(put(s, 1), "wrong-share") << "another chunk's number";
  EXPECT_EQ(put(right, 1), "ok");
}

// 192 options and six regions: 1152 sums in two chunks.
Plan TwoChunks() {
  record::Question q{.text = {"?"}};
  for (size_t o = 0; o < 64; ++o) q.options.push_back({{std::to_string(o)}});
  return {.questions = {q, q, q}, .voters = {3, 3, 3, 3, 3, 3}, .trustees = 2, .threshold = 2};
}

// Spec: TAL-5, TAL-6, TAL-9
TEST(ShareEntryTest, SumsAreCutIntoChunksOf1024) {
  World w(TwoChunks());
  w.ToOpen();
  for (size_t voter = 0; voter < w.voters.size(); ++voter) {
    const auto option = static_cast<uint16_t>(voter);
    w.Vote({.voter = voter, .choices = {{option}, {63}, {0}}});
  }
  w.CloseVote();
  const Tally& tally = w.referendum.tally();
  ASSERT_EQ(tally.sums().size(), 6u * 192);
  ASSERT_EQ(tally.Chunks(), 2u);
  EXPECT_EQ(tally.Chunk(0).size(), 1024u);
  EXPECT_EQ(tally.Chunk(1).size(), 128u);
  DecryptionShare first = w.Share(1, 0);
  DecryptionShare second = w.Share(1, 1);
  std::swap(first.chunk, second.chunk);
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(first)), "trailing-bytes");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(second)), "truncated");
  std::swap(first.chunk, second.chunk);
  ASSERT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(second)), "ok")
      << "in any order";
  EXPECT_TRUE(tally.Complete().empty()) << "one chunk of two";
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(second)), "duplicate");
  ASSERT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(first)), "ok");
  EXPECT_EQ(tally.Complete(), std::vector<uint16_t>{1});
  ASSERT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(w.Share(2, 0))), "ok");
  EXPECT_EQ(CodeOf(tally.Decrypt()), "too-few-shares");
  ASSERT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare(w.Share(2, 1))), "ok");
  w.PutResult();
  ASSERT_EQ(w.referendum.phase(), Phase::kFinal);
  for (size_t u = 0; u < 6; ++u) {
    const auto& votes = w.referendum.result()->units[u].votes;
    for (size_t o = 0; o < 64; ++o) {
      EXPECT_EQ(votes[0][o], o / 3 == u ? 1u : 0u);
      EXPECT_EQ(votes[1][o], o == 63 ? 3u : 0u);
      EXPECT_EQ(votes[2][o], o == 0 ? 3u : 0u);
    }
  }
}

// Any two of four trustees give the same result.
TEST(TallyTest, WhoIsMissingIsNamed) {
  World w({.trustees = 3});
  w.ToOpen();
  VoteInEachRegion(w);
  const Status close = CheckClose(*w.referendum.context(), w.Close({.cosigners = {{1, kClosingS}}}),
                                  {kClosingMs, 6, w.referendum.tree().Head()});
  ASSERT_FALSE(close);
  EXPECT_THAT(close.error().detail,
              ::testing::HasSubstr("(missing: witness 1 (" + w.manifest.witnesses[0].name + ")"));
  EXPECT_THAT(close.error().detail, ::testing::Not(::testing::HasSubstr(w.manifest.witnesses[1].name)));
  w.CloseVote();
  w.ShareAll(2, 2);
  const auto few = w.referendum.tally().Decrypt();
  ASSERT_FALSE(few);
  const auto named = [&](size_t j) {
    return fmt::format("trustee {} ({})", j, w.manifest.trustees[j - 1].name);
  };
  EXPECT_EQ(few.error().detail, fmt::format("1 of the 2 trustees who are needed have decrypted the sums "
                                            "(missing: {}, {})",
                                            named(1), named(3)));
}

// Spec: TAL-8
TEST(TallyTest, AnyThresholdOfTrusteesGivesTheSameResult) {
  std::optional<record::Outcome> all;
  for (uint16_t a = 1; a <= 3; ++a) {
    for (uint16_t b = static_cast<uint16_t>(a + 1); b <= 3; ++b) {
      World w({.trustees = 3});
      ToTally(w);
      w.ShareAll(b, b);
      EXPECT_EQ(CodeOf(w.referendum.tally().Decrypt()), "too-few-shares");
      w.ShareAll(a, a);
      const Result<record::Outcome> outcome = w.referendum.tally().Decrypt();
      ASSERT_EQ(CodeOf(outcome), "ok");
      if (!all) all = *outcome;
      EXPECT_EQ(*outcome, *all) << a << " and " << b;
    }
  }
}

// The clause's checks in their order; the encoding first.
// Spec: TAL-9, LOG-7
TEST(ResultTest, TheFirstBrokenRuleGivesTheCode) {
  World w;
  ToTally(w);
  w.ShareAll(1, 1);
  Bytes body = w.ResultPart(1, Bytes{1, 2, 3});
  body.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kResult, ByteView(body).first(body.size() - 1)), "truncated");
  body.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kResult, body), "trailing-bytes");
  body.pop_back();
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, {})), "bad-length");
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, Bytes(60'001))), "bad-length");
  EXPECT_EQ(w.Put(EntryType::kResult, body), "too-few-shares");
  w.ShareAll(3, 3);
  EXPECT_EQ(w.Put(EntryType::kResult, body), "bad-number");
  body = w.ResultPart(0, Bytes{1, 2, 3});
  EXPECT_EQ(w.Put(EntryType::kResult, w.Signed(w.organiser_key, EntryType::kResult, 0, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kResult, w.Signed(w.board_key, EntryType::kClose, 0, body)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kResult, body), "wrong-result");
  w.PutResult();
}

// Every byte of the result changed, by the board itself: what is before the verdicts is wrong-result, the
// rest wrong-verdict. Spec: TAL-9
TEST(ResultTest, RefusesEveryChangedByteOfTheOutcome) {
  record::Question q = YesNoBlank();
  q.terms = {{.numerator = 0, .num = 1, .den = 2},
             {.denominator = record::Denominator::kRegistered, .num = 1, .den = 4}};
  World w({.questions = {q, UpToTwoOfThree()}});
  w.ToOpen();
  for (const size_t voter : {0u, 1u, 2u, 4u, 5u, 6u}) w.Vote({.voter = voter, .choices = {{0}, {}}});
  w.CloseVote();
  w.ShareAll(1, 2);
  const record::Outcome outcome = w.referendum.tally().Decrypt().value();
  const Bytes right = record::EncodeOutcome(outcome);
  const size_t verdicts = record::OutcomeVerdictOffset(outcome);
  ASSERT_EQ(right.size() - verdicts, 1 + 2 * 17 + 1u);
  for (size_t i = 0; i < right.size(); ++i) {
    for (const uint8_t flip : {uint8_t{1}, uint8_t{0x80}}) {
      Bytes wrong = right;
      wrong[i] ^= flip;
      EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, wrong)),
                i < verdicts ? "wrong-result" : "wrong-verdict")
          << i;
    }
  }
  // Differences in both parts: the first decides. Other lengths are never a verdict's fault.
  Bytes wrong = right;
  wrong.front() ^= 1;
  wrong.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, wrong)), "wrong-result");
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, ByteView(right).first(right.size() - 1))),
            "wrong-result");
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, ByteView(right).first(1))), "wrong-result");
  Bytes longer = right;
  longer.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, longer)), "wrong-result");
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, right)), "ok");
  EXPECT_EQ(w.referendum.result()->questions[0].verdict, record::Verdict::kCarried);
  EXPECT_EQ(w.referendum.result()->questions[1].verdict, record::Verdict::kNoRule);
}

// 4096 regions without voters: an outcome of more than 60,000 bytes, in two parts.
// Spec: TAL-9
TEST(ResultTest, LongResultsComeInParts) {
  record::Question q = YesNoBlank();
  q.terms = {{.denominator = record::Denominator::kRegistered, .num = 1, .den = 4}};
  std::vector<uint32_t> voters(4096);
  voters.front() = 1;
  World w({.questions = {q}, .voters = voters});
  w.ToOpen();
  w.CloseVote();
  const Bytes right = record::EncodeOutcome(w.referendum.tally().Decrypt().value());
  ASSERT_GT(right.size(), 60'000u);
  ASSERT_LT(right.size(), 120'000u);
  const ByteView first = ByteView(right).first(60'000);
  const ByteView second = ByteView(right).subspan(60'000);
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(1, second)), "bad-number") << "the second part first";
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, second)), "wrong-result");
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, first.first(59'999))), "wrong-result");
  ASSERT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, first)), "ok");
  EXPECT_EQ(w.referendum.phase(), Phase::kTallying);
  EXPECT_EQ(w.referendum.result(), nullptr);
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(0, first)), "bad-number");
  Bytes wrong(second.begin(), second.end());
  wrong.back() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(1, wrong)), "wrong-verdict") << "in the second part";
  wrong = Bytes(second.begin(), second.end());
  wrong.front() ^= 1;
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(1, wrong)), "wrong-result");
  ASSERT_EQ(w.Put(EntryType::kResult, w.ResultPart(1, second)), "ok");
  EXPECT_EQ(w.referendum.phase(), Phase::kFinal);
  EXPECT_EQ(w.Put(EntryType::kResult, w.ResultPart(2, second)), "wrong-phase");
}

// A merged unit: its regions have no counts of their own, and a regional term knows it.
// Spec: TAL-3, TAL-4, RUL-4
TEST(ResultTest, RegionsOfAMergedUnitAreUndetermined) {
  record::Question q = YesNoBlank();
  q.terms = {{.numerator = 0, .num = 1, .den = 2},
             {.numerator = 0, .num = 1, .den = 2, .scope = record::Scope::kNamedRegions, .named = {1}},
             {.numerator = 0, .num = 1, .den = 2, .scope = record::Scope::kRegionWeight, .weight = 2}};
  World w({.questions = {q}, .voters = {4, 2, 2, 1}});
  w.ToOpen();
  for (const size_t voter : {0u, 1u, 2u, 3u, 4u, 6u, 7u}) w.Vote({.voter = voter, .choices = {{0}}});
  w.CloseVote();
  w.ShareAll(1, 2);
  w.PutResult();
  const record::Outcome& out = *w.referendum.result();
  ASSERT_EQ(out.units.size(), 3u);  // {0}: 4, {1, 2}: 3, {3}: none
  EXPECT_EQ(out.units[1].regions, (std::vector<uint16_t>{1, 2}));
  EXPECT_EQ(out.units[1].votes[0], (std::vector<uint32_t>{3, 0, 0}));
  EXPECT_FALSE(out.units[2].decrypted);
  EXPECT_EQ(out.questions[0].terms[0], (record::TermResult{record::TermOutcome::kHolds, 7, 7}));
  EXPECT_EQ(out.questions[0].terms[1], (record::TermResult{record::TermOutcome::kUndetermined, 0, 1}));
  EXPECT_EQ(out.questions[0].terms[2], (record::TermResult{record::TermOutcome::kUndetermined, 1, 3}));
  EXPECT_EQ(out.questions[0].verdict, record::Verdict::kUndetermined);
}

// Two ballots in all: nothing is decrypted, no share is possible, and the result says so.
// Spec: TAL-3, TAL-4, TAL-9
TEST(ResultTest, TwoBallotsInAllStaySecret) {
  record::Question q = YesNoBlank();
  q.terms = {{.numerator = 0, .num = 1, .den = 2},
             {.denominator = record::Denominator::kRegistered, .num = 1, .den = 10}};
  World w({.questions = {q}});
  w.ToOpen();
  w.Vote({.voter = 0, .choices = {{0}}});
  w.Vote({.voter = 4, .choices = {{0}}});
  w.CloseVote();
  EXPECT_EQ(w.referendum.tally().Chunks(), 0u);
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, Bytes(4 + 96, 1)), "unknown-author");
  EXPECT_EQ(w.Put(EntryType::kDecryptionShare, record::EncodeDecryptionShare({.trustee = 1, .chunk = 0})),
            "bad-number");
  w.PutResult();
  const record::Outcome& out = *w.referendum.result();
  ASSERT_EQ(out.units.size(), 1u);
  EXPECT_FALSE(out.units[0].decrypted);
  EXPECT_EQ(out.units[0].counted, 2u);
  EXPECT_TRUE(out.units[0].votes.empty());
  EXPECT_EQ(out.questions[0].terms[0], (record::TermResult{record::TermOutcome::kUndetermined, 0, 0}));
  EXPECT_EQ(out.questions[0].terms[1], (record::TermResult{record::TermOutcome::kHolds, 2, 7}));
  EXPECT_EQ(out.questions[0].verdict, record::Verdict::kUndetermined);
}

}  // namespace
}  // namespace constat::referendum
