#include "constat/party/registrar/replacement.h"

#include "constat/record/named.h"
#include "constat/record/replacement.h"
#include "constat/referendum/replacements.h"
#include "constat/testing/town.h"

namespace constat::party {
namespace {

using testing::Town;

// Spec: ROL-11
TEST(ReplacementUntil, IsAWholeMinute71HoursAhead) {
  EXPECT_EQ(ReplacementUntilMs(120'000), 120'000 + 71 * 3'600'000ull);
  EXPECT_EQ(ReplacementUntilMs(179'999), ReplacementUntilMs(120'000)) << "all alike";
}

// Spec: ROL-10
TEST(ReplacementBody, IsSignedAndProvenForItsSlot) {
  Town town({.registrars = 2});
  const referendum::ContextPtr context = Value(referendum::MakeContext(town.manifest_body));
  const group::EncodedPoint old = group::SecretScalar::Random(town.rng).MulBaseEncoded();
  const referendum::Slot slot{1, 7};
  const parcel::VotingCode code = parcel::VotingCode::Generate(town.rng);
  const ReplacementInput input{context, &town.registrar_keys[1], slot, old, 60'000};
  const Bytes body = Value(MakeReplacementBody(input, code, town.rng));
  EXPECT_THAT(
      context->CheckRoleSignature(town.manifest.registrars[1].key, record::EntryType::kReplacementShare,
                                  {record::Role::kRegistrar, 1}, body),
      Succeeds());
  // A person reads whose signature it should be, and of what.
  const Status others =
      context->CheckRoleSignature(town.manifest.registrars[0].key, record::EntryType::kReplacementShare,
                                  {record::Role::kRegistrar, 0}, body);
  ASSERT_THAT(others, FailsWith(ErrorCode::kBadSignature));
  EXPECT_EQ(others.error().detail, "a part of a new code is not signed by " +
                                       record::FormatRegistrar(town.manifest, 0) +
                                       ", or was changed afterwards");
  const record::ReplacementShare share = Value(record::DecodeReplacementShare(body));
  EXPECT_EQ(share.registrar, 1u);
  EXPECT_EQ(share.old.encoded, old);
  EXPECT_EQ(share.until_ms, 60'000u);
  EXPECT_EQ(share.share.encoded, code.ShareSecret(context->manifest_hash, 1).MulBaseEncoded());
  const group::Scalar challenge =
      referendum::ReplacementClaim(context->manifest_hash, {1, slot, old, share.share.encoded})
          .Challenge({share.proof.commitment.encoded});
  EXPECT_THAT(zkp::VerifySchnorr(share.share.point, share.proof, challenge), Succeeds());
}

TEST(ReplacementBody, NeedsARegistrarsKey) {
  Town town;
  const referendum::ContextPtr context = Value(referendum::MakeContext(town.manifest_body));
  const parcel::VotingCode code = parcel::VotingCode::Generate(town.rng);
  const group::EncodedPoint old = group::SecretScalar::Random(town.rng).MulBaseEncoded();
  EXPECT_THAT(MakeReplacementBody({context, &town.board_key, {}, old, 60'000}, code, town.rng),
              FailsWith(ErrorCode::kWrongKey));
}

}  // namespace
}  // namespace constat::party
