#include "constat/record/roll.h"

#include "constat/record/entry.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

RollChunk TestChunk(size_t slots) {
  RollChunk chunk{.registrar = 1,
                  .region = 2,
                  .first_slot = 0x01020304,
                  .order_hash = TestBytes("order"),
                  .signature = TestSignature("chunk")};
  for (size_t i = 0; i < slots; ++i) {
    chunk.slots.push_back({TestPoint(fmt::format("share {}", i)), TestSchnorr(fmt::format("slot {}", i))});
  }
  return chunk;
}

Result<Bytes> RecodedChunk(ByteView body) {
  CONSTAT_ASSIGN(const RollChunk chunk, DecodeRollChunk(body));
  return EncodeRollChunk(chunk);
}

// Spec: ROL-5, ENC-1, ENC-5
TEST(RollChunk, IsRegistrarRegionSlotsAndSignature) {
  const RollChunk chunk = TestChunk(2);
  const Bytes encoded = EncodeRollChunk(chunk);
  std::string hex = "0001000201020304" + text::FormatHex(chunk.order_hash) + "0002";
  for (const RollSlot& slot : chunk.slots) {
    hex += text::FormatHex(slot.share.encoded) + text::FormatHex(slot.proof.commitment.encoded) +
           text::FormatHex(slot.proof.response.Encode());
  }
  EXPECT_EQ(text::FormatHex(encoded), hex + text::FormatHex(chunk.signature));
  ExpectCanonical(encoded, RecodedChunk);
}

// Spec: ENC-2, ENC-3
TEST(RollChunk, DecodesPointsAndScalarsStrictly) {
  const RollChunk chunk = TestChunk(2);
  std::vector<group::WirePoint> points;
  std::vector<group::Scalar> scalars;
  for (const RollSlot& slot : chunk.slots) {
    points.insert(points.end(), {slot.share, slot.proof.commitment});
    scalars.push_back(slot.proof.response);
  }
  ExpectStrictFields(EncodeRollChunk(chunk), points, scalars, RecodedChunk);
}

// Spec: ROL-5
TEST(RollChunk, HasOneTo512Slots) {
  EXPECT_EQ(CodeOf(RecodedChunk(EncodeRollChunk(TestChunk(0)))), "bad-length");
  EXPECT_EQ(CodeOf(RecodedChunk(EncodeRollChunk(TestChunk(1)))), "ok");
  const Bytes largest = EncodeRollChunk(TestChunk(512));
  EXPECT_EQ(CodeOf(RecodedChunk(largest)), "ok");
  EXPECT_LE(largest.size(), kMaxBodySize);
  EXPECT_EQ(CodeOf(RecodedChunk(EncodeRollChunk(TestChunk(513)))), "bad-length");
}

Result<Bytes> RecodedEnd(ByteView body) {
  CONSTAT_ASSIGN(const RollEnd end, DecodeRollEnd(TestManifest(), body));
  return EncodeRollEnd(end);
}

// Spec: ROL-6, ENC-1, ENC-7
TEST(RollEnd, HasACountForEveryRegion) {
  const RollEnd end{.registrar = 1,
                    .counts = {5, 0, 0xfffffffe},
                    .hash = TestBytes("roll"),
                    .signature = TestSignature("end")};
  const Bytes encoded = EncodeRollEnd(end);
  EXPECT_EQ(text::FormatHex(encoded),
            "0001"
            "00000005"
            "00000000"
            "fffffffe" +
                text::FormatHex(end.hash) + text::FormatHex(end.signature));
  ExpectCanonical(encoded, RecodedEnd);
  Manifest m = TestManifest();
  m.regions.pop_back();
  EXPECT_EQ(CodeOf(DecodeRollEnd(m, encoded)), "trailing-bytes");
  m.regions.resize(4);
  EXPECT_EQ(CodeOf(DecodeRollEnd(m, encoded)), "truncated");
}

Result<Bytes> RecodedOpen(ByteView body) {
  CONSTAT_ASSIGN(const Open open, DecodeOpen(body));
  return EncodeOpen(open);
}

// Spec: ROL-8, ENC-1, ENC-2
TEST(Open, IsJointKeyRootAndSignature) {
  const Open open{.joint_key = TestPoint("K"), .root = TestBytes("root"), .signature = TestSignature("open")};
  const Bytes encoded = EncodeOpen(open);
  EXPECT_EQ(text::FormatHex(encoded), text::FormatHex(open.joint_key.encoded) + text::FormatHex(open.root) +
                                          text::FormatHex(open.signature));
  ExpectCanonical(encoded, RecodedOpen);
  ExpectStrictFields(encoded, {open.joint_key}, {}, RecodedOpen);
}

}  // namespace
}  // namespace constat::record
