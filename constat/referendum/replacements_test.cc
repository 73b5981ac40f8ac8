#include "constat/referendum/replacements.h"

#include <algorithm>
#include <set>

#include "constat/testing/vectors.h"
#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using group::Point;
using group::SecretScalar;
using group::WirePoint;
using record::EntryType;
using record::ReplacementShare;
using testing::kFirstMinuteMs;
using testing::kOpeningMs;
using testing::World;

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kUntilMs = kFirstMinuteMs + 71 * kHourMs;

std::string PutShare(World& w, const ReplacementShare& share,
                     std::optional<uint64_t> time_ms = std::nullopt) {
  return w.Put(EntryType::kReplacementShare, w.SignReplacement(share), time_ms);
}

std::string PutBallot(World& w, size_t voter, uint64_t revision = 1) {
  return w.Put(EntryType::kBallot,
               w.Encoded(w.Ballot({.voter = voter, .revision = revision, .choices = {{0}}})));
}

// Share is registrar m's, with a new secret.
ReplacementShare Share(World& w, uint16_t m, size_t voter, uint64_t until_ms = kUntilMs) {
  return w.Replacement(m, voter, SecretScalar::Random(w.rng), until_ms);
}

class ReplacementsTest : public ::testing::Test {
 protected:
  ReplacementsTest() : w_({.voters = {4, 3}, .registrars = 2}) { w_.ToOpen(); }
  [[nodiscard]] const Replacements& State() const { return w_.referendum.replacements(); }
  World w_;
};

// Spec: ROL-10, BAL-8
TEST_F(ReplacementsTest, TheLastSharePutsANewCredentialIntoTheSlot) {
  const testing::Voter old{w_.voters[1].secret.Copy(), w_.voters[1].credential, w_.voters[1].slot};
  EXPECT_THAT(State().CheckCurrent(old.slot, old.credential.encoded), Succeeds());
  w_.Replace(1);
  EXPECT_EQ(State().CompletedIn(0), 1u);
  EXPECT_EQ(State().CompletedIn(1), 0u);
  const auto& fresh = w_.voters[1].credential.encoded;
  ASSERT_TRUE(State().Find(fresh).has_value());
  EXPECT_EQ(State().Find(fresh)->number, old.slot.number);
  EXPECT_THAT(State().CheckCurrent(old.slot, fresh), Succeeds());
  EXPECT_THAT(State().CheckCurrent(old.slot, old.credential.encoded),
              FailsWith(ErrorCode::kCredentialReplaced));
  EXPECT_EQ(PutBallot(w_, 1), "ok");
  EXPECT_EQ(w_.referendum.ballots().CountedIn(0), 1u);
  EXPECT_EQ(w_.referendum.roll().Registered(0), 4u) << "no count of voters changes";
}

// Spec: ROL-10
TEST_F(ReplacementsTest, OneRegistrarNeedsOneShare) {
  World w;
  w.ToOpen();
  w.Replace(0);
  EXPECT_EQ(PutBallot(w, 0), "ok");
}

// Spec: ROL-10
TEST_F(ReplacementsTest, ReplacedVoter) {
  ASSERT_EQ(PutBallot(w_, 0), "ok");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0)), "already-voted");
  // also when the voter was between the two shares
  ASSERT_EQ(PutShare(w_, Share(w_, 0, 1)), "ok");
  ASSERT_EQ(PutBallot(w_, 1), "ok");
  EXPECT_EQ(PutShare(w_, Share(w_, 1, 1)), "already-voted");
  w_.Replace(2);
  ASSERT_EQ(PutBallot(w_, 2), "ok");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 2)), "already-voted") << "of the new credential";
}

// Spec: ROL-10
TEST_F(ReplacementsTest, LateReplacement) {
  const uint64_t end = w_.manifest.replace_until_ms;
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0), end), "outside-voting-time");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0), end + 1), "outside-voting-time");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0), end - 1), "time-not-rounded");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0), kOpeningMs), "ok") << "the opening is a rounded time";
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 1), end - 60'000), "ok");
}

// Spec: ROL-10
TEST_F(ReplacementsTest, HeldBackShare) {
  const uint64_t later = kFirstMinuteMs + 10 * 60'000;
  const ReplacementShare held = Share(w_, 0, 0, later);
  EXPECT_EQ(PutShare(w_, held, later), "bad-number");
  EXPECT_EQ(PutShare(w_, held, later + 60'000), "bad-number");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, later + 30'000)), "bad-number") << "no whole minute";
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, kFirstMinuteMs + kLongestWaitMs + 60'000)), "bad-number");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, UINT64_MAX)), "bad-number");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, kFirstMinuteMs + kLongestWaitMs)), "ok");
}

// A share is of no use from its time on, though nothing takes it away. Spec: ROL-10
TEST_F(ReplacementsTest, AShareWaitsUntilItsTimeAndNoLonger) {
  const uint64_t until = kFirstMinuteMs + 2 * 60'000;
  ASSERT_EQ(PutShare(w_, Share(w_, 0, 0, until)), "ok");
  ASSERT_EQ(PutShare(w_, Share(w_, 0, 1, until)), "ok");
  ASSERT_EQ(PutShare(w_, Share(w_, 1, 1), until - 60'000), "ok");
  EXPECT_EQ(State().CompletedIn(0), 1u);
  ASSERT_EQ(PutShare(w_, Share(w_, 1, 0), until), "ok");
  EXPECT_EQ(State().CompletedIn(0), 1u);
  ASSERT_EQ(PutShare(w_, Share(w_, 0, 0, until + 60'000), until), "ok");
  EXPECT_EQ(State().CompletedIn(0), 2u);
}

// Spec: ROL-10
TEST_F(ReplacementsTest, OlderShare) {
  const ReplacementShare first = Share(w_, 0, 0, kUntilMs);
  ASSERT_EQ(PutShare(w_, first), "ok");
  EXPECT_EQ(PutShare(w_, first), "duplicate");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, kUntilMs)), "duplicate");
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0, kUntilMs - 60'000)), "duplicate");
  const SecretScalar newer = SecretScalar::Random(w_.rng);
  const SecretScalar other = SecretScalar::Random(w_.rng);
  ASSERT_EQ(PutShare(w_, w_.Replacement(0, 0, newer, kUntilMs + 60'000)), "ok");
  ASSERT_EQ(PutShare(w_, w_.Replacement(1, 0, other, kUntilMs)), "ok");
  EXPECT_TRUE(State().Find(newer.Add(other).MulBaseEncoded()).has_value()) << "the newer share counts";
}

// Spec: ROL-10
TEST_F(ReplacementsTest, ThirdReplacement) {
  w_.Replace(0);
  w_.Replace(0);
  EXPECT_EQ(PutShare(w_, Share(w_, 0, 0)), "too-many-replacements");
  EXPECT_EQ(State().CompletedIn(0), 2u);
}

// Spec: ROL-10
TEST(Replacements, TooManyReplacements) {
  World w({.voters = {5, 3}, .registrars = 2});
  w.ToOpen();
  ASSERT_EQ(ReplacementCap(w.manifest, 5), 3u);
  for (size_t voter = 0; voter < 3; ++voter) ASSERT_EQ(PutShare(w, Share(w, 0, voter)), "ok");
  EXPECT_EQ(PutShare(w, Share(w, 0, 3)), "too-many-replacements") << "pending ones of one registrar";
  EXPECT_EQ(PutShare(w, Share(w, 0, 1, kUntilMs + 60'000)), "ok") << "in the place of its own";
  EXPECT_EQ(PutShare(w, Share(w, 1, 3)), "ok") << "the other registrar has none";
  EXPECT_EQ(PutShare(w, Share(w, 0, 5)), "ok") << "another region";
  ASSERT_EQ(PutBallot(w, 0), "ok");
  EXPECT_EQ(PutShare(w, Share(w, 0, 3)), "ok") << "voting dropped one";
  for (size_t voter = 1; voter < 3; ++voter) ASSERT_EQ(PutShare(w, Share(w, 1, voter)), "ok");
  EXPECT_EQ(w.referendum.replacements().CompletedIn(0), 3u);
  EXPECT_EQ(PutShare(w, Share(w, 1, 4)), "too-many-replacements") << "complete ones";
}

// Spec: ROL-10
TEST_F(ReplacementsTest, CopiedReplacement) {
  ReplacementShare copy = Share(w_, 0, 0);
  ASSERT_EQ(PutShare(w_, copy), "ok");
  copy.registrar = 1;
  EXPECT_EQ(PutShare(w_, copy), "bad-proof");
  copy.old = w_.voters[1].credential;
  copy.registrar = 0;
  EXPECT_EQ(PutShare(w_, copy), "bad-proof") << "for another credential";
  copy = Share(w_, 0, 1);
  copy.until_ms = kUntilMs - 60'000;
  EXPECT_EQ(PutShare(w_, copy), "ok") << "the signature, not the proof, speaks of the time";
}

// The second registrar sees the first one's share, and wants a sum that it alone knows. Spec: ROL-10
TEST_F(ReplacementsTest, RogueReplacement) {
  const ReplacementShare first = Share(w_, 0, 0);
  ASSERT_EQ(PutShare(w_, first), "ok");
  const SecretScalar own = SecretScalar::Random(w_.rng);
  ReplacementShare rogue = w_.Replacement(1, 0, own, kUntilMs);
  rogue.share = WirePoint::From(own.MulBase() - first.share.point);
  EXPECT_EQ(PutShare(w_, rogue), "bad-proof");
  rogue.share = WirePoint::From(Point());
  EXPECT_EQ(PutShare(w_, rogue), "identity-point");
}

// Registrars who work together can make any sum. Spec: ROL-10
TEST_F(ReplacementsTest, OwnCredential) {
  const SecretScalar first = SecretScalar::Random(w_.rng);
  ASSERT_EQ(PutShare(w_, w_.Replacement(0, 0, first, kUntilMs)), "ok");
  EXPECT_EQ(PutShare(w_, w_.Replacement(1, 0, first.Negate(), kUntilMs)), "identity-point");
  for (const size_t voter : {0u, 1u, 5u}) {
    EXPECT_EQ(PutShare(w_, w_.Replacement(1, 0, w_.voters[voter].secret.Sub(first), kUntilMs)),
              "credential-twice");
  }
  const SecretScalar old = w_.voters[1].secret.Copy();
  w_.Replace(1);
  for (const SecretScalar* secret : {&old, &std::as_const(w_.voters[1].secret)}) {
    EXPECT_EQ(PutShare(w_, w_.Replacement(1, 0, secret->Sub(first), kUntilMs)), "credential-twice")
        << "void, or made by a replacement";
  }
}

// Spec: BAL-8
TEST_F(ReplacementsTest, VoidBallot) {
  const Bytes first = w_.Encoded(w_.Ballot({.voter = 0, .revision = 1, .choices = {{0}}}));
  const Bytes huge = w_.Encoded(w_.Ballot({.voter = 0, .revision = 5000, .choices = {{0}}}));
  Bytes spoilt = first;
  spoilt[spoilt.size() - 32] ^= 1;
  const ReplacementShare again = Share(w_, 0, 0);
  w_.Replace(0);
  for (const Bytes& body : {first, huge, spoilt}) {
    EXPECT_EQ(w_.Put(EntryType::kBallot, body), "credential-replaced");
  }
  EXPECT_EQ(w_.Put(EntryType::kBallot, ByteView(first).first(first.size() - 1)), "truncated");
  EXPECT_EQ(PutShare(w_, again), "credential-replaced");
  EXPECT_EQ(w_.referendum.ballots().Ballots(), 0u);
}

// Each check of ROL-10 in its order: every share here also fails all later ones.
// Spec: ROL-10, LAB-3
TEST_F(ReplacementsTest, ChecksSharesInTheClausesOrder) {
  ASSERT_EQ(PutShare(w_, Share(w_, 0, 0)), "ok");
  ASSERT_EQ(PutBallot(w_, 1), "ok");
  ReplacementShare share = Share(w_, 0, 0, kUntilMs + 60'000);
  share.proof.response = group::Scalar::FromUint64(1);
  EXPECT_EQ(PutShare(w_, share), "bad-proof");
  share.share = WirePoint::From(Point());
  EXPECT_EQ(PutShare(w_, share), "identity-point");
  const auto put_unsigned = [&] {
    return w_.Put(EntryType::kReplacementShare, record::EncodeReplacementShare(share));
  };
  EXPECT_EQ(put_unsigned(), "bad-signature");
  EXPECT_EQ(w_.Put(EntryType::kReplacementShare, w_.Signed(w_.registrar_keys[1], EntryType::kReplacementShare,
                                                           0, record::EncodeReplacementShare(share))),
            "bad-signature");
  EXPECT_EQ(w_.Put(EntryType::kReplacementShare, w_.Signed(w_.registrar_keys[0], EntryType::kRollChunk, 0,
                                                           record::EncodeReplacementShare(share))),
            "bad-signature");
  share.until_ms = kUntilMs;
  EXPECT_EQ(put_unsigned(), "duplicate");
  share.until_ms = 1;
  EXPECT_EQ(put_unsigned(), "bad-number");
  share.old = w_.voters[1].credential;
  EXPECT_EQ(put_unsigned(), "already-voted");
  share.old = WirePoint::From(SecretScalar::Random(w_.rng).MulBase());
  EXPECT_EQ(put_unsigned(), "not-on-roll");
  share.registrar = 2;
  EXPECT_EQ(put_unsigned(), "unknown-author");
}

// Spec: ROL-10
TEST_F(ReplacementsTest, RefusesEveryFlippedByte) {
  const Bytes body = w_.SignReplacement(Share(w_, 0, 0));
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w_.Put(EntryType::kReplacementShare, flipped), "ok") << i;
  }
  EXPECT_EQ(w_.Put(EntryType::kReplacementShare, body), "ok");
}

// Spec: ROL-10
TEST(Replacements, AManifestMayAllowNone) {
  World w({.registrars = 1, .replace_permille = 0, .replace_least = 0});
  w.ToOpen();
  EXPECT_EQ(PutShare(w, Share(w, 0, 0)), "outside-voting-time");
}

// Spec: ROL-10, LAB-5
TEST(Replacements, TheChallengeAndTheCapsAreThoseOfTheVectors) {
  ForEachVector("replacements", [](Vector& v) {
    const ReplacementStatement statement{v.Get<uint16_t>("registrar"),
                                         {v.Get<uint16_t>("region"), v.Get<uint32_t>("slot")},
                                         v.HexArray("old"),
                                         v.HexArray("share")};
    const group::EncodedPoint commitment = v.HexArray("A");
    const Bytes32 manifest_hash = v.HexArray("manifest_hash");
    const group::Scalar c = ReplacementClaim(manifest_hash, statement).Challenge({commitment});
    EXPECT_EQ(text::FormatHex(c.Encode()), v.Text("challenge"));
    const SecretScalar secret = Value(SecretScalar::Decode(v.HexArray("secret")));
    const SecretScalar nonce = Value(SecretScalar::Decode(v.HexArray("nonce")));
    EXPECT_EQ(secret.MulBaseEncoded(), statement.share);
    EXPECT_EQ(nonce.MulBaseEncoded(), commitment);
    EXPECT_EQ(text::FormatHex(secret.Mul(c).Add(nonce).Declassify().Encode()), v.Text("response"));
    for (const auto& row : v.Json("caps")) {
      record::Manifest manifest;
      manifest.replace_permille = row.at(1).get<uint16_t>();
      manifest.replace_least = row.at(2).get<uint16_t>();
      EXPECT_EQ(ReplacementCap(manifest, row.at(0).get<uint32_t>()), row.at(3).get<uint32_t>()) << row;
    }
  });
}

// Codes are the answers to a run of entries: each judged as it comes, or with what is costly about parts of
// them done before the first of the part is applied.
using Entries = std::vector<std::pair<EntryType, Bytes>>;

std::vector<std::string> Codes(const Entries& run, ProofMethod method, size_t part) {
  World w({.name = "orders", .voters = {2}, .registrars = 2, .method = method});
  w.ToOpen();
  std::vector<std::string> out;
  for (size_t from = 0; from < run.size(); from += part) {
    const size_t to = std::min(run.size(), from + part);
    std::vector<record::EntryView> entries;
    for (size_t i = from; i < to; ++i) entries.push_back({run[i].first, kFirstMinuteMs, run[i].second});
    std::vector<Prechecked> prechecked = w.referendum.Precheck(entries);
    for (size_t i = from; i < to; ++i) {
      const LogEntry entry{entries[i - from], tlog::LeafHash(record::EncodeEntry(entries[i - from]))};
      out.push_back(CodeOf(w.referendum.Apply(entry, std::move(prechecked[i - from]))));
      if (out.back() != "ok") w.referendum.Skip(entry.leaf);
    }
  }
  const auto& ballots = w.referendum.ballots();
  out.push_back(fmt::format("{} of {}", ballots.CountedIn(0), ballots.Ballots()));
  return out;
}

// A ballot of X, the last share, ballots of X and X', in any order: what is done ahead changes no answer.
// Spec: ROL-10, BAL-8, BAL-13
TEST(Replacements, TheOrderDecidesAndNotTheBatch) {
  Entries entries;
  {
    World w({.name = "orders", .voters = {2}, .registrars = 2});
    w.ToOpen();
    const auto ballot = [&](uint64_t revision) {
      return std::pair(EntryType::kBallot,
                       w.Encoded(w.Ballot({.voter = 0, .revision = revision, .choices = {{0}}})));
    };
    entries.push_back(ballot(1));
    entries.push_back(ballot(2));
    const SecretScalar first = SecretScalar::Random(w.rng);
    const SecretScalar last = SecretScalar::Random(w.rng);
    for (const auto& [m, secret] : {std::pair<uint16_t, const SecretScalar*>{0, &first}, {1, &last}}) {
      entries.emplace_back(EntryType::kReplacementShare,
                           w.SignReplacement(w.Replacement(m, 0, *secret, kUntilMs)));
    }
    w.voters[0].secret = first.Add(last);
    w.voters[0].credential = WirePoint::From(w.voters[0].secret.MulBase());
    entries.push_back(ballot(1));
  }
  std::vector<size_t> order = {0, 1, 2, 3, 4};
  std::set<std::vector<std::string>> answers;
  do {
    Entries run;
    for (const size_t i : order) run.push_back(entries[i]);
    const std::vector<std::string> expected = Codes(run, ProofMethod::kOneByOne, 1);
    for (const size_t part : {1u, 2u, 3u, 5u}) {
      EXPECT_EQ(Codes(run, ProofMethod::kBatch, part), expected) << ::testing::PrintToString(order);
    }
    answers.insert(expected);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_GT(answers.size(), 20u);
}

}  // namespace
}  // namespace constat::referendum
