#include "constat/party/board/waits_for.h"

#include "constat/record/ceremony.h"
#include "constat/testing/town.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {
namespace {

using testing::Town;

TEST(WaitsFor, NamesTheNextStepFromTheFirstToTheLast) {
  Town town({.voters = {3, 3}});
  town.Start();
  EXPECT_EQ(WaitsFor(*town.board), "the deal of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[1].MakeDeal());
  EXPECT_EQ(WaitsFor(*town.board), "the deal of trustee 1 (Trustee 1), 3 (Trustee 3)");
  for (const size_t t : {0, 2}) {
    town.Append(record::EntryType::kTrusteeDeal, town.trustees[t].MakeDeal());
  }
  EXPECT_EQ(WaitsFor(*town.board), "the acceptance of trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)");
  for (const Trustee& trustee : town.trustees) {
    const Trustee::Judgement judgement = Value(trustee.Judge(town.board->state().ceremony(), town.rng));
    town.Append(judgement.type, judgement.body);
  }
  EXPECT_EQ(WaitsFor(*town.board), "the registrars' rolls");
  town.MakeRoll();
  EXPECT_EQ(WaitsFor(*town.board), "the organiser's open");
  town.OpenVoting();
  EXPECT_EQ(WaitsFor(*town.board), "ballots until 15 January 2027, 09:00:30 UTC, then constat board close");
  for (size_t v = 0; v < 6; ++v) town.Vote(v, {{0}});
  town.Close();
  EXPECT_EQ(WaitsFor(*town.board), "decryption shares of 2 more trustees");
  for (size_t t = 0; t < 3; ++t) {
    const Status begun = BeginOrSeeRecord(*town.MemoryOf(t), {town.context().manifest_hash, town.board->log(),
                                                              town.board->head()->checkpoint.Tree()});
    ASSERT_THAT(begun, Succeeds());
  }
  town.Decrypt(2);
  EXPECT_EQ(WaitsFor(*town.board), "constat board result");
  ASSERT_THAT(town.board->AppendResult(), Succeeds());
  EXPECT_EQ(WaitsFor(*town.board), "nothing: the record is complete");
}

// The second trustee deals what nobody can open to the third.
TEST(WaitsFor, NothingAfterAFailedCeremony) {
  Town town;
  town.Start();
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[0].MakeDeal());
  record::TrusteeDeal deal = Value(record::DecodeTrusteeDeal(town.manifest, town.trustees[1].MakeDeal()));
  deal.shares[2].sealed.fill(7);
  const Bytes body = record::EncodeTrusteeDeal(deal);
  const ByteView text = ByteView(body).first(body.size() - record::kSchnorrSize);
  deal.signature = zkp::ProveSchnorr(
      town.trustee_keys.secrets[1],
      referendum::TrusteeSignatureClaim(town.context(), record::EntryType::kTrusteeDeal, 2, text), town.rng);
  town.Append(record::EntryType::kTrusteeDeal, record::EncodeTrusteeDeal(deal));
  town.Append(record::EntryType::kTrusteeDeal, town.trustees[2].MakeDeal());
  const Trustee::Judgement judgement =
      Value(town.trustees[2].Judge(town.board->state().ceremony(), town.rng));
  town.Append(judgement.type, judgement.body);
  EXPECT_EQ(WaitsFor(*town.board),
            "nothing: trustee 2 dealt a bad share, so the organiser begins a new referendum");
}

}  // namespace
}  // namespace constat::party
