#include "constat/party/registrar/replacement.h"

#include <algorithm>

#include "constat/party/registrar/registrar.h"
#include "constat/record/replacement.h"
#include "constat/record/secret/sign_body.h"
#include "constat/referendum/replacements.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {

uint64_t ReplacementUntilMs(uint64_t now_ms) {
  constexpr uint64_t kMinute = 60'000;
  constexpr uint64_t kAhead = 71ull * 3'600'000;
  static_assert(kAhead + kMinute < referendum::kLongestWaitMs);
  return now_ms / kMinute * kMinute + kAhead;
}

Result<Bytes> MakeReplacementBody(const ReplacementInput& input, const parcel::VotingCode& code,
                                  crypto::Rng& rng) {
  const Bytes32& manifest_hash = input.context->manifest_hash;
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(input.context->manifest, *input.key));
  record::ReplacementShare share{.registrar = registrar, .until_ms = input.until_ms};
  CONSTAT_ASSIGN(share.old, group::WirePoint::Decode(input.old));
  const group::SecretScalar secret = code.ShareSecret(manifest_hash, registrar);
  share.share = group::WirePoint::From(secret.MulBase());
  share.proof = zkp::ProveSchnorr(
      secret,
      referendum::ReplacementClaim(manifest_hash, {registrar, input.slot, input.old, share.share.encoded}),
      rng);
  Bytes body = record::EncodeReplacementShare(share);
  const ByteView text = ByteView(body).first(body.size() - record::kSignatureSize);
  const crypto::Ed25519Signature signature =
      record::SignBody({manifest_hash, record::EntryType::kReplacementShare, registrar}, text, *input.key);
  std::copy(signature.begin(), signature.end(), body.end() - record::kSignatureSize);
  return body;
}

}  // namespace constat::party
