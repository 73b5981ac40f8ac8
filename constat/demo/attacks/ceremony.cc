// Attacks on the key ceremony.
#include "constat/record/ceremony.h"

#include "constat/demo/attacks/attacks.h"
#include "constat/party/organiser/organiser.h"
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
      [&](const EncodedPoint& a) {
        return referendum::TrusteeSignatureChallenge(*world.context(), EntryType::kTrusteeDeal, deal.dealer,
                                                     a, text);
      },
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
  };
}

}  // namespace constat::demo
