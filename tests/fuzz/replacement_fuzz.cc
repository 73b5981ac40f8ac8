// record, referendum: replacement_share. With an odd first byte the registrar it names signs it;
// it comes before the other registrar's share for the same credential, or after it, and then
// completes the replacement.
#include "constat/record/replacement.h"
#include "tests/fuzz/judged.h"

using namespace constat;
using fuzz::World;
using record::EntryType;

namespace {

constexpr size_t kVoter = 1;
constexpr uint64_t kTimeMs = fuzz::kReplacementTimeMs;

Bytes SignedByRegistrar(ByteView bytes) {
  const World& world = fuzz::TheWorld();
  Bytes body(bytes.begin(), bytes.end());
  if (body.size() < 2 + record::kSignatureSize) return body;
  const auto m = static_cast<uint16_t>(body[0] << 8 | body[1]);
  if (m >= world.registrar_keys.size()) return body;
  return world.Signed(world.registrar_keys[m], EntryType::kReplacementShare, m, body);
}

// Other is registrar 1's share for a voter.
const Bytes& Other() {
  static const Bytes other = [] {
    World& world = fuzz::TheWorld();
    const auto secret = group::SecretScalar::FromPublic(group::Scalar::FromUint64(7));
    return world.SignReplacement(world.Replacement(1, kVoter, secret, (kTimeMs / 60'000 + 60) * 60'000));
  }();
  return other;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const World& world = fuzz::TheWorld();
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const Bytes body = choice % 2 == 0 ? Bytes(bytes.begin(), bytes.end()) : SignedByRegistrar(bytes);
  fuzz::RequireCanonical(body, record::DecodeReplacementShare, record::EncodeReplacementShare);

  const referendum::BallotBox& ballots = world.referendum.ballots();
  referendum::Replacements replacements(world.referendum.context(), world.referendum.roll());
  if (choice % 4 >= 2) CONSTAT_CHECK(replacements.Apply(Other(), kTimeMs, ballots));
  const Result<record::ReplacementShare> share = record::DecodeReplacementShare(body);
  if (!fuzz::RequireJudged(replacements.Apply(body, kTimeMs, ballots), share.has_value())) return 0;
  const Status again = replacements.Apply(body, kTimeMs, ballots);
  const bool completes =
      choice % 4 >= 2 && share->registrar == 0 && share->old == world.voters[kVoter].credential;
  CONSTAT_CHECK(!again);
  CONSTAT_CHECK(again.error().code == (completes ? ErrorCode::kCredentialReplaced : ErrorCode::kDuplicate));
  return 0;
}
