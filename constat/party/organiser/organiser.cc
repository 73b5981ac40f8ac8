#include "constat/party/organiser/organiser.h"

#include "constat/record/roll.h"
#include "constat/record/secret/sign_body.h"

namespace constat::party {

using record::EntryType;

Result<Bytes> MakeManifestBody(const record::Manifest& manifest, const crypto::Ed25519Key& key) {
  CONSTAT_TRY(record::CheckManifest(manifest));
  if (key.public_key() != manifest.organiser.key) {
    return Fail(ErrorCode::kWrongKey, "this is not the key of the organiser that the manifest names");
  }
  const Bytes encoded = record::EncodeManifest(manifest);
  return record::EncodeManifestBody(
      encoded, record::SignBody({record::ManifestHash(encoded), EntryType::kManifest, 0}, encoded, key));
}

Result<Bytes> MakeOpenBody(const referendum::Referendum& state, const crypto::Ed25519Key& key) {
  if (state.phase() != referendum::Phase::kRoll || !state.roll().AllEnded()) {
    return Fail(ErrorCode::kWrongOrder, "voting can be opened once every registrar has ended its roll");
  }
  const referendum::Context& context = *state.context();
  if (key.public_key() != context.manifest.organiser.key) {
    return Fail(ErrorCode::kWrongKey, "this is not the key of the organiser that the manifest names");
  }
  record::Open open{.joint_key = state.ceremony().JointKey(), .root = state.tree().Root()};
  Bytes body = record::EncodeOpen(open);
  const ByteView text = ByteView(body).first(body.size() - record::kSignatureSize);
  open.signature = record::SignBody({context.manifest_hash, EntryType::kOpen, 0}, text, key);
  return record::EncodeOpen(open);
}

}  // namespace constat::party
