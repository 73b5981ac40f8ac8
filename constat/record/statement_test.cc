#include "constat/record/statement.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedStatement(ByteView body) {
  CONSTAT_ASSIGN(const Statement statement, DecodeStatement(body));
  return EncodeStatement(statement);
}

Statement SealedBox() {
  return {.party = {Role::kObserver, 7},
          .kind = StatementKind::kIncident,
          .about = 0x0102030405060708,
          .made_ms = 0x1112131415161718,
          .language = 3,
          .text = "a\nb",
          .signature = TestSignature("statement")};
}

// Spec: STA-1, ENC-1
TEST(Statement, IsPartyKindAboutTimeLanguageTextAndSignature) {
  const Statement statement = SealedBox();
  const Bytes encoded = EncodeStatement(statement);
  EXPECT_EQ(text::FormatHex(encoded),
            "05"
            "0007"
            "01"
            "0102030405060708"
            "1112131415161718"
            "0003"
            "0003610a62" +
                text::FormatHex(statement.signature));
  ExpectCanonical(encoded, RecodedStatement);
}

// Spec: STA-1, ENC-1, ENC-4
TEST(Statement, RefusesEachFieldOutOfBounds) {
  const auto code_of = [](size_t at, uint8_t byte) {
    Bytes altered = EncodeStatement(SealedBox());
    altered[at] = byte;
    return CodeOf(DecodeStatement(altered));
  };
  EXPECT_EQ(code_of(0, 6), "unknown-enum") << "the role of another mode";
  EXPECT_EQ(code_of(3, 6), "unknown-enum") << "kind";
  const auto code_of_text = [](const std::string& text) {
    Statement statement = SealedBox();
    statement.text = text;
    return CodeOf(DecodeStatement(EncodeStatement(statement)));
  };
  EXPECT_EQ(code_of_text(""), "bad-length");
  EXPECT_EQ(code_of_text("x"), "ok");
  EXPECT_EQ(code_of_text(std::string(2048, 'x')), "ok");
  EXPECT_EQ(code_of_text(std::string(2049, 'x')), "bad-length");
  EXPECT_EQ(code_of_text("\u202eDEIFIREV"), "bad-text");
  EXPECT_EQ(code_of_text("a\tb"), "bad-text");
  EXPECT_EQ(code_of_text("\xff"), "bad-text");
}

TEST(StatementKind, HasANameThatIsReadBack) {
  for (uint8_t kind = 0; kind < kStatementKinds; ++kind) {
    const auto name = StatementKindName(static_cast<StatementKind>(kind));
    ASSERT_TRUE(ParseStatementKind(name)) << name;
    EXPECT_EQ(static_cast<uint8_t>(*ParseStatementKind(name)), kind);
  }
  EXPECT_EQ(*ParseStatementKind("does-not-confirm"), StatementKind::kDoesNotConfirm);
  EXPECT_EQ(CodeOf(ParseStatementKind("confirm")), "unknown-enum");
}

}  // namespace
}  // namespace constat::record
