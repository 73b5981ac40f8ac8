// Attacks on the roll.
#include "constat/record/roll.h"

#include <algorithm>

#include "constat/demo/attacks/attacks.h"
#include "constat/record/secret/sign_body.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::demo {
namespace {

using group::EncodedPoint;
using group::Point;
using group::WirePoint;
using record::EntryType;
using verify::CheckId;

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

// GiveShare puts the registrar's share of a voter into another slot, with a proof made for it.
void GiveShare(World& world, const Voter& voter, record::RollChunk& chunk, size_t slot) {
  const Bytes32& manifest_hash = world.context()->manifest_hash;
  const group::SecretScalar secret = voter.codes[0].ShareSecret(manifest_hash, 0);
  record::RollSlot& to = chunk.slots[slot];
  to.share = WirePoint::From(secret.MulBase());
  const auto number = static_cast<uint32_t>(chunk.first_slot + slot);
  to.proof = zkp::ProveSchnorr(
      secret, referendum::CredentialShareClaim(manifest_hash, {0, chunk.region, number, to.share.encoded}),
      world.rng());
}

// ListTwice gives the first voter of the roll a slot in a later region too.
void ListTwice(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->first_slot != 0) return;
  for (const Voter& voter : world.voters()) {
    if (voter.region >= chunk->region || voter.codes.empty()) continue;
    GiveShare(world, voter, *chunk, 0);
    SignChunk(world, *chunk, body);
    return;
  }
}

// GiveOneShareToTwo makes one code for the first two slots of a region.
void GiveOneShareToTwo(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->first_slot != 0 || chunk->region != FirstRegionOfTwo(world)) return;
  for (const Voter& voter : world.voters()) {
    if (voter.region != chunk->region || voter.slot != 0 || voter.codes.empty()) continue;
    GiveShare(world, voter, *chunk, 1);
    SignChunk(world, *chunk, body);
    return;
  }
}

// UseAnotherOrder: the second registrar's roll follows an order of its own.
void UseAnotherOrder(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->registrar != 1) return;
  world.rng().Fill(chunk->order_hash);
  SignChunk(world, *chunk, body);
}

// PublishFirst: the second registrar publishes a chunk where the first one's first chunk would stand.
void PublishFirst(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollChunk) return;
  Result<record::RollChunk> chunk = record::DecodeRollChunk(body);
  if (!chunk || chunk->registrar != 0 || world.ledger().state().roll().Registered(chunk->region) != 0) return;
  chunk->registrar = 1;
  SignChunk(world, *chunk, body);
}

// ListNobody: the registrar ends its roll with nobody on it.
void ListNobody(World& world, EntryType type, Bytes& body) {
  if (type != EntryType::kRollEnd) return;
  Result<record::RollEnd> end = record::DecodeRollEnd(world.context()->manifest, body);
  if (!end) return;
  std::fill(end->counts.begin(), end->counts.end(), 0);
  body = record::EncodeRollEnd(*end);
  body.resize(body.size() - record::kSignatureSize);
  end->signature = record::SignBody({world.context()->manifest_hash, EntryType::kRollEnd, end->registrar},
                                    body, world.registrar(end->registrar));
  body = record::EncodeRollEnd(*end);
}

}  // namespace

std::vector<Cheat> RollAttacks() {
  return {
      {.name = "rogue-registrar",
       .story = "The second registrar chooses a share that cancels the first one's",
       .check = CheckId::kRoll,
       .code = ErrorCode::kBadProof,
       .registrars = 2,
       .change_entry = CancelShare,
       .after = {}},
      {.name = "credential-twice",
       .story = "The registrar puts one credential on the roll twice, in two regions",
       .check = CheckId::kRoll,
       .code = ErrorCode::kCredentialTwice,
       .change_entry = ListTwice,
       .after = {}},
      {.name = "same-share",
       .story = "The registrar gives two neighbours on the roll the same code",
       .check = CheckId::kRoll,
       .code = ErrorCode::kDuplicate,
       .change_entry = GiveOneShareToTwo,
       .after = {}},
      {.name = "order-differs",
       .story = "The second registrar's codes follow another order of the persons",
       .check = CheckId::kRoll,
       .code = ErrorCode::kOrderDiffers,
       .registrars = 2,
       .change_entry = UseAnotherOrder,
       .after = {}},
      {.name = "order-first",
       .story = "The second registrar publishes before the first one, who draws the order",
       .check = CheckId::kRoll,
       .code = ErrorCode::kRollOrder,
       .registrars = 2,
       .change_entry = PublishFirst,
       .after = {}},
      {.name = "empty-roll",
       .story = "The registrar ends its roll with nobody on it",
       .check = CheckId::kRoll,
       .code = ErrorCode::kWrongCount,
       .change_entry = ListNobody,
       .after = {}},
  };
}

}  // namespace constat::demo
