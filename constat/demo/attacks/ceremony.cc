// Attacks on the key ceremony and the roll.
#include "constat/record/ceremony.h"

#include <algorithm>

#include "constat/demo/attacks/attacks.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/roll.h"
#include "constat/record/secret/sign_body.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::demo {
namespace {

using group::EncodedPoint;
using group::Point;
using group::WirePoint;
using record::EntryType;
using verify::CheckId;

// SignDeal signs a changed deal again, as its dealer.
void SignDeal(World& world, record::TrusteeDeal& deal, Bytes& body) {
  body = record::EncodeTrusteeDeal(deal);
  const ByteView text = ByteView(body).first(body.size() - record::kSchnorrSize);
  deal.signature = zkp::ProveSchnorr(
      world.trustee_key(deal.dealer),
      referendum::TrusteeSignatureClaim(*world.context(), EntryType::kTrusteeDeal, deal.dealer, text),
      world.rng());
  body = record::EncodeTrusteeDeal(deal);
}

void DealBadShare(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kTrusteeDeal) return;
  Result<record::TrusteeDeal> deal = record::DecodeTrusteeDeal(world.context()->manifest, body);
  if (!deal || deal->dealer != 2) return;
  deal->shares[2].sealed[0] ^= 1;
  SignDeal(world, *deal, body);
}

Status ComplainFalsely(World& world, Stage stage) {
  if (stage != Stage::kDealt) return {};
  CONSTAT_ASSIGN(const Bytes body,
                 world.trustee(3).Complain(world.ledger().state().ceremony(), 2, world.rng()));
  CONSTAT_TRY(world.ledger().Append(EntryType::kTrusteeComplaint, body));
  return {};
}

// DealRogueKey: the last dealer makes the sum of all keys one whose secret it alone knows.
void DealRogueKey(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kTrusteeDeal) return;
  Result<record::TrusteeDeal> deal = record::DecodeTrusteeDeal(world.context()->manifest, body);
  if (!deal || deal->dealer != kTrustees) return;
  Point key = group::SecretScalar::Random(world.rng()).MulBase();
  for (uint16_t i = 1; i < kTrustees; ++i) {
    key -= world.ledger().state().ceremony().DealOf(i)->deal.commitments.front().point;
  }
  deal->commitments.front() = WirePoint::From(key);
  SignDeal(world, *deal, body);
}

void SignChunk(World& world, record::RollChunk& chunk, Bytes& body) {
  body = record::EncodeRollChunk(chunk);
  body.resize(body.size() - record::kSignatureSize);
  chunk.signature = record::SignBody({world.context()->manifest_hash, EntryType::kRollChunk, chunk.registrar},
                                     body, world.registrar(chunk.registrar));
  body = record::EncodeRollChunk(chunk);
}

// CancelShare: the second registrar chooses its share so that the sum is a credential only it knows.
void CancelShare(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->registrar != 1 || chunk->region != 0 || chunk->first_slot != 0) return;
  const Result<Point> others = Point::Decode(world.ledger().state().roll().Credential({0, 0}));
  if (!others) return;
  chunk->slots.front().share = WirePoint::From(group::SecretScalar::Random(world.rng()).MulBase() - *others);
  SignChunk(world, *chunk, body);
}

// FirstRegionOfTwo is the first region with two people on its roll; no region's number if there is none.
size_t FirstRegionOfTwo(World& world) {
  std::vector<size_t> slots(world.context()->manifest.regions.size());
  for (const Voter& voter : world.voters()) ++slots[voter.region];
  return static_cast<size_t>(std::find_if(slots.begin(), slots.end(), [](size_t n) { return n >= 2; }) -
                             slots.begin());
}

void ListTwice(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->first_slot != 0 || chunk->region != FirstRegionOfTwo(world)) return;
  for (const Voter& voter : world.voters()) {
    if (voter.region != chunk->region || voter.slot != 0 || voter.codes.empty()) continue;
    const group::SecretScalar secret = voter.codes[0].ShareSecret(world.context()->manifest_hash, 0);
    record::RollSlot& slot = chunk->slots[1];
    slot.share = chunk->slots[0].share;
    slot.proof =
        zkp::ProveSchnorr(secret,
                          referendum::CredentialShareClaim(world.context()->manifest_hash,
                                                           {0, chunk->region, 1, slot.share.encoded}),
                          world.rng());
    SignChunk(world, *chunk, body);
    return;
  }
}

}  // namespace

std::vector<Cheat> CeremonyAttacks() {
  return {
      {.name = "bad-share",
       .story = "Trustee 2 deals trustee 3 a share that does not fit; trustee 3 proves it",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kCeremonyFailed,
       .change_entry = DealBadShare,
       .after = {}},
      {.name = "false-complaint",
       .story = "Trustee 3 accuses trustee 2, who dealt honestly",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kUnfoundedComplaint,
       .change_entry = {},
       .after = ComplainFalsely},
      {.name = "rogue-key",
       .story = "Trustee 5 waits for the others' keys and chooses its own to cancel them",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kBadProof,
       .change_entry = DealRogueKey,
       .after = {}},
      {.name = "rogue-registrar",
       .story = "The second registrar chooses a share that cancels the first one's",
       .check = CheckId::kRoll,
       .code = ErrorCode::kBadProof,
       .registrars = 2,
       .change_entry = CancelShare,
       .after = {}},
      {.name = "credential-twice",
       .story = "The registrar puts one credential on the roll twice",
       .check = CheckId::kRoll,
       .code = ErrorCode::kCredentialTwice,
       .change_entry = ListTwice,
       .after = {}},
  };
}

}  // namespace constat::demo
