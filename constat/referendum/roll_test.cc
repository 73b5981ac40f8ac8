#include "constat/referendum/roll.h"

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using group::Point;
using group::Scalar;
using group::SecretScalar;
using group::WirePoint;
using record::EntryType;
using record::RollChunk;
using testing::Voter;
using testing::World;

std::string PutChunk(World& w, const RollChunk& chunk) {
  const Bytes body = w.SignChunk(chunk);
  std::string code = w.Put(EntryType::kRollChunk, body);
  if (code == "ok") w.chunk_bodies[chunk.registrar].push_back(body);
  return code;
}

std::string PutEnd(World& w, const record::RollEnd& end) {
  return w.Put(EntryType::kRollEnd, w.SignRollEnd(end));
}

// Spec: ROL-5, ROL-7
TEST(RollTest, HoldsEveryCredentialWithItsSlot) {
  World w({.voters = {2, 0, 3}, .registrars = 3});
  w.ToRoll();
  w.RollAll();
  const Roll& roll = w.referendum.roll();
  EXPECT_TRUE(roll.AllEnded());
  EXPECT_EQ(roll.Registered(0), 2u);
  EXPECT_EQ(roll.Registered(1), 0u);
  EXPECT_EQ(roll.Registered(2), 3u);
  for (const Voter& v : w.voters) {
    const std::optional<Slot> slot = roll.Find(v.credential.encoded);
    ASSERT_TRUE(slot.has_value());
    EXPECT_EQ(slot->region, v.slot.region);
    EXPECT_EQ(slot->number, v.slot.number);
    EXPECT_EQ(roll.Credential(*slot), v.credential.encoded);
  }
  EXPECT_FALSE(roll.Find(SecretScalar::Random(w.rng).MulBaseEncoded()));
  // A registrar's share alone is no credential.
  EXPECT_FALSE(roll.Find(w.credential_shares[0][0][0].MulBaseEncoded()));
}

// Enough credentials to grow the table of credentials several times.
TEST(RollTest, FindsCredentialsAmongThousands) {
  World w({.name = "many", .voters = {3000, 100}});
  w.ToRoll();
  w.RollAll();
  const Roll& roll = w.referendum.roll();
  EXPECT_EQ(roll.Registered(0), 3000u);
  for (const Voter& v : w.voters) {
    const std::optional<Slot> slot = roll.Find(v.credential.encoded);
    ASSERT_TRUE(slot.has_value());
    EXPECT_EQ(slot->number, v.slot.number);
    EXPECT_EQ(slot->region, v.slot.region);
  }
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(roll.Find(SecretScalar::Random(w.rng).MulBaseEncoded()));
}

// Spec: ROL-5
TEST(RollTest, RefusesGapsRepetitionsAndRegionsOutOfOrder) {
  World w({.voters = {4, 2, 2}});
  w.ToRoll();
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 0, 1, 2)), "roll-order") << "slot 0 left out";
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 2)), "ok");
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 2)), "roll-order") << "the same again";
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 0, 1, 2)), "roll-order") << "overlap";
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 0, 3, 1)), "roll-order") << "gap";
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 2, 1)), "ok");
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 2, 1, 1)), "roll-order") << "a new region begins at 0";
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 2, 0, 2)), "ok") << "a region may be left out";
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 1, 0, 1)), "roll-order") << "back to an earlier region";
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 0, 3, 1)), "roll-order") << "back to an earlier region";
}

// Each check of ROL-5 in its order: every chunk here also fails all later ones.
// Spec: ROL-5, LAB-3
TEST(RollTest, ChecksChunksInTheClausesOrder) {
  World w;
  w.ToRoll();
  RollChunk chunk = w.Chunk(0, 0, 0, 3);
  chunk.slots[1].proof = chunk.slots[0].proof;
  EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
  chunk.slots[2].share = chunk.slots[0].share;
  EXPECT_EQ(PutChunk(w, chunk), "duplicate");
  chunk.slots[1].share = WirePoint::From(Point());
  EXPECT_EQ(PutChunk(w, chunk), "identity-point");
  const Bytes unsigned_body = record::EncodeRollChunk(chunk);
  EXPECT_EQ(w.Put(EntryType::kRollChunk, unsigned_body), "bad-signature");
  chunk.order_hash[0] = 1;
  EXPECT_EQ(w.Put(EntryType::kRollChunk, record::EncodeRollChunk(chunk)), "order-differs");
  chunk.first_slot = 1;
  EXPECT_EQ(w.Put(EntryType::kRollChunk, record::EncodeRollChunk(chunk)), "roll-order");
  chunk.region = 2;
  EXPECT_EQ(w.Put(EntryType::kRollChunk, record::EncodeRollChunk(chunk)), "bad-number");
  chunk.registrar = 1;
  EXPECT_EQ(w.Put(EntryType::kRollChunk, record::EncodeRollChunk(chunk)), "unknown-author");
  Bytes body = record::EncodeRollChunk(chunk);
  body.push_back(0);
  EXPECT_EQ(w.Put(EntryType::kRollChunk, body), "trailing-bytes");
  w.RollAll();
  chunk.registrar = 0;
  chunk.region = 0;
  EXPECT_EQ(w.Put(EntryType::kRollChunk, record::EncodeRollChunk(chunk)), "wrong-phase")
      << "after the end of the only registrar";
}

// One code for two voters is one share for two slots, each with a proof of its own. Spec: ROL-5
TEST(RollTest, SameShare) {
  World w({.registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  RollChunk chunk = w.Chunk(1, 0, 0, 4);
  chunk.slots[3] = w.SlotOf(1, 0, 3, w.credential_shares[1][0][1]);
  EXPECT_EQ(PutChunk(w, chunk), "duplicate");
  EXPECT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 4)), "ok");
}

// Spec: ROL-5, ROL-9
TEST(RollTest, OrderDiffers) {
  World w({.registrars = 3});
  w.ToRoll();
  RollChunk chunk = w.Chunk(0, 0, 0, 4);
  chunk.order_hash = {};
  EXPECT_EQ(PutChunk(w, chunk), "order-differs") << "no order, where there are several registrars";
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  for (uint16_t m = 0; m < 3; ++m) {
    chunk = w.Chunk(m, m == 0 ? 1 : 0, 0, 3);
    chunk.order_hash[31] ^= 1;
    EXPECT_EQ(PutChunk(w, chunk), "order-differs") << m;
    chunk.order_hash = {};
    EXPECT_EQ(PutChunk(w, chunk), "order-differs") << m;
  }
  EXPECT_EQ(PutChunk(w, w.Chunk(2, 0, 0, 4)), "ok");
  World one;
  one.ToRoll();
  chunk = one.Chunk(0, 0, 0, 4);
  chunk.order_hash[31] = 1;
  EXPECT_EQ(PutChunk(one, chunk), "order-differs") << "an order, where there is one registrar";
}

// Registrar 0 draws the order: whoever publishes before it states another's. Spec: ROL-5, ROL-9
TEST(RollTest, OrderFirst) {
  World w({.registrars = 2});
  w.ToRoll();
  EXPECT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 4)), "roll-order");
  RollChunk bad = w.Chunk(0, 0, 0, 4);
  bad.order_hash = {};
  EXPECT_EQ(PutChunk(w, bad), "order-differs");
  EXPECT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 4)), "roll-order") << "a refused chunk is no first one";
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  EXPECT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 4)), "ok");
}

// Spec: ROL-5, LAB-3
TEST(RollTest, RefusesChunksSignedByAnotherOrForAnother) {
  World w({.registrars = 2});
  w.ToRoll();
  const Bytes body = record::EncodeRollChunk(w.Chunk(0, 0, 0, 2));
  EXPECT_EQ(w.Put(EntryType::kRollChunk, w.Signed(w.registrar_keys[1], EntryType::kRollChunk, 0, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kRollChunk, w.Signed(w.registrar_keys[0], EntryType::kRollChunk, 1, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kRollChunk, w.Signed(w.organiser_key, EntryType::kRollChunk, 0, body)),
            "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kRollChunk, w.Signed(w.registrar_keys[0], EntryType::kRollEnd, 0, body)),
            "bad-signature");
}

// Spec: ROL-5
TEST(RollTest, RefusesEveryFlippedByte) {
  World w;
  w.ToRoll();
  const Bytes body = w.SignChunk(w.Chunk(0, 0, 0, 2));
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kRollChunk, flipped), "ok") << i;
  }
  EXPECT_EQ(w.Put(EntryType::kRollChunk, body), "ok");
}

// Spec: ROL-5, ENC-1
TEST(RollTest, RefusesEmptyAndOversizedChunks) {
  World w;
  w.ToRoll();
  RollChunk chunk = w.Chunk(0, 0, 0, 1);
  const record::RollSlot slot = chunk.slots[0];
  chunk.slots.clear();
  EXPECT_EQ(PutChunk(w, chunk), "bad-length");
  chunk.slots.assign(513, slot);
  EXPECT_EQ(PutChunk(w, chunk), "bad-length");
}

// A proof speaks of one registrar, region and slot.
// Spec: ROL-4
TEST(RollTest, RefusesAShareProvenForAnotherPlace) {
  World w({.registrars = 2});
  w.ToRoll();
  const SecretScalar& secret = w.credential_shares[0][0][0];
  RollChunk chunk = w.Chunk(0, 0, 0, 1);
  chunk.slots[0] = w.SlotOf(1, 0, 0, secret);
  EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
  chunk.slots[0] = w.SlotOf(0, 1, 0, secret);
  EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
  chunk.slots[0] = w.SlotOf(0, 0, 1, secret);
  EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
  chunk.slots[0] = w.SlotOf(0, 0, 0, secret);
  EXPECT_EQ(PutChunk(w, chunk), "ok");
}

// The challenge, byte by byte as the clause writes it, and each input in turn.
// Spec: ROL-4, LAB-5
TEST(RollTest, TheShareChallengeCoversTheWholeStatement) {
  World w;
  const auto point = [&] { return SecretScalar::Random(w.rng).MulBaseEncoded(); };
  const ShareStatement s{1, 2, 3, point()};
  const group::EncodedPoint a = point();
  wire::Writer preimage;
  preimage.Fixed(w.manifest_hash).U16(1).U16(2).U32(3).Fixed(s.share).Fixed(a);
  const Scalar honest = CredentialShareChallenge(w.manifest_hash, s, a);
  EXPECT_EQ(honest, group::ChallengeScalar(crypto::Label::kCredentialShare, preimage.bytes()));
  Bytes32 other = w.manifest_hash;
  other[5] ^= 1;
  EXPECT_FALSE(CredentialShareChallenge(other, s, a) == honest);
  EXPECT_FALSE(CredentialShareChallenge(w.manifest_hash, {2, 2, 3, s.share}, a) == honest);
  EXPECT_FALSE(CredentialShareChallenge(w.manifest_hash, {1, 1, 3, s.share}, a) == honest);
  EXPECT_FALSE(CredentialShareChallenge(w.manifest_hash, {1, 2, 4, s.share}, a) == honest);
  EXPECT_FALSE(CredentialShareChallenge(w.manifest_hash, {1, 2, 3, a}, a) == honest);
  EXPECT_FALSE(CredentialShareChallenge(w.manifest_hash, s, s.share) == honest);
}

// The second registrar sees X_0 and publishes Y = x B - X_0, so that the credential is its own x B. It cannot
// prove it. Spec: ROL-4
TEST(RollTest, RefusesAShareThatCancelsAnothers) {
  World w({.registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  const SecretScalar own = SecretScalar::Random(w.rng);
  const Point others = w.credential_shares[0][0][0].MulBase();
  RollChunk chunk = w.Chunk(1, 0, 0, 4);
  for (const Point& wanted : {own.MulBase(), Point()}) {
    chunk.slots[0].share = WirePoint::From(wanted - others);
    EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
    // With a proof of x instead.
    chunk.slots[0].proof = w.SlotOf(1, 0, 0, own).proof;
    EXPECT_EQ(PutChunk(w, chunk), "bad-proof");
  }
}

// Registrars who work together can prove shares that add up to the identity, or to one credential for two
// slots. Spec: ROL-5
TEST(RollTest, RefusesIdentityAndRepeatedSums) {
  World w({.registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  RollChunk chunk = w.Chunk(1, 0, 0, 2);
  chunk.slots[1] = w.SlotOf(1, 0, 1, w.credential_shares[0][0][1].Negate());
  EXPECT_EQ(PutChunk(w, chunk), "identity-point");
  // x_0 + y_0 = x_1 + y_1, within one chunk
  const SecretScalar same =
      w.credential_shares[0][0][0].Add(w.credential_shares[1][0][0]).Sub(w.credential_shares[0][0][1]);
  chunk = w.Chunk(1, 0, 0, 2);
  chunk.slots[1] = w.SlotOf(1, 0, 1, same);
  EXPECT_EQ(PutChunk(w, chunk), "credential-twice");
  // and across chunks
  ASSERT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 1)), "ok");
  chunk = w.Chunk(1, 0, 1, 1);
  chunk.slots[0] = w.SlotOf(1, 0, 1, same);
  EXPECT_EQ(PutChunk(w, chunk), "credential-twice");
  EXPECT_EQ(PutChunk(w, w.Chunk(1, 0, 1, 3)), "ok");
}

// Spec: ROL-5
TEST(RollTest, RefusesACredentialTwiceAcrossRegions) {
  World w({.voters = {2, 2}});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 2)), "ok");
  RollChunk chunk = w.Chunk(0, 1, 0, 2);
  chunk.slots[1] = w.SlotOf(0, 1, 1, w.credential_shares[0][0][0]);
  EXPECT_EQ(PutChunk(w, chunk), "credential-twice");
  chunk = w.Chunk(0, 1, 0, 2);
  chunk.slots[1] = w.SlotOf(0, 1, 1, w.credential_shares[0][1][0]);
  EXPECT_EQ(PutChunk(w, chunk), "duplicate") << "within one chunk";
  EXPECT_EQ(PutChunk(w, w.Chunk(0, 1, 0, 2)), "ok");
}

// Once registrar 0 has begun, whose share of a slot is first does not matter. Spec: ROL-5
TEST(RollTest, RegistrarsMayInterleave) {
  World w({.voters = {3}, .registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 1)), "ok");
  EXPECT_FALSE(w.referendum.roll().Find(w.credential_shares[0][0][0].MulBaseEncoded())) << "not complete yet";
  ASSERT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 2)), "ok");
  EXPECT_TRUE(w.referendum.roll().Find(w.voters[0].credential.encoded).has_value());
  EXPECT_FALSE(w.referendum.roll().Find(w.voters[1].credential.encoded).has_value());
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 1, 2)), "ok");
  ASSERT_EQ(PutChunk(w, w.Chunk(1, 0, 2, 1)), "ok");
  for (const Voter& v : w.voters) EXPECT_TRUE(w.referendum.roll().Find(v.credential.encoded).has_value());
}

// Each check of ROL-6 in its order: every end here also fails all later ones.
// Spec: ROL-6
TEST(RollEndTest, ChecksInTheClausesOrder) {
  World w({.registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 1, 0, 3)), "ok");
  const record::RollEnd good = w.RollEnd(0);
  EXPECT_EQ(w.Put(EntryType::kRollEnd, record::EncodeRollEnd(good)), "bad-signature");
  EXPECT_EQ(w.Put(EntryType::kRollEnd,
                  w.Signed(w.registrar_keys[1], EntryType::kRollEnd, 0, record::EncodeRollEnd(good))),
            "bad-signature");
  record::RollEnd end = good;
  end.hash[0] ^= 1;
  EXPECT_EQ(w.Put(EntryType::kRollEnd, record::EncodeRollEnd(end)), "wrong-hash");
  EXPECT_EQ(PutEnd(w, end), "wrong-hash");
  end.counts[1] = 2;
  EXPECT_EQ(w.Put(EntryType::kRollEnd, record::EncodeRollEnd(end)), "wrong-count");
  ASSERT_EQ(PutEnd(w, good), "ok");
  EXPECT_EQ(w.Put(EntryType::kRollEnd, record::EncodeRollEnd(end)), "duplicate");
  end.registrar = 2;
  EXPECT_EQ(w.Put(EntryType::kRollEnd, record::EncodeRollEnd(end)), "unknown-author");
}

// Spec: ROL-6
TEST(RollEndTest, RefusesEveryFlippedByte) {
  World w;
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 4)), "ok");
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 1, 0, 3)), "ok");
  const Bytes body = w.SignRollEnd(w.RollEnd(0));
  for (size_t i = 0; i < body.size(); ++i) {
    Bytes flipped = body;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kRollEnd, flipped), "ok") << i;
  }
  EXPECT_EQ(w.Put(EntryType::kRollEnd, body), "ok");
}

// Registrars who list different numbers of voters: the second to end is refused, whoever it is.
// Spec: ROL-6
TEST(RollEndTest, RefusesCountsThatDifferFromAnotherRegistrars) {
  World w({.voters = {2, 1}, .registrars = 2});
  w.ToRoll();
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 0, 0, 2)), "ok");
  ASSERT_EQ(PutChunk(w, w.Chunk(0, 1, 0, 1)), "ok");
  ASSERT_EQ(PutChunk(w, w.Chunk(1, 0, 0, 2)), "ok");
  ASSERT_EQ(PutEnd(w, w.RollEnd(0)), "ok");
  record::RollEnd end = w.RollEnd(1);
  EXPECT_EQ(PutEnd(w, end), "wrong-count") << "states a voter it has not listed";
  end.counts = {2, 0};
  EXPECT_EQ(PutEnd(w, end), "wrong-count") << "states what it listed, which differs from registrar 0";
  ASSERT_EQ(PutChunk(w, w.Chunk(1, 1, 0, 1)), "ok");
  EXPECT_EQ(PutEnd(w, w.RollEnd(1)), "ok");
}

// The hash is over the accepted chunk bodies in order.
// Spec: ROL-6
TEST(RollEndTest, TheHashIsTheClauses) {
  World w;
  w.ToRoll();
  Bytes message;
  Append(message, AsBytes(std::string_view("constat/v1/roll\0", 16)));
  Append(message, w.manifest_hash);
  Append(message, Bytes{0, 0});
  for (const auto& [region, count] : {std::pair<uint16_t, uint32_t>{0, 4}, {1, 3}}) {
    const Bytes body = w.SignChunk(w.Chunk(0, region, 0, count));
    ASSERT_EQ(w.Put(EntryType::kRollChunk, body), "ok");
    Append(message, body);
  }
  record::RollEnd end{.registrar = 0, .counts = {4, 3}, .hash = crypto::Sha256(message)};
  EXPECT_EQ(PutEnd(w, end), "ok");
}

// Spec: ROL-6
TEST(RollEndTest, EmptyRoll) {
  World w({.voters = {0, 0}});
  w.ToRoll();
  EXPECT_EQ(PutEnd(w, w.RollEnd(0)), "wrong-count");
  EXPECT_FALSE(w.referendum.roll().AllEnded());
}

}  // namespace
}  // namespace constat::referendum
