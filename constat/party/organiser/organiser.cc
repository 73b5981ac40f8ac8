#include "constat/party/organiser/organiser.h"

#include <fmt/core.h>

#include "constat/record/local_time.h"
#include "constat/record/meant.h"
#include "constat/record/roll.h"
#include "constat/record/secret/sign_body.h"

namespace constat::party {

using record::EntryType;

namespace {

Status CheckDrills(const referendum::Referendum& state) {
  const record::Manifest& manifest = state.context()->manifest;
  if (state.ceremony().Drills() >= manifest.drills) return {};
  std::string missing;
  for (uint16_t j = 1; j <= manifest.trustees.size(); ++j) {
    if (state.ceremony().HasDrilled(j)) continue;
    missing += fmt::format("{}{} ({})", missing.empty() ? "" : ", ", j, manifest.trustees[j - 1u].name);
  }
  return Fail(ErrorCode::kDrillMissing,
              fmt::format("{} of the {} trustees needed have shown a working key; ask trustee {} for a drill",
                          state.ceremony().Drills(), manifest.drills, missing));
}

// CheckTimes finds the first time, from the closing back, that is over.
Status CheckTimes(const record::Manifest& manifest, uint64_t now_ms) {
  const struct {
    uint64_t time_ms;
    std::string_view name, why;
  } times[] = {
      {manifest.closing_ms, "closing", "nobody could vote"},
      {manifest.opening_ms, "opening",
       "the trustees have to make their key before it, the registrars the roll"},
      {manifest.ceremony_end_ms, "end of the trustees' ceremony", "they could make no key any more"},
  };
  for (const auto& time : times) {
    if (time.time_ms > now_ms) continue;
    return Fail(ErrorCode::kBadManifest,
                fmt::format("the {}, {}, is in the past by this machine's clock, which shows {}: {}",
                            time.name, record::FormatLocalTime(manifest, time.time_ms),
                            record::FormatLocalTime(manifest, now_ms), time.why));
  }
  return {};
}

}  // namespace

Status CheckMeant(const record::Manifest& manifest, uint64_t now_ms) {
  CONSTAT_TRY(CheckTimes(manifest, now_ms));
  const std::optional<record::NotMeant> not_meant = record::FindNotMeant(manifest);
  if (not_meant) return Fail(ErrorCode::kBadManifest, not_meant->why);
  return {};
}

Result<Bytes> MakeManifestBody(const record::Manifest& manifest, const crypto::Ed25519Key& key) {
  CONSTAT_TRY(record::CheckManifest(manifest));
  if (key.public_key() != manifest.organiser.key) {
    return Fail(ErrorCode::kWrongKey, "this is not the key of this referendum's organiser");
  }
  const Bytes encoded = record::EncodeManifest(manifest);
  return record::EncodeManifestBody(
      encoded, record::SignBody({record::ManifestHash(encoded), EntryType::kManifest, 0}, encoded, key));
}

Result<Bytes> MakeOpenBody(const referendum::Referendum& state, const crypto::Ed25519Key& key) {
  if (state.phase() != referendum::Phase::kRoll || !state.complete_roll()) {
    return Fail(ErrorCode::kWrongOrder,
                "not every registrar has ended its roll yet; voting is opened after that");
  }
  const referendum::Context& context = *state.context();
  CONSTAT_TRY(CheckDrills(state));
  if (key.public_key() != context.manifest.organiser.key) {
    return Fail(ErrorCode::kWrongKey, "this is not the key of this referendum's organiser");
  }
  record::Open open{.joint_key = state.ceremony().JointKey(), .root = state.complete_roll()->root};
  Bytes body = record::EncodeOpen(open);
  const ByteView text = ByteView(body).first(body.size() - record::kSignatureSize);
  open.signature = record::SignBody({context.manifest_hash, EntryType::kOpen, 0}, text, key);
  return record::EncodeOpen(open);
}

Result<Made> MakeOpenStep(const referendum::Referendum& state, const crypto::Ed25519Key& key) {
  CONSTAT_ASSIGN(Bytes body, MakeOpenBody(state, key));
  return Made{.entries = {{EntryType::kOpen, std::move(body)}},
              .what = "the opening of the voting.",
              .before_sending = "compare these numbers with the official roll, and only then "};
}

Result<Bytes> MakePagesBody(const referendum::Referendum& state, const record::Software& software,
                            const crypto::Ed25519Key& key, uint64_t now_ms) {
  const referendum::Context& context = *state.context();
  if (key.public_key() != context.manifest.organiser.key) {
    return Fail(ErrorCode::kWrongKey, "this is not the key of this referendum's organiser");
  }
  const auto number = static_cast<uint16_t>(state.software().Count() + 1);
  record::SoftwareChange change{.number = number, .software = software};
  CONSTAT_TRY(state.software().CheckUnsigned(change));
  const Bytes body = record::EncodeSoftwareChange(change);
  CONSTAT_TRY(state.CheckPlace({EntryType::kSoftware, state.EntryTimeMs(now_ms), body}));
  change.organiser_signature =
      record::SignBody({context.manifest_hash, EntryType::kSoftware, 0},
                       ByteView(body).first(body.size() - record::kChangeSignaturesSize), key);
  return record::EncodeSoftwareChange(change);
}

}  // namespace constat::party
