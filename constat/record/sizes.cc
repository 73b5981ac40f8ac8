#include "constat/record/sizes.h"

#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"

namespace constat::record {
namespace {

constexpr size_t kInLog = kEntryOverhead + 2 + 32;  // length and hash in the tiles
constexpr size_t kSlot = 96;                        // one registrar's share of a credential, with its proof

// DealBodySize is the same for every trustee: the manifest fixes it.
size_t DealBodySize(const Manifest& manifest) {
  TrusteeDeal deal;
  deal.commitments.resize(manifest.threshold);
  deal.shares.resize(manifest.trustees.size());
  return EncodeTrusteeDeal(deal).size();
}

}  // namespace

Sizes SizesOf(const Manifest& manifest) {
  return {.manifest = EncodeManifest(manifest).size() + 64 + kInLog,
          .deal = DealBodySize(manifest) + kInLog,
          .voter = kSlot * manifest.registrars.size(),
          .ballot = BallotShape::Of(manifest).size_bytes + kInLog};
}

}  // namespace constat::record
