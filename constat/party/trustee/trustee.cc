#include "constat/party/trustee/trustee.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/elgamal/secret/decrypt.h"
#include "constat/record/named.h"
#include "constat/record/tally.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {

using elgamal::DealContext;
using group::SecretScalar;
using group::WirePoint;
using record::EntryType;

namespace {

Status RequireAllDealt(const referendum::Ceremony& ceremony) {
  if (ceremony.AllDealt()) return {};
  return Fail(ErrorCode::kWrongOrder,
              "not every trustee has dealt yet; wait until all deals are in the record");
}

Bytes WithSignature(Bytes unsigned_body, const zkp::SchnorrProof& signature) {
  wire::Writer writer;
  zkp::WriteSchnorr(writer, signature);
  Append(unsigned_body, writer.bytes());
  return unsigned_body;
}

}  // namespace

Result<Trustee> Trustee::Make(referendum::ContextPtr context, SecretScalar key) {
  const group::EncodedPoint public_key = key.MulBaseEncoded();
  const std::vector<record::Trustee>& trustees = context->manifest.trustees;
  for (size_t i = 0; i < trustees.size(); ++i) {
    if (trustees[i].key.encoded == public_key) {
      return Trustee(std::move(context), std::move(key), static_cast<uint16_t>(i + 1));
    }
  }
  return Fail(ErrorCode::kWrongKey, "this key is not of a trustee of this referendum");
}

SecretScalar Trustee::Key() const {
  Result<SecretScalar> key = SecretScalar::Decode(key_.Expose());
  CONSTAT_CHECK(key.has_value());
  return *std::move(key);
}

// Sign appends LAB-4's signature.
Bytes Trustee::Sign(EntryType type, Bytes unsigned_body, crypto::Rng& rng) const {
  const zkp::Claim claim = referendum::TrusteeSignatureClaim(*context_, type, index_, unsigned_body);
  return WithSignature(std::move(unsigned_body), zkp::ProveSchnorr(Key(), claim, rng));
}

Bytes Trustee::MakeDeal() const {
  const record::Manifest& manifest = context_->manifest;
  const SecretScalar key = Key();
  const elgamal::DealSeed seed(key, context_->manifest_hash, index_);
  const elgamal::DealingPolynomial polynomial(seed, manifest.threshold);
  record::TrusteeDeal deal;
  deal.dealer = index_;
  deal.commitments = polynomial.Commitments();
  deal.possession = polynomial.ProvePossession(context_->manifest_hash, index_, seed);
  for (size_t j = 1; j <= manifest.trustees.size(); ++j) {
    const auto receiver = static_cast<uint16_t>(j);
    const elgamal::SealedDeal sealed =
        elgamal::SealShare({context_->manifest_hash, index_, receiver}, manifest.trustees[j - 1].key,
                           polynomial.Share(receiver), seed);
    deal.shares.push_back({sealed.ephemeral, sealed.possession, sealed.sealed});
  }
  Bytes body = record::EncodeTrusteeDeal(deal);
  body.resize(body.size() - record::kSchnorrSize);
  const zkp::Claim claim =
      referendum::TrusteeSignatureClaim(*context_, EntryType::kTrusteeDeal, index_, body);
  return WithSignature(std::move(body), seed.Prove(key, claim));
}

Bytes Trustee::Commit(crypto::Rng& rng) const {
  const record::TrusteeCommit commit{.dealer = index_,
                                     .deal_hash = referendum::DealHash(context_->manifest_hash, MakeDeal())};
  Bytes body = record::EncodeTrusteeCommit(commit);
  body.resize(body.size() - record::kSchnorrSize);
  return Sign(EntryType::kTrusteeCommit, std::move(body), rng);
}

Result<Bytes> Trustee::Deal(const referendum::Ceremony& ceremony) const {
  if (!ceremony.AllCommitted()) {
    return Fail(ErrorCode::kWrongOrder,
                "not every trustee has committed yet, and whoever saw a deal before could choose its own "
                "part of the key by it; wait until all commitments are in the record");
  }
  Bytes body = MakeDeal();
  if (ceremony.CommittedHash(index_) != referendum::DealHash(context_->manifest_hash, body)) {
    return Fail(
        ErrorCode::kWrongHash,
        fmt::format("{} committed to another deal than this key makes for this referendum; use the key that "
                    "the commitment was made with",
                    record::FormatTrustee(context_->manifest, index_)));
  }
  return body;
}

Result<SecretScalar> Trustee::OpenShareOf(const referendum::Ceremony& ceremony, uint16_t dealer) const {
  const record::TrusteeDeal& deal = ceremony.DealOf(dealer)->deal;
  const record::DealtShare& share = deal.shares[index_ - 1u];
  return elgamal::OpenShare({DealContext{context_->manifest_hash, dealer, index_}, share.ephemeral.encoded,
                             context_->manifest.trustees[index_ - 1u].key.encoded, share.sealed},
                            Key(), deal.commitments);
}

Result<Trustee::Judgement> Trustee::Judge(const referendum::Ceremony& ceremony, crypto::Rng& rng) const {
  CONSTAT_TRY(RequireAllDealt(ceremony));
  const auto dealers = static_cast<uint16_t>(context_->manifest.trustees.size());
  for (uint16_t dealer = 1; dealer <= dealers; ++dealer) {
    if (OpenShareOf(ceremony, dealer)) continue;
    CONSTAT_ASSIGN(Bytes complaint, Complain(ceremony, dealer, rng));
    return Judgement{EntryType::kTrusteeComplaint, std::move(complaint), dealer};
  }
  Bytes body = record::EncodeTrusteeAccept({index_, ceremony.DealsHash(), {}});
  body.resize(body.size() - record::kSchnorrSize);
  return Judgement{EntryType::kTrusteeAccept, Sign(EntryType::kTrusteeAccept, std::move(body), rng), 0};
}

Result<Bytes> Trustee::Complain(const referendum::Ceremony& ceremony, uint16_t dealer,
                                crypto::Rng& rng) const {
  CONSTAT_TRY(RequireAllDealt(ceremony));
  if (dealer < 1 || dealer > context_->manifest.trustees.size()) {
    return Fail(ErrorCode::kUnknownAuthor, fmt::format("there is no trustee {}", dealer));
  }
  const referendum::Deal& deal = *ceremony.DealOf(dealer);
  const elgamal::RevealedShare revealed = elgamal::RevealShare(
      {DealContext{context_->manifest_hash, dealer, index_}, deal.hash,
       context_->manifest.trustees[index_ - 1u].key, deal.deal.shares[index_ - 1u].ephemeral, WirePoint{}},
      Key(), rng);
  Bytes body = record::EncodeTrusteeComplaint({index_, dealer, revealed.shared, revealed.proof, {}});
  body.resize(body.size() - record::kSchnorrSize);
  return Sign(EntryType::kTrusteeComplaint, std::move(body), rng);
}

Result<SecretScalar> Trustee::KeyShare(const referendum::Ceremony& ceremony) const {
  CONSTAT_TRY(RequireAllDealt(ceremony));
  SecretScalar sum;
  const auto dealers = static_cast<uint16_t>(context_->manifest.trustees.size());
  for (uint16_t dealer = 1; dealer <= dealers; ++dealer) {
    Result<SecretScalar> share = OpenShareOf(ceremony, dealer);
    if (!share)
      return tl::unexpected(
          Prefix("the share of " + record::FormatTrustee(context_->manifest, dealer), share.error()));
    sum = sum.Add(*share);
  }
  return sum;
}

Result<Bytes> Trustee::MakeDrill(const referendum::Referendum& state, crypto::Rng& rng) const {
  if (!state.complete_roll()) {
    return Fail(ErrorCode::kWrongOrder,
                "a drill is made for the complete roll, and not every registrar has ended its own yet; "
                "wait for that");
  }
  const referendum::Ceremony& ceremony = state.ceremony();
  CONSTAT_ASSIGN(const SecretScalar share, KeyShare(ceremony));
  const zkp::Claim claim = referendum::DrillClaim(
      context_->manifest_hash,
      {ceremony.DealsHash(), index_, ceremony.VerificationKey(index_).encoded, *state.complete_roll()});
  const record::TrusteeDrill drill{.trustee = index_, .possession = zkp::ProveSchnorr(share, claim, rng)};
  Bytes body = record::EncodeTrusteeDrill(drill);
  body.resize(body.size() - record::kSchnorrSize);
  return Sign(EntryType::kTrusteeDrill, std::move(body), rng);
}

Result<std::vector<Bytes>> Trustee::MakeShares(referendum::Referendum& state, TrusteeMemory& memory,
                                               crypto::Rng& rng) const {
  if (state.phase() != referendum::Phase::kTallying) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the sums are decrypted after the close and before the result, and now {}",
                            referendum::PhaseWords(state.phase())));
  }
  CONSTAT_CHECK(state.PendingCount() == 0);
  CONSTAT_CHECK(state.context()->manifest_hash == context_->manifest_hash);
  const referendum::Tally& tally = state.tally();
  CONSTAT_ASSIGN(const SecretScalar key_share, KeyShare(state.ceremony()));
  // Recorded before the first share is even computed.
  CONSTAT_TRY(memory.Release(context_->manifest_hash, tally.SumsHash()));
  std::vector<Bytes> out;
  for (size_t chunk = 0; chunk < tally.Chunks(); ++chunk) {
    const auto number = static_cast<uint16_t>(chunk);
    const elgamal::ProvenShares shares =
        elgamal::DecryptChunk(tally.Statement(index_, number), key_share, rng);
    out.push_back(record::EncodeDecryptionShare({index_, number, shares.shares, shares.proof}));
  }
  return out;
}

}  // namespace constat::party
