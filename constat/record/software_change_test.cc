#include "constat/record/software_change.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedChange(ByteView body) {
  CONSTAT_ASSIGN(const SoftwareChange change, DecodeSoftwareChange(body));
  return EncodeSoftwareChange(change);
}

SoftwareChange TwoFiles() {
  return {.number = 2,
          .software = {"P", "1", {{"a", TestPoint("a").encoded}, {"b", TestPoint("b").encoded}}},
          .organiser_signature = TestSignature("organiser"),
          .board_signature = TestSignature("board")};
}

// Spec: MAN-6, ENC-1
TEST(SoftwareChange, IsNumberListAndTwoSignatures) {
  const SoftwareChange change = TwoFiles();
  const Bytes encoded = EncodeSoftwareChange(change);
  EXPECT_EQ(text::FormatHex(encoded),
            "0002"
            "000150"
            "000131"
            "0002"
            "000161" +
                text::FormatHex(change.software.files[0].sha256) + "000162" +
                text::FormatHex(change.software.files[1].sha256) +
                text::FormatHex(change.organiser_signature) + text::FormatHex(change.board_signature));
  ExpectCanonical(encoded, RecodedChange);
}

// Spec: MAN-1, ENC-1
TEST(SoftwareChange, RefusesEachFieldOutOfBounds) {
  const auto code_of = [](auto alter) {
    SoftwareChange change = TwoFiles();
    alter(change.software);
    return CodeOf(DecodeSoftwareChange(EncodeSoftwareChange(change)));
  };
  EXPECT_EQ(code_of([](Software& s) { s.name = ""; }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.name = std::string(101, 'x'); }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.version = ""; }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.version = std::string(51, 'x'); }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.name = "a\nb"; }), "bad-text");
  EXPECT_EQ(code_of([](Software& s) { s.files[0].path = ""; }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.files[0].path = std::string(121, 'x'); }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.files.resize(129, s.files[0]); }), "bad-length");
  EXPECT_EQ(code_of([](Software& s) { s.files.clear(); }), "ok");
  EXPECT_EQ(code_of([](Software& s) { s.files.resize(128, s.files[0]); }), "ok") << "the rules see the order";
}

}  // namespace
}  // namespace constat::record
