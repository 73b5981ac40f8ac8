#include "constat/report/record/show_json.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/record/credential_name.h"
#include "constat/record/replacement.h"
#include "constat/record/roll.h"
#include "constat/record/software_change.h"
#include "constat/referendum/statements.h"
#include "constat/report/record/figures.h"
#include "constat/text/hex.h"
#include "constat/wire/reader.h"

namespace constat::report {
namespace {

using record::EntryType;

Json RegistrarJson(const referendum::Context* context, uint16_t number) {
  const bool known = context != nullptr && number < context->manifest.registrars.size();
  return ShowAuthor(number, known ? &context->manifest.registrars[number].name : nullptr);
}

Json RegionJson(const referendum::Context* context, uint16_t number) {
  if (context == nullptr || number >= context->manifest.regions.size()) return ShowAuthor(number, nullptr);
  return ShowAuthor(number, &Texts(context->manifest, "").Region(number));
}

Result<Json> ManifestEntryJson(ByteView body) {
  CONSTAT_ASSIGN(const record::ManifestBody split, record::SplitManifestBody(body));
  CONSTAT_ASSIGN(const record::Manifest manifest, record::DecodeManifest(split.manifest));
  Json out = ShowManifest(manifest, record::ManifestHash(split.manifest));
  out["signature"] = text::FormatHex(split.signature);
  return out;
}

Json ProofJson(const zkp::SchnorrProof& proof) {
  return Json{{"A", text::FormatHex(proof.commitment.encoded)},
              {"z", text::FormatHex(proof.response.Encode())}};
}

Result<Json> RollChunkJson(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::RollChunk chunk, record::DecodeRollChunk(body));
  Json slots = Json::array();
  for (size_t s = 0; s < chunk.slots.size(); ++s) {
    const record::RollSlot& slot = chunk.slots[s];
    slots.push_back(Json{{"slot", uint64_t{chunk.first_slot} + s},
                         {"share", text::FormatHex(slot.share.encoded)},
                         {"proof", ProofJson(slot.proof)}});
  }
  return Json{{"registrar", RegistrarJson(context, chunk.registrar)},
              {"region", RegionJson(context, chunk.region)},
              {"first_slot", chunk.first_slot},
              {"order_hash", text::FormatHex(chunk.order_hash)},
              {"slots", slots},
              {"signature", text::FormatHex(chunk.signature)}};
}

Result<Json> ReplacementShareJson(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::ReplacementShare share, record::DecodeReplacementShare(body));
  return Json{{"registrar", RegistrarJson(context, share.registrar)},
              {"old", text::FormatHex(share.old.encoded)},
              {"until_ms", share.until_ms},
              {"share", text::FormatHex(share.share.encoded)},
              {"proof", ProofJson(share.proof)},
              {"signature", text::FormatHex(share.signature)}};
}

Result<Json> StatementJson(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::Statement said, record::DecodeStatement(body));
  const bool known = context != nullptr && referendum::CheckParty(context->manifest, said.party);
  Json about = nullptr;
  if (said.about != record::kNoEntry) about = said.about;
  Json language = nullptr;
  if (context != nullptr && said.language < context->manifest.languages.size())
    language = context->manifest.languages[said.language];
  Json name = nullptr;
  if (known) name = record::PartyName(context->manifest, said.party);
  return Json{{"said_by", record::FormatParty(said.party)},
              {"name", name},
              {"checked", "by nobody"},
              {"kind", record::StatementKindName(said.kind)},
              {"about", about},
              {"made", text::FormatIsoTime(said.made_ms)},
              {"language", language},
              {"text", said.text},
              {"signature", text::FormatHex(said.signature)}};
}

Result<Json> SoftwareChangeJson(ByteView body) {
  CONSTAT_ASSIGN(const record::SoftwareChange change, record::DecodeSoftwareChange(body));
  return Json{{"number", change.number},
              {"software", ShowSoftware(change.software)},
              {"organiser_signature", text::FormatHex(change.organiser_signature)},
              {"board_signature", text::FormatHex(change.board_signature)}};
}

Result<Json> RollEndJson(const referendum::Context* context, ByteView body) {
  if (context == nullptr)
    return Fail(ErrorCode::kWrongOrder, "the layout depends on the manifest, which is not known");
  CONSTAT_ASSIGN(const record::RollEnd end, record::DecodeRollEnd(context->manifest, body));
  Json counts = Json::array();
  for (size_t r = 0; r < end.counts.size(); ++r) {
    counts.push_back(Json{{"region", context->manifest.regions[r].id}, {"registered", end.counts[r]}});
  }
  return Json{{"registrar", RegistrarJson(context, end.registrar)},
              {"counts", counts},
              {"hash", text::FormatHex(end.hash)},
              {"signature", text::FormatHex(end.signature)}};
}

Result<Json> OpenJson(ByteView body) {
  CONSTAT_ASSIGN(const record::Open open, record::DecodeOpen(body));
  return Json{{"joint_key", text::FormatHex(open.joint_key.encoded)},
              {"root", text::FormatHex(open.root)},
              {"signature", text::FormatHex(open.signature)}};
}

Result<Json> BodyJson(const referendum::Context* context, const record::EntryView& entry) {
  switch (entry.type) {
    case EntryType::kManifest:
      return ManifestEntryJson(entry.body);
    case EntryType::kTrusteeCommit:
      return ShowCommit(context, entry.body);
    case EntryType::kTrusteeDeal:
      return ShowDeal(context, entry.body);
    case EntryType::kTrusteeAccept:
      return ShowAccept(context, entry.body);
    case EntryType::kTrusteeComplaint:
      return ShowComplaint(context, entry.body);
    case EntryType::kTrusteeDrill:
      return ShowDrill(context, entry.body);
    case EntryType::kRollChunk:
      return RollChunkJson(context, entry.body);
    case EntryType::kRollEnd:
      return RollEndJson(context, entry.body);
    case EntryType::kOpen:
      return OpenJson(entry.body);
    case EntryType::kReplacementShare:
      return ReplacementShareJson(context, entry.body);
    case EntryType::kStatement:
      return StatementJson(context, entry.body);
    case EntryType::kSoftware:
      return SoftwareChangeJson(entry.body);
    case EntryType::kBallot:
      return ShowBallot(context, entry.body);
    case EntryType::kClose:
      return ShowClose(entry.body);
    case EntryType::kDecryptionShare:
      return ShowShare(context, entry.body);
    case EntryType::kResult:
      return ShowResult(context, entry.body);
  }
  CONSTAT_CHECK(false);
}

// SignatureJson shows one line; 8 more bytes than an Ed25519 signature are a cosignature's time.
Json SignatureJson(const tlog::NoteSignature& signature) {
  Json out{{"name", signature.name}, {"key_id", fmt::format("{:08x}", signature.key_id)}};
  if (signature.signature.size() == 8 + 64) {
    wire::Reader reader(signature.signature);
    const uint64_t time_s = reader.U64();
    if (time_s < uint64_t{1} << 43) out["time"] = text::FormatIsoTime(time_s * 1000);
  }
  out["signature"] = text::FormatHex(signature.signature);
  return out;
}

}  // namespace

Json ShowEntry(const referendum::Context* context, const EntryAt& at) {
  Json out{{"entry", at.index},
           {"type", record::EntryTypeName(at.entry.type)},
           {"time", text::FormatIsoTime(at.entry.time_ms)},
           {"time_ms", at.entry.time_ms}};
  Result<Json> body = BodyJson(context, at.entry);
  if (body) {
    out["body"] = *std::move(body);
    return out;
  }
  out["not_decoded"] = Json{{"code", ErrorName(body.error().code)}, {"text", body.error().detail}};
  out["body"] = text::FormatHex(at.entry.body);
  return out;
}

Json ShowCheckpoint(const tlog::SignedCheckpoint& checkpoint) {
  Json signatures = Json::array();
  for (const tlog::NoteSignature& signature : checkpoint.signatures)
    signatures.push_back(SignatureJson(signature));
  return Json{{"origin", checkpoint.checkpoint.origin},
              {"size", checkpoint.checkpoint.size},
              {"root", text::FormatHex(checkpoint.checkpoint.root)},
              {"signatures", signatures}};
}

Json ShowChallenge(const record::Manifest& manifest, const record::Challenge& challenge) {
  const Texts texts(manifest, "");
  Json choices = Json::array();
  for (size_t q = 0; q < challenge.choices.size(); ++q) {
    Json chosen = Json::array();
    for (const uint16_t o : challenge.choices[q]) chosen.push_back(texts.Option(q, o));
    choices.push_back(Json{{"question", texts.Question(q)}, {"chosen", chosen}});
  }
  return Json{
      {"manifest_hash", text::FormatHex(challenge.manifest_hash)},
      {"credential_name", record::FormatCredentialName(challenge.manifest_hash, challenge.credential)},
      {"credential", text::FormatHex(challenge.credential)},
      {"revision", challenge.revision},
      {"choices", choices},
      {"seed", text::FormatHex(challenge.seed)}};
}

Json ShowReceipt(const referendum::Context* context, const tlog::InclusionReceipt& receipt) {
  Json proof = Json::array();
  for (const tlog::Hash& hash : receipt.proof) proof.push_back(text::FormatHex(hash));
  const Result<record::EntryView> entry = record::DecodeEntry(receipt.extra);
  Json shown = text::FormatHex(receipt.extra);
  if (entry) shown = ShowEntry(context, {receipt.index, *entry});
  return Json{{"index", receipt.index},
              {"checkpoint", ShowCheckpoint(receipt.checkpoint)},
              {"proof", proof},
              {"entry", shown}};
}

}  // namespace constat::report
