#include "constat/referendum/statements.h"

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using record::Role;
using record::Statement;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::kGraceMs;
using testing::World;

constexpr record::Keeper kObserver{Role::kObserver, 0};

std::string Say(World& w, const Statement& statement, std::optional<uint64_t> time_ms = std::nullopt) {
  return w.Put(EntryType::kStatement, w.SignStatement(statement), time_ms);
}

Statement Words(std::string text, record::Keeper party = kObserver) {
  return {.party = party, .text = std::move(text)};
}

std::string PutRaw(World& w, const Statement& statement) {
  return w.Put(EntryType::kStatement, record::EncodeStatement(statement));
}

// Spec: STA-1, LAB-3, LAB-4
TEST(StatementsTest, EveryPartySpeaksUnderItsOwnKey) {
  World w({.registrars = 2});
  w.Start();
  for (const record::KeptKey& key : record::KeptKeys(w.manifest)) {
    const std::string who = record::FormatParty(key.party);
    EXPECT_EQ(Say(w, Words("Here.", key.party)), "ok") << who;
    Statement forged = Words("Not me.", key.party);
    const bool is_observer = key.party.role == Role::kObserver;
    const Bytes body = record::EncodeStatement(forged);
    const auto& other = is_observer ? w.organiser_key : w.observer_key;
    EXPECT_EQ(w.Put(EntryType::kStatement, w.Signed(other, EntryType::kStatement, key.party.index, body)),
              "bad-signature")
        << who;
    EXPECT_EQ(w.Put(EntryType::kStatement, w.SignStatement(forged, EntryType::kResult)), "bad-signature")
        << who << ", under another label";
    EXPECT_EQ(w.referendum.statements().CountOf(key.party), 1u);
  }
  const Bytes by_refusal_key = w.Signed(w.refusal_key, EntryType::kStatement, 0,
                                        record::EncodeStatement(Words("The board.", {Role::kBoard, 0})));
  EXPECT_EQ(w.Put(EntryType::kStatement, by_refusal_key), "bad-signature");
}

// Spec: STA-2
TEST(StatementsTest, ASignedOneIsCheckedWithTheManifestAlone) {
  World w;
  w.Start();
  World other({.name = "other"});
  other.Start();
  const Bytes body = w.SignStatement(Words("It is not in the log."));
  const Statement said = Value(record::DecodeStatement(body));
  EXPECT_THAT(CheckStatementSignature(w.context(), said, body), Succeeds());
  EXPECT_EQ(w.referendum.statements().CountOf(kObserver), 0u);
  EXPECT_THAT(CheckStatementSignature(other.context(), said, body), FailsWith(ErrorCode::kBadSignature));
}

// Spec: STA-1
TEST(StatementsTest, ReplayedFromAnotherReferendum) {
  World w;
  World other({.name = "other"});
  w.Start();
  Statement statement = Words("It was calm.");
  Bytes body = record::EncodeStatement(statement);
  body.resize(body.size() - record::kStatementSignatureSize);
  Append(body,
         w.observer_key.Sign(record::SignedMessage(other.manifest_hash, EntryType::kStatement, 0, body)));
  EXPECT_EQ(w.Put(EntryType::kStatement, body), "bad-signature");
}

// Each check of STA-1 in its order: every statement here also fails all later ones.
// Spec: STA-1
TEST(StatementsTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  const uint64_t index = w.referendum.tree().size();
  Statement bad = Words("x");
  EXPECT_EQ(PutRaw(w, bad), "bad-signature");
  for (size_t i = 0; i < kMostStatements; ++i)
    ASSERT_EQ(Say(w, Words(i == 0 ? "said" : fmt::format("x {}", i))), "ok");
  EXPECT_EQ(PutRaw(w, bad), "too-many-statements");
  EXPECT_EQ(Say(w, Words("one more")), "too-many-statements");
  EXPECT_EQ(Say(w, Words("said")), "duplicate");
  bad.text = std::string(40, '\n');
  EXPECT_EQ(PutRaw(w, bad), "bad-text");
  bad.language = static_cast<uint16_t>(w.manifest.languages.size());
  EXPECT_EQ(PutRaw(w, bad), "bad-number");
  bad.about = index + kMostStatements;
  bad.language = 0;
  EXPECT_EQ(PutRaw(w, bad), "bad-number") << "about itself";
  bad.about = record::kNoEntry - 1;
  EXPECT_EQ(PutRaw(w, bad), "bad-number") << "about a later entry";
  for (const record::Keeper nobody :
       {record::Keeper{Role::kOrganiser, 1}, record::Keeper{Role::kRegistrar, 1},
        record::Keeper{Role::kBoard, 1}, record::Keeper{Role::kWitness, 3}, record::Keeper{Role::kTrustee, 0},
        record::Keeper{Role::kTrustee, 4}, record::Keeper{Role::kObserver, 65535}}) {
    bad.party = nobody;
    EXPECT_EQ(PutRaw(w, bad), "unknown-author") << record::RoleName(nobody.role) << nobody.index;
  }
}

// Spec: STA-1
TEST(StatementsTest, TheLimitsThemselvesAreAllowed) {
  World w;
  w.Start();
  Statement statement = Words(std::string(kMostLineFeeds, '\n'));
  statement.language = record::kOtherLanguage;
  statement.about = w.referendum.tree().size() - 1;
  statement.made_ms = UINT64_MAX;
  EXPECT_EQ(Say(w, statement), "ok");
}

// A trustee's A and z must be canonical.
// Spec: LAB-4, STA-1
TEST(StatementsTest, ATrusteesSignatureIsStrict) {
  World w;
  w.Start();
  const Bytes good = w.SignStatement(Words("My key is safe.", {Role::kTrustee, 2}));
  Bytes no_point = good;
  std::fill(no_point.end() - 64, no_point.end() - 32, uint8_t{0xff});
  EXPECT_EQ(w.Put(EntryType::kStatement, no_point), "bad-signature");
  Bytes no_scalar = good;
  std::fill(no_scalar.end() - 32, no_scalar.end(), uint8_t{0xff});
  EXPECT_EQ(w.Put(EntryType::kStatement, no_scalar), "bad-signature");
  for (size_t i = 0; i < good.size(); ++i) {
    Bytes flipped = good;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kStatement, flipped), "ok") << "byte " << i;
  }
  EXPECT_EQ(w.Put(EntryType::kStatement, good), "ok");
}

// Spec: STA-1, LOG-7
TEST(StatementsTest, QuietWhileTheCloseIsMade) {
  World w;
  w.ToOpen();
  const Statement statement = Words("The office is open.");
  EXPECT_EQ(Say(w, statement, kFirstMinuteMs + 1), "time-not-rounded");
  EXPECT_EQ(Say(w, statement, kClosingMs), "wrong-phase");
  EXPECT_EQ(Say(w, statement, kClosingMs + kGraceMs), "wrong-phase");
  EXPECT_EQ(Say(w, statement, kClosingMs + kGraceMs + 1), "time-not-rounded") << "quiet is over";
  ASSERT_EQ(Say(w, statement, kFirstMinuteMs), "ok");
  EXPECT_EQ(Say(w, Words("Again."), kFirstMinuteMs - 60'000), "time-went-back");
  w.CloseVote();
  EXPECT_EQ(Say(w, Words("It is closed."), kClosingMs + 1), "ok") << "the close is in";
}

// Spec: STA-1, LOG-6
TEST(StatementsTest, FloodedOpen) {
  World w;
  w.ToDrills();
  w.DrillAll();
  for (int i = 0; i < 5; ++i) ASSERT_EQ(Say(w, Words(fmt::format("Wait {}.", i))), "ok");
  w.OpenVote();
  EXPECT_EQ(w.referendum.phase(), Phase::kOpen);
}

// Spec: LOG-6, STA-1
TEST(StatementsTest, SevenDaysAtLeastAfterTheResult) {
  World w;
  w.manifest.archive_ms = kClosingMs + kGraceMs;
  w.manifest_hash = record::ManifestHash(record::EncodeManifest(w.manifest));
  w.ToOpen();
  EXPECT_EQ(Say(w, Words("Too late."), w.manifest.archive_ms + 1), "wrong-phase");
  w.Vote({.voter = 0, .choices = {{0}}});
  w.CloseVote();
  w.ShareAll(1, 2);
  w.now_ms = w.manifest.archive_ms + 3'600'000;
  EXPECT_EQ(Say(w, Words("Still no result.")), "wrong-phase");
  w.PutResult();
  const uint64_t end_ms = w.now_ms + kStatementsAfterResultMs;
  EXPECT_EQ(Say(w, Words("Too late."), end_ms + 1), "wrong-phase");
  EXPECT_EQ(Say(w, Words("I confirm."), end_ms), "ok");
  EXPECT_EQ(StatementsEndMs(w.manifest, UINT64_MAX - 1), UINT64_MAX);
  EXPECT_EQ(StatementsEndMs(w.manifest, 0), w.manifest.archive_ms);
}

// Spec: CER-9, STA-1
TEST(StatementsTest, AFailedCeremonyCanBeSpokenAbout) {
  World w;
  w.ToDeals();
  w.DealAll();
  EXPECT_EQ(Say(w, Words("The keys are being made.")), "ok");
}

}  // namespace
}  // namespace constat::referendum
