#include "constat/referendum/context.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/record/named.h"
#include "constat/record/roll.h"

namespace constat::referendum {

Status Context::CheckRoleSignature(const crypto::Ed25519PublicKey& key, record::EntryType type,
                                   record::Keeper author, ByteView body) const {
  if (body.size() < record::kSignatureSize)
    return Fail(ErrorCode::kTruncated, "the entry is too short to hold a signature");
  const ByteView text = body.first(body.size() - record::kSignatureSize);
  crypto::Ed25519Signature signature;
  std::copy(body.end() - record::kSignatureSize, body.end(), signature.begin());
  if (crypto::VerifyEd25519(key, record::SignedMessage(manifest_hash, type, author.index, text), signature))
    return {};
  return Fail(ErrorCode::kBadSignature,
              fmt::format("{} is not signed by {}, or was changed afterwards", record::EntryTypeWords(type),
                          record::FormatNamed(manifest, author)));
}

tlog::VerifierKey Context::BoardKey() const {
  return {manifest.origin, tlog::KeyType::kEd25519, manifest.board.key};
}

std::vector<tlog::VerifierKey> Context::WitnessKeys() const {
  std::vector<tlog::VerifierKey> out;
  for (const record::Party& witness : manifest.witnesses) {
    out.push_back({witness.name, tlog::KeyType::kCosignature, witness.key});
  }
  return out;
}

std::string Context::WithoutCosignature(std::span<const tlog::Cosignature> cosignatures) const {
  std::string out;
  for (uint16_t i = 0; i < manifest.witnesses.size(); ++i) {
    const bool cosigned = std::any_of(cosignatures.begin(), cosignatures.end(), [&](const auto& cosignature) {
      return cosignature.witness.key == manifest.witnesses[i].key;
    });
    if (cosigned) continue;
    out += (out.empty() ? "" : ", ") + record::FormatNamed(manifest, {record::Role::kWitness, i});
  }
  return out;
}

tlog::Policy Context::LogPolicy() const {
  Result<tlog::Policy> policy = tlog::Policy::MakeThreshold(BoardKey(), WitnessKeys(), manifest.quorum);
  CONSTAT_CHECK(policy.has_value());  // MAN-3 (3), (5)
  return *std::move(policy);
}

Result<ContextPtr> MakeContext(ByteView manifest_body) {
  CONSTAT_ASSIGN(const record::ManifestBody body, record::SplitManifestBody(manifest_body));
  auto context = std::make_shared<Context>();
  CONSTAT_ASSIGN(context->manifest, record::DecodeManifest(body.manifest));
  context->manifest_hash = record::ManifestHash(body.manifest);
  context->shape = record::BallotShape::Of(context->manifest);
  CONSTAT_TRY(context->CheckRoleSignature(context->manifest.organiser.key, record::EntryType::kManifest,
                                          {record::Role::kOrganiser, 0}, manifest_body));
  return context;
}

}  // namespace constat::referendum
