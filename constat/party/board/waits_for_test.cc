#include "constat/party/board/waits_for.h"

#include "constat/record/ceremony.h"
#include "constat/testing/town.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {
namespace {

using testing::Town;

// Clocks go forward in the middle of the voting. Spec: MAN-4
TEST(WaitsFor, ShowsTheTimesOfTheZone) {
  using testing::kClosingMs;
  Town town({.zone = {"Europe/Kyiv", {{0, 120, "EET"}, {kClosingMs - 60'000, 180, "EEST"}}}});
  town.ToOpen();
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "ballots until 15 January 2027, 12:00:30 EEST (09:00:30 UTC), then constat board close");
}

TEST(WaitsFor, NamesTheNextStepFromTheFirstToTheLast) {
  Town town({.voters = {3, 3}});
  town.Start();
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "the commitment of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  town.Append(record::EntryType::kTrusteeCommit, town.trustees[1].Commit(town.rng));
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "the commitment of trustee 1 (Trustee 1), 3 (Trustee 3)");
  for (const size_t t : {0, 2}) {
    town.Append(record::EntryType::kTrusteeCommit, town.trustees[t].Commit(town.rng));
  }
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "the deal of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[1].MakeDeal());
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()), "the deal of trustee 1 (Trustee 1), 3 (Trustee 3)");
  for (const size_t t : {0, 2}) {
    town.Append(record::EntryType::kTrusteeDeal, town.trustees[t].MakeDeal());
  }
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "the acceptance of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  for (const Trustee& trustee : town.trustees) {
    const Trustee::Judgement judgement = Value(trustee.Judge(town.board->state().ceremony(), town.rng));
    town.Append(judgement.type, judgement.body);
  }
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()), "the registrars' rolls");
  town.MakeRoll();
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "drills of 2 more of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  town.Append(record::EntryType::kTrusteeDrill,
              Value(town.trustees[1].MakeDrill(town.board->state(), town.rng)));
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "drills of 1 more of trustee 1 (Trustee 1), 3 (Trustee 3)");
  town.Append(record::EntryType::kTrusteeDrill,
              Value(town.trustees[2].MakeDrill(town.board->state(), town.rng)));
  const uint64_t until_ms = referendum::OpenUntilMs(town.manifest);
  EXPECT_EQ(WaitsFor(*town.board, until_ms), "the organiser's open, until 15 January 2027, 08:10:30 UTC");
  EXPECT_EQ(WaitsFor(*town.board, until_ms + 1),
            "nothing: voting had to be opened by 15 January 2027, 08:10:30 UTC, so the organiser begins "
            "a new referendum");
  town.OpenVoting();
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "ballots until 15 January 2027, 09:00:30 UTC, then constat board close");
  for (size_t v = 0; v < 6; ++v) town.Vote(v, {{0}});
  town.Close();
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()), "decryption shares of 2 more trustees");
  for (size_t t = 0; t < 3; ++t) {
    const Status begun = BeginOrSeeRecord(*town.MemoryOf(t), {town.context().manifest_hash, town.board->log(),
                                                              town.board->head()->checkpoint.Tree()});
    ASSERT_THAT(begun, Succeeds());
  }
  town.Decrypt(2);
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()), "constat board result");
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()), "nothing: the record is complete");
}

// Who is missing at the end of the ceremony is named. Spec: CER-10
TEST(WaitsFor, NamesWhoWasMissingWhenTheCeremonyEnded) {
  Town town;
  town.Start();
  const uint64_t end_ms = town.manifest.ceremony_end_ms;
  town.Append(record::EntryType::kTrusteeCommit, town.trustees[0].Commit(town.rng));
  EXPECT_EQ(WaitsFor(*town.board, end_ms), "the commitment of trustee 2 (Trustee 2), 3 (Trustee 3)");
  const std::string ended = "nothing: the ceremony had to end by 15 January 2027, 08:00:30 UTC and lacks ";
  const std::string next = ", so the organiser begins a new referendum";
  EXPECT_EQ(WaitsFor(*town.board, end_ms + 1),
            ended + "the commitment of trustee 2 (Trustee 2), 3 (Trustee 3)" + next);
  for (const size_t t : {1, 2}) {
    town.Append(record::EntryType::kTrusteeCommit, town.trustees[t].Commit(town.rng));
  }
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[2].MakeDeal());
  EXPECT_EQ(WaitsFor(*town.board, end_ms + 1),
            ended + "the deal of trustee 1 (Trustee 1), 2 (Trustee 2)" + next);
  town.clock.Set(end_ms + 1);
  EXPECT_THAT(town.board->Append(record::EntryType::kTrusteeDeal, town.trustees[0].MakeDeal()),
              FailsWith(ErrorCode::kWrongPhase));
}

// The second trustee deals what nobody can open to the third.
TEST(WaitsFor, NothingAfterAFailedCeremony) {
  Town town;
  town.Start();
  record::TrusteeDeal deal = Value(record::DecodeTrusteeDeal(town.manifest, town.trustees[1].MakeDeal()));
  deal.shares[2].sealed.fill(7);
  const Bytes body = record::EncodeTrusteeDeal(deal);
  const ByteView text = ByteView(body).first(body.size() - record::kSchnorrSize);
  deal.signature = zkp::ProveSchnorr(
      town.trustee_keys.secrets[1],
      referendum::TrusteeSignatureClaim(town.context(), record::EntryType::kTrusteeDeal, 2, text), town.rng);
  town.CommitTo(1, record::EncodeTrusteeDeal(deal));
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[0].MakeDeal());
  town.Append(record::EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(deal));
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[2].MakeDeal());
  const Trustee::Judgement judgement =
      Value(town.trustees[2].Judge(town.board->state().ceremony(), town.rng));
  town.Append(judgement.type, judgement.body);
  EXPECT_EQ(WaitsFor(*town.board, town.clock.NowMs()),
            "nothing: trustee 2 (Trustee 2) dealt a bad share, so the organiser begins a new referendum");
}

}  // namespace
}  // namespace constat::party
