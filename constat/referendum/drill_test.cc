// Drills: a trustee shows that it has a working key. Spec: CER-12.
#include "constat/referendum/ceremony.h"
#include "constat/testing/world.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::referendum {
namespace {

using group::Scalar;
using record::EntryType;
using record::TrusteeDrill;
using testing::World;

std::string PutDrill(World& w, const TrusteeDrill& drill) {
  return w.Put(EntryType::kTrusteeDrill, w.SignDrill(drill));
}

DrillStatement StatementOf(const World& w, uint16_t j) {
  const Ceremony& ceremony = w.referendum.ceremony();
  return {ceremony.DealsHash(), j, ceremony.VerificationKey(j).encoded, *w.referendum.complete_roll()};
}

// DrillFor is trustee j's drill with a possession of its share for another statement.
TrusteeDrill DrillFor(World& w, uint16_t j, const DrillStatement& statement) {
  return {.trustee = j,
          .possession =
              zkp::ProveSchnorr(w.trustee_keys.KeyShare(j), DrillClaim(w.manifest_hash, statement), w.rng)};
}

TEST(DrillTest, AnyTrusteesInAnyOrder) {
  World w({.trustees = 5, .threshold = 3});
  w.ToDrills();
  ASSERT_EQ(w.manifest.drills, 4);
  for (const uint16_t j : {uint16_t{5}, uint16_t{2}, uint16_t{4}}) {
    EXPECT_FALSE(w.referendum.ceremony().HasDrilled(j));
    EXPECT_EQ(PutDrill(w, w.Drill(j)), "ok");
    EXPECT_TRUE(w.referendum.ceremony().HasDrilled(j));
  }
  EXPECT_EQ(w.referendum.ceremony().Drills(), 3u);
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open())), "drill-missing");
  EXPECT_EQ(PutDrill(w, w.Drill(1)), "ok");
  EXPECT_EQ(PutDrill(w, w.Drill(3)), "ok") << "more than are needed";
  EXPECT_EQ(w.Put(EntryType::kOpen, w.SignOpen(w.Open())), "ok");
}

// Each check of CER-12 in its order: every drill here also fails all later ones.
TEST(DrillTest, ChecksInTheClausesOrder) {
  World w;
  w.ToDrills();
  TrusteeDrill bad = w.Drill(1);
  bad.possession.response += Scalar::FromUint64(1);
  EXPECT_EQ(PutDrill(w, bad), "bad-proof");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, record::EncodeTrusteeDrill(bad)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill,
                  w.TrusteeSigned(EntryType::kTrusteeDrill, 2, record::EncodeTrusteeDrill(bad))),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill,
                  w.TrusteeSigned(EntryType::kTrusteeAccept, 1, record::EncodeTrusteeDrill(bad))),
            "bad-signature")
      << "the right person, another type";
  ASSERT_EQ(PutDrill(w, w.Drill(1)), "ok");
  EXPECT_EQ(PutDrill(w, w.Drill(1)), "duplicate");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, record::EncodeTrusteeDrill(bad)), "duplicate");
  for (const uint16_t nobody : {uint16_t{0}, uint16_t{4}, uint16_t{65535}}) {
    bad.trustee = nobody;
    EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, record::EncodeTrusteeDrill(bad)), "unknown-author") << nobody;
  }
  const Bytes next = w.SignDrill(w.Drill(2));
  for (size_t i = 0; i < next.size(); ++i) {
    Bytes flipped = next;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kTrusteeDrill, flipped), "ok") << "byte " << i;
    EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, ByteView(next).first(i)), "truncated");
  }
  Bytes longer = next;
  longer.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, longer), "trailing-bytes");
  EXPECT_EQ(w.Put(EntryType::kTrusteeDrill, next), "ok");
}

// A drill for another roll, referendum, key or trustee shows nothing for this one.
// Spec: CER-12, LAB-5
TEST(DrillTest, ReplayedDrillProvesNothing) {
  World w;
  w.ToDrills();
  DrillStatement other = StatementOf(w, 1);
  --other.complete_roll.size;
  EXPECT_EQ(PutDrill(w, DrillFor(w, 1, other)), "bad-proof");
  other = StatementOf(w, 1);
  other.complete_roll.root[0] ^= 1;
  EXPECT_EQ(PutDrill(w, DrillFor(w, 1, other)), "bad-proof");
  other = StatementOf(w, 1);
  other.deals_hash[31] ^= 1;
  EXPECT_EQ(PutDrill(w, DrillFor(w, 1, other)), "bad-proof");
  other = StatementOf(w, 1);
  other.trustee = 2;
  EXPECT_EQ(PutDrill(w, DrillFor(w, 1, other)), "bad-proof");
  TrusteeDrill copied = w.Drill(2);
  copied.trustee = 1;
  EXPECT_EQ(PutDrill(w, copied), "bad-proof") << "another trustee's";
  const TrusteeDrill own_key{
      .trustee = 1,
      .possession = zkp::ProveSchnorr(w.trustee_keys.secrets[0],
                                      DrillClaim(w.manifest_hash, StatementOf(w, 1)), w.rng)};
  EXPECT_EQ(PutDrill(w, own_key), "bad-proof") << "the key that signs is not the share that decrypts";
  Bytes32 elsewhere = w.manifest_hash;
  elsewhere[0] ^= 1;
  const TrusteeDrill of_another{
      .trustee = 1,
      .possession =
          zkp::ProveSchnorr(w.trustee_keys.KeyShare(1), DrillClaim(elsewhere, StatementOf(w, 1)), w.rng)};
  EXPECT_EQ(PutDrill(w, of_another), "bad-proof");
  EXPECT_EQ(PutDrill(w, w.Drill(1)), "ok");
}

}  // namespace
}  // namespace constat::referendum
