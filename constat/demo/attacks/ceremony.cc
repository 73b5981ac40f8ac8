// Attacks on the key ceremony and the opening.
#include "constat/record/ceremony.h"

#include "constat/demo/attacks/attacks.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/secret/sign_body.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::demo {
namespace {

using group::EncodedPoint;
using group::Point;
using group::WirePoint;
using record::EntryType;
using verify::CheckId;

// SignDeal signs a changed deal again, as its dealer: the same deal gives the same bytes.
Bytes SignDeal(World& world, record::TrusteeDeal& deal) {
  const group::SecretScalar& key = world.trustee_key(deal.dealer);
  Bytes body = record::EncodeTrusteeDeal(deal);
  body.resize(body.size() - record::kSchnorrSize);
  deal.signature = elgamal::DealSeed(key, world.context()->manifest_hash, deal.dealer)
                       .Prove(key, referendum::TrusteeSignatureClaim(
                                       *world.context(), EntryType::kTrusteeDeal, deal.dealer, body));
  return record::EncodeTrusteeDeal(deal);
}

record::TrusteeDeal DealOf(World& world, uint16_t dealer) {
  return record::DecodeTrusteeDeal(world.context()->manifest, world.trustee(dealer).MakeDeal()).value();
}

// SignAsTrustee appends a trustee's signature to a body without one.
Bytes SignAsTrustee(World& world, EntryType type, uint16_t trustee, Bytes body) {
  body.resize(body.size() - record::kSchnorrSize);
  const zkp::Claim claim = referendum::TrusteeSignatureClaim(*world.context(), type, trustee, body);
  wire::Writer signature;
  zkp::WriteSchnorr(signature, zkp::ProveSchnorr(world.trustee_key(trustee), claim, world.rng()));
  Append(body, signature.bytes());
  return body;
}

Bytes CommitTo(World& world, uint16_t dealer, ByteView deal_body) {
  return SignAsTrustee(
      world, EntryType::kTrusteeCommit, dealer,
      record::EncodeTrusteeCommit(
          {.dealer = dealer, .deal_hash = referendum::DealHash(world.context()->manifest_hash, deal_body)}));
}

// IsOf tells whether an entry is of this type and by this trustee, whose number its body begins with.
bool IsOf(EntryType type, uint16_t trustee, EntryType actual, const Bytes& body) {
  return actual == type && body.size() > 2 && body[0] == trustee >> 8 && body[1] == (trustee & 0xff);
}

// DealAsCommitted has a dealer commit to a bad deal, and then deal it.
void DealAsCommitted(World& world, EntryType type, Bytes& body, uint16_t dealer, Bytes (*make)(World&)) {
  if (IsOf(EntryType::kTrusteeCommit, dealer, type, body)) body = CommitTo(world, dealer, make(world));
  if (IsOf(EntryType::kTrusteeDeal, dealer, type, body)) body = make(world);
}

Bytes BadShareDeal(World& world) {
  record::TrusteeDeal deal = DealOf(world, 2);
  deal.shares[2].sealed[0] ^= 1;
  return SignDeal(world, deal);
}

void DealBadShare(World& world, EntryType type, Bytes& body) {
  DealAsCommitted(world, type, body, 2, BadShareDeal);
}

Status ComplainFalsely(World& world, Stage stage) {
  if (stage != Stage::kDealt) return {};
  CONSTAT_ASSIGN(const Bytes body,
                 world.trustee(3).Complain(world.ledger().state().ceremony(), 2, world.rng()));
  CONSTAT_TRY(world.ledger().Append(EntryType::kTrusteeComplaint, body));
  return {};
}

// RogueDeal makes the sum of all keys one whose secret only the last dealer knows, who has seen
// the others' deals.
Bytes RogueDeal(World& world) {
  record::TrusteeDeal deal = DealOf(world, kTrustees);
  Point key = world.trustee_key(kTrustees).MulBase();
  for (uint16_t i = 1; i < kTrustees; ++i) key -= DealOf(world, i).commitments.front().point;
  deal.commitments.front() = WirePoint::From(key);
  return SignDeal(world, deal);
}

void DealRogueKey(World& world, EntryType type, Bytes& body) {
  DealAsCommitted(world, type, body, kTrustees, RogueDeal);
}

// DealAnother: the last dealer committed to an honest deal, and then deals the rogue one.
void DealAnother(World& world, EntryType type, Bytes& body) {
  if (IsOf(EntryType::kTrusteeDeal, kTrustees, type, body)) body = RogueDeal(world);
}

// DealEarly: trustee 1 shows its deal while trustee 5 has not committed.
void DealEarly(World& world, EntryType type, Bytes& body) {
  if (!IsOf(EntryType::kTrusteeCommit, kTrustees, type, body)) return;
  (void)world.ledger().Append(EntryType::kTrusteeDeal, world.trustee(1).MakeDeal());
}

// CommitLate: trustee 5, who has seen the others' deals, commits a second time.
void CommitLate(World& world, EntryType type, Bytes& body) {
  if (!IsOf(EntryType::kTrusteeDeal, kTrustees, type, body)) return;
  (void)world.ledger().Append(EntryType::kTrusteeCommit, CommitTo(world, kTrustees, RogueDeal(world)));
}

// ReplayDrill: trustee 2 has lost its key, and somebody brings a drill that it once made for a shorter log.
void ReplayDrill(World& world, EntryType type, Bytes& body) {
  if (!IsOf(EntryType::kTrusteeDrill, 2, type, body)) return;
  const referendum::Ceremony& ceremony = world.ledger().state().ceremony();
  tlog::TreeHead before = *world.ledger().state().complete_roll();
  --before.size;
  const Result<group::SecretScalar> share = world.trustee(2).KeyShare(ceremony);
  if (!share) return;
  const zkp::Claim claim = referendum::DrillClaim(
      world.context()->manifest_hash, {ceremony.DealsHash(), 2, ceremony.VerificationKey(2).encoded, before});
  body = SignAsTrustee(world, EntryType::kTrusteeDrill, 2,
                       record::EncodeTrusteeDrill(
                           {.trustee = 2, .possession = zkp::ProveSchnorr(*share, claim, world.rng())}));
}

// OpenWithoutDrills: as many trustees drill as decrypt, one fewer than the manifest wants; the organiser
// opens all the same.
Status OpenWithoutDrills(World& world, Stage stage) {
  if (stage == Stage::kRoll) world.trustees_who_drill = kThreshold;
  if (stage != Stage::kDrilled) return {};
  const referendum::Referendum& state = world.ledger().state();
  record::Open open{.joint_key = state.ceremony().JointKey(), .root = state.complete_roll()->root};
  Bytes body = record::EncodeOpen(open);
  body.resize(body.size() - record::kSignatureSize);
  open.signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kOpen, 0}, body, world.organiser());
  CONSTAT_TRY(world.ledger().Append(EntryType::kOpen, record::EncodeOpen(open)));
  return {};
}

void OpenLate(World& world, EntryType type, Bytes&) {
  if (type != EntryType::kOpen) return;
  world.clock().Set(referendum::OpenUntilMs(world.context()->manifest) + kMinuteMs);
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
       .story = "Trustee 5, whom the others showed their deals too early, chooses its own to cancel them",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kBadProof,
       .change_entry = DealRogueKey,
       .after = {}},
      {.name = "other-deal",
       .story = "Trustee 5 waits for the others' deals, and then deals otherwise than it committed to",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kWrongHash,
       .change_entry = DealAnother,
       .after = {}},
      {.name = "early-deal",
       .story = "Trustee 1 shows its deal before trustee 5 has committed",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kWrongPhase,
       .change_entry = DealEarly,
       .after = {}},
      {.name = "late-commit",
       .story = "Trustee 5 commits a second time, after it has seen the others' deals",
       .check = CheckId::kCeremony,
       .code = ErrorCode::kWrongPhase,
       .change_entry = CommitLate,
       .after = {}},
  };
}

std::vector<Cheat> OpeningAttacks() {
  return {
      {.name = "replayed-drill",
       .story = "Trustee 2 lost its key; a drill that it made for an earlier state of the log is put in",
       .check = CheckId::kDrills,
       .code = ErrorCode::kBadProof,
       .change_entry = ReplayDrill,
       .after = {}},
      {.name = "missing-drill",
       .story = "The organiser opens the voting though too few trustees showed a working key",
       .check = CheckId::kOpen,
       .code = ErrorCode::kDrillMissing,
       .change_entry = {},
       .after = OpenWithoutDrills},
      {.name = "late-open",
       .story = "The organiser opens the voting after the last moment for it",
       .check = CheckId::kOpen,
       .code = ErrorCode::kWrongPhase,
       .change_entry = OpenLate,
       .after = {}},
  };
}

}  // namespace constat::demo
