#include "constat/load/parties.h"

#include <gtest/gtest.h>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/party/organiser/organiser.h"
#include "constat/testing/matchers.h"

namespace constat::load {
namespace {

TEST(MakeManifest, IsOneThatAReferendumCanBegin) {
  crypto::SeededRng rng("constat bench", "parties");
  const Parties parties(rng);
  const record::Manifest manifest = MakeManifest(parties);
  EXPECT_EQ(manifest.trustees.size(), 3u);
  EXPECT_EQ(manifest.opening_ms, kOpeningMs);
  const Bytes body = Value(party::MakeManifestBody(manifest, parties.organiser));
  EXPECT_THAT(referendum::MakeContext(body), Succeeds());
}

TEST(Parties, AreTheSameFromTheSameSeed) {
  crypto::SeededRng one("constat bench", "parties");
  crypto::SeededRng again("constat bench", "parties");
  EXPECT_EQ(Parties(one).board.public_key(), Parties(again).board.public_key());
}

}  // namespace
}  // namespace constat::load
