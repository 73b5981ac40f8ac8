#include "constat/party/statement/statement.h"

#include <fmt/core.h>

#include "constat/testing/world.h"

namespace constat::party {
namespace {

using parcel::PartySecret;
using record::Keeper;
using record::Role;
using testing::World;

// A referendum whose parties' keys are in secret files.
class StatementTest : public ::testing::Test {
 protected:
  StatementTest() {
    observer_.emplace(Value(parcel::GenerateSecret(parcel::Role::kObserver, "Observers", w_.rng)));
    trustee_.emplace(Value(parcel::GenerateSecret(parcel::Role::kTrustee, "Trustee 2", w_.rng)));
    w_.manifest.observers[0].key = observer_->party.key;
    w_.manifest.trustees[1].key = group::WirePoint::From(trustee_->TrusteeScalar().MulBase());
    w_.manifest_hash = record::ManifestHash(record::EncodeManifest(w_.manifest));
    w_.Start();
    clock_.Set(w_.now_ms);
  }
  // Record is the referendum as one who verified its record has it.
  [[nodiscard]] verify::Verified Record() {
    verify::Verified out{{}, std::move(w_.referendum)};
    out.verification.context = out.state.context();
    return out;
  }
  [[nodiscard]] Result<Bytes> Make(verify::Verified& record, const Words& words, const PartySecret& secret) {
    return MakeStatement(record, words, secret, clock_, w_.rng);
  }

  World w_;
  SetClock clock_{0};
  std::optional<PartySecret> observer_;
  std::optional<PartySecret> trustee_;
};

// Spec: STA-1
TEST_F(StatementTest, SaysWhoAndWhatUnderTheKeyThatWasGiven) {
  verify::Verified record = Record();
  const Bytes body =
      Value(Make(record, {.kind = "incident", .about = 0, .language = "other", .text = "The box was open.\n"},
                 *observer_));
  const record::Statement said = Value(record::DecodeStatement(body));
  EXPECT_EQ(said.party, (Keeper{Role::kObserver, 0}));
  EXPECT_EQ(said.kind, record::StatementKind::kIncident);
  EXPECT_EQ(said.about, 0u);
  EXPECT_EQ(said.made_ms, clock_.NowMs());
  EXPECT_EQ(said.language, record::kOtherLanguage);
  EXPECT_EQ(said.text, "The box was open.");
  EXPECT_EQ(record.state.statements().CountOf(said.party), 1u) << "the rules accept it";
  EXPECT_THAT(Make(record, {.text = "My key is safe."}, *trustee_), Succeeds());
  EXPECT_EQ(record.state.statements().CountOf({Role::kTrustee, 2}), 1u);
}

TEST_F(StatementTest, FindsOnlyPartiesOfTheManifest) {
  EXPECT_EQ(Value(parcel::FindParty(w_.manifest, trustee_->party)), (Keeper{Role::kTrustee, 2}));
  const PartySecret stranger = Value(parcel::GenerateSecret(parcel::Role::kObserver, "Stranger", w_.rng));
  EXPECT_THAT(parcel::FindParty(w_.manifest, stranger.party), FailsWith(ErrorCode::kWrongKey));
  const parcel::PartyKey refusals{parcel::Role::kRefusal, "Board", w_.manifest.board.refusal_key};
  EXPECT_THAT(parcel::FindParty(w_.manifest, refusals), FailsWith(ErrorCode::kWrongKey));
  verify::Verified record = Record();
  EXPECT_THAT(Make(record, {.text = "Hello."}, stranger), FailsWith(ErrorCode::kWrongKey));
}

TEST_F(StatementTest, RefusesWhatTheRulesWouldRefuseBeforeItIsSent) {
  verify::Verified record = Record();
  EXPECT_THAT(Make(record, {.kind = "rumour", .text = "x"}, *observer_), FailsWith(ErrorCode::kUnknownEnum));
  EXPECT_THAT(Make(record, {.about = 1, .text = "x"}, *observer_), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(Make(record, {.about = -1, .text = "x"}, *observer_), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(Make(record, {.language = "xx", .text = "x"}, *observer_), FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(Make(record, {.text = "\n"}, *observer_), FailsWith(ErrorCode::kBadLength));
  EXPECT_THAT(Make(record, {.text = std::string(2049, 'x')}, *observer_), FailsWith(ErrorCode::kBadLength));
  EXPECT_THAT(Make(record, {.text = "\u202eDEIFIREV"}, *observer_), FailsWith(ErrorCode::kBadText));
  ASSERT_THAT(Make(record, {.text = "x"}, *observer_), Succeeds());
  EXPECT_THAT(Make(record, {.text = "x"}, *observer_), FailsWith(ErrorCode::kDuplicate));
  clock_.Set(w_.manifest.archive_ms + 1);
  EXPECT_THAT(Make(record, {.text = "y"}, *observer_), FailsWith(ErrorCode::kWrongPhase));
}

// A result is confirmed only if there is one, in a record that is not wrong; a wrong one can be spoken about.
TEST_F(StatementTest, ConfirmsOnlyAResultThatHolds) {
  verify::Verified record = Record();
  EXPECT_THAT(Make(record, {.kind = "confirms", .text = "x"}, *observer_), FailsWith(ErrorCode::kWrongOrder));
  record.verification.result.emplace();
  EXPECT_THAT(Make(record, {.kind = "confirms", .text = "x"}, *observer_), Succeeds());
  record.verification.At(verify::CheckId::kLog).Add(std::nullopt, {ErrorCode::kWrongRoot, "wrong"});
  EXPECT_THAT(Make(record, {.kind = "confirms", .text = "y"}, *observer_),
              FailsWith(ErrorCode::kRecordNotVerified));
  EXPECT_THAT(Make(record, {.kind = "does-not-confirm", .text = "z"}, *observer_), Succeeds());
}

TEST_F(StatementTest, NobodyIsNamedWithoutAManifest) {
  verify::Verified empty{{}, referendum::Referendum()};
  EXPECT_THAT(Make(empty, {.text = "x"}, *observer_), FailsWith(ErrorCode::kIncomplete));
}

}  // namespace
}  // namespace constat::party
