#include "constat/record/replacement.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedReplacement(ByteView body) {
  CONSTAT_ASSIGN(const ReplacementShare share, DecodeReplacementShare(body));
  return EncodeReplacementShare(share);
}

// Spec: ROL-10, ENC-1, ENC-2, ENC-3
TEST(ReplacementShare, IsRegistrarOldUntilShareProofAndSignature) {
  const ReplacementShare share{.registrar = 3,
                               .old = TestPoint("old"),
                               .until_ms = 0x0102030405060708,
                               .share = TestPoint("new"),
                               .proof = TestSchnorr("proof"),
                               .signature = TestSignature("share")};
  const Bytes encoded = EncodeReplacementShare(share);
  EXPECT_EQ(text::FormatHex(encoded),
            "0003" + text::FormatHex(share.old.encoded) + "0102030405060708" +
                text::FormatHex(share.share.encoded) + text::FormatHex(share.proof.commitment.encoded) +
                text::FormatHex(share.proof.response.Encode()) + text::FormatHex(share.signature));
  ExpectCanonical(encoded, RecodedReplacement);
  ExpectStrictFields(encoded, {share.old, share.share, share.proof.commitment}, {share.proof.response},
                     RecodedReplacement);
}

}  // namespace
}  // namespace constat::record
