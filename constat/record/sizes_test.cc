#include "constat/record/sizes.h"

#include <gtest/gtest.h>

#include "constat/record/ballot.h"
#include "constat/record/entry.h"
#include "constat/testing/manifest.h"

namespace constat::record {
namespace {

TEST(Sizes, AreThoseOfTheEntries) {
  Manifest manifest = MakeTestManifest();
  const Sizes sizes = SizesOf(manifest);
  const Bytes entry = EncodeEntry(Entry{EntryType::kBallot, 0, Bytes(BallotShape::Of(manifest).size_bytes)});
  EXPECT_EQ(sizes.ballot, entry.size() + 34);
  EXPECT_EQ(sizes.voter, 96 * manifest.registrars.size());
  manifest.title[0] += "!";
  EXPECT_EQ(SizesOf(manifest).manifest, sizes.manifest + 1);
  manifest.trustees.push_back(manifest.trustees.front());
  EXPECT_GT(SizesOf(manifest).deal, sizes.deal);
  EXPECT_EQ(sizes.Record(1000, 2), 1000 * (sizes.voter + 2 * sizes.ballot));
}

}  // namespace
}  // namespace constat::record
