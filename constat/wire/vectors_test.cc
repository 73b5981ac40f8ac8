// The specification's vectors of texts.
#include "constat/testing/vectors.h"

#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::wire {
namespace {

// Spec: ENC-4
TEST(Vectors, Texts) {
  ForEachVector("texts", [](Vector& v) {
    const Bytes bytes = Writer().Opaque16(v.Hex("bytes")).Take();
    for (const text::Lines lines : {text::Lines::kOne, text::Lines::kSeveral}) {
      Reader reader(bytes);
      const std::string text = reader.Text16(0, 65535, lines);
      const Status status = reader.Finish();
      EXPECT_EQ(status ? "ok" : ErrorName(status.error().code),
                lines == text::Lines::kOne ? v.Code() : v.Code("lines_code"));
      if (status) {
        EXPECT_EQ(text::FormatHex(AsBytes(text)), v.Text("bytes"));
      }
    }
  });
}

}  // namespace
}  // namespace constat::wire
